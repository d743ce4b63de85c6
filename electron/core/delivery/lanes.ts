import { ObjectStoreError } from '../ports/object-store.ts';
import { Permits } from './patience.ts';

/** Bodies under way at once at most, of either kind: enough to fill a line with long round trips, and what a kill may cost. */
const AT_MOST = 3;
/** A body below this is light: it is gone before another could miss it. Bytes. */
const HEAVY_BYTES = 1024 * 1024;
/**
 * Heavy bodies share the line only where each of them is through within so long, s: what breaks off is sent again, and a phone's
 * line breaks every few minutes. Where they may, one fills the silence in which another waits for its answer.
 */
const THROUGH_WITHIN_S = 90;
/** After the line broke, heavy bodies go one at a time until so many in a row have arrived. */
const ARRIVED_IN_A_ROW = 4;

export type Lanes = ReturnType<typeof createLanes>;

/**
 * How many bodies go over the line at once, over the whole queue. Three parts side by side take three times as long each, and a
 * line that drops every few minutes would cut all of them for ever: a slow line carries one at a time, and so does one that just
 * broke. `speed`: bytes per second of the line as far as it is known.
 */
export function createLanes(speed: () => number | null) {
  const light = new Permits(AT_MOST);
  let allowed = AT_MOST;
  let arrived = 0;
  let underWay = 0;
  const waiting: { readonly size: number; readonly enter: () => void }[] = [];

  function mayShare(size: number): number {
    const rate = speed();
    const bySpeed = rate === null ? AT_MOST : Math.floor((rate * THROUGH_WITHIN_S) / size);
    return Math.max(1, Math.min(allowed, bySpeed));
  }

  function letIn(): void {
    for (let next = waiting[0]; next !== undefined && underWay < mayShare(next.size); next = waiting[0]) {
      waiting.shift();
      underWay += 1;
      next.enter();
    }
  }

  async function turn(size: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      const entry = {
        size,
        enter: () => {
          signal.removeEventListener('abort', leave);
          resolve();
        },
      };
      function leave(): void {
        waiting.splice(waiting.indexOf(entry), 1);
        reject(signal.reason);
      }
      waiting.push(entry);
      signal.addEventListener('abort', leave, { once: true });
      letIn();
    });
  }

  function learn(error: unknown): void {
    if (error === null) {
      arrived += 1;
      if (arrived % ARRIVED_IN_A_ROW === 0) allowed = Math.min(AT_MOST, allowed + 1);
    } else if (error instanceof ObjectStoreError && error.kind === 'unreachable') {
      allowed = 1;
      arrived = 0;
    }
  }

  return {
    /** Runs one attempt to send a body of `size` bytes once it has its turn. Aborting leaves the row with the signal's reason. */
    async with<T>(signal: AbortSignal, size: number, attempt: () => Promise<T>): Promise<T> {
      if (size < HEAVY_BYTES) return await light.with(signal, attempt);
      await turn(size, signal);
      try {
        const outcome = await attempt();
        learn(null);
        return outcome;
      } catch (error) {
        if (!signal.aborted) learn(error);
        throw error;
      } finally {
        underWay -= 1;
        letIn();
      }
    },
  };
}
