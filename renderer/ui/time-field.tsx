import { useState } from 'react';
import { readTime, timeAfter } from '../i18n/days.ts';
import { TextInput } from './field.tsx';

/** What an arrow key adds, minutes. */
const STEP_MIN = 15;

interface TimeFieldProps {
  readonly label: string;
  /** `HH:MM` */
  readonly value: string;
  readonly onChange: (time: string) => void;
}

/** A time of day by 24 hours, as she types it (`22:30`, `22h`); ↑ and ↓ go by quarters of an hour. What is no time is taken back. */
export function TimeField({ label, value, onChange }: TimeFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const keep = () => {
    const time = readTime(typed ?? value);
    setTyped(null);
    if (time !== null && time !== value) onChange(time);
  };
  return (
    <TextInput
      aria-label={label}
      inputMode="numeric"
      className="tabular w-16 text-center"
      value={typed ?? value}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep();
        if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
        event.preventDefault();
        setTyped(null);
        onChange(timeAfter(readTime(typed ?? value) ?? value, event.key === 'ArrowUp' ? STEP_MIN : -STEP_MIN));
      }}
    />
  );
}
