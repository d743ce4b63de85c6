import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { contract } from '../../../shared/contract/contract.ts';
import { photoId } from '../../../shared/domain/ids.ts';
import { type TestCatalogue, testCatalogue } from '../../../tests/support/catalogue.ts';
import { contractImplementer, fromContractError } from '../contract.ts';
import { createLibrary } from './library.ts';

let catalogue: TestCatalogue;
let library: ReturnType<typeof createLibrary>;
beforeEach(() => {
  catalogue = testCatalogue();
  library = createLibrary(catalogue.context);
});
afterEach(async () => {
  await library.stop();
  catalogue.close();
});

function client() {
  return createRouterClient(library.router(contractImplementer(catalogue.context.log)));
}

/** What a host sees of a failure. */
async function failureOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => null,
    (error: unknown) => fromContractError(error),
  );
}

test('the library answers every one of its procedures', () => {
  const router = library.router(contractImplementer(catalogue.context.log));
  for (const part of ['folders', 'photos', 'review', 'collections'] as const) {
    expect(Object.keys(router[part]).sort()).toEqual(Object.keys(contract[part]).sort());
  }
});

describe('through the contract', () => {
  test('a page, a decision, a description, counts and undo work together', async () => {
    const studio = client();
    const ids = [catalogue.addPhoto({ sort_at: 1000 }), catalogue.addPhoto({ sort_at: 2000 })];
    const page = await studio.photos.page({});
    expect(page.items.map((photo) => photo.id)).toEqual(ids.toReversed());
    expect(await studio.review.set({ selection: { filter: {} }, review: 'approved' })).toEqual({ updated: 2 });
    expect(await studio.review.describe({ selection: { ids }, patch: { title: 'Marché' } })).toMatchObject({
      updated: 2,
    });
    expect(await studio.photos.counts({})).toMatchObject({
      total: 2,
      review: { approved: 2, unreviewed: 0, rejected: 0 },
    });
    expect(await studio.review.undo()).toMatchObject({ undone: 'describe', photos: 2 });
    expect(await studio.photos.ids({ filter: { review: 'approved' } })).toHaveLength(2);
  });

  test('an unknown photo is a typed error with its id', async () => {
    expect(await failureOf(client().photos.show({ id: photoId.parse(99) }))).toMatchObject({
      code: 'photo-unknown',
      facts: { id: '99' },
    });
  });

  test('input that breaks its schema is said with the place, and never reaches the catalogue', async () => {
    const selection = { ids: [] };
    expect(await failureOf(client().review.set({ selection, rating: 9 }))).toMatchObject({
      code: 'invalid-input',
      facts: { issues: expect.any(Array) },
    });
    expect(await failureOf(client().photos.page({ limit: 5000 }))).toMatchObject({
      code: 'invalid-input',
      facts: { issues: [{ path: 'limit', message: expect.any(String) }] },
    });
    expect(catalogue.lines.filter((line) => line.level === 'error')).toEqual([]);
  });

  test('a bug is logged whole, with the procedure it happened in', async () => {
    const id = catalogue.addPhoto();
    catalogue.db.prepare('DROP TABLE remote_photos').run();
    expect(await failureOf(client().photos.show({ id }))).toMatchObject({ message: 'no such table: remote_photos' });
    expect(catalogue.lines).toContainEqual(
      expect.objectContaining({
        event: 'procedure failed',
        fields: expect.objectContaining({ procedure: 'photos.show' }),
      }),
    );
  });
});
