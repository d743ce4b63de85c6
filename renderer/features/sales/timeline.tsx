import { dayOf, formatDay } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { Money } from './money.tsx';
import { useTimeline } from './queries.ts';

/** When pending amounts become hers to ask for, soonest first. */
export function Timeline() {
  const say = useSay();
  const language = useLanguage();
  const days = useTimeline().data ?? [];
  const largest = Math.max(1, ...days.map((day) => day.net));
  return (
    <section
      aria-label={say('timeline.title')}
      className="flex max-h-[300px] flex-col rounded-lg border border-line bg-panel p-4"
    >
      <h2 className="font-semibold">{say('timeline.title')}</h2>
      <p className="mb-3 text-muted text-sm">{say('timeline.text')}</p>
      {days.length === 0 ? (
        <p className="text-muted">{say('timeline.none')}</p>
      ) : (
        <ol className="-mr-2 flex min-h-0 flex-1 flex-col gap-2.5 overflow-y-auto pr-2">
          {days.map((day) => (
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
    </section>
  );
}
