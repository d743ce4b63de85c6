import { CircleAlert, Coins, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import type { RevenueFigures } from '../../../shared/contract/sales.contract.ts';
import type { Xof } from '../../../shared/domain/money.ts';
import { formatAsOf, formatXof } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { syncNow, useAccount } from '../profile/account.ts';
import { openDialog, openSection } from '../shell/shell.store.ts';
import { Unreadable } from '../shell/unreadable.tsx';
import { WithdrawalsPanel } from '../withdrawals/withdrawals-panel.tsx';
import { Money } from './money.tsx';
import { type Period, useFigures } from './queries.ts';
import { RevenueChart } from './revenue-chart.tsx';
import { SalesTable } from './sales-table.tsx';
import { Timeline } from './timeline.tsx';

/** What sold, what is hers, when it can be asked for. Read from what is kept: the network is not needed. */
export function Sales() {
  const say = useSay();
  const language = useLanguage();
  const account = useAccount().data ?? null;
  const answer = useFigures();
  const figures = answer.data;
  const [period, setPeriod] = useState<Period>('day');
  const [syncing, setSyncing] = useState(false);
  if (!figures)
    return (
      <main className="h-full bg-canvas">
        {answer.error && <Unreadable error={answer.error} onRetry={() => void answer.refetch()} />}
      </main>
    );
  if (figures.asOf === null && !account) {
    return (
      <main className="h-full bg-canvas">
        <EmptyState
          icon={<Coins size={28} strokeWidth={1.5} />}
          title={say('sales.noAccount')}
          text={say('sales.noAccount.text')}
          action={
            <Button variant="primary" onClick={() => openDialog('sign-in')}>
              {say('account.signIn')}
            </Button>
          }
        />
      </main>
    );
  }
  return (
    <main aria-label={say('section.sales')} className="h-full overflow-y-auto bg-canvas">
      <div className="mx-auto flex max-w-[1400px] flex-col gap-4 p-5">
        <header className="flex items-center justify-between gap-4">
          <h1 className="font-semibold text-xl">{say('section.sales')}</h1>
          <span className="flex items-center gap-3 text-muted">
            {figures.asOf === null
              ? say('sales.never')
              : say('sales.asOf', { at: formatAsOf(figures.asOf, Date.now(), language) })}
            <Button
              icon={<RefreshCw size={14} className={syncing ? 'animate-spin' : ''} />}
              disabled={syncing || !account}
              onClick={() => {
                setSyncing(true);
                void syncNow().finally(() => setSyncing(false));
              }}
            >
              {say('sales.refresh')}
            </Button>
          </span>
        </header>
        <KpiRow figures={figures} />
        <Difference figures={figures} />
        <WithdrawalsPanel />
        {figures.salesCount === 0 ? (
          <section className="h-80 rounded-lg border border-line bg-panel">
            <EmptyState
              icon={<Coins size={28} strokeWidth={1.5} />}
              title={say('sales.none')}
              text={say('sales.none.text')}
              action={<Button onClick={() => openSection('uploads')}>{say('sales.toUploads')}</Button>}
            />
          </section>
        ) : (
          <>
            <div className="grid grid-cols-[minmax(0,1fr)_320px] gap-4">
              <section
                aria-label={say('sales.chart')}
                className="flex flex-col rounded-lg border border-line bg-panel p-4"
              >
                <div className="mb-3 flex items-center justify-between gap-4">
                  <h2 className="font-semibold">{say('sales.chart')}</h2>
                  <span className="flex items-center gap-4">
                    <Legend />
                    <Segmented
                      label={say('sales.period')}
                      value={period}
                      options={[
                        { value: 'day', label: say('sales.day') },
                        { value: 'week', label: say('sales.week') },
                        { value: 'month', label: say('sales.month') },
                      ]}
                      onChange={setPeriod}
                    />
                  </span>
                </div>
                <RevenueChart by={period} />
              </section>
              <Timeline />
            </div>
            <SalesTable />
          </>
        )}
      </div>
    </main>
  );
}

function KpiRow({ figures }: { readonly figures: RevenueFigures }) {
  const say = useSay();
  return (
    <dl className="grid grid-cols-4 gap-4">
      <Kpi name={say('kpi.available')} amount={figures.available} detail={say('kpi.available.text')} strong />
      <Kpi name={say('kpi.pending')} amount={figures.pending} detail={say('kpi.pending.text')} />
      <Kpi name={say('kpi.month')} amount={figures.thisMonth} detail={say('kpi.month.text')} />
      <Kpi
        name={say('kpi.start')}
        amount={figures.sinceStart}
        detail={say('kpi.start.text', { count: figures.salesCount })}
      />
    </dl>
  );
}

function Kpi({
  name,
  amount,
  detail,
  strong = false,
}: {
  readonly name: string;
  readonly amount: Xof;
  readonly detail: string;
  readonly strong?: boolean;
}) {
  return (
    <div className="rounded-lg border border-line bg-panel px-4 py-3">
      <dt className="text-muted">{name}</dt>
      <dd>
        <Money
          amount={amount}
          large
          className={strong ? 'font-semibold text-2xl text-good' : 'font-semibold text-2xl'}
        />
        <span className="block text-muted text-sm">{detail}</span>
      </dd>
    </div>
  );
}

function Legend() {
  const say = useSay();
  return (
    <span className="flex gap-3 text-muted text-sm">
      <span className="flex items-center gap-1.5">
        <span className="size-2.5 rounded-[2px] bg-accent" /> {say('sales.net')}
      </span>
      <span className="flex items-center gap-1.5">
        <span className="size-2.5 rounded-[2px] bg-accent/30" /> {say('sales.commission')}
      </span>
    </span>
  );
}

/** The marketplace's own balances, where they differ from ours: shown, never adjusted. */
function Difference({ figures }: { readonly figures: RevenueFigures }) {
  const say = useSay();
  const language = useLanguage();
  const theirs = figures.marketplace;
  if (!theirs || (theirs.available === figures.available && theirs.pending === figures.pending)) return null;
  return (
    <p className="flex items-center gap-2 rounded-md border border-line bg-panel px-4 py-2.5 text-sm">
      <CircleAlert size={15} className="shrink-0 text-warn" />
      {say('sales.difference', {
        available: formatXof(theirs.available, language),
        pending: formatXof(theirs.pending, language),
      })}
    </p>
  );
}
