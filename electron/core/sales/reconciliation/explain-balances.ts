import type { Difference, DifferenceKind } from '../../../../shared/contract/sales.contract.ts';
import { asNamed, type NamedSale } from './explain-month.ts';

export interface Balances {
  readonly available: number;
  readonly pending: number;
}

/** What may explain that balances differ. Amounts in whole francs CFA. */
export interface BalanceEvidence {
  /** Sum over all months of theirs minus ours, net: what the months' own differences explain already. */
  readonly monthsNet: number;
  /** What the marketplace's months leave available, withdrawals taken off. */
  readonly monthsAvailable: number;
  /** Sales that became available not long before the fetch, the last one first. */
  readonly justFreed: readonly NamedSale[];
  /** Sales that become available soon after the fetch, the next one first. */
  readonly soonFreed: readonly NamedSale[];
  /** Sales whose date has passed and whose order the marketplace still called pending. */
  readonly open: readonly NamedSale[];
}

type BalanceDifference = Omit<Difference, 'month'>;

/**
 * Why the balances differ, as of the fetch. `moment`: the marketplace frees amounts at another hour. `order-open`: an order that
 * is not completed. `months`: the same as the months' differences. `withdrawal`: the marketplace's balance and its own months
 * disagree by something that was asked for or given back.
 */
export function explainBalances(theirs: Balances, ours: Balances, evidence: BalanceEvidence): BalanceDifference[] {
  let available = theirs.available - ours.available;
  let pending = theirs.pending - ours.pending;
  const found: BalanceDifference[] = [];
  const say = (subject: 'available' | 'pending', kind: DifferenceKind, net: number, sales: readonly NamedSale[] = []) =>
    found.push({
      subject,
      kind,
      count: sales.length,
      gross: 0,
      net,
      sales: sales.slice(0, 20).map(asNamed),
      hours: null,
    });

  // What is pending there and available here, or the other way round, is the same money at two dates.
  const shifted = pendingThere(pending, evidence);
  if (shifted) {
    say('pending', shifted.kind, shifted.net, shifted.sales);
    pending -= shifted.net;
    available += shifted.net;
  }
  if (available + pending === evidence.monthsNet && evidence.monthsNet !== 0) {
    if (available !== 0) say('available', 'months', available);
    if (pending !== 0) say('pending', 'months', pending);
    return found;
  }
  if (pending !== 0) say('pending', 'unknown', pending);
  if (available !== 0) {
    const asked = theirs.available - evidence.monthsAvailable;
    say('available', asked !== 0 && asked === available ? 'withdrawal' : 'unknown', available);
  }
  return found;
}

/** Sales that explain why `pending` francs more (less, if negative) are pending there than here. */
function pendingThere(
  pending: number,
  { open, justFreed, soonFreed }: BalanceEvidence,
): { kind: DifferenceKind; net: number; sales: NamedSale[] } | null {
  if (pending === 0) return null;
  const sumOf = (sales: readonly NamedSale[]) => sales.reduce((total, { net }) => total + net, 0);
  if (open.length > 0 && sumOf(open) === pending) return { kind: 'order-open', net: pending, sales: [...open] };
  const one = open.find(({ net }) => net === pending);
  if (one) return { kind: 'order-open', net: pending, sales: [one] };
  // Amounts are freed in the order of their dates: the sales on one side of the marketplace's moment.
  const edge = pending > 0 ? justFreed : soonFreed;
  for (let count = 1, sum = 0; count <= edge.length; count += 1) {
    sum += edge[count - 1]?.net ?? 0;
    if (sum === Math.abs(pending)) return { kind: 'moment', net: pending, sales: edge.slice(0, count) };
  }
  return null;
}
