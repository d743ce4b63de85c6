import { useState } from 'react';
import type { RuleFinding } from '../../../../shared/domain/rules.ts';
import { formatAmount, readAmount } from '../../../i18n/format.ts';
import { useLanguage, useSay } from '../../../i18n/i18n.ts';
import { ruleSentence } from '../../../i18n/problems.ts';
import { Field, TextInput } from '../../../ui/field.tsx';

interface PriceFieldProps {
  readonly name: 'price' | 'priceExtended';
  readonly label: string;
  readonly value: number | null;
  readonly mixed: boolean;
  readonly finding: RuleFinding | undefined;
  /** An amount to offer when the field is empty or too low. */
  readonly suggestion?: number | null;
  readonly onType: (value: number | null) => void;
  readonly onCommit: () => void;
}

/** A whole amount in francs CFA, grouped when it rests, plain while it is typed. */
export function PriceField({
  name,
  label,
  value,
  mixed,
  finding,
  suggestion = null,
  onType,
  onCommit,
}: PriceFieldProps) {
  const say = useSay();
  const language = useLanguage();
  const [typing, setTyping] = useState<string | null>(null);
  const unreadable = typing !== null && typing.trim() !== '' && readAmount(typing) === null;
  const spoken = value === null ? undefined : finding;
  return (
    <Field
      label={label}
      tone="bad"
      hint={
        unreadable ? (
          say('price.unreadable')
        ) : (
          <>
            {spoken && <span className="block">{ruleSentence(spoken)}</span>}
            {suggestion !== null && (
              <button
                type="button"
                className="mt-0.5 text-accent hover:underline"
                onClick={() => {
                  setTyping(null);
                  onType(suggestion);
                  onCommit();
                }}
              >
                {say('price.take', { amount: formatAmount(suggestion, language) })}
              </button>
            )}
          </>
        )
      }
    >
      {(ids) => (
        <span className="relative block">
          <TextInput
            {...ids}
            data-field={name}
            inputMode="numeric"
            className="tabular pr-12 text-right"
            aria-invalid={unreadable || spoken?.severity === 'error'}
            placeholder={mixed ? say('inspector.mixed') : ''}
            value={typing ?? (value === null ? '' : formatAmount(value, language))}
            onFocus={(event) => event.currentTarget.select()}
            onChange={(event) => {
              setTyping(event.target.value);
              const amount = readAmount(event.target.value);
              if (amount !== null || event.target.value.trim() === '') onType(amount);
            }}
            onBlur={() => {
              if (!unreadable) setTyping(null);
              onCommit();
            }}
            onKeyDown={(event) => {
              event.stopPropagation();
              if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
            }}
          />
          <span className="-translate-y-1/2 pointer-events-none absolute top-1/2 right-2 text-muted text-xs">
            F CFA
          </span>
        </span>
      )}
    </Field>
  );
}
