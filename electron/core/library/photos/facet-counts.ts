import type { PhotoFilter } from '../../../../shared/contract/library.contract.ts';
import {
  type Delivery,
  delivery,
  type Moderation,
  moderation,
  type Review,
  review,
} from '../../../../shared/domain/photo.ts';
import { type Facets, isReady, passes, type Tally } from './facets.repository.ts';

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
  const among = (...fields: (keyof PhotoFilter)[]): Tally[] => {
    const others = without(filter, fields);
    return tallies.filter((tally) => passes(tally.facets, others));
  };
  const byReview = among('review', 'ready');
  return {
    total: sum(among()),
    review: countEach(review.options, byReview, (facets) => facets.review),
    delivery: countEach(delivery.options, among('delivery'), (facets) => facets.delivery),
    moderation: countEach(moderation.options, among('moderation'), (facets) => facets.moderation),
    ready: sum(byReview.filter((tally) => isReady(tally.facets))),
    cameras: countValues(among('camera'), (facets) => facets.camera),
    lenses: countValues(among('lens'), (facets) => facets.lens),
  };
}

/** How many of these photos pass a filter's facet fields. */
export function countPassing(tallies: readonly Tally[], filter: PhotoFilter): number {
  return sum(tallies.filter((tally) => passes(tally.facets, filter)));
}

function without(filter: PhotoFilter, fields: readonly (keyof PhotoFilter)[]): PhotoFilter {
  const rest = { ...filter };
  for (const field of fields) delete rest[field];
  return rest;
}

function sum(tallies: readonly Tally[]): number {
  return tallies.reduce((total, tally) => total + tally.count, 0);
}

function countEach<V extends string>(
  values: readonly V[],
  tallies: readonly Tally[],
  choiceOf: (facets: Facets) => V,
): Record<V, number> {
  const counts = Object.fromEntries(values.map((value) => [value, 0])) as Record<V, number>;
  for (const tally of tallies) counts[choiceOf(tally.facets)] += tally.count;
  return counts;
}

/** Most frequent first. */
function countValues(
  tallies: readonly Tally[],
  choiceOf: (facets: Facets) => string | null,
): { value: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const tally of tallies) {
    const value = choiceOf(tally.facets);
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + tally.count);
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || a.value.localeCompare(b.value));
}
