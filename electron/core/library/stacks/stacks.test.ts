import { basename } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type FolderId, type PhotoId, photoId } from '../../../../shared/domain/ids.ts';
import type { Format } from '../../../../shared/domain/photo.ts';
import { type TestCatalogue, testCatalogue } from '../../../../tests/support/catalogue.ts';
import { createCollections } from '../collections/collections.service.ts';
import { createPhotos, type PhotosService } from '../photos/photos.service.ts';
import { readinessOf } from '../review/ready-for-delivery.ts';
import { createReview, type ReviewService } from '../review/review.service.ts';
import { HIDDEN, visibility } from '../visibility.repository.ts';
import { keepStacks, type StackKeeper } from './keep-stacks.ts';
import { createStacks, type StacksService } from './stacks.service.ts';

let catalogue: TestCatalogue;
let keeper: StackKeeper;
let photos: PhotosService;
let review: ReviewService;
let stacks: StacksService;
let folder: FolderId;
beforeEach(() => begin());
afterEach(() => catalogue.close());

function begin(dataDir?: string): void {
  catalogue = testCatalogue(dataDir === undefined ? {} : { dataDir });
  keeper = keepStacks(catalogue.context);
  photos = createPhotos(catalogue.context);
  review = createReview(catalogue.context);
  stacks = createStacks(catalogue.context);
  if (dataDir === undefined) folder = catalogue.addFolder('/p');
}

const byName = { sort: 'name', direction: 'asc' } as const;
const FORMATS: Readonly<Record<string, Format>> = { nef: 'raw', jpg: 'jpeg', heic: 'heic', tif: 'tiff' };

/** A file as the ingest would write it down, in a transaction of its own. */
function arrive(path: string, sketch: Parameters<TestCatalogue['addPhoto']>[0] = {}): PhotoId {
  const extension = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  return catalogue.db.transaction(() =>
    catalogue.addPhoto({
      format: FORMATS[extension] ?? 'jpeg',
      capture_date: '2026-10-03T08:15:42',
      camera: 'Canon EOS R6',
      file_name: basename(path),
      file: { folder, path },
      ...sketch,
    }),
  );
}
const shown = () => photos.ids({}, byName);
const stored = (id: PhotoId) => {
  const row = catalogue.db.get(catalogue.db.sql.selectFrom('photos').selectAll().where('id', '=', id));
  if (!row) throw new Error(`no photo ${id}`);
  return row;
};
const run = (sql: string) => catalogue.db.transaction(() => catalogue.db.prepare<readonly [], never>(sql).run());

describe('pairs', () => {
  test('show as one photo with a face, whichever file came first', () => {
    const raw = arrive('/p/DSC0001.NEF');
    expect(shown()).toEqual([raw]);
    const jpeg = arrive('/p/dsc0001.jpg');
    expect(shown()).toEqual([jpeg]);
    const edited = arrive('/p/DSC0001-Edit.jpg');
    expect(shown()).toEqual([edited]);
    const other = arrive('/p/DSC0002.jpg');
    expect(shown()).toEqual([edited, other]);
    expect(photos.counts({}).total).toBe(2);
    const stack = stored(edited).stack_id ?? 0;
    expect(photos.summaries([edited, raw, other]).map((photo) => photo.stack)).toEqual([
      { id: stack, count: 3, face: true, kind: 'pair' },
      { id: stack, count: 3, face: false, kind: 'pair' },
      undefined,
    ]);
    expect(stacks.members([stack, 999])).toEqual([{ stack, face: edited, behind: [jpeg, raw] }]);
  });

  test('are found by the names of all their files', () => {
    arrive('/p/DSC0001.NEF');
    const jpeg = arrive('/p/DSC0001.jpg');
    expect(photos.ids({ text: 'nef' }, byName)).toEqual([jpeg]);
  });

  test('fall to the next when the face is gone, and come apart when one is left', () => {
    const raw = arrive('/p/DSC0001.NEF');
    const jpeg = arrive('/p/DSC0001.jpg');
    const edited = arrive('/p/DSC0001-Edit.jpg');
    run(`UPDATE files SET state = 'missing' WHERE photo_id = ${edited}`);
    expect(shown()).toEqual([jpeg]);
    run(`UPDATE files SET state = 'present' WHERE photo_id = ${edited}`);
    expect(shown()).toEqual([edited]);
    run(`DELETE FROM photos WHERE id = ${edited}`);
    expect(shown()).toEqual([jpeg]);
    run(`DELETE FROM photos WHERE id = ${jpeg}`);
    expect(shown()).toEqual([raw]);
    expect(photos.summaries([raw])[0]?.stack).toBeUndefined();
    expect(catalogue.db.all(catalogue.db.sql.selectFrom('stacks').selectAll())).toEqual([]);
  });

  test('show another file where a rule leaves the face out', () => {
    const raw = arrive('/p/DSC0001.NEF');
    const jpeg = arrive('/p/DSC0001.jpg');
    const { setHidden } = visibility(catalogue.db);
    catalogue.db.transaction(() => setHidden([jpeg], HIDDEN.ignoredByRule, true));
    expect(shown()).toEqual([raw]);
    catalogue.db.transaction(() => setHidden([jpeg], HIDDEN.ignoredByRule, false));
    expect(shown()).toEqual([jpeg]);
  });

  test('follow their files to another folder, and part when one stays', () => {
    const raw = arrive('/p/DSC0001.NEF');
    const jpeg = arrive('/p/DSC0001.jpg');
    run(`UPDATE files SET path = '/p/ici/DSC0001.jpg' WHERE photo_id = ${jpeg}`);
    expect(shown()).toHaveLength(2);
    run(`UPDATE files SET path = '/p/ici/DSC0001.NEF' WHERE photo_id = ${raw}`);
    expect(shown()).toEqual([jpeg]);
  });

  test('a file that turns out to be of another moment leaves', () => {
    arrive('/p/DSC0001.NEF');
    const edited = arrive('/p/DSC0001-Edit.jpg');
    expect(shown()).toEqual([edited]);
    run(`UPDATE photos SET capture_date = '2026-10-04T00:00:00' WHERE id = ${edited}`);
    expect(shown()).toHaveLength(2);
  });

  test('of a catalogue of before are found in the background', async () => {
    for (let index = 0; index < 700; index += 1) {
      catalogue.addPhoto({ format: 'raw', file: { folder, path: `/p/I${1000 + index}.nef` } });
      catalogue.addPhoto({ file: { folder, path: `/p/I${1000 + index}.jpg` } });
    }
    await keeper.catchUp();
    expect(shown()).toHaveLength(700);
  });

  test('end as the same stacks in whatever order the files arrive, in whatever batches', () => {
    const seed = Date.now();
    console.log(`pairing seed ${seed}`);
    const name = fc
      .tuple(
        fc.constantFrom('A', 'B'),
        fc.constantFrom('', '-Edit', ' (1)', '_01'),
        fc.constantFrom('.nef', '.jpg', '.JPG', '.heic', '.tif'),
      )
      .map((parts) => parts.join(''));
    const names = fc.uniqueArray(name, { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(
        names.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        fc.integer({ min: 1, max: 4 }),
        ([all, shuffled], batch) => {
          const told = (order: readonly string[], place: string, size: number) => {
            for (let start = 0; start < order.length; start += size)
              catalogue.db.transaction(() => {
                for (const file of order.slice(start, start + size)) arrive(`/p/${place}/${file}`);
              });
            const found = shown();
            const nameOf = (id: PhotoId) => stored(id).file_name;
            const outcome = [
              found.map(nameOf).sort(),
              stacks
                .members(found.map((id) => stored(id).stack_id ?? 0))
                .map(({ face, behind }) => [nameOf(face), ...behind.map(nameOf)]),
            ].map((list) => list.map(String).sort());
            run('DELETE FROM photos');
            return outcome;
          };
          expect(told(shuffled, 'x', batch)).toEqual(told(all, 'y', 8));
        },
      ),
      { numRuns: 60, seed },
    );
  });
});

describe('what she says of a pair', () => {
  test('is said of all its files, counted as one, undone as one', () => {
    const raw = arrive('/p/DSC0001.NEF');
    const jpeg = arrive('/p/DSC0001.jpg');
    expect(review.set([jpeg], { rating: 4 })).toEqual({ updated: 1 });
    expect([stored(raw).rating, stored(jpeg).rating]).toEqual([4, 4]);
    expect(review.next().undo).toEqual({ name: 'rate', photos: 1, rating: 4 });
    review.describe([jpeg], { title: 'Marché' });
    expect(stored(raw).title).toBe('Marché');
    expect(review.undo()).toMatchObject({ undone: 'describe', photos: 1 });
    expect(review.undo()).toMatchObject({ undone: 'rate', photos: 1 });
    expect([stored(raw).rating, stored(raw).title]).toEqual([0, '']);
    expect(review.set([raw], { rating: 2 })).toEqual({ updated: 1 });
    expect(stored(jpeg).rating).toBe(0);
  });

  test('goes over to the edited version that becomes its face, and so do its collections', () => {
    const jpeg = arrive('/p/DSC0001.jpg');
    review.set([jpeg], { review: 'approved' });
    review.describe([jpeg], { title: 'Marché', addKeywords: ['fête'] });
    const collections = createCollections(catalogue.context, photos);
    const { id } = collections.create('Expo', { ids: [jpeg] });
    const edited = arrive('/p/DSC0001-Edit.jpg');
    expect(shown()).toEqual([edited]);
    expect(stored(edited)).toMatchObject({ review: 'approved', title: 'Marché', keywords: '["fête"]' });
    expect(photos.ids({ collectionId: id }, byName)).toEqual([edited]);
  });

  test('is never a reason to send it twice: what was sent stays the face, and only the face is sent', () => {
    arrive('/p/DSC0001.NEF');
    const jpeg = arrive('/p/DSC0001.jpg', { delivery: 'sent', review: 'approved' });
    const edited = arrive('/p/DSC0001-Edit.jpg');
    expect(shown()).toEqual([jpeg]);
    stacks.choose(edited);
    expect(shown()).toEqual([edited]);
    review.set([edited], { review: 'approved' });
    expect(readinessOf(catalogue.context, [edited, jpeg])).toMatchObject({ ready: [], alreadySent: 1, behindFace: 1 });
  });
});

describe('by hand', () => {
  test('photos are stacked under the one she names, taken apart and undone, across a restart', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((name) => arrive(`/p/${name}.jpg`, { capture_date: null }));
    if (a === undefined || b === undefined || c === undefined) throw new Error('three photos');
    expect(stacks.stack([a, b], b)).toEqual({ stacked: 2, face: b });
    expect(shown()).toEqual([b, c]);
    expect(review.next().undo).toMatchObject({ name: 'stack', photos: 2 });
    // Different shots: what is said of the face is said of it alone.
    review.set([b], { rating: 5 });
    expect(stored(a).rating).toBe(0);
    review.undo();

    catalogue.shut();
    begin(catalogue.dataDir);
    stacks.stack([b, c]);
    expect(shown()).toHaveLength(1);
    expect(review.undo()).toMatchObject({ undone: 'stack', photos: 2 });
    expect(shown()).toEqual([b, c]);
    review.undo();
    expect(shown()).toEqual([a, b, c]);
    review.redo();
    expect(shown()).toEqual([b, c]);
    expect(stacks.unstack([b])).toEqual({ freed: 2 });
    expect(shown()).toEqual([a, b, c]);
    review.undo();
    expect(shown()).toEqual([b, c]);
    expect(() => stacks.stack([c])).toThrow('invalid-input');
    expect(() => stacks.stack([photoId.parse(999), c])).toThrow('invalid-input');
  });

  test('a pair taken apart stays apart, until undone; a member may leave alone', () => {
    const raw = arrive('/p/DSC0001.NEF');
    const jpeg = arrive('/p/DSC0001.jpg');
    stacks.unstack([jpeg]);
    expect(shown()).toHaveLength(2);
    arrive('/p/DSC0001.heic');
    run(`UPDATE files SET state = 'missing' WHERE photo_id = ${raw}`);
    run(`UPDATE files SET pairing_key = NULL`);
    expect(shown()).toHaveLength(3);
    review.undo();
    expect(shown()).toEqual([jpeg]);
    run(`DELETE FROM photos WHERE file_name = 'DSC0001.heic'`);
    expect(stacks.unstack([raw])).toEqual({ freed: 1 });
    expect(shown()).toHaveLength(2);
  });

  test('the face she chose stays the face, and undo gives the one before', () => {
    const raw = arrive('/p/DSC0001.NEF');
    const jpeg = arrive('/p/DSC0001.jpg');
    stacks.choose(raw);
    expect(shown()).toEqual([raw]);
    arrive('/p/DSC0001-Edit.jpg');
    expect(shown()).toEqual([raw]);
    expect(review.undo()).toMatchObject({ undone: 'choose-face' });
    expect(shown()).not.toContain(raw);
    run(`DELETE FROM photos WHERE file_name = 'DSC0001-Edit.jpg'`);
    review.redo();
    expect(shown()).toEqual([raw]);
    run(`UPDATE files SET state = 'missing' WHERE photo_id = ${raw}`);
    expect(shown()).toEqual([jpeg]);
  });
});

test('choosing a winner is one edit', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((name) => arrive(`/p/${name}.jpg`));
  if (a === undefined || b === undefined || c === undefined) throw new Error('three photos');
  expect(review.choose(a, [b, c])).toEqual({ updated: 3 });
  expect([a, b, c].map((id) => stored(id).review)).toEqual(['approved', 'rejected', 'rejected']);
  expect(review.undo()).toMatchObject({ undone: 'choose', edit: { name: 'choose', photos: 3 } });
  expect([a, b, c].map((id) => stored(id).review)).toEqual(['unreviewed', 'unreviewed', 'unreviewed']);
});

test('a collection keeps the photo whatever its face, counts it once, and what is done to collections is undone', async () => {
  const raw = arrive('/p/DSC0001.NEF');
  const jpeg = arrive('/p/DSC0001.jpg');
  const collections = createCollections(catalogue.context, photos);
  const { id } = collections.create('Expo', { ids: [jpeg] });
  stacks.choose(raw);
  const [only] = await collections.list();
  expect(only).toMatchObject({ name: 'Expo', photoCount: 1 });
  expect(photos.ids({ collectionId: id }, byName)).toEqual([raw]);
  expect(collections.removePhotos(id, [raw])).toEqual({ removed: 2 });
  review.undo();
  expect(photos.ids({ collectionId: id }, byName)).toEqual([raw]);
  review.undo();

  collections.rename(id, 'Galerie');
  collections.remove(id);
  expect(await collections.list()).toEqual([]);
  expect(review.next().undo).toEqual({ name: 'remove-collection', photos: 0, collection: 'Galerie' });
  review.undo();
  review.undo();
  expect((await collections.list())[0]?.name).toBe('Expo');
  review.undo();
  expect(await collections.list()).toEqual([]);
  for (let step = 0; step < 3; step += 1) review.redo();
  expect(await collections.list()).toEqual([]);
  expect(review.undo()).toMatchObject({ undone: 'remove-collection' });
  expect((await collections.list())[0]?.name).toBe('Galerie');
});

test('history is bounded by what it holds, and the newest edit is always kept', () => {
  const id = arrive('/p/a.jpg');
  for (let index = 0; index < 510; index += 1) review.set([id], { rating: 1 + (index % 2) });
  const count = () => catalogue.db.all(catalogue.db.sql.selectFrom('edits').select('id')).length;
  expect(count()).toBe(500);
  run('UPDATE edits SET photos = 1500000 WHERE id = (SELECT max(id) FROM edits)');
  review.set([id], { rating: 5 });
  expect(count()).toBeGreaterThan(1);
  run('UPDATE edits SET photos = 3000000 WHERE id = (SELECT max(id) FROM edits)');
  review.set([id], { rating: 4 });
  expect(count()).toBe(1);
});
