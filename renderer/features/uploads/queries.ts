import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { keys } from '../../host/keys.ts';
import { studio } from '../../host/studio.ts';

/** Bytes of single photos are asked for this often while something is sent, ms. */
const WHILE_SENDING_MS = 700;
/** Deliveries shown of the past. */
const HISTORY = 300;

export function useQueueProgress() {
  return useQuery({ queryKey: keys.delivery.progress, queryFn: () => studio.delivery.progress() });
}

export function useOpenDeliveries() {
  return useQuery({
    queryKey: keys.delivery.list('open'),
    queryFn: ({ signal }) => studio.delivery.list({ scope: 'open', limit: 1000 }, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: (query) =>
      query.state.data?.items.some((entry) => entry.state === 'sending' || entry.state === 'preparing')
        ? WHILE_SENDING_MS
        : false,
  });
}

export function usePastDeliveries() {
  return useQuery({
    queryKey: keys.delivery.list('history'),
    queryFn: ({ signal }) => studio.delivery.list({ scope: 'history', limit: HISTORY }, { signal }),
    placeholderData: keepPreviousData,
  });
}
