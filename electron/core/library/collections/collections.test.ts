import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CollectionId, collectionId, type PhotoId } from '../../../../shared/domain/ids.ts';
import { type TestCatalogue, testCatalogue } from '../../../../tests/support/catalogue.ts';
import { createPhotos, type PhotosService } from '../photos/photos.service.ts';
import { createReview, type ReviewService } from '../review/review.service.ts';
import { type CollectionsService, createCollections } from './collections.service.ts';

let catalogue: TestCatalogue;
let photos: PhotosService;
let review: ReviewService;
let collections: CollectionsService;
beforeEach(() => {
  catalogue = testCatalogue();
  photos = createPhotos(catalogue.context);
  review = createReview(catalogue.context);
  collections = createCollections(catalogue.context, photos);
});
afterEach(() => catalogue.close());

const names = async () => (await collections.list()).map(({ name }) => name);
const unknown = expect.objectContaining({ code: 'collection-unknown' });

function inside(id: CollectionId): PhotoId[] {
  return photos.ids({ collectionId: id }, { sort: 'captured', direction: 'asc' });
}

function addPhotos(count: number): PhotoId[] {
  return Array.from({ length: count }, (_, index) => catalogue.addPhoto({ sort_at: index * 1000 }));
}

describe('a collection', () => {
  test('is made with photos, counts them as they are now, and is a filter that combines', async () => {
    const [first, second, third] = addPhotos(3) as [PhotoId, PhotoId, PhotoId];
    const { id, photoCount } = collections.create('Expo', { ids: [third, first] });
    expect(photoCount).toBe(2);
    expect(collections.addPhotos(id, [first, second, second])).toEqual({ added: 1 });
    expect(inside(id)).toEqual([first, second, third]);
    review.set([second], { review: 'approved' });
    expect(photos.counts({ collectionId: id, review: 'approved' }).total).toBe(1);
    catalogue.db.run(catalogue.db.sql.deleteFrom('photos').where('id', '=', third));
    expect(await collections.list()).toMatchObject([{ name: 'Expo', kind: 'collection', filter: null, photoCount: 2 }]);
  });

  test('keeps its order among the others, and is renamed', async () => {
    const ids = ['A', 'B', 'C', 'D'].map((name) => collections.create(name, { ids: [] }).id);
    const [a, , c] = ids as [CollectionId, CollectionId, CollectionId, CollectionId];
    collections.reorder([c, a]);
    expect(await names()).toEqual(['C', 'A', 'B', 'D']);
    collections.rename(a, 'Z');
    expect(await names()).toEqual(['C', 'Z', 'B', 'D']);
  });

  test('keeps its photos as she arranged them, undone and redone, whatever comes and goes', () => {
    const [a, b, c, d, e] = addPhotos(5) as [PhotoId, PhotoId, PhotoId, PhotoId, PhotoId];
    const { id } = collections.create('Expo', { ids: [c, a, d, b] });
    expect(collections.order(id)).toEqual([c, a, d, b]);
    expect(collections.arrange(id, [b], a)).toEqual({ moved: 3 });
    expect(collections.order(id)).toEqual([c, b, a, d]);
    collections.arrange(id, [c, a], null);
    expect(collections.order(id)).toEqual([b, d, c, a]);
    review.undo();
    expect(collections.order(id)).toEqual([c, b, a, d]);
    expect(review.next().undo).toMatchObject({ name: 'arrange-collection', collection: 'Expo' });
    review.undo();
    expect(collections.order(id)).toEqual([c, a, d, b]);
    review.redo();
    expect(collections.order(id)).toEqual([c, b, a, d]);
    collections.removePhotos(id, [b]);
    collections.addPhotos(id, [e]);
    expect(collections.order(id)).toEqual([c, a, d, e]);
    expect(collections.arrange(id, [a, b], a)).toEqual({ moved: 0 });
    const search = collections.create('Recherche', { filter: { rating: 5 } });
    expect(() => collections.order(search.id)).toThrow(unknown);
    expect(() => collections.arrange(search.id, [a], null)).toThrow(unknown);
  });

  test('of any size is arranged like a list from which some are taken and put in elsewhere', () => {
    const ids = addPhotos(12);
    const { id } = collections.create('Expo', { ids });
    fc.assert(
      fc.property(fc.shuffledSubarray(ids, { minLength: 1 }), fc.option(fc.constantFrom(...ids)), (moving, before) => {
        const was = collections.order(id);
        const staying = was.filter((photo) => !moving.includes(photo));
        const follows =
          before === null ? undefined : was.slice(was.indexOf(before)).find((one) => staying.includes(one));
        const at = follows === undefined ? staying.length : staying.indexOf(follows);
        collections.arrange(id, moving, before);
        expect(collections.order(id)).toEqual(staying.toSpliced(at, 0, ...moving));
      }),
      { numRuns: 60 },
    );
  });

  test('that was removed comes back whole within thirty days, and is forgotten after', async () => {
    const ids = addPhotos(2);
    const { id } = collections.create('Expo', { ids });
    collections.remove(id);
    expect(await names()).toEqual([]);
    expect(() => collections.addPhotos(id, ids)).toThrow(unknown);
    catalogue.passTime(29 * 86_400_000);
    collections.purge();
    expect(collections.restore(id)).toMatchObject({ name: 'Expo', photoCount: 2 });
    collections.remove(id);
    catalogue.passTime(31 * 86_400_000);
    collections.purge();
    expect(() => collections.restore(id)).toThrow(unknown);
    expect(inside(id)).toEqual([]);
  });

  test('that does not exist is a typed error everywhere', () => {
    const id = collectionId.parse(99);
    for (const call of [
      () => collections.rename(id, 'x'),
      () => collections.remove(id),
      () => collections.restore(id),
      () => collections.addPhotos(id, []),
      () => collections.removePhotos(id, []),
    ])
      expect(call).toThrow(unknown);
  });

  test('of a thousand is the last', () => {
    for (let index = 0; index < 1_000; index += 1) collections.create(`${index}`, { ids: [] });
    expect(() => collections.create('one more', { ids: [] })).toThrow(
      expect.objectContaining({ code: 'invalid-input' }),
    );
  });

  test('says that it changed, and whose photos did', () => {
    const ids = addPhotos(1);
    const { id } = collections.create('Expo', { ids: [] });
    catalogue.context.events.flush();
    catalogue.seen.length = 0;
    collections.addPhotos(id, ids);
    review.undo();
    catalogue.context.events.flush();
    expect(catalogue.seen).toEqual([
      { type: 'collections-changed' },
      { type: 'photos-changed', ids, membership: true },
    ]);
  });
});

describe('a saved search', () => {
  test('keeps its filter, counts what it would find now, and takes no photos', async () => {
    const ids = addPhotos(3);
    const search = collections.create('Retenues', { filter: { review: 'approved', text: 'marche' } });
    expect(search).toMatchObject({ kind: 'search', photoCount: 0, filter: { review: 'approved', text: 'marche' } });
    review.set(ids, { review: 'approved' });
    review.describe(ids.slice(1), { title: 'Marché' });
    expect(await collections.list()).toMatchObject([{ name: 'Retenues', photoCount: 2 }]);
    expect(() => collections.addPhotos(search.id, ids)).toThrow(unknown);
  });
});

test('adding, removing, undoing and redoing in any order leave exactly who should be inside', () => {
  const ids = addPhotos(8);
  const step = fc.oneof(
    fc.record({
      do: fc.constantFrom('add', 'remove'),
      which: fc.integer({ min: 0, max: 1 }),
      photos: fc.subarray(ids),
    }),
    fc.record({ do: fc.constantFrom('undo', 'redo') }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const made = ['A', 'B'].map((name) => collections.create(name, { ids: [] }).id);
      // Making them is undone, too; that is another test's.
      catalogue.db.run(catalogue.db.sql.deleteFrom('edits'));
      let now: readonly [ReadonlySet<PhotoId>, ReadonlySet<PhotoId>] = [new Set(), new Set()];
      const done: (typeof now)[] = [];
      const undone: (typeof now)[] = [];
      for (const one of steps) {
        if (!('which' in one)) {
          const [from, to] = one.do === 'undo' ? [done, undone] : [undone, done];
          const state = from.pop();
          if (one.do === 'undo') review.undo();
          else review.redo();
          if (!state) continue;
          to.push(now);
          now = state;
          continue;
        }
        const id = made[one.which];
        if (id === undefined) throw new Error('no such collection');
        const before = now[one.which === 0 ? 0 : 1];
        const after =
          one.do === 'add'
            ? new Set([...before, ...one.photos])
            : new Set([...before].filter((photo) => !one.photos.includes(photo)));
        const changed =
          one.do === 'add'
            ? collections.addPhotos(id, one.photos).added
            : collections.removePhotos(id, one.photos).removed;
        expect(changed).toBe(Math.abs(after.size - before.size));
        if (changed === 0) continue;
        done.push(now);
        undone.length = 0;
        now = one.which === 0 ? [after, now[1]] : [now[0], after];
      }
      for (const [index, id] of made.entries()) {
        expect(new Set(inside(id))).toEqual(now[index]);
        collections.remove(id);
      }
    }),
    { numRuns: 100 },
  );
});
