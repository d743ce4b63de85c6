export interface GatherLimits {
  /** Most hits that are looked up one by one and sorted. */
  readonly rows: number;
  /** Most hits that are sorted where the index alone holds what the order needs. */
  readonly entries: number;
  /**
   * Photos that a sorted index is walked past before the hits are gathered after all: what she filters for often lies
   * together (the newest are to review), far from where the walk begins.
   */
  readonly stride: number;
}

/**
 * Below these numbers of hits it is quicker to gather them all and sort than to walk a sorted index past what doesn't pass.
 * Measured with tests/bench/library.bench.ts at 100,000 photos: the two cost the same near the square root of
 * (page × photos) for rows that must be looked up, and later where an index holds all that is needed.
 */
export const GATHER: GatherLimits = { rows: 3_500, entries: 8_000, stride: 6_000 };
