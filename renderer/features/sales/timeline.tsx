import { useState } from 'react';
import { dayOf, formatDay } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Money } from './money.tsx';
import { useTimeline } from './queries.ts';

/** Days shown before she asks for all. */
const SHOWN_FIRST = 5;

/** When pending amounts become hers to ask for, soonest first. */
export function Timeline() {
  const say = useSay();
  const language = useLanguage();
  const days = useTimeline().data ?? [];
  const [whole, setWhole] = useState(false);
  const shown = whole ? days : days.slice(0, SHOWN_FIRST);
  const largest = Math.max(1, ...days.map((day) => day.net));
  return (
    <section aria-label={say('timeline.title')} className="flex flex-col rounded-lg border border-line bg-panel p-4">
      <h2 className="font-semibold">{say('timeline.title')}</h2>
      <p className="mb-3 text-muted text-sm">{say('timeline.text')}</p>
      {days.length === 0 ? (
        <p className="text-muted">{say('timeline.none')}</p>
      ) : (
        <ol className="flex flex-col gap-2.5">
          {shown.map((day) => (
            <li key={day.date}>
              <div className="flex items-baseline justify-between gap-3">
                <span>
                  {formatDay(dayOf(day.date), language)}{' '}
                  <span className="text-muted text-sm">{say('count.sales', { count: day.count })}</span>
                </span>
                <Money amount={day.net} />
              </div>
              <div className="mt-1 h-0.5 rounded-full bg-line">
                <div
                  className="h-full rounded-full bg-accent"
                  style={{ width: `${String(Math.round((day.net / largest) * 100))}%` }}
                />
              </div>
            </li>
          ))}
        </ol>
      )}
      {days.length > SHOWN_FIRST && (
        <Button variant="ghost" size="small" className="mt-2 self-start text-muted" onClick={() => setWhole(!whole)}>
          {whole ? say('timeline.less') : say('timeline.more', { count: days.length - SHOWN_FIRST })}
        </Button>
      )}
    </section>
  );
}
