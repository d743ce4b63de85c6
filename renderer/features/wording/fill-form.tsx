import { Braces } from 'lucide-react';
import { useRef, useState } from 'react';
import { useSay } from '../../i18n/i18n.ts';
import { Check, Field, TextArea, TextInput } from '../../ui/field.tsx';
import type { FillDraft } from './drafts.ts';

interface FillFormProps {
  readonly draft: FillDraft;
  readonly onChange: (draft: FillDraft) => void;
}

type FillField = 'title' | 'caption' | 'place' | 'keywords';

const VARIABLES = [
  ['{title}', 'wording.variable.title'],
  ['{place}', 'wording.variable.place'],
  ['{date:long}', 'wording.variable.dateLong'],
  ['{date:short}', 'wording.variable.dateShort'],
  ['{date:month}', 'wording.variable.month'],
  ['{folder}', 'wording.variable.folder'],
  ['{file}', 'wording.variable.file'],
  ['{camera}', 'wording.variable.camera'],
  ['{seq:3}', 'wording.variable.seq'],
] as const;

/** Texts with variables: each photo gets its own. A click puts a variable where the cursor was. */
export function FillForm({ draft, onChange }: FillFormProps) {
  const say = useSay();
  const [last, setLast] = useState<FillField>(draft.caption !== '' ? 'caption' : 'title');
  const form = useRef<HTMLDivElement>(null);

  function insert(variable: string): void {
    const element = form.current?.querySelector<HTMLInputElement | HTMLTextAreaElement>(`[data-fill="${last}"]`);
    const text = draft[last];
    const from = element?.selectionStart ?? text.length;
    const to = element?.selectionEnd ?? text.length;
    onChange({ ...draft, [last]: `${text.slice(0, from)}${variable}${text.slice(to)}` });
    requestAnimationFrame(() => {
      element?.focus();
      element?.setSelectionRange(from + variable.length, from + variable.length);
    });
  }

  const of = (field: FillField) => ({
    'data-fill': field,
    spellCheck: true,
    value: draft[field],
    onFocus: () => setLast(field),
  });
  return (
    <div ref={form} className="contents">
      <Field label={say('field.title')}>
        {(ids) => (
          <TextInput
            {...ids}
            {...of('title')}
            data-autofocus
            maxLength={500}
            placeholder="{title}, {place} – {date:long}"
            onChange={(event) => onChange({ ...draft, title: event.target.value })}
          />
        )}
      </Field>
      <Field label={say('field.caption')}>
        {(ids) => (
          <TextArea
            {...ids}
            {...of('caption')}
            maxLength={5000}
            onChange={(event) => onChange({ ...draft, caption: event.target.value })}
          />
        )}
      </Field>
      <Field label={say('field.place')}>
        {(ids) => (
          <TextInput
            {...ids}
            {...of('place')}
            maxLength={300}
            onChange={(event) => onChange({ ...draft, place: event.target.value })}
          />
        )}
      </Field>
      <Field label={say('wording.keywords.add')}>
        {(ids) => (
          <TextInput
            {...ids}
            {...of('keywords')}
            onChange={(event) => onChange({ ...draft, keywords: event.target.value })}
          />
        )}
      </Field>
      <fieldset>
        <legend className="mb-1 flex items-center gap-1 text-muted text-sm">
          <Braces size={13} /> {say('wording.variables')}
        </legend>
        <div className="flex flex-wrap gap-1">
          {VARIABLES.map(([variable, name]) => (
            <button
              key={variable}
              type="button"
              title={say(name)}
              className="h-5.5 rounded-sm border border-line px-1.5 text-sm hover:border-line-strong"
              onClick={() => insert(variable)}
            >
              {say(name)}
            </button>
          ))}
        </div>
      </fieldset>
      <Check
        label={say('wording.onlyEmpty')}
        checked={draft.onlyEmpty}
        onChange={(onlyEmpty) => onChange({ ...draft, onlyEmpty })}
      />
    </div>
  );
}
