import type { IngestProgress } from '../../../../shared/contract/library.contract.ts';
import type { JobQueue } from '../../jobs/job-queue.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Stage } from './read-file.ts';

/** Rates are taken over this many ms: long enough to be calm, short enough to follow a slow drive. */
const RATE_WINDOW_MS = 15_000;
/** So many photos must have moved in it before a rate is one. */
const LEAST_SAMPLE = 3;
/** A first look as a part of the whole work on a photo (24 megapixels: 12 ms of 110). */
const LOOK = 0.1;
/** The time at which all will be done is believed to change this slowly (ms): what is left must not jump. */
const CALM_MS = 8000;
/** … and before it was watched for long, this part of the time for which it was. */
const CALM_PART = 4;

/** What is looked at of the queue. */
export interface CountedQueue extends Pick<JobQueue, 'paused' | 'problem'> {
  readonly jobs: Pick<JobQueue['jobs'], 'countOpen' | 'countLater'>;
}

/** Counts what a spell of work has found and done; a spell begins when there is something to do and ends with quiet. */
export interface ProgressCounter {
  foundUnchanged(count: number): void;
  /** One file came to a stage; `again` when it had been looked at before. */
  came(stage: Stage, again: boolean): void;
  now(): IngestProgress;
  /** True while there is something to do. */
  busy(): boolean;
  /** What was counted is over: the rest was given up. */
  reset(): void;
}

/**
 * Work is counted in photos: looking at one is a tenth of it, making its images the rest, so that the rate and the time left
 * are the same before and after the first looks are done.
 */
export function progressCounter(queue: () => CountedQueue, clock: Pick<Clock, 'now' | 'monotonic'>): ProgressCounter {
  let done = 0;
  let steps: { at: number; work: number }[] = [];
  let end: { at: number; saidAt: number; since: number } | null = null;
  let resting = true;

  const open = (kind: Parameters<CountedQueue['jobs']['countOpen']>[0]) => queue().jobs.countOpen(kind);
  const scanning = () => open('scan-folder') + open('look-into') > 0;

  function reset(): void {
    resting = true;
    done = 0;
    steps = [];
    end = null;
  }

  function begin(): void {
    if (resting) reset();
    resting = false;
  }

  /** Photos a second; 0 while that can't be told. */
  function rate(time: number): number {
    steps = steps.filter(({ at }) => time - at < RATE_WINDOW_MS);
    const [first] = steps;
    if (!first || steps.length < LEAST_SAMPLE) return 0;
    const span = Math.max(1000, time - first.at);
    return (steps.reduce((sum, { work }) => sum + work, 0) * 1000) / span;
  }

  /** Moves slowly towards what the rate says now: the more slowly, the longer it has been watched. */
  function secondsLeft(time: number, left: number, ratePerSecond: number): number {
    const estimate = time + (left / ratePerSecond) * 1000;
    if (end === null) end = { at: estimate, saidAt: time, since: time };
    // The first rates are those of processes that still start: an end believed from them would be far off for half a minute.
    const calm = Math.min(CALM_MS, (time - end.since) / CALM_PART);
    const trust = calm > 0 ? 1 - Math.exp(-(time - end.saidAt) / calm) : 1;
    end = { at: end.at + (estimate - end.at) * trust, saidAt: time, since: end.since };
    return Math.max(1, Math.ceil((end.at - time) / 1000));
  }

  return {
    foundUnchanged(count) {
      begin();
      done = Math.max(0, done + count);
    },
    came(stage, again) {
      begin();
      if (stage === 'read') done += 1;
      steps.push({ at: clock.monotonic(), work: stage === 'seen' ? LOOK : again ? 1 - LOOK : 1 });
    },
    busy: () => scanning() || open('read-file') + open('make-images') > 0,
    reset,
    now() {
      const toLookAt = open('read-file');
      const toPicture = open('make-images');
      const waiting = toLookAt + toPicture;
      const isScanning = scanning();
      const idle = !isScanning && waiting === 0;
      if (idle) resting = true;
      const time = clock.monotonic();
      const ratePerSecond = rate(time);
      const left = toLookAt + toPicture * (1 - LOOK);
      const whole = done + toPicture * LOOK + left;
      const unsettled = queue().jobs.countLater('read-file', clock.now());
      const state = queue().paused && !idle ? 'paused' : isScanning ? 'scanning' : idle ? 'idle' : 'reading';
      // Files that are still being written take the time they take.
      const tellable = state === 'reading' && ratePerSecond > 0 && unsettled < waiting;
      if (!tellable) end = null;
      const problem = queue().problem;
      return {
        state,
        found: done + waiting,
        done,
        waiting,
        toLookAt,
        unsettled,
        share: idle ? 1 : whole > 0 ? Math.min(1, (whole - left) / whole) : 0,
        ratePerSecond: Math.round(ratePerSecond * 10) / 10,
        secondsLeft: idle ? 0 : tellable ? secondsLeft(time, left, ratePerSecond) : null,
        ...(problem ? { problem: { code: problem.code, facts: { ...problem.facts } } } : {}),
      };
    },
  };
}
