import { type Fingerprint, FingerprintIndex } from './fingerprint-index.ts';

/**
 * Bits in which two photographs of the same picture may differ. Measured (docs/decisions/near-duplicates.md): a smaller
 * copy, another quality, lighter, or cropped by 4 % stays below; the nearest strangers differ in 16.
 */
export const NEAR = 8;
/** Photographs taken within this many ms of each other are a burst: alike, and meant. */
export const BURST_MS = 10_000;

export interface Candidate {
  readonly id: number;
  /** Null: nothing to recognise it by. */
  readonly fingerprint: Fingerprint | null;
  /** ms since the epoch, null where the camera did not say. */
  readonly capturedAt: number | null;
  /** False once she rejected it: nothing is left to choose. */
  readonly eligible: boolean;
  /** Sets of photos that she said are no duplicates of each other. */
  readonly dismissals: readonly number[];
}

export interface NearGroup {
  /** Smallest id of the group. */
  readonly key: number;
  readonly ids: readonly number[];
  readonly kind: 'near' | 'burst';
}

/**
 * Groups of photographs that look alike: what neighbours connect is one group (union-find, kept as sets so that a group can
 * be taken apart again). Changes are told one by one and settled together.
 */
export class NearGroups {
  readonly index = new FingerprintIndex();
  readonly #capturedAt = new Map<number, number>();
  readonly #ineligible = new Set<number>();
  readonly #dismissals = new Map<number, readonly number[]>();
  readonly #groups = new Map<number, Set<number>>();
  /** To be connected again. */
  readonly #loose = new Set<number>();

  /** A photo is new, or something of it changed. */
  put({ id, fingerprint, capturedAt, eligible, dismissals }: Candidate): void {
    this.#takeApart(id);
    if (fingerprint === null) {
      this.remove(id);
      return;
    }
    this.index.set(id, fingerprint);
    if (capturedAt === null) this.#capturedAt.delete(id);
    else this.#capturedAt.set(id, capturedAt);
    if (eligible) this.#ineligible.delete(id);
    else this.#ineligible.add(id);
    if (dismissals.length === 0) this.#dismissals.delete(id);
    else this.#dismissals.set(id, dismissals);
    if (eligible) this.#loose.add(id);
  }

  remove(id: number): void {
    this.#takeApart(id);
    this.index.delete(id);
    this.#capturedAt.delete(id);
    this.#ineligible.delete(id);
    this.#dismissals.delete(id);
    this.#loose.delete(id);
  }

  /** Photos still to be connected. */
  get unsettled(): number {
    return this.#loose.size;
  }

  /** Connects what changed, for about so many ms; true when nothing is left to do. */
  settle(forMs = Number.POSITIVE_INFINITY): boolean {
    const until = performance.now() + forMs;
    for (const id of this.#loose) {
      this.#loose.delete(id);
      this.#connect(id);
      if (performance.now() > until) break;
    }
    return this.#loose.size === 0;
  }

  /** All groups, newest first (by their smallest id). */
  all(): NearGroup[] {
    const groups = [...new Set(this.#groups.values())].map((ids) => this.#describe(ids));
    return groups.sort((a, b) => b.key - a.key);
  }

  /** The group that a photo is in. */
  of(id: number): NearGroup | null {
    const group = this.#groups.get(id);
    return group ? this.#describe(group) : null;
  }

  #describe(set: ReadonlySet<number>): NearGroup {
    const ids = [...set].sort((a, b) => a - b);
    return { key: ids[0] ?? 0, ids, kind: this.#isBurst(ids) ? 'burst' : 'near' };
  }

  /**
   * Taken one after the other. Photographs of one and the same second are no burst by themselves: that is how copies of one
   * shot look.
   */
  #isBurst(ids: readonly number[]): boolean {
    const times: number[] = [];
    for (const id of ids) {
      const time = this.#capturedAt.get(id);
      if (time === undefined) return false;
      times.push(time);
    }
    times.sort((a, b) => a - b);
    const [first = 0, last = 0] = [times[0], times.at(-1)];
    return first !== last && times.every((time, at) => at === 0 || time - (times[at - 1] ?? time) <= BURST_MS);
  }

  #connect(id: number): void {
    const fingerprint = this.index.get(id);
    if (!fingerprint || this.#ineligible.has(id)) return;
    for (const { id: other } of this.index.near(fingerprint, NEAR)) {
      if (other === id || this.#ineligible.has(other) || this.areDismissed(id, other)) continue;
      this.#join(id, other);
    }
  }

  /** True when she said that these two are no duplicates. */
  areDismissed(one: number, other: number): boolean {
    const those = this.#dismissals.get(other);
    return those !== undefined && (this.#dismissals.get(one) ?? []).some((dismissal) => those.includes(dismissal));
  }

  #join(one: number, other: number): void {
    const [a = new Set([one]), b = new Set([other])] = [this.#groups.get(one), this.#groups.get(other)];
    const [larger, smaller] = a.size >= b.size ? [a, b] : [b, a];
    if (larger === smaller) return;
    for (const id of larger.size === 1 ? [...larger, ...smaller] : smaller) {
      larger.add(id);
      this.#groups.set(id, larger);
    }
  }

  /** Without this photo its group may fall apart: all of it is connected again. */
  #takeApart(id: number): void {
    const group = this.#groups.get(id);
    if (!group) return;
    for (const member of group) {
      this.#groups.delete(member);
      this.#loose.add(member);
    }
  }
}
