import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Clock, Random } from '../../electron/core/ports/clock.ts';
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
 * due between two looks sooner or later. Between looks time goes from one sleep's end to the next.
 */
function trickyClock(): Clock {
  let now = Date.now();
  let early = 0;
  const sleeping: { readonly until: number; readonly wake: () => void }[] = [];
  return {
    now: () => now++,
    monotonic: () => now++,
    async sleep(ms, signal) {
      if (ms > WATCHING_MS) return await wait(ms, undefined, signal ? { signal } : {});
      early = (early + 1) % 9;
      const woken = Promise.withResolvers<void>();
      const mine = { until: now + Math.max(0, Math.floor(ms) - early), wake: woken.resolve };
      sleeping.push(mine);
      const given = () => woken.reject(signal?.reason);
      signal?.addEventListener('abort', given, { once: true });
      const step = setInterval(() => {
        const first = sleeping.toSorted((one, other) => one.until - other.until)[0];
        if (first === undefined) return;
        now = Math.max(now, first.until);
        first.wake();
      }, 1);
      try {
        await woken.promise;
      } finally {
        clearInterval(step);
        signal?.removeEventListener('abort', given);
        sleeping.splice(sleeping.indexOf(mine), 1);
      }
    },
  };
}

/** Every wait stays below `WATCHING_MS`, and no two are alike. */
function shortWaits(): Random {
  let asked = 0;
  return { uuid: () => randomUUID(), fraction: () => 0.01 + (asked++ % 7) * 0.005 };
}

test('what waits goes on by itself, at whatever moment its time comes', async () => {
  const folder = await world.folder();
  const studio = await world.studio(folder, { ports: { clock: trickyClock(), random: shortWaits() } });
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
