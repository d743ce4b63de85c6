import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { WatchListener, WatchRequest } from '../../core/ports/watcher.ts';

/** ms. A round is one look at the time stamp of every folder, no file is touched. */
export interface PollingPace {
  readonly first: number;
  /** Between rounds while something changes. */
  readonly shortest: number;
  /** Between rounds when nothing has changed for long. */
  readonly longest: number;
  /** Looking takes at most one part in this many of the time: a slow line is not kept busy by us. */
  readonly share: number;
}

const PACE: PollingPace = { first: 2000, shortest: 3000, longest: 60_000, share: 20 };
/** Every quiet round makes the next wait longer by this. */
const CALMER = 1.5;
/** Time stamps are as coarse as this (ms, FAT): a folder that changed just now may change again under the same stamp. */
const COARSEST_STAMP_MS = 2000;
/** A folder changed this shortly (ms) before its first look may have changed between its scan and that look. */
const A_MOMENT_MS = 60_000;

/**
 * Looks at folders from which no events come: network drives, and folders beyond what the system watches. A folder whose time
 * stamp changed has got or lost entries; files edited in place are found by the regular comparison.
 */
export function pollFolders({
  enter,
  listener,
  pace = PACE,
}: Pick<WatchRequest, 'enter'> & { listener: WatchListener; pace?: PollingPace }): {
  add(folder: string): Promise<void>;
  close(): void;
} {
  /** Time stamp of each folder in ns; null: look again whatever it says. */
  const folders = new Map<string, bigint | null>();
  let timer: NodeJS.Timeout | null = null;
  let closed = false;
  let wait = pace.shortest;

  /** Takes in a folder and all below it. `news`: what is in it was not there at the last look. */
  async function take(folder: string, news: boolean): Promise<void> {
    if (closed || folders.has(folder)) return;
    folders.set(folder, await stampOf(folder));
    if (news) listener.changed(folder);
    for (const child of await foldersIn(folder)) await take(child, news);
  }

  async function foldersIn(folder: string): Promise<string[]> {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    return entries
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(folder, entry.name))
      .filter(enter);
  }

  async function round(): Promise<void> {
    const started = performance.now();
    let changes = 0;
    // One after the other: a share that hangs holds up one thread, not all.
    for (const [folder, before] of [...folders]) {
      if (closed) return;
      const found = await stat(folder, { bigint: true }).catch(() => null);
      if (found === null) {
        folders.delete(folder);
        listener.changed(folder);
        changes += 1;
        continue;
      }
      if (before === found.mtimeNs) continue;
      changes += 1;
      folders.set(folder, settled(found.mtimeNs));
      listener.changed(folder);
      for (const child of await foldersIn(folder)) await take(child, true);
    }
    const took = performance.now() - started;
    wait = changes > 0 ? pace.shortest : Math.min(pace.longest, wait * CALMER);
    next(Math.max(wait, took * pace.share));
  }

  async function stampOf(folder: string): Promise<bigint | null> {
    const found = await stat(folder, { bigint: true }).catch(() => null);
    return found === null ? null : settled(found.mtimeNs, A_MOMENT_MS);
  }

  function next(ms: number): void {
    if (closed) return;
    timer = setTimeout(() => void round().catch((error) => listener.failed(error)), ms);
    timer.unref();
  }

  return {
    async add(folder) {
      await take(folder, false);
      if (timer === null) next(pace.first);
    },
    close() {
      closed = true;
      if (timer) clearTimeout(timer);
      folders.clear();
    },
  };
}

function settled(stamp: bigint, within = COARSEST_STAMP_MS): bigint | null {
  return Math.abs(Date.now() - Number(stamp / 1_000_000n)) < within ? null : stamp;
}
