import { useState } from 'react';
import type { PatternProblem } from '../../../shared/domain/name-pattern.ts';
import { useSay } from '../../i18n/i18n.ts';
import { problemSentence } from '../../i18n/problems.ts';
import { Field, Select, TextInput } from '../../ui/field.tsx';

interface PatternFieldProps {
  readonly label: string;
  readonly value: string | null;
  readonly choices: readonly { readonly value: string | null; readonly label: string }[];
  readonly problem: PatternProblem | null;
  readonly onChange: (value: string | null) => void;
}

const OWN = '\u0000own';
const NONE = '\u0000none';

/** A pattern from a list, or one of her own. */
export function PatternField({ label, value, choices, problem, onChange }: PatternFieldProps) {
  const say = useSay();
  const listed = choices.some((choice) => choice.value === value);
  const [own, setOwn] = useState(!listed);
  return (
    <div className="flex flex-col gap-1">
      <Field label={label}>
        {(ids) => (
          <Select
            {...ids}
            value={own ? OWN : (value ?? NONE)}
            onChange={(event) => {
              const next = event.target.value;
              setOwn(next === OWN);
              if (next === OWN) onChange(value ?? '{date}_{seq:4}');
              else onChange(next === NONE ? null : next);
            }}
          >
            {choices.map((choice) => (
              <option key={choice.value ?? NONE} value={choice.value ?? NONE}>
                {choice.label}
              </option>
            ))}
            <option value={OWN}>{say('import.pattern.own')}</option>
          </Select>
        )}
      </Field>
      {own && (
        <TextInput
          aria-label={`${label} : ${say('import.pattern.own')}`}
          aria-invalid={problem !== null}
          value={value ?? ''}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      {own && (
        <p className={problem ? 'text-bad text-sm' : 'text-muted text-xs'}>
          {problem
            ? problemSentence({
                code: 'pattern-invalid',
                facts: {
                  pattern: value ?? '',
                  problem: problem.code,
                  detail: 'token' in problem ? problem.token : 'character' in problem ? problem.character : '',
                },
              })
            : '{YYYY} {MM} {DD} {hh}{mm}{ss} {date} {time} {camera} {event} {folder} {name} {ext} {seq:3}'}
        </p>
      )}
    </div>
  );
}
