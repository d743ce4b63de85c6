import { afterAll, beforeAll, expect, test } from 'vitest';
import { hearSurroundings } from '../../electron/compose/surroundings.ts';
import { createLogger } from '../../electron/core/log.ts';
import { type DeliveryWorld, startWorld } from '../support/delivery-storages.ts';
import { cataloguePhoto, deliveryOf, mediumPhoto } from '../support/delivery-studio.ts';

let world: DeliveryWorld;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => await world.end());

test('a computer that falls asleep in the middle of a photo goes on where it was when it wakes; her pause is hers', async () => {
  const folder = await world.folder();
  const studio = await world.studio(folder);
  const { id } = await cataloguePhoto(studio, folder, await mediumPhoto(771));
  await studio.client.delivery.enqueue({ selection: { ids: [id] } });
  const looks: string[] = [];
  const log = createLogger(() => {}, { now: () => 0, monotonic: () => 0, sleep: async () => {} });
  const hear = hearSurroundings({ log, delivery: studio.delivery, account: { look: () => void looks.push('look') } });
  const computer = { type: 'surroundings', asleep: false, online: true, onBattery: false } as const;

  // The lid closes while the second part is on the line, which lets go of it afterwards.
  const { promise: until, resolve: release } = Promise.withResolvers<void>();
  world.line.add({ method: 'PUT', target: /partNumber=2/, fault: { kind: 'hold', afterBytes: 300_000, until } });
  studio.delivery.start();
  await expect.poll(() => deliveryOf(studio, id).bytes_sent, { timeout: 60_000 }).toBeGreaterThan(0);
  hear({ ...computer, asleep: true });
  await expect.poll(() => deliveryOf(studio, id).state, { timeout: 60_000 }).toBe('queued');
  release();
  const before = studio.delivery.progress();
  expect(before).toMatchObject({ paused: false, active: 0 });
  world.line.clear();

  hear(computer);
  await expect.poll(() => deliveryOf(studio, id).state, { timeout: 60_000 }).toBe('sent');
  expect(looks).toEqual(['look']);
  await studio.delivery.stop();
});

test('a network that is back wakes what waits for it; going to sleep does not', async () => {
  const heard: string[] = [];
  const hear = hearSurroundings({
    log: createLogger(() => {}, { now: () => 0, monotonic: () => 0, sleep: async () => {} }),
    delivery: {
      sleep: async (asleep) => void heard.push(asleep ? 'sleep' : 'awake'),
      lineIsBack: () => void heard.push('line'),
      power: (onBattery) => void (onBattery && heard.push('battery')),
    },
    account: { look: () => void heard.push('look') },
  });
  const now = { type: 'surroundings', asleep: false, online: true, onBattery: false } as const;
  hear(now);
  hear({ ...now, online: false });
  hear({ ...now, onBattery: true, online: false });
  hear(now);
  expect(heard).toEqual(['awake', 'awake', 'battery', 'awake', 'awake', 'line', 'look']);
});
