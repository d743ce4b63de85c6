import type { Clock } from '../ports/clock.ts';

/** What an idle line may catch up, ms: a sleep that ended late must not cost her speed. */
const CATCH_UP_MS = 250;

export type Pace = ReturnType<typeof createPace>;

/**
 * Lets bytes go no faster than `bytesPerSecond` says (null: as fast as they can), over all that share it: each piece books its
 * time on the line and waits until what was booked before has passed. A token bucket whose tokens are time.
 */
export function createPace(clock: Clock, bytesPerSecond: () => number | null) {
  let free = Number.NEGATIVE_INFINITY;
  return {
    /** When these bytes may go: now (undefined), or when the promise resolves. Rejects with the signal's reason. */
    take(bytes: number, signal?: AbortSignal): Promise<void> | undefined {
      const rate = bytesPerSecond();
      if (rate === null) return undefined;
      const now = clock.monotonic();
      const begins = Math.max(free, now - CATCH_UP_MS);
      free = begins + (bytes * 1000) / rate;
      return begins > now ? clock.sleep(begins - now, signal) : undefined;
    },
  };
}
