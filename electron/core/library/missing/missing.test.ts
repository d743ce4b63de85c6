import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FolderId, PhotoId } from '../../../../shared/domain/ids.ts';
import { type TestCatalogue, testCatalogue } from '../../../../tests/support/catalogue.ts';
import { createPhotos, type PhotosService } from '../photos/photos.service.ts';
import { createReview, type ReviewService } from '../review/review.service.ts';
import { keepStacks } from '../stacks/keep-stacks.ts';
import { createMissing, type MissingPhotos } from './missing.service.ts';

let catalogue: TestCatalogue;
let photos: PhotosService;
let review: ReviewService;
let missing: MissingPhotos;
let folder: FolderId;
beforeEach(() => {
  catalogue = testCatalogue();
  keepStacks(catalogue.context);
  photos = createPhotos(catalogue.context);
  review = createReview(catalogue.context);
  missing = createMissing(catalogue.context);
  folder = catalogue.addFolder('/p');
});
afterEach(() => catalogue.close());

const add = (name: string, state: 'present' | 'missing' | 'offline', sketch = {}): PhotoId =>
  catalogue.db.transaction(() => {
    const file_name = name;
    const present = state === 'present' ? 1 : 0;
    const id = catalogue.addPhoto({ file_name, present, file: { folder, path: `/p/${name}` }, ...sketch });
    if (state !== 'present') setFile(id, state);
    return id;
  });
const setFile = (id: PhotoId, state: 'present' | 'missing' | 'offline') =>
  catalogue.db.run(catalogue.db.sql.updateTable('files').set({ state }).where('photo_id', '=', id));
const shown = () => photos.ids({}, { sort: 'name', direction: 'asc' });

test('only photos whose files are gone are forgotten; they leave lists and counts and come back by undo', () => {
  const [here, away, gone] = [add('a.jpg', 'present'), add('b.jpg', 'offline'), add('c.jpg', 'missing', { rating: 4 })];
  expect(photos.summaries([here, away, gone]).map((photo) => [photo.offline, photo.missing])).toEqual([
    [false, undefined],
    [true, undefined],
    [true, true],
  ]);
  expect(missing.forget([here, away, gone])).toEqual({ forgotten: 1, kept: 2 });
  expect(shown()).toEqual([here, away]);
  expect(photos.counts({ whereabouts: 'missing' }).total).toBe(0);
  expect(missing.forget([gone])).toEqual({ forgotten: 0, kept: 1 });

  expect(review.undo()).toMatchObject({ undone: 'forget-missing', photos: 1 });
  expect(shown()).toEqual([here, away, gone]);
  expect(photos.summaries([gone])[0]).toMatchObject({ rating: 4, missing: true });
  review.redo();
  expect(shown()).toEqual([here, away]);
});

test('a forgotten photo whose file comes back shows again with all she said of it, and redo leaves it there', () => {
  const gone = add('c.jpg', 'missing', { review: 'approved', title: 'Fête du fleuve' });
  missing.forget([gone]);
  expect(shown()).toEqual([]);
  catalogue.db.transaction(() => setFile(gone, 'present'));
  expect(shown()).toEqual([gone]);
  expect(photos.summaries([gone])[0]).toMatchObject({ review: 'approved', title: 'Fête du fleuve' });
  review.undo();
  review.redo();
  expect(shown()).toEqual([gone]);
});

test('what was sent stays linked to what the marketplace has', () => {
  const sent = add('s.jpg', 'missing', { delivery: 'sent', moderation: 'approved' });
  missing.forget([sent]);
  expect(photos.summaries([sent])[0]).toMatchObject({ delivery: 'sent', moderation: 'approved' });
});

test('the files of a pair are forgotten as the one photo that they are', () => {
  const sketch = { capture_date: '2026-10-03T08:15:42', camera: 'Canon EOS R6' };
  const raw = add('DSC1.NEF', 'present', { ...sketch, format: 'raw' });
  const jpeg = add('DSC1.JPG', 'present', sketch);
  expect(shown()).toEqual([jpeg]);
  catalogue.db.transaction(() => {
    for (const id of [raw, jpeg]) setFile(id, 'missing');
    catalogue.db.run(catalogue.db.sql.updateTable('photos').set({ present: 0 }));
  });
  expect(missing.forget(shown())).toEqual({ forgotten: 1, kept: 0 });
  expect(shown()).toEqual([]);
  expect(review.undo()).toMatchObject({ photos: 1 });
  expect(shown()).toEqual([jpeg]);
});
