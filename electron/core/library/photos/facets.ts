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
  shape,
  whereabouts,
} from '../../../../shared/domain/photo.ts';

/** The facts with few values of a photo, in the order of the generated column photos.facets (migration 0005). */
const COLUMNS = {
  review: remembered(review),
  delivery: remembered(delivery),
  moderation: remembered(moderation),
  rating: remembered(rating),
  label: remembered(label.nullable()),
  format: remembered(format),
  shape: remembered(shape),
  blocked: remembered(z.union([z.literal(0), z.literal(1)])),
  text: remembered(z.string().nullable()),
  whereabouts: remembered(whereabouts),
} as const;

/**
 * Reads a value once: a large catalogue has tens of thousands of combinations of the same few values, all of them wanted
 * before the first count (ten times as quick as parsing each whole).
 */
function remembered<T>(schema: z.ZodType<T>): (value: unknown) => T {
  const known = new Map<unknown, T>();
  return (value) => {
    const found = known.get(value);
    if (found !== undefined) return found;
    const read = schema.parse(value);
    known.set(value, read);
    return read;
  };
}

/** Reads the column's text. Throws for what the column can't hold. */
export function readFacets(text: string) {
  const read: unknown = JSON.parse(text);
  const column: readonly unknown[] = Array.isArray(read) ? read : [];
  return {
    review: COLUMNS.review(column[0]),
    delivery: COLUMNS.delivery(column[1]),
    moderation: COLUMNS.moderation(column[2]),
    rating: COLUMNS.rating(column[3]),
    label: COLUMNS.label(column[4]),
    format: COLUMNS.format(column[5]),
    shape: COLUMNS.shape(column[6]),
    /** A rule is broken that forbids sending. */
    blocked: COLUMNS.blocked(column[7]) === 1,
    camera: COLUMNS.text(column[8]),
    lens: COLUMNS.text(column[9]),
    whereabouts: COLUMNS.whereabouts(column[10]),
  };
}
export type Facets = ReturnType<typeof readFacets>;

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
    (filter.label === undefined || (facets.label ?? 'none') === filter.label) &&
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
