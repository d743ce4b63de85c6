import { defineConfig } from 'vitest/config';

// Unit tests stand beside what they test; integration tests in tests/. All use real SQLite, sharp, files and loopback servers.
export default defineConfig({
  test: {
    include: ['{electron,renderer,shared,sandbox,scripts}/**/*.test.{ts,tsx}', 'tests/integration/**/*.test.ts'],
    environment: 'node',
    pool: 'forks',
    // Two at once, on two cores too: most of them wait for disks, servers and processes of their own.
    maxWorkers: 2,
    // Limits are for what hangs, not for what is slow: on a busy machine everything takes ten times as long.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
