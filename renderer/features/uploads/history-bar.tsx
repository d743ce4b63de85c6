import { FileDown, Search, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { ForExcel } from '../settings/for-excel.tsx';
import { saveHistory } from './orders.ts';
import { EVERYTHING, type HistorySearch, isEverything } from './queries.ts';

/** A pause in typing after which the list follows, ms. */
const PAUSE_MS = 180;

/** Local midnight at which a day `YYYY-MM-DD` begins (`later` days after), ms; undefined for no day. */
function dayStart(day: string, later = 0): number | undefined {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  return year === undefined ? undefined : new Date(Number(year), Number(month) - 1, Number(date) + later).getTime();
}

/** What she typed, as the studio searches: whole days of hers, the last one included. */
export function searchOf(text: string, firstDay: string, lastDay: string): HistorySearch {
  const from = dayStart(firstDay);
  const end = dayStart(lastDay, 1);
  return {
    ...EVERYTHING,
    text: text.trim(),
    ...(from === undefined ? {} : { from }),
    ...(end === undefined ? {} : { to: end - 1 }),
  };
}

/** What is looked for in the history, and the way to keep it as a table. */
export function HistoryBar({
  found,
  onSearch,
}: {
  /** Deliveries that the search finds; undefined: not known yet. */
  readonly found: number | undefined;
  readonly onSearch: (find: HistorySearch) => void;
}) {
  const say = useSay();
  const [text, setText] = useState('');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const find = searchOf(text, from, to);
  useEffect(() => {
    const timer = setTimeout(() => onSearch(searchOf(text, from, to)), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, from, to, onSearch]);
  const searching = !isEverything(find);

  return (
    <div className="flex min-w-0 flex-1 items-center gap-2 max-[1000px]:basis-full max-[1000px]:flex-wrap">
      <search className="flex h-7 min-w-40 max-w-96 flex-1 items-center gap-2 rounded-md border border-line bg-canvas pr-1 pl-2 focus-within:border-accent hover:border-line-strong">
        <Search size={14} className="shrink-0 text-muted" />
        <input
          type="search"
          aria-label={say('uploads.find')}
          placeholder={say('uploads.find.hint')}
          autoComplete="off"
          spellCheck={false}
          className="min-w-0 flex-1 bg-transparent outline-none placeholder:text-muted [&::-webkit-search-cancel-button]:hidden"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </search>
      <span className="w-32 shrink-0">
        <DateField
          aria-label={say('uploads.from')}
          title={say('uploads.from')}
          value={from}
          max={to}
          onChange={setFrom}
        />
      </span>
      <span className="text-muted" aria-hidden="true">
        –
      </span>
      <span className="w-32 shrink-0">
        <DateField aria-label={say('uploads.to')} title={say('uploads.to')} value={to} min={from} onChange={setTo} />
      </span>
      {searching && (
        <Button
          variant="ghost"
          icon={<X size={13} />}
          onClick={() => {
            setText('');
            setFrom('');
            setTo('');
          }}
        >
          {say('uploads.findAll')}
        </Button>
      )}
      <span role="status" className="tabular truncate text-muted text-sm">
        {searching && found !== undefined && say('uploads.found', { count: found })}
      </span>
      <span className="ml-auto">
        <ForExcel />
      </span>
      <Button
        icon={<FileDown size={14} />}
        disabled={found === undefined || found === 0}
        onClick={() => saveHistory(find)}
      >
        {say('uploads.csv')}
      </Button>
    </div>
  );
}
