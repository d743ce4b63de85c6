import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../../core/ports/clock.ts';

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  async sleep(ms, signal) {
    try {
      await wait(ms, undefined, signal ? { signal } : {});
    } catch (error) {
      // node:timers wraps the reason in an AbortError; the port promises the reason itself.
      throw signal?.aborted ? signal.reason : error;
    }
  },
};
