import { expect, test } from 'vitest';
import { createPace } from './pace.ts';

/** Time that passes only while somebody sleeps. */
function virtualClock() {
  let time = 0;
  const sleepers: { at: number; wake: () => void }[] = [];
  return {
    now: () => time,
    monotonic: () => time,
    sleep: (ms: number) => new Promise<void>((wake) => sleepers.push({ at: time + ms, wake })),
    async run(): Promise<void> {
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve));
        sleepers.sort((one, other) => one.at - other.at);
        const next = sleepers.shift();
        if (next === undefined) return;
        time = next.at;
        next.wake();
      }
    },
  };
}

test('three lanes that share a limit keep it within two per cent', async () => {
  const clock = virtualClock();
  const pace = createPace(clock, () => 50_000);
  const lane = async () => {
    for (let piece = 0; piece < 50; piece += 1) await pace.take(16_384);
  };
  const lanes = Promise.all([lane(), lane(), lane()]);
  await clock.run();
  await lanes;
  const rate = (150 * 16_384) / (clock.now() / 1000);
  expect(Math.abs(rate / 50_000 - 1)).toBeLessThan(0.02);
});

test('without a limit nothing waits, and one that is set counts from then on', async () => {
  const clock = virtualClock();
  let limit: number | null = null;
  const pace = createPace(clock, () => limit);
  expect(pace.take(10_000_000)).toBeUndefined();
  limit = 1_000;
  pace.take(1_000);
  expect(pace.take(1_000)).toBeInstanceOf(Promise);
});
