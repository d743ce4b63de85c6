import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import { keys } from '../../host/keys.ts';
import { studio } from '../../host/studio.ts';
import { useUnfolded } from '../stacks/use-unfolded.ts';
import { asArranged } from './arranging.ts';
import { arrangedCollection, library, shownFilter, useLibrary } from './library.store.ts';
import { sameOrder } from './selection.ts';
import { countsFilterOf } from './views.ts';

function isIds(answer: unknown): answer is readonly PhotoId[] {
  return Array.isArray(answer);
}

/** Ids of what is shown, kept in the store as well. To be used once, by the library's screen. */
export function useShownPhotos() {
  const { filter, sort, direction, arranged } = useLibrary(
    useShallow((state) => ({
      arranged: arrangedCollection(state),
      filter: JSON.stringify(shownFilter(state)),
      sort: state.sort,
      direction: state.direction,
    })),
  );
  const parsed = shownFilter(useLibrary.getState());
  const answer = useQuery({
    queryKey: [...keys.photos.ids(parsed, sort, direction), filter, arranged],
    queryFn: async ({ signal }) => {
      const found = studio.photos.ids({ filter: parsed, sort, direction }, { signal });
      return arranged === null ? found : asArranged(await found, await studio.collections.order({ id: arranged }));
    },
    placeholderData: keepPreviousData,
    // The library's comparison of anything with anything takes a frame and more over 100,000 ids.
    structuralSharing: (kept, fresh) => (isIds(kept) && isIds(fresh) && sameOrder(kept, fresh) ? kept : fresh),
  });
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
