import type { Description } from '../../../shared/domain/description.ts';
import { formatAmount } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { Check } from '../../ui/field.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { useCategoryName } from '../library/inspector/category-name.ts';
import { type PasteDraft, saidFields } from './drafts.ts';
import { FIELD_NAMES } from './preview-list.tsx';

interface PasteFormProps {
  readonly words: Description;
  readonly draft: PasteDraft;
  readonly onChange: (draft: PasteDraft) => void;
}

/** Which of the fields of some words are given to others, and whether what is there stays. */
export function PasteForm({ words, draft, onChange }: PasteFormProps) {
  const say = useSay();
  const shown = useShownField(words);
  const said = saidFields(words);
  return (
    <>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1 text-muted text-sm">{say('wording.paste.fields')}</legend>
        {said.map((field) => (
          <Check
            key={field}
            label={say(FIELD_NAMES[field])}
            hint={<span className="line-clamp-2">{shown(field)}</span>}
            checked={draft.fields.includes(field)}
            onChange={(wanted) =>
              onChange({
                ...draft,
                fields: said.filter((one) => (one === field ? wanted : draft.fields.includes(one))),
              })
            }
          />
        ))}
        {said.length === 0 && <p className="text-muted">{say('wording.paste.empty')}</p>}
      </fieldset>
      {draft.fields.includes('keywords') && (
        <Segmented
          label={say('field.keywords')}
          value={draft.keywords}
          options={[
            { value: 'add', label: say('wording.paste.add') },
            { value: 'replace', label: say('wording.paste.replace') },
          ]}
          onChange={(keywords) => onChange({ ...draft, keywords })}
        />
      )}
      <Check
        label={say('wording.onlyEmpty')}
        checked={draft.onlyEmpty}
        onChange={(onlyEmpty) => onChange({ ...draft, onlyEmpty })}
      />
    </>
  );
}

function useShownField(words: Description): (field: keyof Description) => string {
  const language = useLanguage();
  const categoryName = useCategoryName();
  return (field) => {
    const value = words[field];
    if (field === 'categoryId') return categoryName(words.categoryId);
    if (typeof value === 'number') return formatAmount(value, language);
    return Array.isArray(value) ? value.join(', ') : (value ?? '');
  };
}
