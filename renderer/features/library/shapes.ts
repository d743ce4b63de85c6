import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import { keys } from '../../host/keys.ts';
import { studio } from '../../host/studio.ts';

/** What is assumed of a photo that is not in the list yet: a camera's 3:2. */
const USUAL = 1.5;
const THOUSANDTHS = 1000;

interface Shapes {
  /** Width by height of each, in the order given. */
  of(order: readonly PhotoId[]): Float32Array;
}

/** The shape of every photo of the catalogue; undefined until it is known or while nobody needs it. */
export function useShapes(needed: boolean): Shapes | undefined {
  const { data } = useQuery({
    queryKey: keys.photos.shapes,
    queryFn: ({ signal }) => studio.shapes.list(undefined, { signal }),
    enabled: needed,
    // Compared anew they would take a frame and more, 100,000 long.
    structuralSharing: false,
  });
  return useMemo(() => {
    if (!data) return undefined;
    const shapeOf = new Map(data.ids.map((id, index) => [id, (data.shapes[index] ?? 0) / THOUSANDTHS || USUAL]));
    return {
      of: (order) => Float32Array.from(order, (id) => shapeOf.get(id) ?? USUAL),
    };
  }, [data]);
}
