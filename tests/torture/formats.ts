import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { madeSeeds, seedsUnder } from '../support/format-seeds.ts';
import { fuzzFormats } from '../support/fuzzing.ts';

const COLLECTION = fileURLToPath(new URL('../../../shared/photos', import.meta.url));

/**
 * Thousands of damaged photographs through real image processes: each must be answered within 30 s and 1 GB, none may take more
 * than its image process with it, no original may change. `--count N`, `--corpus DIR` for more files to start from.
 */
export async function torture(seed: number): Promise<boolean> {
  const { values } = parseArgs({
    args: process.argv.slice(2),
    allowPositionals: true,
    strict: false,
    options: { count: { type: 'string', default: '1000' }, corpus: { type: 'string' } },
  });
  const count = Number(values.count);
  const seeds = [...(await madeSeeds()), ...seedsUnder(COLLECTION)];
  if (typeof values.corpus === 'string') seeds.push(...seedsUnder(values.corpus));
  console.log(`  ${seeds.length} sound files, ${count} damaged ones`);
  const started = performance.now();
  const report = await fuzzFormats({
    seeds,
    count,
    seed,
    onCase: (done) => {
      if (done % 500 === 0) console.log(`  ${done} after ${Math.round((performance.now() - started) / 1000)} s`);
    },
  });
  for (const [outcome, cases] of Object.entries(report.outcomes).sort(([, one], [, other]) => other - one))
    console.log(`  ${outcome.padEnd(20)} ${cases}`);
  console.log(
    `  slowest ${Math.round(report.slowest.ms)} ms (${report.slowest.name}), most memory ${Math.round(report.memory / 1e6)} MB`,
  );
  for (const problem of report.problems) console.log(`  ✗ ${problem}`);
  console.log(
    report.problems.length === 0 ? '  ✓ every promise kept' : `  ✗ ${report.problems.length} problems, seed ${seed}`,
  );
  return report.problems.length === 0;
}
