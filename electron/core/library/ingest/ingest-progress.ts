import type { IngestProgress } from '../../../../shared/contract/library.contract.ts';
import type { JobQueue } from '../../jobs/job-queue.ts';
import type { Clock } from '../../ports/clock.ts';

/** Rates are taken over this many ms: long enough to be calm, short enough to follow a slow drive. */
const RATE_WINDOW_MS = 15_000;

/** Counts what a spell of work has found and done; a spell begins when there is something to do and ends with quiet. */
export interface ProgressCounter {
  foundUnchanged(count: number): void;
  readOne(): void;
  now(): IngestProgress;
  /** True while there is something to do. */
  busy(): boolean;
}

export function progressCounter(queue: () => JobQueue, clock: Clock): ProgressCounter {
  let done = 0;
  let readAt: number[] = [];
  let resting = true;

  function scanning(): boolean {
    return queue().jobs.countOpen('scan-folder') + queue().jobs.countOpen('look-into') > 0;
  }

  function begin(): void {
    if (!resting) return;
    resting = false;
    done = 0;
    readAt = [];
  }

  return {
    foundUnchanged(count) {
      begin();
      done = Math.max(0, done + count);
    },
    readOne() {
      begin();
      done += 1;
      readAt.push(clock.monotonic());
    },
    busy: () => scanning() || queue().jobs.countOpen('read-file') > 0,
    now() {
      const waiting = queue().jobs.countOpen('read-file');
      const isScanning = scanning();
      const time = clock.monotonic();
      readAt = readAt.filter((at) => time - at < RATE_WINDOW_MS);
      const span = Math.max(1000, time - (readAt[0] ?? time));
      const ratePerSecond = readAt.length < 2 ? 0 : (readAt.length * 1000) / span;
      const idle = !isScanning && waiting === 0;
      if (idle) resting = true;
      const state = queue().paused && !idle ? 'paused' : isScanning ? 'scanning' : idle ? 'idle' : 'reading';
      const problem = queue().problem;
      return {
        state,
        found: done + waiting,
        done,
        waiting,
        ratePerSecond: Math.round(ratePerSecond * 10) / 10,
        secondsLeft: idle ? 0 : ratePerSecond > 0 && !isScanning ? Math.ceil(waiting / ratePerSecond) : null,
        ...(problem ? { problem: { code: problem.code, facts: { ...problem.facts } } } : {}),
      };
    },
  };
}
