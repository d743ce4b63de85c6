/** Over how long the speed is smoothed, ms. */
const WINDOW_MS = 10_000;
/** Bytes are gathered in slots of so long, so that the window holds few entries whatever the speed. */
const SLOT_MS = 250;

/** Bytes per second over the last ten seconds. Times are monotonic milliseconds. */
export class Speed {
  readonly #slots: { at: number; bytes: number }[] = [];
  /** Since when bytes have been flowing without a pause longer than the window. */
  #flowingSince: number | null = null;

  add(bytes: number, now: number): void {
    this.#forget(now);
    this.#flowingSince ??= now;
    const last = this.#slots.at(-1);
    if (last !== undefined && now - last.at < SLOT_MS) last.bytes += bytes;
    else this.#slots.push({ at: now, bytes });
  }

  bytesPerSecond(now: number): number {
    this.#forget(now);
    if (this.#flowingSince === null) return 0;
    // In its first seconds the flow is measured over what there is of it, but never over less than one second.
    const seconds = Math.min(WINDOW_MS, Math.max(1000, now - this.#flowingSince)) / 1000;
    return this.#slots.reduce((sum, slot) => sum + slot.bytes, 0) / seconds;
  }

  #forget(now: number): void {
    while (this.#slots[0] !== undefined && this.#slots[0].at <= now - WINDOW_MS) this.#slots.shift();
    if (this.#slots.length === 0) this.#flowingSince = null;
  }
}
