import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import type { BarPeriod, Sale, SaleFilter } from '../../../shared/contract/sales.contract.ts';
import { keys } from '../../host/keys.ts';
import { studio } from '../../host/studio.ts';
import { barCount } from './periods.ts';

/** Sales asked for at once. */
export const SALES_PAGE = 100;

/** Amounts turn from pending to available as the clock passes their dates, without any event: how often a screen that is open asks. */
const CLOCK_MS = 60_000;

export function useFigures() {
  return useQuery({
    queryKey: keys.sales.figures,
    queryFn: () => studio.sales.figures(),
    refetchInterval: CLOCK_MS,
  });
}

export function useBars(by: BarPeriod, filter: SaleFilter) {
  const count = barCount(by, filter, Date.now());
  return useQuery({
    queryKey: [...keys.sales.bars(by), count, filter],
    queryFn: () => studio.sales.bars({ by, count, filter }),
    placeholderData: keepPreviousData,
  });
}

export function useTimeline() {
  return useQuery({
    queryKey: keys.sales.timeline,
    queryFn: () => studio.sales.timeline(),
    refetchInterval: CLOCK_MS,
  });
}

function salesPage(filter: SaleFilter, page: number) {
  return {
    queryKey: [...keys.sales.list, filter, page],
    queryFn: () => studio.sales.list({ filter, limit: SALES_PAGE, offset: page * SALES_PAGE }),
  };
}

/** How many sales there are, their sums, and the first ones. */
export function useSalesSums(filter: SaleFilter) {
  return useQuery({ ...salesPage(filter, 0), placeholderData: keepPreviousData });
}

/** The sale at each index of the pages that hold `from` to `to`; nothing yet where a page is on its way. */
export function useSalesBetween(filter: SaleFilter, from: number, to: number): (index: number) => Sale | undefined {
  const first = Math.floor(Math.max(0, from) / SALES_PAGE);
  const pages = Array.from({ length: Math.floor(to / SALES_PAGE) - first + 1 }, (_, index) => first + index);
  const answers = useQueries({ queries: pages.map((page) => salesPage(filter, page)) });
  return (index) => answers[Math.floor(index / SALES_PAGE) - first]?.data?.items[index % SALES_PAGE];
}

export function useBest(by: 'photo' | 'category' | 'license', filter: SaleFilter) {
  return useQuery({
    queryKey: [...keys.sales.all, 'best', by, filter],
    queryFn: () => studio.sales.best({ by, filter, limit: 100 }),
    placeholderData: keepPreviousData,
  });
}

export function useReconciliation() {
  return useQuery({ queryKey: [...keys.sales.all, 'reconciliation'], queryFn: () => studio.sales.reconciliation() });
}
