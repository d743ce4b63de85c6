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
