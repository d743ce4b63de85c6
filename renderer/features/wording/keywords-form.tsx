import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { PhotoSelection } from '../../../shared/contract/library.contract.ts';
import { keys } from '../../host/keys.ts';
import { studio } from '../../host/studio.ts';
import { formatNumber } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { classes } from '../../ui/classes.ts';
import { Field, TextInput } from '../../ui/field.tsx';
import type { KeywordsDraft } from './drafts.ts';

interface KeywordsFormProps {
  readonly subject: PhotoSelection;
  readonly draft: KeywordsDraft;
  readonly onChange: (draft: KeywordsDraft) => void;
}

/** Keywords of the selection offered at once: the most frequent; the others are found by typing. */
const SHOWN = 40;

/** Keywords added to all, swapped for others, and taken out with a click. */
export function KeywordsForm({ subject, draft, onChange }: KeywordsFormProps) {
  const say = useSay();
  const language = useLanguage();
  const listId = useId();
  const [sought, setSought] = useState('');
  const common = useQuery({
    queryKey: [...keys.photos.allCommon, subject],
    queryFn: ({ signal }) => studio.photos.common({ selection: subject }, { signal }),
  }).data;
  const present = common?.keywords ?? [];
  const needle = sought.trim().toLocaleLowerCase();
  const offered = present.filter(({ keyword }) => keyword.toLocaleLowerCase().includes(needle)).slice(0, SHOWN);
  const toggle = (keyword: string) =>
    onChange({
      ...draft,
      removed: draft.removed.includes(keyword)
        ? draft.removed.filter((other) => other !== keyword)
        : [...draft.removed, keyword],
    });
  return (
    <>
      <Field label={say('wording.keywords.add')} hint={say('wording.keywords.add.text')}>
        {(ids) => (
          <TextInput
            {...ids}
            data-autofocus
            spellCheck
            value={draft.add}
            placeholder={say('keywords.placeholder')}
            onChange={(event) => onChange({ ...draft, add: event.target.value })}
          />
        )}
      </Field>
      <div className="grid grid-cols-2 gap-2">
        <Field label={say('wording.keywords.from')}>
          {(ids) => (
            <TextInput
              {...ids}
              list={listId}
              value={draft.from}
              maxLength={100}
              onChange={(event) => onChange({ ...draft, from: event.target.value })}
            />
          )}
        </Field>
        <Field label={say('wording.keywords.to')}>
          {(ids) => (
            <TextInput
              {...ids}
              spellCheck
              value={draft.to}
              maxLength={100}
              onChange={(event) => onChange({ ...draft, to: event.target.value })}
            />
          )}
        </Field>
        <datalist id={listId}>
          {offered.map(({ keyword }) => (
            <option key={keyword} value={keyword} />
          ))}
        </datalist>
      </div>
      <fieldset className="flex min-h-0 flex-col gap-1.5">
        <legend className="mb-1 text-muted text-sm">{say('wording.keywords.remove')}</legend>
        {present.length > SHOWN && (
          <TextInput
            aria-label={say('wording.keywords.seek')}
            placeholder={say('wording.keywords.seek')}
            value={sought}
            onChange={(event) => setSought(event.target.value)}
          />
        )}
        <div className="flex flex-wrap gap-1">
          {offered.map(({ keyword, count }) => (
            <button
              key={keyword}
              type="button"
              aria-pressed={draft.removed.includes(keyword)}
              className={classes(
                'flex h-5.5 max-w-full items-center gap-1 rounded-sm border px-1.5 text-sm',
                draft.removed.includes(keyword)
                  ? 'border-bad text-bad line-through'
                  : 'border-line text-ink hover:border-line-strong',
              )}
              onClick={() => toggle(keyword)}
            >
              <span className="truncate">{keyword}</span>
              <span className="tabular text-muted text-xs">{formatNumber(count, language)}</span>
            </button>
          ))}
          {common && present.length === 0 && <p className="text-muted text-sm">{say('wording.keywords.none')}</p>}
        </div>
      </fieldset>
    </>
  );
}
