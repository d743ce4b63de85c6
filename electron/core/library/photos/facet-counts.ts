import type { PhotoFilter } from '../../../../shared/contract/library.contract.ts';
import {
  type Delivery,
  delivery,
  type Moderation,
  moderation,
  type Review,
  review,
} from '../../../../shared/domain/photo.ts';
import { isReady, passes, type Tally } from './facets.repository.ts';

export interface FacetCounts {
  total: number;
  review: Record<Review, number>;
  delivery: Record<Delivery, number>;
  moderation: Record<Moderation, number>;
  ready: number;
  cameras: { value: string; count: number }[];
  lenses: { value: string; count: number }[];
}

/**
 * Counts for the choices beside the grid. Each choice is counted with all other filters applied but not its own, so that it
 * says what choosing it would show. « Prêtes » stands among the reviews: the two leave each other out.
 */
export function countFacets(tallies: readonly Tally[], filter: PhotoFilter): FacetCounts {
  const { review: byReview, ready, delivery: byDelivery, moderation: byModeration, camera, lens, ...others } = filter;
  const own = {
    review: { ...(byReview !== undefined && { review: byReview }), ...(ready !== undefined && { ready }) },
    delivery: byDelivery === undefined ? {} : { delivery: byDelivery },
    moderation: byModeration === undefined ? {} : { moderation: byModeration },
    camera: camera === undefined ? {} : { camera },
    lens: lens === undefined ? {} : { lens },
  };
  const choices = (['review', 'delivery', 'moderation', 'camera', 'lens'] as const).filter(
    (choice) => Object.keys(own[choice]).length > 0,
  );
  const asksMore = Object.keys(others).length > 0;
  const counts: FacetCounts = {
    total: 0,
    review: zeros(review.options),
    delivery: zeros(delivery.options),
    moderation: zeros(moderation.options),
    ready: 0,
    cameras: [],
    lenses: [],
  };
  const [cameras, lenses] = [new Map<string, number>(), new Map<string, number>()];
  for (const { facets, count } of tallies) {
    if (asksMore && !passes(facets, others)) continue;
    // What only one choice keeps out is counted for that choice alone: it is what another choice would show.
    const against = choices.filter((choice) => !passes(facets, own[choice]));
    if (against.length > 1) continue;
    const counted = against[0] ?? 'all';
    if (counted === 'all') counts.total += count;
    if (counted === 'all' || counted === 'review') {
      counts.review[facets.review] += count;
      if (isReady(facets)) counts.ready += count;
    }
    if (counted === 'all' || counted === 'delivery') counts.delivery[facets.delivery] += count;
    if (counted === 'all' || counted === 'moderation') counts.moderation[facets.moderation] += count;
    if (counted === 'all' || counted === 'camera') add(cameras, facets.camera, count);
    if (counted === 'all' || counted === 'lens') add(lenses, facets.lens, count);
  }
  return { ...counts, cameras: mostFirst(cameras), lenses: mostFirst(lenses) };
}

/** How many of these photos pass a filter's facet fields. */
export function countPassing(tallies: readonly Tally[], filter: PhotoFilter): number {
  return sum(tallies.filter((tally) => passes(tally.facets, filter)));
}

function sum(tallies: readonly Tally[]): number {
  return tallies.reduce((total, tally) => total + tally.count, 0);
}

function zeros<V extends string>(values: readonly V[]): Record<V, number> {
  return Object.fromEntries(values.map((value) => [value, 0])) as Record<V, number>;
}

function add(counts: Map<string, number>, value: string | null, count: number): void {
  if (value !== null) counts.set(value, (counts.get(value) ?? 0) + count);
}

/** Most frequent first. */
function mostFirst(counts: ReadonlyMap<string, number>): { value: string; count: number }[] {
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || a.value.localeCompare(b.value));
}
