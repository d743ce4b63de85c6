import { afterEach, beforeEach, expect, test } from 'vitest';
import { photoSort } from '../../../../shared/contract/library.contract.ts';
import { photoId } from '../../../../shared/domain/ids.ts';
import { type TestCatalogue, testCatalogue } from '../../../../tests/support/catalogue.ts';
import { type PlaceInOrder, sieveSource } from './sieve.repository.ts';

let catalogue: TestCatalogue;
beforeEach(() => {
  catalogue = testCatalogue();
  for (let index = 0; index < 200; index += 1) {
    catalogue.addPhoto({
      // Now, in the order's own unit: more than a JavaScript number holds exactly.
      sort_at: Date.UTC(2026, 10, 21) + (index % 7) * 1000,
      added_at: index % 3,
      file_name: `IMG ${index % 5} d’été.jpg`,
      rating: index % 4,
      sales_count: index % 2,
    });
  }
});
afterEach(() => catalogue.close());

const ORDERS = {
  captured: 'capture_order',
  imported: 'added_at, id',
  name: 'file_name, id',
  rating: 'rating, capture_order',
  sales: 'sales_count, capture_order',
};

test.each(photoSort.options)('the order %s is read in steps of any length, each photo once', (sort) => {
  const expected = catalogue.db
    .prepare<[], { id: number }>(`SELECT id FROM photos WHERE hidden = 0 ORDER BY ${ORDERS[sort]}`)
    .all()
    .map(({ id }) => id);
  for (const step of [1, 7, 50, 199, 200, 201]) expect(read(sort, step)).toEqual(expected);
});

test('a photo that goes while its order is read does not end it', () => {
  const source = sieveSource(catalogue.db);
  const first = source.idsFrom('rating', null, 20);
  const last = first.ids.at(-1);
  catalogue.db.run(catalogue.db.sql.deleteFrom('photos').where('id', '=', photoId.parse(last)));
  expect(source.idsFrom('rating', first.next, 500).ids).toHaveLength(180);
});

function read(sort: (typeof photoSort.options)[number], step: number): number[] {
  const source = sieveSource(catalogue.db);
  const all: number[] = [];
  let from: PlaceInOrder | null = null;
  do {
    const found: ReturnType<typeof source.idsFrom> = source.idsFrom(sort, from, step);
    all.push(...found.ids);
    from = found.next;
  } while (from !== null);
  return all;
}
