import { type KeyboardEvent, useRef } from 'react';
import type { DoubtfulWord } from '../../../../shared/contract/spelling.contract.ts';
import type { RuleFinding } from '../../../../shared/domain/rules.ts';
import { useSay } from '../../../i18n/i18n.ts';
import { ruleSentence } from '../../../i18n/problems.ts';
import { Field, TextArea, TextInput } from '../../../ui/field.tsx';
import { DoubtfulWords } from '../../spelling/doubtful-words.tsx';
import { Underlined } from '../../spelling/underlined.tsx';
import { type SpelledBeside, useDoubtfulWords } from '../../spelling/use-spelling.ts';
import type { InspectorField } from './focus-field.ts';

interface TextFieldProps {
  readonly name: InspectorField;
  readonly label: string;
  readonly value: string;
  /** The selected photos differ here. */
  readonly mixed: boolean;
  readonly maximum: number;
  readonly lines: boolean;
  readonly finding: RuleFinding | undefined;
  /** Absent: names, which have no spelling. */
  readonly spelling?: SpelledBeside;
  readonly onType: (value: string) => void;
  readonly onCommit: () => void;
}

const NO_NAMES: SpelledBeside = { beside: '', names: [] };

/** One text of the description, with its counter, its doubtful words and what the rules say of it while she types. */
export function TextField(props: TextFieldProps) {
  const { name, label, value, mixed, maximum, lines, finding, spelling, onType, onCommit } = props;
  const say = useSay();
  const block = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const doubtful = useDoubtfulWords(spelling ? value : '', spelling ?? NO_NAMES);
  const length = [...value.trim()].length;
  // A field she has not begun is not an error yet: the list below says what is missing.
  const spoken = finding && length > 0 ? finding : undefined;

  function replace({ start, end }: DoubtfulWord, by: string): void {
    onType(value.slice(0, start) + by + value.slice(end));
    onCommit();
    // The button she chose it at is gone: on with the field.
    setTimeout(() => (lines ? area : input).current?.focus());
  }

  const shared = {
    'data-field': name,
    dir: 'auto',
    value,
    placeholder: mixed ? say('inspector.mixed') : '',
    'aria-invalid': spoken?.severity === 'error',
    // The browser's own would fetch its dictionaries.
    spellCheck: false,
    onBlur: onCommit,
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      event.stopPropagation();
      if (event.key === 'F7') {
        event.preventDefault();
        block.current?.querySelector<HTMLElement>('[data-doubtful]')?.focus();
      }
      if (event.key === 'Escape' || (event.key === 'Enter' && (!lines || event.ctrlKey || event.metaKey))) {
        event.preventDefault();
        onCommit();
        document.querySelector<HTMLElement>('[data-grid]')?.focus();
      }
    },
  };
  return (
    <div ref={block} className="flex flex-col gap-1">
      <Field
        label={label}
        aside={
          length > 0 && (
            <span className={length > maximum ? 'text-bad' : ''}>{`${String(length)} / ${String(maximum)}`}</span>
          )
        }
        tone={spoken?.severity === 'error' ? 'bad' : 'warn'}
        hint={spoken && ruleSentence(spoken)}
      >
        {(ids) => (
          <div className="relative">
            {lines ? (
              <TextArea {...ids} {...shared} ref={area} onChange={(event) => onType(event.target.value)} />
            ) : (
              <TextInput {...ids} {...shared} ref={input} onChange={(event) => onType(event.target.value)} />
            )}
            <Underlined text={value} words={doubtful} lines={lines} field={lines ? area : input} />
          </div>
        )}
      </Field>
      <DoubtfulWords words={doubtful} onReplace={replace} />
    </div>
  );
}
