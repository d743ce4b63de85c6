import { defineConfig } from '@playwright/test';
import { electronIsAway, WITHOUT_ELECTRON } from './launchers.ts';

// Said once, by the process that hands out the work (others read this file too: its workers, the finder of dead code).
if (process.argv.includes('test') && process.env.TEST_WORKER_INDEX === undefined && electronIsAway())
  console.log(`Skipped: ${WITHOUT_ELECTRON}`);

// One suite, two launchers (launchers.ts): the web host in the system's Chromium, Chrome or Edge, and Electron where its
// binary is. Nothing but a missing binary skips a scenario (launchers.test.ts). Scenarios share one machine and its sandbox marketplace, so they run one after the other.
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
    // What is about browsers alone (@browser) is no scenario of a window.
    { name: 'electron', metadata: { launcher: 'electron' }, grepInvert: /@browser/ },
  ],
});
