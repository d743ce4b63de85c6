import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { PhotoId } from '../../shared/domain/ids.ts';
import { type DeliveryWorld, startWorld } from '../support/delivery-storages.ts';
import { cataloguePhoto, type DeliveryStudio, deliveryOf, noisePhoto } from '../support/delivery-studio.ts';
import { fastClock } from '../support/fast-clock.ts';

let world: DeliveryWorld;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(async () => await world.calm());
afterAll(async () => await world.end());

/** A photo that the marketplace has. */
async function sent(seed: number, options: Parameters<DeliveryWorld['studio']>[1] = {}) {
  const folder = await world.folder();
  const studio = await world.studio(folder, options);
  const { id } = await cataloguePhoto(studio, folder, await noisePhoto(seed, 300, 200));
  await studio.client.delivery.enqueue({ selection: { ids: [id] } });
  expect((await studio.delivery.drain()).failed).toEqual([]);
  return { studio, folder, id, remoteId: deliveryOf(studio, id).remote_photo_id ?? '' };
}

function factsOf(studio: DeliveryStudio, id: PhotoId) {
  return studio.db.get(studio.db.sql.selectFrom('photos').select(['delivery', 'moderation']).where('id', '=', id));
}

const isThere = (remoteId: string): boolean => world.sandbox.marketplace.photos.byId(remoteId) !== undefined;

test('a photo that she withdraws is gone from the marketplace, its history stays, and it may be sent anew', async () => {
  const { studio, id, remoteId } = await sent(900);
  expect(await studio.client.delivery.sale({ id })).toEqual({ onSale: true, askedAt: null, withdrawnAt: null });
  expect(await studio.client.delivery.withdraw({ ids: [id] })).toEqual({
    withdrawn: [id],
    waiting: [],
    refused: [],
    notSent: 0,
  });
  expect(isThere(remoteId)).toBe(false);
  const objects = await world.sandbox.marketplace.storage.objects();
  expect(objects.filter(({ sha256 }) => sha256 === deliveryOf(studio, id).sent_sha256)).toEqual([]);
  expect(factsOf(studio, id)).toEqual({ delivery: 'none', moderation: 'none' });
  expect(await studio.client.delivery.sale({ id })).toMatchObject({ onSale: false, withdrawnAt: expect.any(Number) });
  const { items } = await studio.client.delivery.list({ scope: 'history' });
  expect(items).toMatchObject([{ photoId: id, state: 'cancelled', remoteId, withdrawnAt: expect.any(Number) }]);
  expect((await studio.client.delivery.csv({})).csv).toContain('retirée de la vente');
  // A look at the marketplace changes nothing of it.
  await studio.client.account.sync();
  expect(factsOf(studio, id)).toEqual({ delivery: 'none', moderation: 'none' });
  expect(await studio.client.delivery.withdraw({ ids: [id] })).toMatchObject({ withdrawn: [], notSent: 1 });

  expect((await studio.client.delivery.enqueue({ selection: { ids: [id] } })).queued).toEqual([id]);
  expect((await studio.delivery.drain()).failed).toEqual([]);
  expect(factsOf(studio, id)).toEqual({ delivery: 'sent', moderation: 'pending' });
  expect(deliveryOf(studio, id).remote_photo_id).not.toBe(remoteId);
  expect(await studio.client.delivery.sale({ id })).toEqual({ onSale: true, askedAt: null, withdrawnAt: null });
});

test('the answer to a withdrawal is lost: it is said again by itself, and the photo is gone once', async () => {
  const { studio, id, remoteId } = await sent(910, { ports: { clock: fastClock(100) } });
  world.sandbox.marketplace.wire.faults.add({
    server: 'api',
    method: 'DELETE',
    route: '^/api/photographer/photos/',
    times: 1,
    skip: 0,
    action: { kind: 'drop-after-bytes', bytes: 10, of: 'response' },
  });
  const gone = new Promise<void>((resolve) => {
    studio.context.events.subscribe(() => {
      if (factsOf(studio, id)?.delivery === 'none') resolve();
    });
  });
  const answer = await studio.client.delivery.withdraw({ ids: [id] });
  expect(answer).toMatchObject({ withdrawn: [], waiting: [{ id, problem: { code: 'server-unreachable' } }] });
  await gone;
  expect(isThere(remoteId)).toBe(false);
  expect(await studio.client.delivery.sale({ id })).toMatchObject({ onSale: false, withdrawnAt: expect.any(Number) });
});

test('an order that the marketplace could not be told survives a restart; one taken back does not', async () => {
  const { studio, folder, id, remoteId } = await sent(920);
  const down = () =>
    world.sandbox.marketplace.wire.faults.add({
      server: 'api',
      method: 'DELETE',
      route: '^/api/photographer/photos/',
      times: 1,
      skip: 0,
      action: { kind: 'status', status: 503, after: false },
    });
  down();
  expect(await studio.client.delivery.withdraw({ ids: [id] })).toMatchObject({ withdrawn: [], waiting: [{ id }] });
  expect(await studio.client.delivery.sale({ id })).toMatchObject({ onSale: true, askedAt: expect.any(Number) });
  expect(await studio.client.delivery.keepForSale({ ids: [id] })).toEqual({ kept: 1 });
  expect(await studio.client.delivery.sale({ id })).toMatchObject({ onSale: true, askedAt: null });
  down();
  await studio.client.delivery.withdraw({ ids: [id] });
  await studio.close();

  const later = await world.studio(folder);
  const gone = new Promise<void>((resolve) => {
    later.context.events.subscribe(() => {
      if (factsOf(later, id)?.delivery === 'none') resolve();
    });
    if (factsOf(later, id)?.delivery === 'none') resolve();
  });
  await gone;
  expect(isThere(remoteId)).toBe(false);
});

test('a correction on its way goes with the photo; what the marketplace refuses to give back stays, with its reason', async () => {
  const { studio, id, remoteId } = await sent(930);
  studio.db.run(studio.db.sql.updateTable('photos').set({ title: 'Un autre titre' }).where('id', '=', id));
  await studio.client.delivery.correct({ ids: [id] });
  world.sandbox.marketplace.wire.faults.add({
    server: 'api',
    method: 'DELETE',
    route: '^/api/photographer/photos/',
    times: 1,
    skip: 0,
    action: { kind: 'status', status: 403, after: false },
  });
  const no = await studio.client.delivery.withdraw({ ids: [id] });
  expect(no).toMatchObject({ withdrawn: [], waiting: [], refused: [{ id }] });
  expect(isThere(remoteId)).toBe(true);
  expect(factsOf(studio, id)).toMatchObject({ delivery: 'sent' });
  expect(await studio.client.delivery.withdraw({ ids: [id] })).toMatchObject({ withdrawn: [id] });
  expect((await studio.client.delivery.list({ scope: 'open' })).total).toBe(0);
  expect(isThere(remoteId)).toBe(false);
});
