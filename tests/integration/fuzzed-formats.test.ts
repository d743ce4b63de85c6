import { describe, expect, it } from 'vitest';
import { madeSeeds } from '../support/format-seeds.ts';
import { fuzzFormats } from '../support/fuzzing.ts';

/** The long way is `npm run torture -- formats`. */
const CASES = 150;
const SEED = 20_261_121;

describe('damaged photographs of every format', () => {
  it('are answered one by one within time and memory, and none changes on disk', async () => {
    console.log(`fuzzed formats: seed ${SEED}, ${CASES} cases`);
    const report = await fuzzFormats({ seeds: await madeSeeds(), count: CASES, seed: SEED });
    expect(report.problems).toEqual([]);
    expect(Object.values(report.outcomes).reduce((sum, count) => sum + count, 0)).toBe(CASES);
    expect(report.outcomes['decoder-crashed'] ?? 0).toBe(0);
  }, 120_000);
});
