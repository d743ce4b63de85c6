import { defineConfig } from 'vitest/config';

// Unit tests stand beside what they test; integration tests in tests/. All use real SQLite, sharp, files and loopback servers.
export default defineConfig({
  test: {
    include: ['{electron,renderer,shared,sandbox,scripts}/**/*.test.{ts,tsx}', 'tests/integration/**/*.test.ts'],
    environment: 'node',
    pool: 'forks',
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
