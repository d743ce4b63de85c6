import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Clock } from '../../electron/core/ports/clock.ts';
import { type DeliveryWorld, startWorld } from '../support/delivery-storages.ts';
import { cataloguePhoto, deliveryOf, smallPhoto } from '../support/delivery-studio.ts';

let world: DeliveryWorld;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(async () => await world.calm());
afterAll(async () => await world.end());

/** Longer sleeps watch for silence; they last as long as they say. */
const WATCHING_MS = 20_000;

/**
 * A millisecond passes with every look, and sleeps end a little early, each time by another little: whatever falls due falls
 * due between two looks sooner or later.
 */
function trickyClock(): Clock {
  let now = Date.now();
  let early = 0;
  return {
    now: () => now++,
    monotonic: () => now++,
    async sleep(ms, signal) {
      const watching = ms > WATCHING_MS;
      await wait(watching ? ms : 1, undefined, signal ? { signal } : {});
      if (watching) return;
      early = (early + 1) % 9;
      now += Math.max(0, Math.floor(ms) - early);
    },
  };
}

test('what waits goes on by itself, at whatever moment its time comes', async () => {
  const folder = await world.folder();
  const studio = await world.studio(folder, { ports: { clock: trickyClock() } });
  const { id } = await cataloguePhoto(studio, folder, await smallPhoto(830));
  world.sandbox.marketplace.wire.faults.add({
    server: 'api',
    method: 'POST',
    route: '^/api/photographer/uploads$',
    times: 20,
    skip: 0,
    action: { kind: 'drop-after-bytes', bytes: 0, of: 'response' },
  });
  await studio.client.delivery.enqueue({ selection: { ids: [id] } });
  expect((await studio.delivery.drain({ patienceMs: 3_600_000 })).failed).toEqual([]);
  expect(deliveryOf(studio, id).state).toBe('sent');
});
