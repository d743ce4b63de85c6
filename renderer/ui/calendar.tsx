import { ChevronLeft, ChevronRight } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { dayAfter, formatMonth, formatWholeDay, isoDay, monthAfter, weekdays, weeksOf } from '../i18n/days.ts';
import { useLanguage, useSay } from '../i18n/i18n.ts';
import { Button, IconButton } from './button.tsx';
import { classes } from './classes.ts';

interface CalendarProps {
  /** `YYYY-MM-DD`, or empty. */
  readonly value: string;
  /** First and last day that may be chosen; empty: no bound. */
  readonly min: string;
  readonly max: string;
  readonly onChoose: (day: string) => void;
}

const STEPS: Readonly<Record<string, (day: string) => string>> = {
  ArrowLeft: (day) => dayAfter(day, -1),
  ArrowRight: (day) => dayAfter(day, 1),
  ArrowUp: (day) => dayAfter(day, -7),
  ArrowDown: (day) => dayAfter(day, 7),
  PageUp: (day) => monthAfter(day, -1),
  PageDown: (day) => monthAfter(day, 1),
};

/** One month in weeks; arrows walk by days and weeks, Page keys by months, Enter takes the day. */
export function Calendar({ value, min, max, onChoose }: CalendarProps) {
  const say = useSay();
  const language = useLanguage();
  const today = isoDay(new Date());
  const [day, setDay] = useState(value || today);
  const chosen = useRef<HTMLButtonElement>(null);
  // The keyboard stands on the day itself, and goes with it from month to month.
  const walks = useRef(true);
  useEffect(() => {
    if (day && walks.current) chosen.current?.focus();
  }, [day]);
  const isOpen = (candidate: string) => (min === '' || candidate >= min) && (max === '' || candidate <= max);
  const turn = (months: number) => {
    walks.current = false;
    setDay(monthAfter(day, months));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    walks.current = true;
    setDay(step(day));
  };
  return (
    <div className="flex flex-col gap-2 p-3">
      <div className="flex items-center justify-between">
        <IconButton label={say('date.previousMonth')} onClick={() => turn(-1)}>
          <ChevronLeft size={15} />
        </IconButton>
        <span aria-live="polite" className="font-semibold first-letter:uppercase">
          {formatMonth(day, language)}
        </span>
        <IconButton label={say('date.nextMonth')} onClick={() => turn(1)}>
          <ChevronRight size={15} />
        </IconButton>
      </div>
      <table className="w-full table-fixed border-collapse" onKeyDown={onKeyDown}>
        <thead>
          <tr>
            {weekdays(language, 'long').map((name, index) => (
              <th key={name} scope="col" abbr={name} className="h-6 font-normal text-muted text-xs">
                {weekdays(language, 'narrow')[index]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(day).map((week) => (
            <tr key={week[0]}>
              {week.map((candidate) => (
                <td key={candidate} className="p-0 text-center">
                  <button
                    ref={candidate === day ? chosen : null}
                    type="button"
                    tabIndex={candidate === day ? 0 : -1}
                    disabled={!isOpen(candidate) && candidate !== day}
                    aria-disabled={!isOpen(candidate)}
                    aria-label={formatWholeDay(candidate, language)}
                    aria-pressed={candidate === value}
                    aria-current={candidate === today ? 'date' : undefined}
                    className={classes(
                      'tabular size-8 rounded-md',
                      candidate === value ? 'bg-accent font-semibold text-on-accent' : 'hover:bg-hover',
                      candidate !== value && candidate === today && 'font-semibold text-accent',
                      candidate !== value && candidate.slice(0, 7) !== day.slice(0, 7) && 'text-muted',
                      !isOpen(candidate) && 'opacity-40',
                    )}
                    onClick={() => isOpen(candidate) && onChoose(candidate)}
                  >
                    {Number(candidate.slice(8))}
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div className="flex justify-between">
        <Button size="small" variant="ghost" disabled={!isOpen(today)} onClick={() => onChoose(today)}>
          {say('date.today')}
        </Button>
        <Button
          size="small"
          variant="ghost"
          className="text-muted"
          disabled={value === ''}
          onClick={() => onChoose('')}
        >
          {say('date.clear')}
        </Button>
      </div>
    </div>
  );
}
