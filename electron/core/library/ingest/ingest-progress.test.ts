import { describe, expect, it } from 'vitest';
import { type CountedQueue, progressCounter } from './ingest-progress.ts';

/** A queue of files to read, and a clock that is moved by hand (ms). */
function work(files: number) {
  const state = { waiting: files, time: 0 };
  const clock = { now: () => state.time, monotonic: () => state.time };
  const queue: CountedQueue = {
    paused: false,
    problem: null,
    jobs: { countOpen: (kind) => (kind === 'read-file' ? state.waiting : 0), countLater: () => 0 },
  };
  const counter = progressCounter(() => queue, clock);
  return {
    counter,
    /** Reads at a rate (files a second) for some seconds; what was said every fifth of a second. */
    read(rate: number, seconds: number): (number | null)[] {
      const said: (number | null)[] = [];
      for (let step = 0, owed = 0; step < seconds * 5; step += 1) {
        state.time += 200;
        for (owed += rate / 5; owed >= 1 && state.waiting > 0; owed -= 1) {
          state.waiting -= 1;
          counter.came('read', false);
        }
        said.push(counter.now().secondsLeft);
      }
      return said;
    },
  };
}

describe('the time that is left', () => {
  it('is near the truth a few seconds after a slow start', () => {
    const { read } = work(2500);
    read(5, 1);
    read(80, 7);
    // About 1,930 files at 80 a second.
    const left = read(80, 1).at(-1) ?? 0;
    expect(left).toBeGreaterThan(20);
    expect(left).toBeLessThan(38);
  });

  it('does not jump with every hitch once it was watched for a while', () => {
    const { read } = work(20_000);
    read(80, 30);
    const before = read(80, 1).at(-1) ?? 0;
    const during = read(20, 2).at(-1) ?? 0;
    expect(Math.abs(during - before) / before).toBeLessThan(0.1);
  });
});
