import type { PhotoFilter } from '../../../../shared/contract/library.contract.ts';
import {
  type Delivery,
  delivery,
  type Moderation,
  moderation,
  type Review,
  review,
} from '../../../../shared/domain/photo.ts';
import { type Facets, isReady, passes, type Tally } from './facets.ts';

export interface FacetCounts {
  total: number;
  review: Record<Review, number>;
  delivery: Record<Delivery, number>;
  moderation: Record<Moderation, number>;
  ready: number;
  cameras: { value: string; count: number }[];
  lenses: { value: string; count: number }[];
}

const CHOICES = ['review', 'delivery', 'moderation', 'camera', 'lens'] as const;
type Choice = (typeof CHOICES)[number];

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
  const choices = CHOICES.filter((choice) => Object.keys(own[choice]).length > 0);
  const asksMore = Object.keys(others).length > 0;
  const totals = new FacetTotals();
  for (const { facets, count } of tallies) {
    if (asksMore && !passes(facets, others)) continue;
    // What only one choice keeps out is counted for that choice alone: it is what another choice would show.
    const against = choices.filter((choice) => !passes(facets, own[choice]));
    if (against.length > 1) continue;
    const counted = against[0] ?? 'all';
    totals.add(facets, count, counted);
  }
  return totals.counts();
}

/** How many of these photos pass a filter's facet fields. */
export function countPassing(tallies: readonly Tally[], filter: PhotoFilter): number {
  return sum(tallies.filter((tally) => passes(tally.facets, filter)));
}

function sum(tallies: readonly Tally[]): number {
  return tallies.reduce((total, tally) => total + tally.count, 0);
}

/** Numbers of photos by choice, to which photos are added, or taken away. */
export class FacetTotals {
  #total = 0;
  #ready = 0;
  readonly #review = zeros(review.options);
  readonly #delivery = zeros(delivery.options);
  readonly #moderation = zeros(moderation.options);
  readonly #cameras = new Map<string, number>();
  readonly #lenses = new Map<string, number>();

  /** So many photos (negative: fewer) with these facets; for one choice alone, or for all. */
  add(facets: Facets, count: number, choice: Choice | 'all' = 'all'): void {
    const all = choice === 'all';
    if (all) this.#total += count;
    if (all || choice === 'review') {
      this.#review[facets.review] += count;
      if (isReady(facets)) this.#ready += count;
    }
    if (all || choice === 'delivery') this.#delivery[facets.delivery] += count;
    if (all || choice === 'moderation') this.#moderation[facets.moderation] += count;
    if (all || choice === 'camera') add(this.#cameras, facets.camera, count);
    if (all || choice === 'lens') add(this.#lenses, facets.lens, count);
  }

  counts(): FacetCounts {
    return {
      total: this.#total,
      review: { ...this.#review },
      delivery: { ...this.#delivery },
      moderation: { ...this.#moderation },
      ready: this.#ready,
      cameras: mostFirst(this.#cameras),
      lenses: mostFirst(this.#lenses),
    };
  }
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
    .flatMap(([value, count]) => (count === 0 ? [] : [{ value, count }]))
    .sort((a, b) => b.count - a.count || a.value.localeCompare(b.value));
}
