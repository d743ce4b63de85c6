import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { keys } from '../../host/keys.ts';
import { studio } from '../../host/studio.ts';

export type Period = 'day' | 'week' | 'month';

/** Bars shown of each period: a month of days, a quarter and a half of weeks, a year of months. */
export const BARS: Readonly<Record<Period, number>> = { day: 30, week: 26, month: 12 };

export function useFigures() {
  return useQuery({ queryKey: keys.sales.figures, queryFn: () => studio.sales.figures() });
}

export function useBars(by: Period) {
  return useQuery({
    queryKey: keys.sales.bars(by),
    queryFn: () => studio.sales.bars({ by, count: BARS[by] }),
    placeholderData: keepPreviousData,
  });
}

export function useTimeline() {
  return useQuery({ queryKey: keys.sales.timeline, queryFn: () => studio.sales.timeline() });
}

export function useSales(limit: number) {
  return useQuery({
    queryKey: [...keys.sales.list, limit],
    queryFn: () => studio.sales.list({ limit }),
    placeholderData: keepPreviousData,
  });
}
