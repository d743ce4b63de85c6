/**
 * `npm run bench` or `npm run bench -- ingest`: every benchmark prints a table and, as its last line, JSON. Peers run in the same
 * process of events as ours, interleaved, because ratios are what counts: absolute times move with the machine.
 */
const BENCHES: Readonly<Record<string, () => Promise<{ bench: () => Promise<BenchResult> }>>> = {
  ingest: () => import('./ingest.bench.ts'),
  library: () => import('./library.bench.ts'),
};

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

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  console.error(`Unknown benchmark: ${unknown.join(', ')}. There are: ${Object.keys(BENCHES).join(', ')}.`);
  process.exit(2);
}

const results: BenchResult[] = [];
for (const [name, load] of Object.entries(BENCHES)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const { bench } = await load();
  const result = await bench();
  results.push(result);
  print(result);
}
console.log(JSON.stringify(results));
process.exitCode = results.some(({ rows }) => rows.some((row) => row.met === false)) ? 1 : 0;

function print({ bench, note, rows }: BenchResult): void {
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
