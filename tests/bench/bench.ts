export interface BenchRow {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the row is measured against, and whether it holds. */
  readonly goal?: string;
  readonly met?: boolean;
}

export interface BenchResult {
  readonly bench: string;
  readonly note: string;
  readonly rows: readonly BenchRow[];
}

/** The value in the middle; 0 of none. */
export function median(values: readonly number[]): number {
  return share(values, 0.5);
}

/** The value that this share of all values does not exceed: 0.95 for p95. */
export function share(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

/** Milliseconds that some work takes. */
export function timed(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

/** Processor time of this thread so far, ms: what other programs do at the same time is not in it. */
export function workedMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** The table, as a person reads it. */
export function printBench({ bench, note, rows }: BenchResult): void {
  console.log(`\n${bench} — ${note}`);
  const width = Math.max(...rows.map((row) => row.name.length));
  for (const row of rows) {
    const verdict = row.met === undefined ? '' : row.met ? '  ✓' : '  ✗';
    const goal = row.goal === undefined ? '' : `   goal ${row.goal}${verdict}`;
    console.log(
      `  ${row.name.padEnd(width)}  ${row.value.toFixed(row.unit === '×' ? 2 : 0).padStart(8)} ${row.unit}${goal}`,
    );
  }
}
