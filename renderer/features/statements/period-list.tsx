import { Check, Table2 } from 'lucide-react';
import { useState } from 'react';
import type { IssuedStatement, StatementMonth } from '../../../shared/contract/statements.contract.ts';
import type { StatementPeriod } from '../../../shared/domain/statement.ts';
import { dayOf, formatDay, type Language } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { DateField } from '../../ui/date-field.tsx';
import { Field } from '../../ui/field.tsx';
import { Popover } from '../../ui/popover.tsx';
import { Money } from '../sales/money.tsx';
import { ForExcel } from '../settings/for-excel.tsx';
import { monthPeriod, saveAllSales } from './queries.ts';

interface PeriodListProps {
  readonly months: readonly StatementMonth[];
  readonly issued: readonly IssuedStatement[];
  readonly chosen: StatementPeriod | null;
  readonly onChoose: (period: StatementPeriod) => void;
}

/** Months with sales, newest first, then other periods that have a number. */
export function PeriodList({ months, issued, chosen, onChoose }: PeriodListProps) {
  const say = useSay();
  const language = useLanguage();
  const ranges = issued.filter((one) => one.period.kind === 'range');
  const numbers = new Map(issued.map((one) => [one.id, one.number]));
  return (
    <aside className="flex w-72 shrink-0 flex-col border-r border-line bg-panel">
      <header className="flex h-12 items-center justify-between gap-2 border-b border-line px-4">
        <h1 className="font-semibold text-lg">{say('section.statements')}</h1>
        <OtherPeriod onChoose={onChoose} />
      </header>
      <ul aria-label={say('statements.months')} className="min-h-0 flex-1 overflow-y-auto p-2">
        {months.map((month) => {
          const period = monthPeriod(month.month);
          return (
            <Entry
              key={month.month}
              name={monthName(month.month, language)}
              number={month.statementId === null ? null : (numbers.get(month.statementId) ?? null)}
              state={say(month.mayIssue ? 'statements.ready' : 'statements.provisional')}
              count={month.count}
              net={month.net}
              chosen={isSame(chosen, period)}
              onChoose={() => onChoose(period)}
            />
          );
        })}
        {ranges.map((one) => (
          <Entry
            key={one.id}
            name={`${formatDay(dayOf(one.period.from), language)} – ${formatDay(dayOf(one.period.to), language)}`}
            number={one.number}
            state=""
            count={one.count}
            net={one.net}
            chosen={isSame(chosen, one.period)}
            onChoose={() => onChoose(one.period)}
          />
        ))}
      </ul>
      <footer className="border-t border-line p-2">
        <Button
          variant="ghost"
          icon={<Table2 size={14} />}
          className="w-full justify-start"
          onClick={() => void saveAllSales()}
        >
          {say('statements.allSales')}
        </Button>
        <span className="flex px-3 py-1">
          <ForExcel />
        </span>
      </footer>
    </aside>
  );
}

interface EntryProps {
  readonly name: string;
  readonly number: string | null;
  readonly state: string;
  readonly count: number;
  readonly net: StatementMonth['net'];
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

function Entry({ name, number, state, count, net, chosen, onChoose }: EntryProps) {
  const say = useSay();
  return (
    <li>
      <button
        type="button"
        aria-current={chosen}
        onClick={onChoose}
        className={classes(
          'flex w-full flex-col gap-0.5 rounded-md px-2.5 py-2 text-left',
          chosen ? 'bg-hover' : 'hover:bg-hover/60',
        )}
      >
        <span className="flex items-baseline justify-between gap-2">
          <span className="truncate font-semibold first-letter:uppercase">{name}</span>
          <Money amount={net} />
        </span>
        <span className="flex items-center justify-between gap-2 text-muted text-sm">
          <span className="flex items-center gap-1">
            {number !== null && <Check size={13} className="text-good" />}
            {number === null ? state : say('statements.number', { number })}
          </span>
          <span>{say('statements.lines', { count })}</span>
        </span>
      </button>
    </li>
  );
}

function OtherPeriod({ onChoose }: { readonly onChoose: (period: StatementPeriod) => void }) {
  const say = useSay();
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const isPeriod = from !== '' && to !== '' && from <= to;
  return (
    <Popover
      trigger={<Button size="small">{say('statements.other')}</Button>}
      label={say('statements.other')}
      width={260}
    >
      <form
        className="flex flex-col gap-3 p-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (isPeriod) onChoose({ kind: 'range', from, to });
        }}
      >
        <Field label={say('statements.from')}>{(ids) => <DateField {...ids} value={from} onChange={setFrom} />}</Field>
        <Field
          label={say('statements.to')}
          tone="bad"
          hint={from !== '' && to !== '' && from > to && say('statements.order')}
        >
          {(ids) => <DateField {...ids} value={to} onChange={setTo} />}
        </Field>
        <Button type="submit" variant="primary" disabled={!isPeriod}>
          {say('statements.show')}
        </Button>
      </form>
    </Popover>
  );
}

function isSame(one: StatementPeriod | null, other: StatementPeriod): boolean {
  return one !== null && one.kind === other.kind && one.from === other.from && one.to === other.to;
}

function monthName(month: string, language: Language): string {
  const locale = language === 'fr' ? 'fr-FR' : 'en-GB';
  return new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric' }).format(dayOf(`${month}-15`));
}
