import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { PhotoId } from '../../shared/domain/ids.ts';
import { type DeliveryWorld, startWorld } from '../support/delivery-storages.ts';
import { cataloguePhoto, type DeliveryStudio, deliveryOf, smallPhoto } from '../support/delivery-studio.ts';

// Today's marketplace: no direct upload, a form POST that is not idempotent.
let world: DeliveryWorld;
beforeAll(async () => {
  world = await startWorld({ directUpload: false });
});
afterEach(async () => await world.calm());
afterAll(async () => await world.end());

async function queued(
  seeds: readonly number[],
  title: (seed: number) => string,
): Promise<{ studio: DeliveryStudio; ids: PhotoId[] }> {
  const folder = await world.folder();
  const studio = await world.studio(folder);
  const ids: PhotoId[] = [];
  for (const seed of seeds)
    ids.push((await cataloguePhoto(studio, folder, await smallPhoto(seed), { title: title(seed) })).id);
  await studio.client.delivery.enqueue({ selection: { ids } });
  return { studio, ids };
}

/** The next `times` posts of a photo break after so many bytes of what is asked or answered. */
function cutForms(times: number, of: 'request' | 'response', bytes: number): void {
  world.sandbox.marketplace.wire.faults.add({
    server: 'api',
    method: 'POST',
    route: '^/api/photographer/photos$',
    times,
    skip: 0,
    action: { kind: 'drop-after-bytes', bytes, of },
  });
}

/** Each photo once, and each with its own content. */
function expectOnce(studio: DeliveryStudio, ids: readonly PhotoId[]): void {
  const all = world.sandbox.marketplace.photos.all();
  for (const id of ids) {
    const row = deliveryOf(studio, id);
    expect(row).toMatchObject({ state: 'sent', post_started_at: null });
    expect(all.filter((photo) => photo.sha256 === row.sent_sha256).map((photo) => photo.id)).toEqual([
      row.remote_photo_id,
    ]);
  }
}

test('a server without direct upload gets the photo by form, and is not asked again that day', async () => {
  const { studio, ids } = await queued([1, 2], (seed) => `Par formulaire ${seed}`);
  const result = await studio.delivery.drain();
  expect(result).toMatchObject({ failed: [], resentBytes: 0 });
  expectOnce(studio, ids);
  const account = studio.db.get(studio.db.sql.selectFrom('accounts').select('no_direct_upload_until'));
  expect(account?.no_direct_upload_until).toBeGreaterThan(Date.now() + 86_000_000);
  const asked = world.sandbox.marketplace.wire.counters.requests.get('api POST /api/photographer/uploads');
  expect([...(asked ?? new Map<string, number>()).values()].reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(
    2,
  );
});

test('after a lost answer the photo is looked up, not sent again', async () => {
  const { studio, ids } = await queued([3], () => 'Réponse perdue');
  cutForms(1, 'response', 10);
  const result = await studio.delivery.drain();
  expect(result).toMatchObject({ failed: [], resentBytes: 0 });
  expectOnce(studio, ids);
});

test('photos with the same title whose answers are all lost are never mixed up', async () => {
  const { studio, ids } = await queued([4, 5, 6], () => 'Même titre');
  cutForms(3, 'response', 10);
  const result = await studio.delivery.drain();
  expect(result).toMatchObject({ failed: [], resentBytes: 0 });
  expectOnce(studio, ids);
});

test('a connection cut in the middle of the form: nothing arrived, so it is sent again, and that is counted', async () => {
  const { studio, ids } = await queued([7], () => 'Coupée au milieu');
  cutForms(1, 'request', 300_000);
  const result = await studio.delivery.drain();
  expect(result.failed).toEqual([]);
  expect(result.resentBytes).toBeGreaterThan(0);
  expectOnce(studio, ids);
});
