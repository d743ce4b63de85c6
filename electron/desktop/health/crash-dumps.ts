import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DesktopElectron } from '../electron.ts';

/** Dumps kept of past crashes: each is a few megabytes. */
const KEPT = 10;

/**
 * Writes a dump when a process crashes in native code. It stays on this computer: nothing is ever uploaded, and there is no
 * address to upload to. Before the application is ready, or crashes of its start would leave none.
 */
export function keepCrashDumps(electron: Pick<DesktopElectron, 'app' | 'crashReporter'>): void {
  electron.crashReporter.start({ uploadToServer: false, compress: false });
  removeOldDumps(electron.app.getPath('crashDumps'), KEPT);
}

/** Keeps the youngest `kept` dumps of a folder (Crashpad: completed/, pending/, reports/, by platform). */
export function removeOldDumps(folder: string, kept: number): void {
  try {
    if (!existsSync(folder)) return;
    const dumps = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.dmp'))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => ({ path, at: statSync(path).mtimeMs }))
      .sort((one, other) => other.at - one.at);
    for (const { path } of dumps.slice(kept)) rmSync(path, { force: true });
  } catch {
    // Tidying up is not worth failing a start for.
  }
}
