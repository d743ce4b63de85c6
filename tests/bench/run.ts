import { type BenchResult, printBench } from './bench.ts';

/**
 * `npm run bench` or `npm run bench -- ingest`: every benchmark prints a table and, as its last line, JSON. Peers run in the same
 * process of events as ours, interleaved, because ratios are what counts: absolute times move with the machine.
 */
const BENCHES: Readonly<Record<string, () => Promise<{ bench: () => Promise<BenchResult> }>>> = {
  ingest: () => import('./ingest.bench.ts'),
  watermark: () => import('./watermark.bench.ts'),
  'first-screen': () => import('./first-screen.bench.ts'),
  memory: () => import('./memory.bench.ts'),
  rescan: () => import('./rescan.bench.ts'),
  duplicates: () => import('./duplicates.bench.ts'),
  import: () => import('./import.bench.ts'),
  library: () => import('./library.bench.ts'),
  statements: () => import('./statements.bench.ts'),
  money: () => import('./money.bench.ts'),
  'slow-line': () => import('./slow-line.bench.ts'),
  upload: () => import('./upload.bench.ts'),
  watching: () => import('./watching.bench.ts'),
  words: () => import('./words.bench.ts'),
};

// A bench may have options of its own: rescan knows --million.
const asked = process.argv.slice(2).filter((name) => !name.startsWith('--'));
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
  printBench(result);
}
console.log(JSON.stringify(results));
process.exitCode = results.some(({ rows }) => rows.some((row) => row.met === false)) ? 1 : 0;
