import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import { keys } from '../../host/keys.ts';
import { queryClient } from '../../host/query-client.ts';
import { studio } from '../../host/studio.ts';
import { useUnfolded } from '../stacks/use-unfolded.ts';
import { asArranged } from './arranging.ts';
import { arrangedCollection, library, shownFilter, useLibrary } from './library.store.ts';
import { sameOrder } from './selection.ts';
import { countsFilterOf } from './views.ts';

function isIds(answer: unknown): answer is readonly PhotoId[] {
  return Array.isArray(answer);
}

/** The question for the ids of what the library shows, as its state is now. */
function shownPhotos() {
  const state = useLibrary.getState();
  const { sort, direction } = state;
  const arranged = arrangedCollection(state);
  const filter = shownFilter(state);
  return queryOptions({
    queryKey: [...keys.photos.ids(filter, sort, direction), JSON.stringify(filter), arranged],
    queryFn: async ({ signal }) => {
      const found = studio.photos.ids({ filter, sort, direction }, { signal });
      return arranged === null ? found : asArranged(await found, await studio.collections.order({ id: arranged }));
    },
    // The library's comparison of anything with anything takes a frame and more over 100,000 ids.
    structuralSharing: (kept, fresh) => (isIds(kept) && isIds(fresh) && sameOrder(kept, fresh) ? kept : fresh),
  });
}

/** Asks before anything is on the screen: the studio finds the photos while the page is still being made. */
export function askForShownPhotos(): void {
  void queryClient.prefetchQuery(shownPhotos());
}

/** Ids of what is shown, kept in the store as well. To be used once, by the library's screen. */
export function useShownPhotos() {
  useLibrary(
    useShallow((state) => [arrangedCollection(state), JSON.stringify(shownFilter(state)), state.sort, state.direction]),
  );
  const answer = useQuery({ ...shownPhotos(), placeholderData: keepPreviousData });
  const unfolded = useUnfolded(answer.data);
  useEffect(() => {
    if (unfolded) library.showOrder(unfolded);
  }, [unfolded]);
  return answer;
}

/** Counts for the chips and the filter's lists: of everything but the chip itself. */
export function useCounts() {
  const added = useLibrary((state) => state.added);
  const filter = countsFilterOf(added);
  return useQuery({
    queryKey: keys.photos.counts(filter),
    queryFn: ({ signal }) => studio.photos.counts({ filter }, { signal }),
    placeholderData: keepPreviousData,
  });
}

/** Counts of the whole catalogue. */
export function useAllCounts() {
  return useQuery({
    queryKey: keys.photos.counts({}),
    queryFn: ({ signal }) => studio.photos.counts({ filter: {} }, { signal }),
    placeholderData: keepPreviousData,
  });
}

export function useFolders() {
  return useQuery({ queryKey: keys.folders, queryFn: () => studio.folders.list() });
}

export function useIngest() {
  return useQuery({ queryKey: keys.ingest, queryFn: () => studio.folders.progress() });
}

export function useQuarantine() {
  return useQuery({ queryKey: keys.quarantine, queryFn: () => studio.folders.quarantine() });
}

export function useDetail(id: PhotoId | null) {
  return useQuery({
    queryKey: id === null ? ['photos', 'detail', 'none'] : keys.photos.detail(id),
    queryFn: () => (id === null ? null : studio.photos.show({ id })),
    enabled: id !== null,
    placeholderData: keepPreviousData,
  });
}
