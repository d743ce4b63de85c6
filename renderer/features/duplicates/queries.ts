import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { DuplicateKind } from '../../../shared/contract/duplicates.contract.ts';
import { keys } from '../../host/keys.ts';
import { studio } from '../../host/studio.ts';

/** Where a list of groups begins. */
const FROM_THE_NEWEST: number | null = null;

/** How many groups there are; zeros while the catalogue is looked through. */
export function useDuplicatesState() {
  return useQuery({ queryKey: keys.duplicates.state, queryFn: () => studio.duplicates.state() });
}

/** Groups of a kind, page after page. */
export function useDuplicateGroups(kind: DuplicateKind) {
  return useInfiniteQuery({
    queryKey: keys.duplicates.groups(kind),
    queryFn: ({ pageParam, signal }: { pageParam: number | null; signal: AbortSignal }) =>
      studio.duplicates.groups({ kind, cursor: pageParam }, { signal }),
    initialPageParam: FROM_THE_NEWEST,
    getNextPageParam: (last) => last.nextCursor,
  });
}
