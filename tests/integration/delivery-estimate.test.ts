import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type DeliveryWorld, startWorld } from '../support/delivery-storages.ts';
import { cataloguePhoto, deliveryOf, mediumPhoto, smallPhoto } from '../support/delivery-studio.ts';

let world: DeliveryWorld;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(async () => await world.calm());
afterAll(async () => await world.end());

test('one number is said everywhere, and what goes over the network is within two per cent of it', async () => {
  const folder = await world.folder();
  const studio = await world.studio(folder);
  const ids = [];
  for (const bytes of [await smallPhoto(800), await smallPhoto(801), await mediumPhoto(802)])
    ids.push((await cataloguePhoto(studio, folder, bytes)).id);
  const selection = { ids };

  const estimate = await studio.client.delivery.estimate({ selection });
  expect(estimate).toMatchObject({ queued: ids, alreadySent: 0, notApproved: 0, seconds: null });
  expect((await studio.client.delivery.list({ scope: 'all' })).total).toBe(0);
  const enqueued = await studio.client.delivery.enqueue({ selection });
  expect(enqueued.bytes).toBe(estimate.bytes);
  expect((await studio.client.delivery.progress()).bytesTotal).toBe(estimate.bytes);

  const { bytes, failed } = await studio.delivery.drain();
  expect(failed).toEqual([]);
  expect(Math.abs(bytes / estimate.bytes - 1)).toBeLessThan(0.02);
  for (const id of ids) expect(deliveryOf(studio, id).state).toBe('sent');
  expect(await studio.client.delivery.estimate({ selection })).toMatchObject({ queued: [], alreadySent: 3, bytes: 0 });
});

test('the time is reckoned with the last measured speed, that of an earlier run too', async () => {
  const folder = await world.folder();
  const studio = await world.studio(folder);
  const { id: first } = await cataloguePhoto(studio, folder, await mediumPhoto(810));
  const { id: second } = await cataloguePhoto(studio, folder, await mediumPhoto(811));
  world.line.limit(4_000_000);
  await studio.client.delivery.enqueue({ selection: { ids: [first] } });
  await studio.delivery.drain();
  await studio.close();

  const again = await world.studio(folder);
  const { seconds, bytes } = await again.client.delivery.estimate({ selection: { ids: [second] } });
  expect(bytes).toBeGreaterThan(8_000_000);
  expect(seconds).toBeGreaterThan(bytes / 5_000_000);
  expect(seconds).toBeLessThan(bytes / 2_000_000);
});
