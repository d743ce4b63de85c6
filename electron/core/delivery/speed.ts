/** How much of the past a speed remembers when not told: a piece weighs 1/e after so long, ms. Ten seconds in all, nearly. */
const MEMORY_MS = 4_000;
/** Nothing for so long: the flow has ended, and what comes next is another one. */
const FLOW_ENDS_MS = 10_000;
/** At the beginning of a flow bytes fill the system's buffers, not the line: what leaves so early says nothing, ms. */
const FILLING_MS = 250;
/** A flow has a speed once it was measured for so long, ms. */
const KNOWN_AFTER_MS = 750;

/**
 * The speed of the line from the bytes handed to it. Pieces are counted when they leave, so the time up to the next piece is
 * theirs. An exponential mean over as much time as there was: exact from the first measured piece on, where a fixed window would
 * begin too low, and no single piece moves it by more than its share of the memory. Times are monotonic milliseconds.
 */
export class Speed {
  #flow: { readonly since: number; measured: number; at: number; pending: number; bytes: number; time: number } | null =
    null;

  readonly #memoryMs: number;

  constructor(memoryMs: number = MEMORY_MS) {
    this.#memoryMs = memoryMs;
  }

  add(bytes: number, now: number): void {
    const flow = this.#flow;
    if (flow === null || now - flow.at > FLOW_ENDS_MS) {
      this.#flow = { since: now, measured: 0, at: now, pending: bytes, bytes: 0, time: 0 };
      return;
    }
    if (now - flow.since < FILLING_MS) {
      flow.at = now;
      flow.pending = bytes;
      return;
    }
    const elapsed = now - flow.at;
    Object.assign(flow, withInterval(flow, elapsed, this.#memoryMs), {
      at: now,
      pending: bytes,
      measured: flow.measured + elapsed,
    });
  }

  /** 0 while nothing flows, and before enough of a flow was seen to say. */
  bytesPerSecond(now: number): number {
    const flow = this.#flow;
    if (flow === null || flow.measured < KNOWN_AFTER_MS || now - flow.at > FLOW_ENDS_MS) return 0;
    const rate = flow.bytes / flow.time;
    // A piece that takes longer than it should lowers the speed while it takes; one that is on time does not raise it yet.
    const waited = withInterval(flow, now - flow.at, this.#memoryMs);
    return 1000 * Math.min(rate, waited.bytes / waited.time);
  }
}

/** The flow's means with the pending piece spread evenly over the time since it left. */
function withInterval(
  flow: { readonly pending: number; readonly bytes: number; readonly time: number },
  elapsed: number,
  memoryMs: number,
): { bytes: number; time: number } {
  const kept = Math.exp(-elapsed / memoryMs);
  const weight = memoryMs * (1 - kept);
  const spread = elapsed === 0 ? 1 : weight / elapsed;
  return { bytes: flow.bytes * kept + flow.pending * spread, time: flow.time * kept + weight };
}
