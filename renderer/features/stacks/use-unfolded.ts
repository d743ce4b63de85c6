import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import { keys } from '../../host/keys.ts';
import { studio } from '../../host/studio.ts';
import { useExpanded } from './expanded.store.ts';
import { unfold } from './unfold.ts';

/** Most stacks that lie open at once; the contract's limit for one asking. */
const OPEN_AT_MOST = 1000;

/** The photos shown, with the members of open stacks. */
export function useUnfolded(order: readonly PhotoId[] | undefined): readonly PhotoId[] | undefined {
  const faces = useExpanded((state) => state.faces);
  const asked = useMemo(() => [...faces].slice(-OPEN_AT_MOST), [faces]);
  const { data } = useQuery({
    queryKey: [...keys.photos.allIds, 'behind', asked],
    queryFn: () => studio.stacks.members({ ids: asked }),
    enabled: asked.length > 0,
    placeholderData: keepPreviousData,
  });
  return useMemo(() => {
    if (!order || !data) return order;
    return unfold(
      order,
      data.filter(({ face }) => faces.has(face)),
    );
  }, [order, data, faces]);
}
