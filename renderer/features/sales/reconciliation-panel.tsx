import { CircleAlert, CircleCheck } from 'lucide-react';
import type { Difference, LedgerChange, Reconciliation } from '../../../shared/contract/sales.contract.ts';
import { subtractXof, type Xof, xof } from '../../../shared/domain/money.ts';
import { formatAsOf, formatDay } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { Badge } from '../../ui/badge.tsx';
import { differenceName, differenceText, monthName } from './difference-text.ts';
import { Money } from './money.tsx';
import { useReconciliation } from './queries.ts';

/** The marketplace's figures beside her ledger: balances, months, what differs and why, and what was changed afterwards. */
export function ReconciliationPanel() {
  const say = useSay();
  const language = useLanguage();
  const answer = useReconciliation().data;
  if (!answer) return null;
  if (answer.at === null) return <p className="p-6 text-muted">{say('reconcile.never')}</p>;
  return (
    <div className="flex flex-col gap-6 p-4">
      <p className="max-w-prose text-muted text-sm">
        {say('reconcile.text', { at: formatAsOf(answer.at, Date.now(), language) })}
      </p>
      <Differences differences={answer.differences} />
      {answer.balances && <Balances {...answer.balances} />}
      <Months months={answer.months} differences={answer.differences} />
      {answer.changes.length > 0 && <Changes changes={answer.changes} />}
      {answer.settled.length > 0 && <Settled settled={answer.settled} />}
    </div>
  );
}

function Differences({ differences }: Pick<Reconciliation, 'differences'>) {
  const say = useSay();
  const language = useLanguage();
  if (differences.length === 0)
    return (
      <p className="flex items-center gap-2">
        <CircleCheck size={16} className="shrink-0 text-good" />
        {say('reconcile.agrees')}
      </p>
    );
  return (
    <ul
      className="flex flex-col divide-y divide-line rounded-md border border-line"
      aria-label={say('reconcile.differences')}
    >
      {differences.map((one) => (
        <li key={keyOf(one)} className="flex gap-3 px-4 py-3">
          <CircleAlert
            size={16}
            className={one.kind === 'unknown' ? 'mt-0.5 shrink-0 text-bad' : 'mt-0.5 shrink-0 text-warn'}
          />
          <div className="min-w-0 flex-1">
            <p className="font-semibold">{differenceName(one, say, language)}</p>
            <p className="max-w-prose">{differenceText(one, language)}</p>
            {one.sales.length > 0 && (
              <p className="mt-1 text-muted text-sm" data-selectable>
                {one.sales.map(({ orderNumber, title }) => `${orderNumber} « ${title} »`).join(', ')}
              </p>
            )}
            <p className="mt-1 text-muted text-xs">
              {say('reconcile.found', { day: formatDay(one.foundAt, language) })}
            </p>
          </div>
          <Signed amount={one.net} />
        </li>
      ))}
    </ul>
  );
}

function Signed({ amount }: { readonly amount: number }) {
  if (amount === 0) return null;
  return (
    <span className="shrink-0 font-semibold">
      {amount > 0 ? '+' : '−'}
      <Money amount={xof.parse(Math.abs(amount))} />
    </span>
  );
}

const HEAD =
  'text-left text-muted text-sm [&_th]:h-8 [&_th]:border-line [&_th]:border-b [&_th]:px-2 [&_th]:font-normal';
const BODY =
  '[&_td]:h-8 [&_td]:px-2 [&_th]:px-2 [&_th]:text-left [&_th]:font-normal [&_tr]:border-line [&_tr]:border-b';

function Balances({ theirs, ours }: NonNullable<Reconciliation['balances']>) {
  const say = useSay();
  return (
    <table className="w-full max-w-3xl border-collapse" aria-label={say('reconcile.balances')}>
      <thead className={HEAD}>
        <tr>
          <th scope="col">{say('reconcile.balances')}</th>
          <Sides />
        </tr>
      </thead>
      <tbody className={BODY}>
        {(['available', 'pending'] as const).map((name) => (
          <tr key={name}>
            <th scope="row">{say(`kpi.${name}`)}</th>
            <Compared theirs={theirs[name]} ours={ours[name]} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Sides() {
  const say = useSay();
  return (
    <>
      <th scope="col" className="text-right">
        {say('reconcile.theirs')}
      </th>
      <th scope="col" className="text-right">
        {say('reconcile.ours')}
      </th>
      <th scope="col" className="text-right">
        {say('reconcile.difference')}
      </th>
    </>
  );
}

function Compared({ theirs, ours }: { readonly theirs: Xof | null; readonly ours: Xof }) {
  const off = theirs === null ? 0 : subtractXof(theirs, ours);
  return (
    <>
      <td className="text-right">{theirs === null ? '–' : <Money amount={theirs} />}</td>
      <td className="text-right">
        <Money amount={ours} />
      </td>
      <td className="text-right">{off === 0 ? <span className="text-muted">0</span> : <Signed amount={off} />}</td>
    </>
  );
}

function Months({ months, differences }: Pick<Reconciliation, 'months' | 'differences'>) {
  const say = useSay();
  const language = useLanguage();
  return (
    <table className="w-full max-w-4xl border-collapse" aria-label={say('reconcile.months')}>
      <thead className={HEAD}>
        <tr>
          <th scope="col">{say('reconcile.months')}</th>
          <th scope="col" className="text-right">
            {say('section.sales')}
          </th>
          <Sides />
          <th scope="col" />
        </tr>
      </thead>
      <tbody className={BODY}>
        {months.map(({ month, theirs, ours }) => (
          <tr key={month}>
            <th scope="row">{monthName(month, language)}</th>
            <td className="tabular text-right text-muted">
              {theirs && theirs.count !== ours.count ? `${String(theirs.count)} / ${String(ours.count)}` : ours.count}
            </td>
            <Compared theirs={theirs?.net ?? null} ours={ours.net} />
            <td className="text-right">
              {differences.some((one) => one.month === month) ? (
                <Badge tone="warn">{say('reconcile.differs')}</Badge>
              ) : theirs === null ? null : (
                <CircleCheck size={14} className="inline text-good" aria-label={say('reconcile.same')} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Changes({ changes }: { readonly changes: readonly LedgerChange[] }) {
  const say = useSay();
  const language = useLanguage();
  return (
    <section aria-label={say('reconcile.changes')}>
      <h3 className="mb-1 font-semibold">{say('reconcile.changes')}</h3>
      <ul className="flex max-w-4xl flex-col divide-y divide-line">
        {changes.map((change) => (
          <li key={`${change.saleId} ${String(change.at)} ${change.kind}`} className="flex gap-3 py-2">
            <span className="w-28 shrink-0 text-muted">{formatDay(change.at, language)}</span>
            <span className="min-w-0 flex-1" data-selectable>
              {say(`reconcile.change.${change.kind}`, {
                order: change.orderNumber,
                title: change.title,
                day: formatDay(change.soldAt, language),
              })}
            </span>
            {change.kind === 'changed' && (
              <span className="shrink-0">
                <Money amount={change.netBefore} /> → <Money amount={change.netNow} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Settled({ settled }: Pick<Reconciliation, 'settled'>) {
  const say = useSay();
  const language = useLanguage();
  return (
    <section aria-label={say('reconcile.settled')}>
      <h3 className="mb-1 font-semibold">{say('reconcile.settled')}</h3>
      <ul className="flex max-w-4xl flex-col divide-y divide-line text-muted">
        {settled.map((one) => (
          <li key={`${keyOf(one)} ${String(one.settledAt)}`} className="flex gap-3 py-2">
            <span className="w-28 shrink-0">{formatDay(one.settledAt, language)}</span>
            <span className="min-w-0 flex-1">
              {differenceName(one, say, language)} · {differenceText(one, language)}
            </span>
            <Signed amount={one.net} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function keyOf({ subject, month, kind, count, net }: Difference): string {
  return [subject, month, kind, count, net].join(' ');
}
