import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import {
  electronIsAway,
  type Launch,
  type Look,
  launchElectron,
  launchWeb,
  type OpenStudio,
  WITHOUT_ELECTRON,
} from './launchers.ts';

interface StudioFixtures {
  /** A folder of the test's own, gone afterwards. */
  readonly folder: string;
  /** Opens the studio on `<folder>/data`; what is still open at the end is closed. */
  readonly open: (look?: Partial<Look>) => Promise<OpenStudio>;
}

const DESK: Look = { width: 1280, height: 720, scheme: 'dark' };

/** Playwright's test with a studio to open, by the launcher of the project. */
export const test = base.extend<StudioFixtures>({
  // Playwright finds out what a fixture needs from its first parameter; this one needs nothing.
  folder: async ({ browserName: _unused }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'pouire-e2e-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  },
  open: async ({ folder }, use, info) => {
    const electron = info.project.metadata.launcher === 'electron';
    base.skip(electron && electronIsAway(), WITHOUT_ELECTRON);
    const launch: Launch = electron ? launchElectron : launchWeb;
    const opened: OpenStudio[] = [];
    await use(async (look = {}) => {
      const studio = await launch(join(folder, 'data'), { ...DESK, ...look });
      opened.push(studio);
      return studio;
    });
    for (const studio of opened) await studio.close().catch(() => {});
  },
});

export { expect } from '@playwright/test';
