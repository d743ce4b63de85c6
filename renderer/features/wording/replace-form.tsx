import { type WordField, wordField } from '../../../shared/domain/word-edit.ts';
import { useSay } from '../../i18n/i18n.ts';
import { Check, Field, TextInput } from '../../ui/field.tsx';
import type { ReplaceDraft } from './drafts.ts';
import { FIELD_NAMES } from './preview-list.tsx';

interface ReplaceFormProps {
  readonly draft: ReplaceDraft;
  readonly onChange: (draft: ReplaceDraft) => void;
}

/** What is found, by what it is replaced, where and how exactly. */
export function ReplaceForm({ draft, onChange }: ReplaceFormProps) {
  const say = useSay();
  const toggle = (field: WordField, wanted: boolean) =>
    onChange({
      ...draft,
      fields: wordField.options.filter((one) => (one === field ? wanted : draft.fields.includes(one))),
    });
  return (
    <>
      <Field label={say('wording.find')}>
        {(ids) => (
          <TextInput
            {...ids}
            data-autofocus
            spellCheck
            value={draft.find}
            maxLength={500}
            onChange={(event) => onChange({ ...draft, find: event.target.value })}
          />
        )}
      </Field>
      <Field label={say('wording.by')} hint={draft.find !== '' && draft.by === '' && say('wording.by.empty')}>
        {(ids) => (
          <TextInput
            {...ids}
            spellCheck
            value={draft.by}
            maxLength={500}
            onChange={(event) => onChange({ ...draft, by: event.target.value })}
          />
        )}
      </Field>
      <fieldset className="flex flex-col gap-1.5">
        <legend className="mb-1 text-muted text-sm">{say('wording.in')}</legend>
        <div className="grid grid-cols-2 gap-1.5">
          {wordField.options.map((field) => (
            <Check
              key={field}
              label={say(FIELD_NAMES[field])}
              checked={draft.fields.includes(field)}
              onChange={(wanted) => toggle(field, wanted)}
            />
          ))}
        </div>
      </fieldset>
      <fieldset className="flex flex-col gap-1.5 border-line border-t pt-3">
        <legend className="sr-only">{say('wording.how')}</legend>
        <Check
          label={say('wording.wholeWord')}
          checked={draft.wholeWord}
          onChange={(wholeWord) => onChange({ ...draft, wholeWord })}
        />
        <Check
          label={say('wording.matchCase')}
          checked={draft.matchCase}
          onChange={(matchCase) => onChange({ ...draft, matchCase })}
        />
        <Check
          label={say('wording.matchAccents')}
          hint={!draft.matchAccents && say('wording.matchAccents.off')}
          checked={draft.matchAccents}
          onChange={(matchAccents) => onChange({ ...draft, matchAccents })}
        />
      </fieldset>
    </>
  );
}
