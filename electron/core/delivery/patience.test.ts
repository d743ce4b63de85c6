import fc from 'fast-check';
import { expect, test } from 'vitest';
import { movableClock } from '../../../tests/support/account-studio.ts';
import { ObjectStoreError } from '../ports/object-store.ts';
import { bufferedMs, fullJitter, Permits, unlessStalled } from './patience.ts';

const chance = (fraction: number) => ({ uuid: () => '', fraction: () => fraction });
/** Lets everything that is ready run. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('full jitter lies between nothing and the doubled base, and never above the cap', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat(100), (fraction, attempt) => {
      const wait = fullJitter(chance(fraction), attempt, 1000, 300_000);
      expect(wait).toBeGreaterThanOrEqual(0);
      expect(wait).toBeLessThanOrEqual(Math.min(300_000, 1000 * 2 ** attempt));
    }),
  );
});

test('work that moves may take for ever; work on which nothing moves is aborted after half a minute', async () => {
  const clock = movableClock();
  let moved: () => void = () => {};
  const running = unlessStalled(
    clock,
    new AbortController().signal,
    (signal, move) =>
      new Promise<string>((_resolve, reject) => {
        moved = move;
        signal.addEventListener('abort', () => reject(signal.reason));
      }),
  );
  const outcome = running.catch((error: unknown) => error);
  for (let step = 0; step < 5; step += 1) {
    clock.pass(29_000);
    moved();
    await breathe();
  }
  clock.pass(29_000);
  await breathe();
  clock.pass(2_000);
  const error = await outcome;
  expect(error).toBeInstanceOf(ObjectStoreError);
  expect(error).toMatchObject({ kind: 'unreachable', code: 'Stalled' });
});

test('bytes that may still lie in a buffer are given the time the line needs for them, at half its speed and within three minutes', () => {
  expect(bufferedMs(0, 125_000)).toBe(0);
  expect(bufferedMs(5_000_000, 125_000)).toBe(80_000);
  expect(bufferedMs(5_000_000, 50_000_000)).toBe(200);
  expect(bufferedMs(50_000_000, null)).toBe(180_000);
});

test('the caller ends stalled or moving work at once, with its own reason, and no timer is left', async () => {
  const clock = movableClock();
  const controller = new AbortController();
  const running = unlessStalled(
    clock,
    controller.signal,
    (signal) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('aborted below')))),
  );
  controller.abort(new Error('she cancelled'));
  await expect(running).rejects.toThrow('she cancelled');
  await breathe();
  expect(clock.sleeping()).toBe(0);
});

test('permits are given in the order they were asked for, and an abort leaves the queue', async () => {
  const permits = new Permits(1);
  const order: string[] = [];
  const never = new AbortController().signal;
  let finish: () => void = () => {};
  const first = permits.with(never, () => new Promise<void>((resolve) => (finish = resolve)));
  const given = new AbortController();
  const second = permits.with(given.signal, async () => void order.push('second'));
  const third = permits.with(never, async () => void order.push('third'));
  given.abort(new Error('not any more'));
  await expect(second).rejects.toThrow('not any more');
  finish();
  await Promise.all([first, third]);
  expect(order).toEqual(['third']);
  await permits.with(never, async () => void order.push('free again'));
  expect(order).toEqual(['third', 'free again']);
});
