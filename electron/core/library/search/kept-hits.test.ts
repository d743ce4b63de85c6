import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestCatalogue, testCatalogue } from '../../../../tests/support/catalogue.ts';
import { createPhotos, type PhotosService } from '../photos/photos.service.ts';
import { keptHits } from './kept-hits.repository.ts';

let catalogue: TestCatalogue;
let photos: PhotosService;
beforeEach(() => {
  catalogue = testCatalogue();
  photos = createPhotos(catalogue.context);
});
afterEach(() => catalogue.close());

const byName = { sort: 'name', direction: 'asc' } as const;
const title = (id: number, words: string) =>
  catalogue.db.run(catalogue.db.sql.updateTable('photos').set({ title: words }).where('id', '=', id));
const stale = () =>
  catalogue.db.get(catalogue.db.sql.selectFrom('photo_words_stale').select((all) => all.fn.countAll().as('n')))?.n;

test('hits are kept while words stay, and made again when they change, inside a transaction or outside', () => {
  const id = catalogue.addPhoto({ title: 'marché' });
  const hits = keptHits(catalogue.db);
  const first = hits.of('"marche"');
  expect(hits.of('"marche"')).toBe(first);
  catalogue.db.run(catalogue.db.sql.updateTable('photos').set({ rating: 3 }).where('id', '=', id));
  expect(hits.of('"marche"')).toBe(first);
  title(id, 'portrait');
  expect(hits.of('"marche"').count).toBe(0);
  catalogue.db.transaction(() => title(id, 'marché'));
  expect(photos.ids({ text: 'marche' }, byName)).toEqual([id]);
});

test('more searches than are kept leave each other alone', () => {
  const ids = Array.from({ length: 9 }, (_, index) =>
    catalogue.addPhoto({ title: `mot${index}`, file_name: `${index}` }),
  );
  for (const round of [1, 2]) {
    for (const [index, id] of ids.entries())
      expect([round, photos.ids({ text: `mot${index}` }, byName)]).toEqual([round, [id]]);
  }
  expect(photos.ids({ text: 'mot1 -mot2' }, byName)).toEqual([ids[1]]);
});

test('what a rolled back transaction searched and wrote is found by nobody after it', () => {
  const id = catalogue.addPhoto({ title: 'portrait' });
  expect(() =>
    catalogue.db.transaction(() => {
      title(id, 'marché');
      expect(photos.ids({ text: 'marche' }, byName)).toEqual([id]);
      expect(photos.counts({ text: 'marche' }).total).toBe(1);
      throw new Error('undone');
    }),
  ).toThrow('undone');
  expect(photos.ids({ text: 'marche' }, byName)).toEqual([]);
  expect(photos.counts({ text: 'marche' }).total).toBe(0);
  expect(photos.ids({ text: 'portrait' }, byName)).toEqual([id]);
});

test('a transaction leaves the index up to date behind it', () => {
  const id = catalogue.addPhoto({ title: 'marché' });
  expect(stale()).toBe(1);
  catalogue.db.transaction(() => title(id, 'fête'));
  expect(stale()).toBe(0);
});

test('counts by facets follow a rollback too', () => {
  const id = catalogue.addPhoto({});
  expect(photos.counts({}).review.approved).toBe(0);
  expect(() =>
    catalogue.db.transaction(() => {
      catalogue.db.run(catalogue.db.sql.updateTable('photos').set({ review: 'approved' }).where('id', '=', id));
      expect(photos.counts({}).review.approved).toBe(1);
      throw new Error('undone');
    }),
  ).toThrow('undone');
  expect(photos.counts({}).review.approved).toBe(0);
});
