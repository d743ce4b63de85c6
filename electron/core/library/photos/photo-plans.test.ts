import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PhotoFilter, photoSort } from '../../../../shared/contract/library.contract.ts';
import type { FolderId } from '../../../../shared/domain/ids.ts';
import { type TestCatalogue, testCatalogue } from '../../../../tests/support/catalogue.ts';
import type { Value } from '../../db/database.ts';
import { collectionsRepository } from '../collections/collections.repository.ts';
import { facetsRepository } from './facets.repository.ts';
import { photoFinder } from './photo-finder.repository.ts';
import type { PhotoOrder, Position } from './photo-order.ts';

let catalogue: TestCatalogue;
let folder: FolderId;
beforeAll(() => {
  catalogue = testCatalogue();
  folder = catalogue.addFolder('/p');
  for (let index = 0; index < 50; index += 1) {
    catalogue.addPhoto({
      title: 'marché',
      review: index % 2 === 0 ? 'approved' : 'unreviewed',
      file: { folder, path: `/p/${index}` },
    });
  }
});
afterAll(() => catalogue.close());

const MANY = { rows: -1, entries: -1, stride: 1_000_000 };
const INDEX = {
  captured: 'photos_by_capture',
  imported: 'photos_by_import',
  name: 'photos_by_name',
  rating: 'photos_by_rating',
  sales: 'photos_by_sales',
};

/** SQLite's plan of the page after some photo, one line a step (EXPLAIN QUERY PLAN). */
function planOf(filter: PhotoFilter, order: PhotoOrder, gather?: typeof MANY): string[] {
  const finder = photoFinder(catalogue.db, facetsRepository(catalogue.db), gather);
  const after: Position = {
    ...order,
    id: 7,
    sortAt: 1_700_000_000_000,
    addedAt: 1,
    rating: 3,
    sales: 2,
    fileName: 'b.jpg',
  };
  const statement = finder.statement(filter, order, after, 200);
  if (!statement) throw new Error('nothing to find');
  return catalogue.db
    .prepare<readonly Value[], { detail: string }>(`EXPLAIN QUERY PLAN ${statement.sql}`)
    .all(...statement.parameters)
    .map((row) => row.detail);
}

describe.each(photoSort.options)('a page by %s', (sort) => {
  test.each(['asc', 'desc'] as const)('%s goes on from its key in an index, without sorting', (direction) => {
    for (const filter of [{}, { review: 'approved' }, { folderId: folder }] as const satisfies PhotoFilter[]) {
      const plan = planOf(filter, { sort, direction }, MANY);
      expect(plan[0]).toMatch(new RegExp(`^SEARCH photos USING (COVERING )?INDEX ${INDEX[sort]} \\(`));
      expect(plan.join('\n')).not.toContain('TEMP B-TREE FOR ORDER BY');
    }
  });

  test('of few hits reads their combinations of facets and nothing else', () => {
    const plan = planOf({ review: 'approved' }, { sort, direction: 'desc' });
    expect(plan[0]).toMatch(/^SEARCH photos USING (COVERING )?INDEX photos_by_facets \(facets=\?/);
  });
});

test('a search by capture date walks the search index in its order and sorts nothing', () => {
  const plan = planOf({ text: 'mar' }, { sort: 'captured', direction: 'desc' });
  expect(plan).toHaveLength(1);
  expect(plan[0]).toMatch(/^SCAN photos_search VIRTUAL TABLE INDEX/);
});

test('a search with a filter looks only its hits up', () => {
  const plan = planOf({ text: 'mar', review: 'approved' }, { sort: 'captured', direction: 'asc' }, MANY);
  expect(plan[0]).toMatch(/^SCAN photos_search VIRTUAL TABLE INDEX/);
  expect(plan[1]).toMatch(/^SEARCH photos USING INTEGER PRIMARY KEY/);
  expect(plan).toHaveLength(2);
});

test('a search among many hits in another order tests each id against the kept hits, and reads nothing but the index', () => {
  const plan = planOf({ text: 'mar' }, { sort: 'name', direction: 'asc' }, MANY).join('\n');
  expect(plan).toContain('COVERING INDEX photos_by_name');
  expect(plan).toMatch(/USING ROWID SEARCH ON TABLE search_hits_\d FOR IN-OPERATOR/);
  expect(plan).not.toContain('photos_search VIRTUAL');
});

test('a page of a small collection starts at its members, one of a large collection walks the order', () => {
  const collections = collectionsRepository(catalogue.db);
  const id = collections.create('Expo', null, 0);
  const byName = { sort: 'name', direction: 'asc' } as const;
  const few = planOf({ collectionId: id }, byName);
  expect(few[0]).toMatch(/^SEARCH photos USING INTEGER PRIMARY KEY/);
  expect(few.join('\n')).toContain('SEARCH collection_photos USING');
  const many = planOf({ collectionId: id }, byName, MANY).join('\n');
  expect(many).toMatch(/SEARCH photos USING (COVERING )?INDEX photos_by_name/);
  expect(many).toMatch(/SEARCH collection_photos .*(photo_id|collection_id)=\? AND (photo_id|collection_id)=\?/);
  expect(many).not.toContain('TEMP B-TREE');
});

test('dates are a range of the capture index', () => {
  const plan = planOf(
    { capturedFrom: '2024-01-01', capturedTo: '2024-01-31' },
    { sort: 'captured', direction: 'desc' },
  );
  expect(plan).toEqual([
    expect.stringMatching(/^SEARCH photos USING INDEX photos_by_capture \(capture_order>\? AND capture_order<\?\)/),
  ]);
});
