import { Coins, Download, FileText, RefreshCw } from 'lucide-react';
import { type RefObject, useRef, useState } from 'react';
import { formatAsOf } from '../../i18n/format.ts';
import { type TextKey, useLanguage, useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { syncNow, useAccount } from '../profile/account.ts';
import { changeSettings, useSettings } from '../settings/settings.ts';
import { openDialog, openSection } from '../shell/shell.store.ts';
import { Unreadable } from '../shell/unreadable.tsx';
import { WithdrawalsPanel } from '../withdrawals/withdrawals-panel.tsx';
import { BestTable } from './best-table.tsx';
import { DifferenceNotice, Figures } from './figures.tsx';
import { FilterBar } from './filter-bar.tsx';
import { saveSales } from './papers.ts';
import { useFigures } from './queries.ts';
import { ReconciliationPanel } from './reconciliation-panel.tsx';
import { ReportDialog } from './report-dialog.tsx';
import { RevenuePanel } from './revenue-panel.tsx';
import { SALES_TABLES, type SalesTableName, showTable, useSalesView } from './sales.store.ts';
import { SalesTable } from './sales-table.tsx';
import { Timeline } from './timeline.tsx';

const TABLE_NAMES: Readonly<Record<SalesTableName, TextKey>> = {
  sales: 'section.sales',
  photo: 'sales.best.photo',
  category: 'sales.best.category',
  license: 'sales.best.license',
  reconciliation: 'reconcile.title',
};

/** What sold, what is hers, when it can be asked for. Read from what is kept: the network is not needed. */
export function Sales() {
  const say = useSay();
  const language = useLanguage();
  const account = useAccount().data ?? null;
  const answer = useFigures();
  const figures = answer.data;
  const scroller = useRef<HTMLElement>(null);
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
    <main ref={scroller} aria-label={say('section.sales')} className="h-full overflow-y-auto bg-canvas">
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
        <Figures figures={figures} />
        <DifferenceNotice />
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
          <Everything scroller={scroller} />
        )}
      </div>
    </main>
  );
}

function Everything({ scroller }: { readonly scroller: RefObject<HTMLElement | null> }) {
  const say = useSay();
  const table = useSalesView((state) => state.table);
  return (
    <>
      <div className="flex items-start justify-between gap-4">
        <FilterBar />
        <Papers />
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)_320px] items-start gap-4 max-[1000px]:grid-cols-[minmax(0,1fr)]">
        <RevenuePanel />
        <Timeline />
      </div>
      <section
        aria-label={say(table === 'sales' ? 'sales.table' : TABLE_NAMES[table])}
        className="rounded-lg border border-line bg-panel max-[1050px]:overflow-x-auto"
      >
        <div className="border-line border-b p-3">
          <Segmented
            label={say('sales.tables')}
            value={table}
            options={SALES_TABLES.map((value) => ({ value, label: say(TABLE_NAMES[value]) }))}
            onChange={showTable}
          />
        </div>
        {table === 'sales' ? (
          <SalesTable scroller={scroller} />
        ) : table === 'reconciliation' ? (
          <ReconciliationPanel />
        ) : (
          <BestTable by={table} />
        )}
      </section>
    </>
  );
}

/** Files of what the filter holds, and the letter of a month. */
function Papers() {
  const say = useSay();
  const filter = useSalesView((state) => state.filter);
  const { csvMark } = useSettings();
  const [report, setReport] = useState(false);
  return (
    <span className="flex shrink-0 gap-2">
      <Button icon={<FileText size={14} />} onClick={() => setReport(true)}>
        {say('monthReport.open')}
      </Button>
      <Menu
        trigger={<Button icon={<Download size={14} />}>{say('sales.export')}</Button>}
        entries={[
          { kind: 'item', label: say('sales.export.csv'), onSelect: () => void saveSales(filter, 'csv') },
          { kind: 'item', label: say('sales.export.json'), onSelect: () => void saveSales(filter, 'json') },
          { kind: 'line' },
          {
            kind: 'check',
            label: say('csv.mark'),
            checked: csvMark,
            onChange: (csvMark) => void changeSettings({ csvMark }),
          },
        ]}
      />
      <ReportDialog open={report} onClose={() => setReport(false)} />
    </span>
  );
}
