import type { BarPeriod, RevenueBar, SaleFilter } from '../../../shared/contract/sales.contract.ts';
import { xof } from '../../../shared/domain/money.ts';
import { addPeriods, localDay, startOfDay, startOfPeriod } from './calendar.ts';
import type { FilteredSalesRepository } from './filtered-sales.repository.ts';
import { boundsOfFilter, isNarrow } from './sale-filter.ts';
import type { SalesRepository } from './sales.repository.ts';

interface Amounts {
  net: number;
  commission: number;
  count: number;
}

interface BarParts {
  readonly sales: SalesRepository;
  readonly filtered: FilteredSalesRepository;
}

/**
 * `count` periods, the last one that of the filter's last day or of `now`, empty ones included; beside each, the net of the
 * period `count` earlier. A filter's days cut the bars, not what they are compared with.
 */
export function barsOf(
  { sales, filtered }: BarParts,
  accountId: number | null,
  { by, count, filter }: { by: BarPeriod; count: number; filter: SaleFilter },
  now: number,
): RevenueBar[] {
  const last = startOfPeriod(filter.to ?? localDay(now), by);
  const starts = Array.from({ length: 2 * count + 1 }, (_, index) => addPeriods(last, by, index - 2 * count + 1));
  const instants = starts.map(startOfDay);
  const { from, to, ...rest } = filter;
  const limits = boundsOfFilter({ from, to });
  const sums = isNarrow(filter) ? bucketed : wholly;
  const amounts = accountId === null ? [] : sums(accountId);

  /** Without a filter whole days are added up already. */
  function wholly(account: number): Amounts[] {
    return instants.slice(0, -1).map((start, index) => {
      const end = instants[index + 1] ?? start;
      if (index < count) return sales.sums(account, start, end);
      return sales.sums(account, Math.max(start, limits.from), Math.min(end, limits.to));
    });
  }

  /** One reading of what the filter holds, put into periods. */
  function bucketed(account: number): Amounts[] {
    const found = starts.map((): Amounts => ({ net: 0, commission: 0, count: 0 }));
    const span = { from: instants[0] ?? 0, to: Math.min(limits.to, instants.at(-1) ?? 0) };
    const shownFrom = instants[count] ?? 0;
    for (const { at, net, commission } of filtered.amounts(account, rest, span)) {
      if (at >= shownFrom && at < limits.from) continue;
      const bar = found[lastNotAfter(instants, at)];
      if (!bar) continue;
      bar.net += net;
      bar.commission += commission;
      bar.count += 1;
    }
    return found;
  }

  return Array.from({ length: count }, (_, index) => {
    const shown = amounts[count + index] ?? { net: 0, commission: 0, count: 0 };
    return {
      from: starts[count + index] ?? last,
      net: xof.parse(shown.net),
      commission: xof.parse(shown.commission),
      count: shown.count,
      before: xof.parse(amounts[index]?.net ?? 0),
    };
  });
}

/** Index of the last of the ascending `instants` that is not after `at`; -1: none. */
function lastNotAfter(instants: readonly number[], at: number): number {
  let low = 0;
  let high = instants.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((instants[middle] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
