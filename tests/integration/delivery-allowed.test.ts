import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../electron/adapters/system/clock.ts';
import type { RestraintSettings } from '../../electron/core/delivery/restraint.ts';
import type { PhotoId } from '../../shared/domain/ids.ts';
import { type DeliveryWorld, startWorld } from '../support/delivery-storages.ts';
import {
  cataloguePhoto,
  type DeliveryStudio,
  deliveryOf,
  mediumPhoto,
  noisePhoto,
  smallPhoto,
} from '../support/delivery-studio.ts';

const FREE: RestraintSettings = {
  sendBudget: null,
  sendRate: null,
  sendHours: null,
  meteredLine: 'system',
  holdOnBattery: false,
};

let world: DeliveryWorld;
let forms: DeliveryWorld;
beforeAll(async () => {
  world = await startWorld();
  forms = await startWorld({ directUpload: false });
});
afterEach(async () => {
  await world.calm();
  await forms.calm();
});
afterAll(async () => {
  await world.end();
  await forms.end();
});

/** A studio whose clock and choices the test sets, with photos in the queue. */
async function waiting(
  pictures: readonly Promise<Buffer>[],
  allowed: Partial<RestraintSettings>,
  place: DeliveryWorld = world,
) {
  const folder = await place.folder();
  const choices = { ...FREE, ...allowed };
  const time = { ahead: 0 };
  const line: { metered: boolean | null; onBattery: boolean | null } = { metered: null, onBattery: null };
  const ports = {
    clock: { ...systemClock, now: () => systemClock.now() + time.ahead },
    network: { metered: async () => line.metered },
    power: { onBattery: async () => line.onBattery },
  };
  const studio = await place.studio(folder, { allowed: () => choices, ports });
  const ids: PhotoId[] = [];
  for (const picture of pictures) ids.push((await cataloguePhoto(studio, folder, await picture)).id);
  if (ids.length > 0) await studio.client.delivery.enqueue({ selection: { ids } });
  return { studio, ids, choices, time, line, folder };
}

const states = (studio: DeliveryStudio, ids: readonly PhotoId[]) => ids.map((id) => deliveryOf(studio, id).state);

test('the day’s budget is never gone beyond: what does not fit waits for midnight, with its reason, and goes then', async () => {
  const { studio, ids, time } = await waiting([smallPhoto(900), mediumPhoto(901)], { sendBudget: 8 });
  const { sent, failed } = await studio.delivery.drain();
  expect(sent.map(({ id }) => id)).toEqual([ids[0]]);
  expect(failed).toMatchObject([{ id: ids[1], code: 'budget-reached', facts: { budget: 8 } }]);
  const progress = await studio.client.delivery.progress();
  expect(progress.bytesToday).toBeGreaterThan(1_000_000);
  expect(progress.bytesToday).toBeLessThanOrEqual(8_000_000);
  const midnight = new Date(new Date().setHours(24, 0, 0, 0)).getTime();
  expect(progress).toMatchObject({ budget: 8_000_000, secondsLeft: null, hold: { until: midnight } });

  // The parts that went yesterday are not sent again.
  time.ahead = midnight - Date.now() + 1000;
  expect((await studio.client.delivery.progress()).hold).toBeNull();
  const next = await studio.delivery.drain();
  expect(next).toMatchObject({ failed: [], resentBytes: 0 });
  expect(states(studio, ids)).toEqual(['sent', 'sent']);
});

test('the budget counts what an earlier run sent, and « send anyway » lifts it until midnight, across restarts', async () => {
  const { studio, ids, folder } = await waiting([smallPhoto(910), mediumPhoto(911)], { sendBudget: 8 });
  await studio.delivery.drain();
  const { bytesToday } = await studio.client.delivery.progress();
  await studio.close();

  const again = await world.studio(folder, { allowed: () => ({ ...FREE, sendBudget: 8 }) });
  expect((await again.client.delivery.progress()).bytesToday).toBe(bytesToday);
  expect((await again.delivery.drain()).failed).toMatchObject([{ code: 'budget-reached' }]);
  expect(await again.client.delivery.sendAnyway()).toMatchObject({ hold: null, budget: null });
  await again.close();

  const third = await world.studio(folder, { allowed: () => ({ ...FREE, sendBudget: 8 }) });
  expect((await third.delivery.drain()).failed).toEqual([]);
  expect(states(third, ids)).toEqual(['sent', 'sent']);
});

test('a form that is larger than what is left of the budget is not begun, and nothing is looked up for it', async () => {
  const { studio, ids } = await waiting([mediumPhoto(920)], { sendBudget: 8 }, forms);
  expect((await studio.delivery.drain()).failed).toMatchObject([{ code: 'budget-reached' }]);
  expect(ids.map((id) => deliveryOf(studio, id).post_started_at)).toEqual([null]);
  expect((await studio.client.delivery.progress()).bytesToday).toBe(0);
  await studio.client.delivery.sendAnyway();
  expect((await studio.delivery.drain()).failed).toEqual([]);
});

test('outside the allowed hours photos wait until they begin', async () => {
  const hour = (ahead: number) => `${String((new Date().getHours() + ahead) % 24).padStart(2, '0')}:00`;
  const sendHours = { from: hour(2), to: hour(5) };
  const { studio, ids, time } = await waiting([smallPhoto(930)], { sendHours });
  expect((await studio.delivery.drain()).failed).toMatchObject([{ code: 'outside-hours', facts: sendHours }]);
  const { hold } = await studio.client.delivery.progress();
  time.ahead = (hold?.until ?? 0) - Date.now() + 1000;
  expect((await studio.delivery.drain()).failed).toEqual([]);
  expect(states(studio, ids)).toEqual(['sent']);
});

test('a line that she or the system calls metered is not used without her word', async () => {
  const { studio, ids, choices, line } = await waiting([smallPhoto(940)], { meteredLine: 'yes' });
  expect((await studio.delivery.drain()).failed).toMatchObject([{ code: 'line-metered' }]);
  choices.meteredLine = 'system';
  line.metered = true;
  expect((await studio.delivery.drain()).failed).toMatchObject([{ code: 'line-metered' }]);
  expect((await studio.client.delivery.progress()).bytesToday).toBe(0);
  expect((await studio.client.delivery.sendAnyway()).hold).toBeNull();
  expect((await studio.delivery.drain()).failed).toEqual([]);
  expect(states(studio, ids)).toEqual(['sent']);
});

test('on its battery the computer sends nothing where she wants that, until it is plugged in or she says to', async () => {
  const { studio, ids, choices, line } = await waiting([smallPhoto(945)], {});
  line.onBattery = true;
  const hold = async () => (await studio.client.delivery.progress()).hold;
  studio.delivery.power(true);
  expect(await hold()).toBeNull();
  choices.holdOnBattery = true;
  expect(await hold()).toMatchObject({ problem: { code: 'on-battery' }, until: null });
  expect((await studio.delivery.drain()).failed).toMatchObject([{ code: 'on-battery' }]);
  expect((await studio.client.delivery.progress()).bytesToday).toBe(0);
  // Plugged in, it is over by itself; what the host says goes before what the system answers.
  studio.delivery.power(false);
  expect(await hold()).toBeNull();
  studio.delivery.power(true);
  expect((await studio.client.delivery.sendAnyway()).hold).toBeNull();
  expect((await studio.delivery.drain()).failed).toEqual([]);
  expect(states(studio, ids)).toEqual(['sent']);
});

test('where no host tells of the battery, the system is asked', async () => {
  const { studio, ids, line } = await waiting([smallPhoto(946)], { holdOnBattery: true });
  line.onBattery = true;
  expect((await studio.delivery.drain()).failed).toMatchObject([{ code: 'on-battery' }]);
  expect((await studio.client.delivery.progress()).hold).toMatchObject({ problem: { code: 'on-battery' } });
  expect(states(studio, ids)).not.toContain('sent');
});

test.each([
  ['parts', () => world],
  ['a form', () => forms],
] as const)('the bandwidth limit holds within ten per cent, sent as %s', async (_, place) => {
  const { studio } = await waiting([noisePhoto(950, 1800, 1200)], { sendRate: 500 }, place());
  const began: { at: number; bytes: number }[] = [];
  const { bytes, failed } = await studio.delivery.drain({
    onProgress: ({ bytesToday }) => began.push({ at: performance.now(), bytes: bytesToday }),
  });
  expect(failed).toEqual([]);
  const moving = began.filter((sample) => sample.bytes > 0 && sample.bytes < bytes);
  const [first, last] = [moving[0], moving.at(-1)];
  const rate = ((last?.bytes ?? 0) - (first?.bytes ?? 0)) / (((last?.at ?? 0) - (first?.at ?? 0)) / 1000);
  expect(rate).toBeGreaterThan(450_000);
  expect(rate).toBeLessThan(550_000);
});

test('the estimate reckons with the limit, the budget and the hours', async () => {
  const { studio, ids, choices } = await waiting([], { sendRate: 100 });
  expect(ids).toEqual([]);
  const { id } = await cataloguePhoto(studio, await world.folder(), await mediumPhoto(960));
  const free = await studio.client.delivery.estimate({ selection: { ids: [id] } });
  expect(free).toMatchObject({ budgetLeft: null, days: 1 });
  expect(free.seconds).toBeCloseTo(free.bytes / 100_000, 3);
  choices.sendBudget = 5;
  expect(await studio.client.delivery.estimate({ selection: { ids: [id] } })).toMatchObject({
    budgetLeft: 5_000_000,
    days: Math.ceil(free.bytes / 5_000_000),
  });
});
