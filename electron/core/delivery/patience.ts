import type { Clock, Random } from '../ports/clock.ts';
import { ObjectStoreError } from '../ports/object-store.ts';

/** A request on which nothing moves for so long is given up and begun again. */
export const STALL_MS = 30_000;

/** Waits before trying again: "full jitter" (AWS Architecture Blog, "Exponential Backoff And Jitter"), in ms. */
export function fullJitter(random: Random, attempt: number, baseMs: number, capMs: number): number {
  return Math.round(random.fraction() * Math.min(capMs, baseMs * 2 ** Math.min(attempt, 30)));
}

/** Longest that bytes handed over may take to be through what buffers them (system, proxy, modem), ms. */
const BUFFERED_MS = 180_000;
/** A line that nothing is known of, bytes per second. */
const SLOWEST = 32_000;

/**
 * How much longer than usual silence is no stall: so many bytes left and are not answered, and any of them may lie in a buffer
 * on the way and go over the line at `speed` (bytes per second; null: unknown), half as fast if it must be. In ms.
 */
export function bufferedMs(unanswered: number, speed: number | null): number {
  return Math.min(BUFFERED_MS, (2000 * unanswered) / (speed ?? SLOWEST));
}

/**
 * Runs `work`, which reports every movement through `moved`, and aborts it when nothing moved for `stallMs` (and what `moved`
 * was told to add): it then fails with ObjectStoreError 'unreachable' (Stalled). Aborting `signal` aborts it at once.
 */
export async function unlessStalled<T>(
  clock: Clock,
  signal: AbortSignal,
  work: (signal: AbortSignal, moved: (longerMs?: number) => void) => Promise<T>,
  stallMs: number = STALL_MS,
): Promise<T> {
  const stalled = new AbortController();
  const over = new AbortController();
  const watched = AbortSignal.any([signal, stalled.signal]);
  let movedAt = clock.monotonic();
  let allowedMs = stallMs;

  async function watch(): Promise<void> {
    for (;;) {
      const left = movedAt + allowedMs - clock.monotonic();
      if (left <= 0) {
        stalled.abort(
          new ObjectStoreError('unreachable', 'Stalled', `nothing moved for ${Math.round(allowedMs / 1000)} s`),
        );
        return;
      }
      await clock.sleep(left, over.signal);
    }
  }

  watch().catch(() => {}); // ends by `over`, which is no failure
  try {
    return await work(watched, (longerMs = 0) => {
      movedAt = clock.monotonic();
      allowedMs = stallMs + longerMs;
    });
  } catch (error) {
    signal.throwIfAborted();
    if (stalled.signal.aborted) throw stalled.signal.reason;
    throw error;
  } finally {
    over.abort();
  }
}

/** A number of permits, given out in the order they were asked for. */
export class Permits {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  /** Runs `work` once a permit is free. Aborting leaves the queue with the signal's reason. */
  async with<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    await this.#take(signal);
    try {
      return await work();
    } finally {
      this.#give();
    }
  }

  async #take(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const enter = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(enter), 1);
        reject(signal.reason);
      };
      this.#waiting.push(enter);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  #give(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }
}
