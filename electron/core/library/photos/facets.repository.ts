import { z } from 'zod';
import type { PhotoFilter } from '../../../../shared/contract/library.contract.ts';
import {
  delivery,
  format,
  label,
  moderation,
  rating,
  review,
  SENDABLE_FORMATS,
  whereabouts,
} from '../../../../shared/domain/photo.ts';
import type { Database } from '../../db/database.ts';

/** The facts with few values of a photo, in the order of the generated column photos.facets (migration 0005). */
const facetsColumn = z
  .tuple([
    review,
    delivery,
    moderation,
    rating,
    label.nullable(),
    format,
    z.enum(['landscape', 'portrait', 'square']),
    z.union([z.literal(0), z.literal(1)]),
    z.string().nullable(),
    z.string().nullable(),
    whereabouts,
  ])
  .transform(([review, delivery, moderation, rating, label, format, shape, blocked, camera, lens, whereabouts]) => ({
    review,
    delivery,
    moderation,
    rating,
    label,
    format,
    shape,
    /** A rule is broken that forbids sending. */
    blocked: blocked === 1,
    camera,
    lens,
    whereabouts,
  }));
export type Facets = z.infer<typeof facetsColumn>;

/** How many photos have one combination of facets. `key` is the column's text. */
export interface Tally {
  readonly key: string;
  readonly facets: Facets;
  readonly count: number;
}

/** Fields of a filter that facets decide; the others (text, folder, dates) need the photos themselves. */
export const FACET_FIELDS = [
  'review',
  'rating',
  'minimumRating',
  'label',
  'delivery',
  'moderation',
  'camera',
  'lens',
  'format',
  'orientationShape',
  'ready',
  'brokenRules',
  'whereabouts',
] as const satisfies readonly (keyof PhotoFilter)[];

/** Approved, not sent or on its way, no rule in the way, and a format the marketplace takes. */
export function isReady(facets: Facets): boolean {
  return (
    facets.review === 'approved' &&
    !facets.blocked &&
    (facets.delivery === 'none' || facets.delivery === 'failed') &&
    SENDABLE_FORMATS.includes(facets.format)
  );
}

/** Whether photos with these facets pass the facet fields of a filter. */
export function passes(facets: Facets, filter: PhotoFilter): boolean {
  return (
    (filter.review === undefined || facets.review === filter.review) &&
    (filter.rating === undefined || facets.rating === filter.rating) &&
    (filter.minimumRating === undefined || facets.rating >= filter.minimumRating) &&
    (filter.label === undefined || facets.label === filter.label) &&
    (filter.delivery === undefined || facets.delivery === filter.delivery) &&
    (filter.moderation === undefined || facets.moderation === filter.moderation) &&
    (filter.camera === undefined || facets.camera === filter.camera) &&
    (filter.lens === undefined || facets.lens === filter.lens) &&
    (filter.format === undefined || facets.format === filter.format) &&
    (filter.orientationShape === undefined || facets.shape === filter.orientationShape) &&
    (filter.ready === undefined || isReady(facets) === filter.ready) &&
    (filter.brokenRules === undefined || facets.blocked === filter.brokenRules) &&
    (filter.whereabouts === undefined || facets.whereabouts === filter.whereabouts)
  );
}

export interface FacetsRepository {
  /** Every combination there is in the catalogue; a few thousand at most. */
  tallies(): Tally[];
  /** Reads the column's text. */
  read(key: string): Facets;
}

const ofDatabase = new WeakMap<Database, FacetsRepository>();

/** One for each database: it takes the changes. */
export function facetsRepository(db: Database): FacetsRepository {
  const known = ofDatabase.get(db) ?? createFacetsRepository(db);
  ofDatabase.set(db, known);
  return known;
}

/** Combinations remembered; a million photos have some thirty thousand. */
const MOST_KNOWN = 200_000;

function createFacetsRepository(db: Database): FacetsRepository {
  const all = db.prepare<readonly [], { facets: string; count: number }>('SELECT facets, count FROM photo_tallies');
  const known = new Map<string, Facets>();
  function read(key: string): Facets {
    let facets = known.get(key);
    if (!facets) {
      if (known.size > MOST_KNOWN) known.clear();
      facets = facetsColumn.parse(JSON.parse(key));
      known.set(key, facets);
    }
    return facets;
  }
  const kept = new Map<string, Tally>();
  let listed: { at: number; tallies: Tally[] } | null = null;
  return {
    read,
    tallies() {
      const at = db.generation('facets');
      if (listed?.at !== at) {
        const changed = db.changedTallies();
        if (changed === null) kept.clear();
        for (const { facets, count } of changed === null ? all.all() : entriesOf(changed)) {
          if (count === 0) kept.delete(facets);
          else kept.set(facets, { key: facets, facets: read(facets), count });
        }
        listed = { at, tallies: [...kept.values()] };
      }
      return listed.tallies;
    },
  };
}

function* entriesOf(changed: ReadonlyMap<string, number>) {
  for (const [facets, count] of changed) yield { facets, count };
}
