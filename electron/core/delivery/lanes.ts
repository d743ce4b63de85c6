import { ObjectStoreError } from '../ports/object-store.ts';
import { Permits } from './patience.ts';

/** Heavy bodies under way at once at most: enough to fill a line with long round trips, and what a kill may cost. */
const AT_MOST = 3;
/** The previews of a photo: all of them in one round trip. */
const LIGHT_AT_MOST = 4;
/** A body below this is light: it is gone before another could miss it. Bytes. */
const HEAVY_BYTES = 1024 * 1024;
/**
 * Heavy bodies share the line only where each of them is through within so long, s: what breaks off is sent again, and a phone's
 * line breaks every few minutes. Where they may, one fills the silence in which another waits for its answer.
 */
const THROUGH_WITHIN_S = 90;
/** After the line broke, heavy bodies go one at a time until so many in a row have arrived. */
const ARRIVED_IN_A_ROW = 4;

/** What wants to go over the line: `size` in bytes, and the delivery it belongs to. */
export interface Body {
  readonly size: number;
  readonly delivery: number;
}

interface Waiting {
  readonly size: number;
  /** The delivery that came to the line first goes first: a photo is done sooner than two are halves. */
  readonly rank: number;
  readonly enter: () => void;
}

export type Lanes = ReturnType<typeof createLanes>;

/**
 * How many bodies go over the line at once, over the whole queue. Three parts side by side take three times as long each, and a
 * line that drops every few minutes would cut all of them for ever: a slow line carries one at a time, and so does one that just
 * broke. `speed`: bytes per second of the line as far as it is known. `brokeOff`: the run before ended in the middle of a body.
 */
export function createLanes(speed: () => number | null, brokeOff = false) {
  const light = new Permits(LIGHT_AT_MOST);
  let allowed = brokeOff ? 1 : AT_MOST;
  let arrived = 0;
  /** Bodies whose bytes are still leaving. */
  let underWay = 0;
  /** Bodies that left to the last byte and wait for their answer. */
  let unanswered = 0;
  const waiting: Waiting[] = [];
  /** Deliveries that have heavy bodies here: how many, and which came first. */
  const here = new Map<number, { readonly rank: number; bodies: number }>();
  let lastRank = 0;

  /** Notes a body of a delivery; the delivery's place among the others. */
  function arrive(delivery: number): number {
    const known = here.get(delivery);
    if (known !== undefined) {
      known.bodies += 1;
      return known.rank;
    }
    lastRank += 1;
    here.set(delivery, { rank: lastRank, bodies: 1 });
    return lastRank;
  }

  function leave(delivery: number): void {
    const known = here.get(delivery);
    if (known === undefined) return;
    known.bodies -= 1;
    if (known.bodies === 0) here.delete(delivery);
  }

  function mayShare(size: number): number {
    const rate = speed();
    const bySpeed = rate === null ? AT_MOST : Math.floor((rate * THROUGH_WITHIN_S) / size);
    return Math.max(1, Math.min(allowed, bySpeed));
  }

  function letIn(): void {
    for (
      let next = waiting[0];
      next !== undefined && underWay < mayShare(next.size) && underWay + unanswered < AT_MOST;
      next = waiting[0]
    ) {
      waiting.shift();
      underWay += 1;
      next.enter();
    }
  }

  async function turn(size: number, rank: number, signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const entry = {
        size,
        rank,
        enter: () => {
          signal.removeEventListener('abort', giveUp);
          resolve();
        },
      };
      function giveUp(): void {
        waiting.splice(waiting.indexOf(entry), 1);
        reject(signal.reason);
      }
      const behind = waiting.findIndex((other) => other.rank > entry.rank);
      waiting.splice(behind < 0 ? waiting.length : behind, 0, entry);
      signal.addEventListener('abort', giveUp, { once: true });
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
    /**
     * Runs one attempt to send a body once it has its turn. `left` is to be called when its last byte has left: the next one
     * then fills the silence in which the answer comes. Aborting leaves the row with the signal's reason.
     */
    async with<T>(signal: AbortSignal, body: Body, attempt: (left: () => void) => Promise<T>): Promise<T> {
      if (body.size < HEAVY_BYTES) return await light.with(signal, () => attempt(() => {}));
      signal.throwIfAborted();
      const rank = arrive(body.delivery);
      try {
        await turn(body.size, rank, signal);
        return await onTheLine(attempt, signal);
      } finally {
        leave(body.delivery);
      }
    },
  };

  async function onTheLine<T>(attempt: (left: () => void) => Promise<T>, signal: AbortSignal): Promise<T> {
    let leaving = true;
    try {
      const outcome = await attempt(() => {
        if (!leaving) return;
        leaving = false;
        underWay -= 1;
        unanswered += 1;
        letIn();
      });
      learn(null);
      return outcome;
    } catch (error) {
      if (!signal.aborted) learn(error);
      throw error;
    } finally {
      if (leaving) underWay -= 1;
      else unanswered -= 1;
      letIn();
    }
  }
}
