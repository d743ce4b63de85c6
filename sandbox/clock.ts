/** The sandbox's idea of now (ms since the epoch): the machine's clock plus an offset that tests may move. */
export interface Clock {
  now(): number;
}

export const machineClock: Clock = { now: () => Date.now() };

/** A clock that can be moved; `keep` is told the new offset so that a restart continues at the same time. */
export class MovableClock implements Clock {
  readonly #base: Clock;
  readonly #keep: (offset: number) => void;
  #offset: number;

  constructor(base: Clock, offset: number, keep: (offset: number) => void) {
    this.#base = base;
    this.#offset = offset;
    this.#keep = keep;
  }

  now(): number {
    return Math.round(this.#base.now() + this.#offset);
  }

  advance(ms: number): void {
    this.#offset += ms;
    this.#keep(this.#offset);
  }

  set(instant: number): void {
    this.#offset = instant - this.#base.now();
    this.#keep(this.#offset);
  }
}

/** `2026-01-31T12:00:00.000000Z`, as Laravel's resources write it. */
export function isoMicroseconds(instant: number): string {
  return new Date(instant).toISOString().replace(/Z$/, '000Z');
}

/** `2026-01-31 12:00:00` in UTC, as rows that never passed through a Laravel model come out. */
export function sqlTimestamp(instant: number): string {
  return new Date(instant).toISOString().slice(0, 19).replace('T', ' ');
}

/** The UTC day `2026-01-31` of an instant. */
export function day(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

/** First day of the UTC month of an instant, `2026-01-01`. */
export function month(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 7)}-01`;
}
