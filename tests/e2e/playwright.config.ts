import { defineConfig } from '@playwright/test';

// One suite, two launchers (launchers.ts): the web host in the system's Chromium, Chrome or Edge, and Electron where its
// binary is. Scenarios share one machine and its sandbox marketplace, so they run one after the other.
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results',
  fullyParallel: false,
  workers: 1,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  retries: 0,
  reporter: [['list'], ['json']],
  projects: [
    { name: 'web', metadata: { launcher: 'web' } },
    { name: 'electron', metadata: { launcher: 'electron' } },
  ],
});
