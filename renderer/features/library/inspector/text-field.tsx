import type { KeyboardEvent } from 'react';
import type { RuleFinding } from '../../../../shared/domain/rules.ts';
import { useSay } from '../../../i18n/i18n.ts';
import { ruleSentence } from '../../../i18n/problems.ts';
import { Field, TextArea, TextInput } from '../../../ui/field.tsx';
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
  readonly onType: (value: string) => void;
  readonly onCommit: () => void;
}

/** One text of the description, with its counter and what the rules say of it while she types. */
export function TextField({ name, label, value, mixed, maximum, lines, finding, onType, onCommit }: TextFieldProps) {
  const say = useSay();
  const length = [...value.trim()].length;
  // A field she has not begun is not an error yet: the list below says what is missing.
  const spoken = finding && length > 0 ? finding : undefined;
  const shared = {
    'data-field': name,
    value,
    placeholder: mixed ? say('inspector.mixed') : '',
    'aria-invalid': spoken?.severity === 'error',
    onBlur: onCommit,
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      event.stopPropagation();
      if (event.key === 'Escape' || (event.key === 'Enter' && (!lines || event.ctrlKey || event.metaKey))) {
        event.preventDefault();
        onCommit();
        document.querySelector<HTMLElement>('[data-grid]')?.focus();
      }
    },
  };
  return (
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
      {(ids) =>
        lines ? (
          <TextArea {...ids} {...shared} spellCheck onChange={(event) => onType(event.target.value)} />
        ) : (
          <TextInput {...ids} {...shared} spellCheck onChange={(event) => onType(event.target.value)} />
        )
      }
    </Field>
  );
}
