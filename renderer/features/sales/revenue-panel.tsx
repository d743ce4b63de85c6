import { BarChart3, Table2 } from 'lucide-react';
import { useState } from 'react';
import { barPeriod, type RevenueBar } from '../../../shared/contract/sales.contract.ts';
import { addXof } from '../../../shared/domain/money.ts';
import { formatXof } from '../../i18n/format.ts';
import { type TextKey, useLanguage, useSay } from '../../i18n/i18n.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { AmountHeads } from './amount-heads.tsx';
import { Money } from './money.tsx';
import { periodName } from './period-name.ts';
import { useBars } from './queries.ts';
import { RevenueChart } from './revenue-chart.tsx';
import { showBarsBy, useSalesView } from './sales.store.ts';

const NAMES = {
  day: 'sales.day',
  week: 'sales.week',
  month: 'sales.month',
  year: 'sales.year',
} as const satisfies Record<string, TextKey>;
const BEFORE = {
  day: 'sales.compare.day',
  week: 'sales.compare.week',
  month: 'sales.compare.month',
  year: 'sales.compare.year',
} as const satisfies Record<string, TextKey>;

/** Revenue by period, as bars or as the table behind them, against the same time before. */
export function RevenuePanel() {
  const say = useSay();
  const language = useLanguage();
  const { by, filter } = useSalesView();
  const bars = useBars(by, filter).data ?? [];
  const [look, setLook] = useState<'bars' | 'table'>('bars');
  const net = addXof(...bars.map((bar) => bar.net));
  const before = addXof(...bars.map((bar) => bar.before));
  const change =
    before > 0
      ? new Intl.NumberFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
          style: 'percent',
          signDisplay: 'exceptZero',
          maximumFractionDigits: 0,
        }).format((net - before) / before)
      : null;
  const compared = change === null ? '' : say(BEFORE[by], { change, count: bars.length });
  return (
    <section
      aria-label={say('sales.chart')}
      className="flex min-w-0 flex-col rounded-lg border border-line bg-panel p-4"
    >
      <div className="mb-3 flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div>
          <h2 className="font-semibold">{say('sales.chart')}</h2>
          <p className="text-muted text-sm">
            <Money amount={net} className="text-ink" /> {say('sales.netLower')}
            {compared && ` · ${compared}`}
          </p>
        </div>
        <span className="flex items-center gap-3">
          <Segmented
            label={say('sales.period')}
            value={by}
            options={barPeriod.options.map((value) => ({ value, label: say(NAMES[value]) }))}
            onChange={showBarsBy}
          />
          <Segmented
            label={say('sales.look')}
            iconsOnly
            value={look}
            options={[
              { value: 'bars', label: say('sales.look.bars'), icon: <BarChart3 size={14} /> },
              { value: 'table', label: say('sales.look.table'), icon: <Table2 size={14} /> },
            ]}
            onChange={setLook}
          />
        </span>
      </div>
      {look === 'bars' ? (
        <>
          <RevenueChart
            by={by}
            bars={bars}
            text={say('sales.chart.summary', { net: formatXof(net, language), count: bars.length, compared })}
          />
          <Legend />
        </>
      ) : (
        <PeriodTable bars={bars} />
      )}
    </section>
  );
}

function Legend() {
  const say = useSay();
  return (
    <p className="mt-2 flex flex-wrap gap-x-4 text-muted text-sm">
      <span className="flex items-center gap-1.5">
        <span className="size-2.5 rounded-[2px] bg-accent" /> {say('sales.net')}
      </span>
      <span className="flex items-center gap-1.5">
        <span className="size-2.5 rounded-[2px] bg-accent/30" /> {say('sales.commission')}
      </span>
      <span className="flex items-center gap-1.5">
        <span className="w-4 border-muted border-t border-dashed" /> {say('sales.before.legend')}
      </span>
    </p>
  );
}

/** The same numbers to be read, newest first. */
function PeriodTable({ bars }: { readonly bars: readonly RevenueBar[] }) {
  const say = useSay();
  const language = useLanguage();
  const by = useSalesView((state) => state.by);
  return (
    <div className="h-63 overflow-y-auto">
      <table className="w-full border-collapse text-sm">
        <thead className="sticky top-0 bg-panel text-left text-muted [&_th]:h-8 [&_th]:border-line [&_th]:border-b [&_th]:px-2 [&_th]:font-normal">
          <tr>
            <th scope="col">{say('sales.period')}</th>
            <AmountHeads names={['section.sales', 'sales.gross', 'sales.commission', 'sales.net', 'sales.before']} />
          </tr>
        </thead>
        <tbody className="[&_td]:h-7 [&_td]:px-2 [&_th]:px-2 [&_th]:text-left [&_th]:font-normal">
          {bars.toReversed().map((bar) => (
            <tr key={bar.from} className="border-line border-b last:border-b-0">
              <th scope="row">{periodName(bar.from, by, language, true)}</th>
              <td className="tabular text-right">{bar.count}</td>
              <td className="text-right text-muted">
                <Money amount={addXof(bar.net, bar.commission)} />
              </td>
              <td className="text-right text-muted">
                <Money amount={bar.commission} />
              </td>
              <td className="text-right font-semibold">
                <Money amount={bar.net} />
              </td>
              <td className="text-right text-muted">
                <Money amount={bar.before} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
