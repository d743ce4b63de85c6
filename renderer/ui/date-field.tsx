import { CalendarDays } from 'lucide-react';
import { Popover as Radix } from 'radix-ui';
import { type InputHTMLAttributes, useState } from 'react';
import { readDay, writtenDay } from '../i18n/days.ts';
import { useSay } from '../i18n/i18n.ts';
import { Calendar } from './calendar.tsx';
import { classes } from './classes.ts';
import { FIELD_LOOK } from './field.tsx';

/** Characters from which on a text could be a whole day (`1/1/2026`). */
const WHOLE = 8;

interface DateFieldProps
  extends Pick<InputHTMLAttributes<HTMLInputElement>, 'id' | 'title' | 'aria-label' | 'aria-describedby'> {
  /** `YYYY-MM-DD`, or empty. */
  readonly value: string;
  /** First and last day the calendar offers; empty: no bound. */
  readonly min?: string;
  readonly max?: string;
  /** A whole day `YYYY-MM-DD`, or empty; never what is half typed, which gives way to the kept day when she leaves the field. */
  readonly onChange: (day: string) => void;
}

/**
 * A day, typed in the order of her language or taken from a calendar that speaks it. A browser's own date field follows the
 * browser's language, not the studio's: it would show mm/dd/yyyy to a French reader.
 */
export function DateField({ value, min = '', max = '', onChange, ...rest }: DateFieldProps) {
  const say = useSay();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState<string | null>(null);
  const isWrong = typed !== null && typed.trim().length >= WHOLE && readDay(typed) === null;
  const keep = (text: string) => {
    const day = text.trim() === '' ? '' : readDay(text);
    if (day !== null && day !== value) onChange(day);
  };
  return (
    <Radix.Root open={open} onOpenChange={setOpen}>
      <Radix.Anchor asChild>
        <span className="relative block min-w-32">
          <input
            {...rest}
            type="text"
            inputMode="numeric"
            autoComplete="off"
            spellCheck={false}
            placeholder={say('date.pattern')}
            title={isWrong ? say('date.wrong') : rest.title}
            aria-invalid={isWrong}
            className={classes(FIELD_LOOK, 'tabular h-7 w-full pr-7')}
            value={typed ?? writtenDay(value)}
            onChange={({ target }) => {
              setTyped(target.value);
              // `12/03/20` may become 2026: a year of two figures counts when she has finished.
              if (target.value.trim() === '' || /\d{4}/.test(target.value)) keep(target.value);
            }}
            onBlur={() => {
              if (typed !== null) keep(typed);
              setTyped(null);
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && typed !== null) keep(typed);
              if (event.key !== 'ArrowDown') return;
              event.preventDefault();
              setOpen(true);
            }}
          />
          <Radix.Trigger asChild>
            <button
              type="button"
              aria-label={rest['aria-label'] ? say('date.openOf', { field: rest['aria-label'] }) : say('date.open')}
              title={say('date.open')}
              className="absolute top-0.5 right-0.5 flex size-6 items-center justify-center rounded-sm text-muted hover:bg-hover hover:text-ink"
            >
              <CalendarDays size={14} />
            </button>
          </Radix.Trigger>
        </span>
      </Radix.Anchor>
      <Radix.Portal>
        <Radix.Content
          aria-label={say('date.calendar')}
          align="start"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 w-64 rounded-md border border-line bg-raised text-ink shadow-[var(--shadow)] animate-appear"
          onOpenAutoFocus={(event) => event.preventDefault()}
          onKeyDown={(event) => event.stopPropagation()}
        >
          <Calendar
            value={value}
            min={min}
            max={max}
            onChoose={(day) => {
              setTyped(null);
              onChange(day);
              setOpen(false);
            }}
          />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
