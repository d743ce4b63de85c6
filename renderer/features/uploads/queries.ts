import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { DeliveryEntry, DeliverySearch } from '../../../shared/contract/delivery.contract.ts';
import { keys } from '../../host/keys.ts';
import { studio } from '../../host/studio.ts';

/** Bytes of single photos are asked for this often while something is sent, ms. */
const WHILE_SENDING_MS = 700;
/** Deliveries of the past that are fetched at once. */
const HISTORY_PAGE = 200;

export interface OpenList {
  readonly total: number;
  readonly items: DeliveryEntry[];
}

/** What is looked for in the history; without anything, all of it. */
export type HistorySearch = DeliverySearch;
export const EVERYTHING: HistorySearch = { text: '' };

export const isEverything = ({ text, from, to }: HistorySearch): boolean =>
  text.trim() === '' && from === undefined && to === undefined;

export function useQueueProgress() {
  return useQuery({ queryKey: keys.delivery.progress, queryFn: () => studio.delivery.progress() });
}

export function useOpenDeliveries() {
  return useQuery({
    queryKey: keys.delivery.list('open'),
    queryFn: ({ signal }): Promise<OpenList> => studio.delivery.list({ scope: 'open', limit: 1000 }, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: (query) =>
      query.state.data?.items.some((entry) => entry.state === 'sending' || entry.state === 'preparing')
        ? WHILE_SENDING_MS
        : false,
  });
}

/** The past, newest first, a page more whenever the end of the list is near. */
export function usePastDeliveries(find: HistorySearch) {
  const answer = useInfiniteQuery({
    queryKey: [...keys.delivery.list('history'), find],
    initialPageParam: 0,
    queryFn: ({ signal, pageParam }) =>
      studio.delivery.list(
        { scope: 'history', limit: HISTORY_PAGE, offset: pageParam, ...(isEverything(find) ? {} : { find }) },
        { signal },
      ),
    getNextPageParam: (last, pages) => {
      const loaded = pages.reduce((sum, page) => sum + page.items.length, 0);
      return last.items.length > 0 && loaded < last.total ? loaded : undefined;
    },
    placeholderData: keepPreviousData,
  });
  return {
    total: answer.data?.pages[0]?.total,
    items: answer.data?.pages.flatMap((page) => page.items),
    error: answer.error,
    refetch: answer.refetch,
    more: () => {
      if (answer.hasNextPage && !answer.isFetchingNextPage) void answer.fetchNextPage();
    },
  };
}

/** The objects and parts of one delivery, as the ledger has them. */
export function useDeliveryParts(entry: DeliveryEntry) {
  const moving = entry.state === 'sending' || entry.state === 'completing';
  return useQuery({
    queryKey: [...keys.delivery.all, 'parts', entry.id],
    queryFn: ({ signal }) => studio.delivery.parts({ id: entry.id }, { signal }),
    refetchInterval: moving ? WHILE_SENDING_MS : false,
  }).data;
}
