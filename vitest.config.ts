import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** These take minutes: begun first, they run beside all the others. */
const LONG = /delivery-on-(own-s3|ceph)\.test\.ts$/;

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [
      ...sorted.filter(({ moduleId }) => LONG.test(moduleId)),
      ...sorted.filter(({ moduleId }) => !LONG.test(moduleId)),
    ];
  }
}

// Unit tests stand beside what they test; integration tests in tests/. All use real SQLite, sharp, files and loopback servers.
export default defineConfig({
  test: {
    include: ['{electron,renderer,shared,sandbox,scripts}/**/*.test.{ts,tsx}', 'tests/integration/**/*.test.ts'],
    environment: 'node',
    pool: 'forks',
    // Two at once, on two cores too: most of them wait for disks, servers and processes of their own.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    // Limits are for what hangs, not for what is slow: on a busy machine everything takes ten times as long.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
