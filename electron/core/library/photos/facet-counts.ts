import type { PhotoFilter } from '../../../../shared/contract/library.contract.ts';
import {
  type Delivery,
  delivery,
  type Format,
  format,
  type LabelChoice,
  labelChoice,
  type Moderation,
  moderation,
  type Review,
  review,
  type Shape,
  shape,
  type Whereabouts,
  whereabouts,
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
  labels: Record<LabelChoice, number>;
  /** By rating, 0 to 5. */
  ratings: number[];
  formats: Record<Format, number>;
  shapes: Record<Shape, number>;
  whereabouts: Record<Whereabouts, number>;
  broken: number;
  clean: number;
}

/** The fields of a filter that one choice sets. */
const CHOICES = {
  review: ['review', 'ready'],
  delivery: ['delivery'],
  moderation: ['moderation'],
  camera: ['camera'],
  lens: ['lens'],
  label: ['label'],
  rating: ['rating', 'minimumRating'],
  format: ['format'],
  shape: ['orientationShape'],
  whereabouts: ['whereabouts'],
  rules: ['brokenRules'],
} as const satisfies Readonly<Record<string, readonly (keyof PhotoFilter)[]>>;
type Choice = keyof typeof CHOICES;
const choices: readonly Choice[] = [
  'review',
  'delivery',
  'moderation',
  'camera',
  'lens',
  'label',
  'rating',
  'format',
  'shape',
  'whereabouts',
  'rules',
];

/**
 * Counts for the choices beside the grid. Each choice is counted with all other filters applied but not its own, so that it
 * says what choosing it would show. « Prêtes » stands among the reviews: the two leave each other out.
 */
export function countFacets(tallies: readonly Tally[], filter: PhotoFilter): FacetCounts {
  const own = chosenIn(filter);
  const chosen = new Set(own.flatMap(({ fields }) => Object.keys(fields)));
  const others = Object.fromEntries(Object.entries(filter).filter(([field]) => !chosen.has(field)));
  const asksMore = Object.keys(others).length > 0;
  const totals = new FacetTotals();
  for (const { facets, count } of tallies) {
    if (asksMore && !passes(facets, others)) continue;
    // What only one choice keeps out is counted for that choice alone: it is what another choice would show.
    const against = own.filter(({ fields }) => !passes(facets, fields));
    if (against.length > 1) continue;
    totals.add(facets, count, against[0]?.choice ?? 'all');
  }
  return totals.counts();
}

/** Which choices a filter makes, each with its own part of it. */
function chosenIn(filter: PhotoFilter): { readonly choice: Choice; readonly fields: PhotoFilter }[] {
  const asked = Object.entries(filter).filter(([, value]) => value !== undefined);
  return choices.flatMap((choice) => {
    const names: readonly string[] = CHOICES[choice];
    const fields: PhotoFilter = Object.fromEntries(asked.filter(([name]) => names.includes(name)));
    return Object.keys(fields).length > 0 ? [{ choice, fields }] : [];
  });
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
  readonly #labels = zeros(labelChoice.options);
  readonly #ratings = [0, 0, 0, 0, 0, 0];
  readonly #formats = zeros(format.options);
  readonly #shapes = zeros(shape.options);
  readonly #whereabouts = zeros(whereabouts.options);
  #broken = 0;
  #clean = 0;

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
    if (all || choice === 'label') this.#labels[facets.label ?? 'none'] += count;
    if (all || choice === 'rating') this.#ratings[facets.rating] = (this.#ratings[facets.rating] ?? 0) + count;
    if (all || choice === 'format') this.#formats[facets.format] += count;
    if (all || choice === 'shape') this.#shapes[facets.shape] += count;
    if (all || choice === 'whereabouts') this.#whereabouts[facets.whereabouts] += count;
    if (all || choice === 'rules') {
      if (facets.blocked) this.#broken += count;
      else this.#clean += count;
    }
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
      labels: { ...this.#labels },
      ratings: [...this.#ratings],
      formats: { ...this.#formats },
      shapes: { ...this.#shapes },
      whereabouts: { ...this.#whereabouts },
      broken: this.#broken,
      clean: this.#clean,
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
