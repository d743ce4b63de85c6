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

/**
 * Gives memory back once the studio rests. V8 keeps what a scan or a start needed for a moment, tens of megabytes, until it
 * needs it for something else; a studio that watches folders in the background for weeks should not. Until the signal aborts.
 */
export function restMemory(lifetime: AbortSignal, log: Pick<Logger, 'debug'>, everyMs = LOOK_MS): void {
  let before = performance.eventLoopUtilization();
  let least = 0;
  const timer = setInterval(() => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    const { heapTotal } = process.memoryUsage();
    // The pages themselves go back a moment after a collection: what is left is known at the next look.
    least = Math.min(least, heapTotal);
    if (utilization > RESTING || heapTotal < least + WORTH_IT) return;
    const started = performance.now();
    collect();
    least = heapTotal;
    before = performance.eventLoopUtilization();
    log.debug('memory given back', { of: heapTotal, ms: Math.round(performance.now() - started) });
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
