import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type PhotoFilter, photoSort } from '../../../../shared/contract/library.contract.ts';
import { collectionId, type FolderId, type PhotoId, photoId } from '../../../../shared/domain/ids.ts';
import { type TestCatalogue, testCatalogue } from '../../../../tests/support/catalogue.ts';
import { collectionsRepository } from '../collections/collections.repository.ts';
import { HIDDEN, visibility } from '../visibility.repository.ts';
import { countFacets } from './facet-counts.ts';
import { facetsRepository } from './facets.repository.ts';
import { type PhotoFinder, photoFinder } from './photo-finder.repository.ts';
import { type SieveKeeper, sieveKeeper } from './sieve-keeper.ts';

let catalogue: TestCatalogue;
let sieve: SieveKeeper;
/** The same lists, by the indexes and by the sieve. */
let [byIndexes, sifted]: PhotoFinder[] = [];
let folders: FolderId[];
const COUNT = 60;
const DIRECTORIES = ['/p', '/p/A', '/p/A/B', '/p/A/B/Jour 1', '/p/A b'];
const NOON = Date.UTC(2024, 2, 3, 12);

beforeEach(() => {
  catalogue = testCatalogue();
  folders = [catalogue.addFolder('/p/A'), catalogue.addFolder('/p/A/B'), catalogue.addFolder('/p/C')];
  for (let index = 0; index < COUNT; index += 1) add(index);
  collectionsRepository(catalogue.db).create('Expo', null, 0);
  const facets = facetsRepository(catalogue.db);
  sieve = sieveKeeper(catalogue.db, facets, catalogue.context.lifetime);
  byIndexes = photoFinder(catalogue.db, facets);
  sifted = photoFinder(catalogue.db, facets, undefined, sieve);
});
afterEach(() => catalogue.close());

function add(index: number): PhotoId {
  const folder = folders[index % 3];
  return catalogue.addPhoto({
    sort_at: NOON + (index % 7) * 1000,
    capture_date: `2024-03-0${1 + (index % 5)}T08:00:00`,
    added_at: index % 4,
    file_name: `${index % 11}.jpg`,
    ...(folder !== undefined && {
      file: { folder, path: `${DIRECTORIES[index % 5] ?? '/p'}/${String(Math.random())}` },
    }),
  });
}

const update = (id: number, columns: Record<string, string | number>) =>
  catalogue.db.run(catalogue.db.sql.updateTable('photos').set(columns).where('id', '=', photoId.parse(id)));

/** Everything that moves a photo in some list. */
const changes: readonly ((id: number, value: number) => void)[] = [
  (id, value) => update(id, { rating: value % 6 }),
  (id, value) => update(id, { review: value % 2 === 0 ? 'approved' : 'rejected' }),
  (id, value) => update(id, { sort_at: NOON + value * 1000 }),
  (id, value) => update(id, { added_at: value % 5, capture_date: `2024-03-0${1 + (value % 5)}T09:00:00` }),
  (id, value) => update(id, { file_name: `${value % 13}.jpg` }),
  (id, value) => update(id, { sales_count: value % 3 }),
  (id, value) => update(id, { title: value % 3 === 0 ? 'marché' : `marchand ${String(value)}` }),
  (id, value) => update(id, { camera: value % 2 === 0 ? 'Canon' : `Nikon ${String(value)}` }),
  (id, value) => visibility(catalogue.db).setHidden([photoId.parse(id)], HIDDEN.behindFace, value % 2 === 0),
  (id) => catalogue.db.run(catalogue.db.sql.deleteFrom('photos').where('id', '=', photoId.parse(id))),
  (_id, value) => add(value),
  (id, value) =>
    catalogue.db.run(
      catalogue.db.sql
        .updateTable('files')
        .set(value % 4 === 0 ? { state: 'missing' } : { folder_id: folders[value % 3] ?? 1, state: 'present' })
        .where('photo_id', '=', id),
    ),
  (id, value) => {
    const directory = DIRECTORIES[value % 5] ?? '/p';
    const path = `${directory}/${String(Math.random())}`;
    catalogue.db.prepare('UPDATE files SET path = ?, directory = ? WHERE photo_id = ?').run(path, directory, id);
  },
  (id, value) => void catalogue.db.prepare('UPDATE files SET ignored = ? WHERE photo_id = ?').run(value % 2, id),
  (id, value) => {
    const collections = collectionsRepository(catalogue.db);
    const [ids, expo] = [[photoId.parse(id)], collectionId.parse(1)];
    if (value % 3 === 0) collections.removeMembers(expo, ids);
    else collections.addMembers(expo, ids);
  },
];
const change = fc.record({
  what: fc.nat(changes.length - 1),
  id: fc.integer({ min: 1, max: COUNT + 5 }),
  value: fc.nat(60),
  undone: fc.boolean(),
});

function apply({ what, id, value, undone }: typeof change extends fc.Arbitrary<infer T> ? T : never): void {
  if (!undone) {
    changes[what]?.(id, value);
    return;
  }
  try {
    catalogue.db.transaction(() => {
      changes[what]?.(id, value);
      expect(sieve.current()).toBeNull();
      throw new Error('undone');
    });
  } catch (error) {
    if (!(error instanceof Error) || error.message !== 'undone') throw error;
  }
}

const FILTERS = (): PhotoFilter[] => [
  {},
  { review: 'approved' },
  { minimumRating: 2, camera: 'Canon' },
  { capturedFrom: '2024-03-02', capturedTo: '2024-03-03' },
  ...folders.map((folderId) => ({ folderId })),
  ...['/p', '/p/A', '/p/A/B', '/p/A/B/Jour 1', '/p/C/', '/p/A/b'].map((directory) => ({ directory })),
  { directory: '/p/A', folderId: folders[1], review: 'approved', text: 'march' },
  { directory: '/p/A', collectionId: collectionId.parse(1) },
  { collectionId: collectionId.parse(1) },
  { text: 'marche ' },
  { text: 'march', review: 'approved' },
  { text: '-marche' },
];

function expectTheSame(): void {
  const facets = facetsRepository(catalogue.db);
  const shown = catalogue.db.prepare<readonly [], { facets: string; count: number }>(
    'SELECT facets, count(*) AS count FROM photos WHERE hidden = 0 GROUP BY facets',
  );
  const counted = shown.all().map((row) => ({ key: row.facets, facets: facets.read(row.facets), count: row.count }));
  expect(facets.totals()).toEqual(countFacets(counted, {}));
  for (const filter of FILTERS()) {
    for (const sort of photoSort.options)
      for (const direction of ['asc', 'desc'] as const)
        expect(sifted?.findAll(filter, { sort, direction })).toEqual(byIndexes?.findAll(filter, { sort, direction }));
    const counts = (finder: PhotoFinder | undefined) =>
      new Map(finder?.tally(filter).map(({ key, count }) => [key, count]));
    expect(counts(sifted)).toEqual(counts(byIndexes));
  }
}

test('lists made in memory follow every change, and every change taken back', async () => {
  await sieve.settled();
  expect(sieve.current()).not.toBeNull();
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (steps) => {
      for (const step of steps) {
        try {
          apply(step);
        } catch (error) {
          // A photo that is gone by now can't be put into a collection.
          if (!(error instanceof Error) || !error.message.includes('FOREIGN KEY')) throw error;
        }
      }
      expectTheSame();
      await sieve.settled();
      expect(sieve.current()?.hasOrder('name')).toBe(true);
      expectTheSame();
    }),
    { numRuns: 60 },
  );
});

test('what changes while it is being filled is not lost', async () => {
  const filling = sieve.settled();
  for (let index = 0; index < 30; index += 1) {
    update(1 + (index % COUNT), { rating: index % 6, sort_at: NOON + index * 500, file_name: `${index}.png` });
    add(index);
    await new Promise((resolve) => setImmediate(resolve));
    expectTheSame();
  }
  await filling;
  expect(sieve.current()).not.toBeNull();
  expectTheSame();
});

test('after a great change lists are made by the indexes until it is read', async () => {
  await sieve.settled();
  for (let index = 0; index < 600; index += 1) add(index);
  expect(sieve.current()).toBeNull();
  expectTheSame();
  await sieve.settled();
  expect(sieve.current()).not.toBeNull();
  expectTheSame();
});
