import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Logger } from './log.ts';

/** How often (ms) to see whether the studio rests. */
const LOOK_MS = 10_000;
/** At most this share of the time since the last look was spent working: it rests, and a pause is noticed by nobody. */
const RESTING = 0.03;
/** Less than this much more (bytes) than after the last time is not worth a pause of some 30 ms. */
const WORTH_IT = 8_000_000;

export interface MemoryAtRest {
  readonly lifetime: AbortSignal;
  readonly log: Pick<Logger, 'debug'>;
  /** Gives back what is kept outside V8 only to be quick (pages of the catalogue): it is there again when it is needed. */
  readonly dropCaches: () => void;
  readonly everyMs?: number;
}

/**
 * Gives memory back once the studio rests. V8 and SQLite keep what a scan or a start needed for a moment, tens of megabytes,
 * until they need it for something else; a studio that watches folders in the background for weeks should not. Until the
 * signal aborts.
 */
export function restMemory({ lifetime, log, dropCaches, everyMs = LOOK_MS }: MemoryAtRest): void {
  let before = performance.eventLoopUtilization();
  let least = 0;
  const timer = setInterval(() => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    const taken = process.memoryUsage.rss();
    // The pages themselves go back a while after a collection: what is left is known at the next looks.
    least = Math.min(least, taken);
    if (utilization > RESTING || taken < least + WORTH_IT) return;
    const started = performance.now();
    dropCaches();
    collect();
    least = taken;
    before = performance.eventLoopUtilization();
    log.debug('memory given back', { of: taken, ms: Math.round(performance.now() - started) });
  }, everyMs);
  timer.unref();
  lifetime.addEventListener('abort', () => clearInterval(timer), { once: true });
}

let collector: (() => void) | null = null;

/** V8 shows its collector to new contexts only, and only on request. */
function collect(): void {
  if (!collector) {
    setFlagsFromString('--expose-gc');
    const found: unknown = runInNewContext('globalThis.gc');
    collector = typeof found === 'function' ? () => void Reflect.apply(found, undefined, []) : () => {};
  }
  collector();
}
