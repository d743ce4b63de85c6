import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestCatalogue, testCatalogue } from '../../../tests/support/catalogue.ts';
import { createPhotos, type PhotosService } from './photos/photos.service.ts';
import { HIDDEN, visibility } from './visibility.repository.ts';

let catalogue: TestCatalogue;
let photos: PhotosService;
beforeEach(() => {
  catalogue = testCatalogue();
  photos = createPhotos(catalogue.context);
});
afterEach(() => catalogue.close());

const byName = { sort: 'name', direction: 'asc' } as const;

test('what is hidden is in no list, count or search, keeps everything, and shows again as it was', () => {
  const raw = catalogue.addPhoto({ title: 'Marché', rating: 4, file_name: 'a.cr2' });
  const face = catalogue.addPhoto({ title: 'Marché', file_name: 'a.jpg' });
  const { setHidden } = visibility(catalogue.db);
  expect(photos.counts({}).total).toBe(2);
  expect(setHidden([raw], HIDDEN.behindFace, true)).toBe(1);
  expect(setHidden([raw], HIDDEN.behindFace, true)).toBe(0);
  expect(photos.ids({}, byName)).toEqual([face]);
  expect(photos.ids({ text: 'marche' }, byName)).toEqual([face]);
  expect(photos.ids({ text: '-portrait' }, byName)).toEqual([face]);
  expect(photos.ids({ minimumRating: 3 }, byName)).toEqual([]);
  expect(photos.counts({}).total).toBe(1);
  expect(photos.counts({ text: 'marche' }).total).toBe(1);
  expect(photos.show(raw).rating).toBe(4);
  expect(photos.summaries([raw])).toHaveLength(1);

  setHidden([raw, face], HIDDEN.ignoredByRule, true);
  setHidden([raw], HIDDEN.behindFace, false);
  expect(photos.ids({}, byName)).toEqual([]);
  setHidden([raw, face], HIDDEN.ignoredByRule, false);
  expect(photos.ids({}, byName)).toEqual([raw, face]);
  expect(photos.ids({ text: 'marche' }, byName)).toEqual([raw, face]);
  expect(photos.counts({}).total).toBe(2);
});

test('what changes about a hidden photo counts once it shows again', () => {
  const id = catalogue.addPhoto({ hidden: HIDDEN.behindFace, title: 'Marché' });
  catalogue.db.run(
    catalogue.db.sql.updateTable('photos').set({ review: 'approved', title: 'Fête' }).where('id', '=', id),
  );
  expect(photos.counts({})).toMatchObject({ total: 0, review: { approved: 0 } });
  visibility(catalogue.db).setHidden([id], HIDDEN.behindFace, false);
  expect(photos.counts({})).toMatchObject({ total: 1, review: { approved: 1 } });
  expect(photos.ids({ text: 'fete' }, byName)).toEqual([id]);
  expect(photos.ids({ text: 'marche' }, byName)).toEqual([]);
  catalogue.db.run(catalogue.db.sql.deleteFrom('photos').where('id', '=', id));
  expect(photos.counts({}).total).toBe(0);
});
