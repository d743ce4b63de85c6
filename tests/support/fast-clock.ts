import type { Clock } from '../../electron/core/ports/clock.ts';

/** Time runs so many times faster, so that waits of half a minute take a second. */
export function fastClock(factor: number): Clock {
  const started = Date.now();
  return {
    now: () => started + (Date.now() - started) * factor,
    monotonic: () => performance.now() * factor,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const timer = setTimeout(resolve, ms / factor);
        signal?.addEventListener(
          'abort',
          () => {
            clearTimeout(timer);
            reject(signal.reason);
          },
          { once: true },
        );
      }),
  };
}

/** As long as one try may be silent: waits from this on are left as they are, ms. */
const PATIENCE_MS = 30_000;

/**
 * The machine's time, but pauses between tries pass so many times faster. Unlike with a clock that runs fast, a busy machine is
 * not taken for a silent line.
 */
export function clockOfShortPauses(factor: number): Clock {
  const slow = fastClock(1);
  return { ...slow, sleep: (ms, signal) => slow.sleep(ms < PATIENCE_MS ? ms / factor : ms, signal) };
}
