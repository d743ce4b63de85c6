import { Bar, CartesianGrid, ComposedChart, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { BarPeriod, RevenueBar } from '../../../shared/contract/sales.contract.ts';
import { formatNumber, type Language } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { Money } from './money.tsx';
import { periodName } from './period-name.ts';

/** Thousands on the axis: `12 k`. */
function axisAmount(amount: number, language: Language): string {
  return amount >= 1000 ? `${formatNumber(amount / 1000, language, 1)}\u202fk` : formatNumber(amount, language);
}

interface RevenueChartProps {
  readonly by: BarPeriod;
  readonly bars: readonly RevenueBar[];
  /** What a reader of the page hears instead of bars. */
  readonly text: string;
}

/** Net solid, commission faint on top: together what buyers paid. The line is the net of the same periods before. */
export function RevenueChart({ by, bars, text }: RevenueChartProps) {
  const language = useLanguage();
  return (
    <div className="h-56" role="img" aria-label={text}>
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart
          data={[...bars]}
          margin={{ top: 4, right: 0, bottom: 0, left: 0 }}
          barCategoryGap={by === 'day' || by === 'week' ? '20%' : '35%'}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="from"
            tickLine={false}
            axisLine={{ stroke: 'var(--line)' }}
            tick={{ fill: 'var(--muted)', fontSize: 11 }}
            minTickGap={28}
            tickFormatter={(from) => periodName(String(from), by, language, false)}
          />
          <YAxis
            width={44}
            tickLine={false}
            axisLine={false}
            tick={{ fill: 'var(--muted)', fontSize: 11 }}
            tickFormatter={(amount) => axisAmount(Number(amount), language)}
            allowDecimals={false}
          />
          <Tooltip
            cursor={{ fill: 'var(--hover)' }}
            isAnimationActive={false}
            content={({ active, label }) =>
              active ? <BarCard bar={bars.find((bar) => bar.from === label)} by={by} /> : null
            }
          />
          <Bar dataKey="net" stackId="gross" fill="var(--accent)" isAnimationActive={false} maxBarSize={36} />
          <Bar
            dataKey="commission"
            stackId="gross"
            fill="var(--accent)"
            fillOpacity={0.3}
            radius={[2, 2, 0, 0]}
            isAnimationActive={false}
            maxBarSize={36}
          />
          <Line
            dataKey="before"
            type="linear"
            stroke="var(--muted)"
            strokeWidth={1.25}
            strokeDasharray="3 3"
            dot={false}
            activeDot={false}
            isAnimationActive={false}
          />
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}

function BarCard({ bar, by }: { readonly bar: RevenueBar | undefined; readonly by: BarPeriod }) {
  const say = useSay();
  const language = useLanguage();
  if (!bar) return null;
  const name = periodName(bar.from, by, language, true);
  return (
    <div className="rounded-md border border-line bg-raised px-3 py-2 text-sm shadow-[var(--shadow)]">
      <p className="mb-1 font-semibold">{by === 'week' ? say('sales.weekOf', { day: name }) : name}</p>
      <dl className="grid grid-cols-[auto_auto] gap-x-4">
        <dt className="text-muted">{say('sales.net')}</dt>
        <dd className="text-right">
          <Money amount={bar.net} />
        </dd>
        <dt className="text-muted">{say('sales.commission')}</dt>
        <dd className="text-right">
          <Money amount={bar.commission} />
        </dd>
        <dt className="text-muted">{say('sales.before')}</dt>
        <dd className="text-right">
          <Money amount={bar.before} />
        </dd>
        <dt className="text-muted">{say('section.sales')}</dt>
        <dd className="tabular text-right">{bar.count}</dd>
      </dl>
    </div>
  );
}
