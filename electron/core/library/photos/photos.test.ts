import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type PhotoFilter,
  type PhotoSort,
  type PhotoSummary,
  photoSort,
} from '../../../../shared/contract/library.contract.ts';
import { type CollectionId, collectionId, type FolderId, type PhotoId } from '../../../../shared/domain/ids.ts';
import {
  delivery,
  format,
  label,
  labelChoice,
  moderation,
  review,
  shape,
  type Whereabouts,
  whereabouts,
} from '../../../../shared/domain/photo.ts';
import { ruleBits } from '../../../../shared/domain/rules.ts';
import { type TestCatalogue, testCatalogue } from '../../../../tests/support/catalogue.ts';
import { collectionsRepository } from '../collections/collections.repository.ts';
import { HIDDEN } from '../visibility.repository.ts';
import { createPhotos, type PhotosService } from './photos.service.ts';

/** What a filter means, said plainly: the photos themselves, one by one, in memory. */
interface Sample {
  id: PhotoId;
  review: string;
  delivery: string;
  moderation: string;
  rating: number;
  label: string | null;
  format: string;
  width: number;
  height: number;
  rule_errors: number;
  rules_broken: number;
  camera: string | null;
  lens: string | null;
  capture_date: string | null;
  sort_at: number;
  added_at: number;
  file_name: string;
  title: string;
  sales_count: number;
  state: Whereabouts;
  hidden: number;
  folder: FolderId;
  collected: boolean;
}

const COUNT = 400;
const FIELDS = [
  'text',
  'folderId',
  'collectionId',
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
  'capturedFrom',
  'capturedTo',
  'ready',
  'brokenRules',
  'brokenRule',
  'whereabouts',
] as const satisfies readonly (keyof PhotoFilter)[];
const SORTS = photoSort.options;

describe('pages of photos', () => {
  let catalogue: TestCatalogue;
  let photos: PhotosService;
  let outer: FolderId;
  let inner: FolderId;
  let chosen: CollectionId;
  const samples: Sample[] = [];

  beforeAll(() => {
    catalogue = testCatalogue();
    photos = createPhotos(catalogue.context);
    outer = catalogue.addFolder('/p/Mariage');
    inner = catalogue.addFolder('/p/Mariage/Soir');
    catalogue.addFolder('/p/Mariage2');
    // Chance with a fixed seed: many equal keys, so that ties are really broken by id.
    let seed = 20261121;
    const pick = <T>(values: readonly T[]): T => {
      seed = (seed * 48_271) % 2_147_483_647;
      const value = values[seed % values.length];
      if (value === undefined) throw new Error('nothing to pick from');
      return value;
    };
    for (let index = 0; index < COUNT; index += 1) {
      const day = pick([1, 2, 3, 4, 5]);
      const dated = pick([true, true, true, false]);
      const wall = `2024-03-0${day}T0${pick([0, 8, 9])}:00:00`;
      const sketch = {
        review: pick(review.options),
        delivery: pick(delivery.options),
        moderation: pick(moderation.options),
        rating: pick([0, 1, 2, 3, 4, 5]),
        label: pick([null, ...label.options]),
        format: pick(format.options),
        width: pick([4000, 3000]),
        height: pick([4000, 3000]),
        rule_errors: pick([0, 0, 2]),
        rules_broken: pick([0, 0, ruleBits(['blurred', 'title-short']), ruleBits(['sent-alike'])]),
        camera: pick([null, 'Canon', 'Nikon "Z"']),
        lens: pick([null, '24-70', '85']),
        capture_date: dated ? wall : null,
        sort_at: dated ? Date.parse(`${wall}Z`) + pick([0, 14, -12]) * 3_600_000 : pick([1, 2]) * 1_000_000,
        added_at: pick([10, 20, 30]),
        file_name: pick(['a.jpg', 'B.jpg', 'b.jpg', 'É.jpg', '']),
        title: pick(['marché', 'marché de nuit', '']),
        sales_count: pick([0, 0, 0, 1, 12]),
        hidden: pick([0, 0, 0, 0, HIDDEN.behindFace, HIDDEN.behindFace | HIDDEN.ignoredByRule]),
      };
      const state = pick(whereabouts.options);
      const folder = pick([outer, inner]);
      const id = catalogue.addPhoto({
        ...sketch,
        present: state === 'present' ? 1 : 0,
        missing: state === 'missing' ? 1 : 0,
        file: { folder, path: `/p/${folder === inner ? 'Mariage/Soir' : 'Mariage'}/${index}`, state },
      });
      samples.push({ id, ...sketch, state, folder, collected: pick([true, false, false]) });
    }
    const collections = collectionsRepository(catalogue.db);
    chosen = collections.create('Expo', null, 0);
    collections.addMembers(
      chosen,
      samples.filter((photo) => photo.collected).map((photo) => photo.id),
    );
  });
  afterAll(() => catalogue.close());

  function passes(photo: Sample, filter: PhotoFilter): boolean {
    const ready =
      photo.review === 'approved' &&
      photo.rule_errors === 0 &&
      ['none', 'failed'].includes(photo.delivery) &&
      ['jpeg', 'png'].includes(photo.format);
    const shape = photo.width > photo.height ? 'landscape' : photo.width < photo.height ? 'portrait' : 'square';
    const day = photo.capture_date?.slice(0, 10);
    return (
      photo.hidden === 0 &&
      (filter.whereabouts === undefined || photo.state === filter.whereabouts) &&
      (filter.review === undefined || photo.review === filter.review) &&
      (filter.delivery === undefined || photo.delivery === filter.delivery) &&
      (filter.moderation === undefined || photo.moderation === filter.moderation) &&
      (filter.rating === undefined || photo.rating === filter.rating) &&
      (filter.minimumRating === undefined || photo.rating >= filter.minimumRating) &&
      (filter.label === undefined || (photo.label ?? 'none') === filter.label) &&
      (filter.format === undefined || photo.format === filter.format) &&
      (filter.camera === undefined || photo.camera === filter.camera) &&
      (filter.lens === undefined || photo.lens === filter.lens) &&
      (filter.orientationShape === undefined || shape === filter.orientationShape) &&
      (filter.ready === undefined || ready === filter.ready) &&
      (filter.brokenRules === undefined || photo.rule_errors > 0 === filter.brokenRules) &&
      (filter.brokenRule === undefined || (photo.rules_broken & ruleBits([filter.brokenRule])) !== 0) &&
      (filter.capturedFrom === undefined || (day !== undefined && day >= filter.capturedFrom)) &&
      (filter.capturedTo === undefined || (day !== undefined && day <= filter.capturedTo)) &&
      (filter.folderId === undefined ||
        (photo.state !== 'missing' && (filter.folderId === outer || photo.folder === filter.folderId))) &&
      (filter.collectionId === undefined || (filter.collectionId === chosen && photo.collected)) &&
      (filter.text === undefined ||
        (filter.text === '-nuit'
          ? !photo.title.includes('nuit')
          : filter.text.split(' ').every((word) => photo.title.includes(word))))
    );
  }

  function keyOf(photo: Sample, sort: PhotoSort): readonly (number | string)[] {
    const second = Math.trunc(photo.sort_at / 1000);
    if (sort === 'captured') return [second, photo.id];
    if (sort === 'imported') return [photo.added_at, photo.id];
    if (sort === 'rating') return [photo.rating, second, photo.id];
    if (sort === 'sales') return [photo.sales_count, second, photo.id];
    return [photo.file_name.replace(/[A-Z]/g, (letter) => letter.toLowerCase()), photo.id];
  }

  function expected(filter: PhotoFilter, sort: PhotoSort, direction: 'asc' | 'desc'): PhotoId[] {
    const sorted = samples
      .filter((photo) => passes(photo, filter))
      .sort((a, b) => {
        const other = keyOf(b, sort);
        for (const [index, value] of keyOf(a, sort).entries()) {
          const beside = other[index];
          if (beside === undefined || value === beside) continue;
          return value < beside ? -1 : 1;
        }
        return 0;
      });
    return (direction === 'asc' ? sorted : sorted.reverse()).map((photo) => photo.id);
  }

  const everything = fc.record({
    text: fc.constantFrom('marché', 'nuit', 'marché nuit', '-nuit', ''),
    folderId: fc.constantFrom(1, 2).map((which) => (which === 1 ? outer : inner)),
    collectionId: fc.constantFrom(1, 2).map((which) => (which === 1 ? chosen : collectionId.parse(99))),
    review: fc.constantFrom(...review.options),
    rating: fc.integer({ min: 0, max: 5 }),
    minimumRating: fc.integer({ min: 0, max: 5 }),
    label: fc.constantFrom(...labelChoice.options),
    delivery: fc.constantFrom(...delivery.options),
    moderation: fc.constantFrom(...moderation.options),
    camera: fc.constantFrom('Canon', 'Nikon "Z"', 'none of hers'),
    lens: fc.constantFrom('24-70', '85'),
    format: fc.constantFrom(...format.options),
    orientationShape: fc.constantFrom('landscape', 'portrait', 'square'),
    capturedFrom: fc.constantFrom('2024-03-02', '2024-03-04'),
    capturedTo: fc.constantFrom('2024-03-02', '2024-03-04'),
    ready: fc.boolean(),
    brokenRules: fc.boolean(),
    brokenRule: fc.constantFrom('blurred', 'title-short'),
    whereabouts: fc.constantFrom(...whereabouts.options),
  });

  // A few fields at a time: with all of them, no photo would pass.
  const anyFilter = everything.chain((full) =>
    fc
      .subarray([...FIELDS], { maxLength: 3 })
      .map((kept): PhotoFilter => Object.fromEntries(kept.map((field) => [field, full[field]]))),
  );

  test.each([
    ['gathering few hits', undefined],
    ['walking a sorted index', { rows: -1, entries: -1, stride: 1_000_000 }],
    ['walking, and gathering after a stride', { rows: -1, entries: -1, stride: 30 }],
    ['in memory', 'sieve'],
  ] as const)(
    'hold, page after page, exactly what the filter means, in order, without gap or repetition: %s',
    async (_way, gather) => {
      const photos = createPhotos(catalogue.context, gather === 'sieve' ? undefined : gather);
      if (gather === 'sieve') await photos.settled();
      fc.assert(
        fc.property(
          anyFilter,
          fc.constantFrom(...SORTS),
          fc.constantFrom('asc', 'desc'),
          fc.integer({ min: 1, max: 60 }),
          (filter, sort, direction, limit) => {
            const wanted = expected(filter, sort, direction);
            expect(photos.ids(filter, { sort, direction })).toEqual(wanted);
            const seen: PhotoSummary[] = [];
            let cursor: string | null = null;
            do {
              const page: { items: PhotoSummary[]; nextCursor: string | null } = photos.page({
                filter,
                sort,
                direction,
                cursor,
                limit,
              });
              seen.push(...page.items);
              cursor = page.nextCursor;
            } while (cursor !== null);
            expect(seen.map((photo) => photo.id)).toEqual(wanted);
          },
        ),
        { numRuns: 300 },
      );
    },
  );

  test('have counts that say what each choice would show', () => {
    fc.assert(
      fc.property(anyFilter, (filter) => {
        const counts = photos.counts(filter);
        const among = (change: PhotoFilter, ...left: (keyof PhotoFilter)[]) => {
          const rest = { ...filter };
          for (const field of left) delete rest[field];
          return samples.filter((photo) => passes(photo, { ...rest, ...change })).length;
        };
        expect(counts.total).toBe(among({}));
        expect(photos.count(filter)).toBe(among({}));
        expect(counts.ready).toBe(among({ ready: true }, 'review', 'ready'));
        for (const value of review.options)
          expect(counts.review[value]).toBe(among({ review: value }, 'review', 'ready'));
        for (const value of delivery.options)
          expect(counts.delivery[value]).toBe(among({ delivery: value }, 'delivery'));
        for (const value of moderation.options)
          expect(counts.moderation[value]).toBe(among({ moderation: value }, 'moderation'));
        for (const { value, count } of counts.cameras) expect(count).toBe(among({ camera: value }, 'camera'));
        for (const { value, count } of counts.lenses) expect(count).toBe(among({ lens: value }, 'lens'));
        for (const value of labelChoice.options) expect(counts.labels[value]).toBe(among({ label: value }, 'label'));
        for (const [rating, count] of counts.ratings.entries())
          expect(count).toBe(among({ rating }, 'rating', 'minimumRating'));
        for (const value of format.options) expect(counts.formats[value]).toBe(among({ format: value }, 'format'));
        for (const value of shape.options)
          expect(counts.shapes[value]).toBe(among({ orientationShape: value }, 'orientationShape'));
        for (const value of whereabouts.options)
          expect(counts.whereabouts[value]).toBe(among({ whereabouts: value }, 'whereabouts'));
        expect(counts.broken).toBe(among({ brokenRules: true }, 'brokenRules'));
        expect(counts.clean).toBe(among({ brokenRules: false }, 'brokenRules'));
      }),
      { numRuns: 200 },
    );
  });

  test('refuse a cursor of another order, and one that is none', () => {
    const { nextCursor } = photos.page({ filter: {}, sort: 'name', direction: 'asc', cursor: null, limit: 1 });
    const refused = expect.objectContaining({ code: 'invalid-input' });
    expect(() => photos.page({ filter: {}, sort: 'captured', direction: 'asc', cursor: nextCursor, limit: 1 })).toThrow(
      refused,
    );
    for (const cursor of ['', 'x', 'bnVsbA', Buffer.from('["name","asc",-1,0,0,0,""]').toString('base64url')]) {
      expect(() => photos.page({ filter: {}, sort: 'name', direction: 'asc', cursor, limit: 1 })).toThrow(refused);
    }
  });

  test('give summaries in the order asked, leaving unknown ids out', () => {
    const [first, second] = samples;
    if (!first || !second) throw new Error('no samples');
    const unknown = catalogue.addPhoto();
    catalogue.db.run(catalogue.db.sql.deleteFrom('photos').where('id', '=', unknown));
    expect(photos.summaries([second.id, unknown, first.id]).map((photo) => photo.id)).toEqual([second.id, first.id]);
  });
});
