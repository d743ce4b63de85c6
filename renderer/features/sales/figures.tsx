import { CircleAlert } from 'lucide-react';
import type { RevenueFigures } from '../../../shared/contract/sales.contract.ts';
import type { Xof } from '../../../shared/domain/money.ts';
import { useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Money } from './money.tsx';
import { useReconciliation } from './queries.ts';
import { showTable } from './sales.store.ts';

/** The four figures: hers now, soon, this month, ever. */
export function Figures({ figures }: { readonly figures: RevenueFigures }) {
  const say = useSay();
  return (
    <dl className="grid grid-cols-4 gap-4 max-[1000px]:grid-cols-2">
      <Figure name={say('kpi.available')} amount={figures.available} detail={say('kpi.available.text')} strong />
      <Figure name={say('kpi.pending')} amount={figures.pending} detail={say('kpi.pending.text')} />
      <Figure name={say('kpi.month')} amount={figures.thisMonth} detail={say('kpi.month.text')} />
      <Figure
        name={say('kpi.start')}
        amount={figures.sinceStart}
        detail={say('kpi.start.text', { count: figures.salesCount })}
      />
    </dl>
  );
}

function Figure({
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

/** The marketplace's own figures differ from hers: shown with the way to why, never adjusted. */
export function DifferenceNotice() {
  const say = useSay();
  const differences = useReconciliation().data?.differences ?? [];
  if (differences.length === 0) return null;
  return (
    <p className="flex items-center gap-2 rounded-md border border-line bg-panel py-1.5 pr-2 pl-4 text-sm">
      <CircleAlert size={15} className="shrink-0 text-warn" />
      <span className="flex-1">{say('reconcile.notice', { count: differences.length })}</span>
      <Button size="small" onClick={() => showTable('reconciliation')}>
        {say('reconcile.see')}
      </Button>
    </p>
  );
}
