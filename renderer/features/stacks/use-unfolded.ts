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
  const stacks = useExpanded((state) => state.stacks);
  const asked = useMemo(() => [...stacks].slice(-OPEN_AT_MOST), [stacks]);
  const { data } = useQuery({
    queryKey: [...keys.photos.allIds, 'behind', asked],
    queryFn: () => studio.stacks.members({ stacks: asked }),
    enabled: asked.length > 0,
    placeholderData: keepPreviousData,
  });
  return useMemo(() => {
    if (!order || !data) return order;
    return unfold(
      order,
      data.filter(({ stack }) => stacks.has(stack)),
    );
  }, [order, data, stacks]);
}
