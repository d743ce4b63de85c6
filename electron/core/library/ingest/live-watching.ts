import { access } from 'node:fs/promises';
import type { StudioContext } from '../../context.ts';
import type { JobQueue } from '../../jobs/job-queue.ts';
import type { FoldersRepository, WatchedFolder } from '../folders/folders.repository.ts';

/** Hints get lost (every watcher, measured): everything is compared again this often (ms). */
const RESCAN_MS = 15 * 60_000;
/** How often (ms) to see whether a drive came or went, and whether a full disk has room again. */
const DRIVES_MS = 15_000;
/** A burst of hints about one folder becomes one look (ms). */
const SETTLE_MS = 300;

/** Keeps the catalogue true while the studio runs: watchers hint, scans find out. */
export function liveWatching({
  context,
  folders,
  queue,
}: {
  context: StudioContext;
  folders: FoldersRepository;
  queue: JobQueue;
}) {
  const { ports, log } = context;
  const watched = new Map<number, Promise<{ close(): Promise<void> } | null>>();
  const hinted = new Set<string>();
  let hintTimer: NodeJS.Timeout | null = null;
  let drivesTimer: NodeJS.Timeout | null = null;
  let rescanTimer: NodeJS.Timeout | null = null;
  let running = false;

  function onHint(changedFolder: string): void {
    hinted.add(changedFolder);
    hintTimer ??= setTimeout(() => {
      hintTimer = null;
      if (!running || context.lifetime.aborted) return;
      for (const folder of hinted) queue.add('look-into', folder, 0);
      hinted.clear();
      queue.wake();
    }, SETTLE_MS);
  }

  async function watch(folder: WatchedFolder): Promise<{ close(): Promise<void> } | null> {
    try {
      return await ports.watcher.watch(folder.path, onHint, (error) =>
        log.warn('watcher', { folder: folder.path, error }),
      );
    } catch (error) {
      log.warn('folder not watched, compared from time to time', { folder: folder.path, error });
      return null;
    }
  }

  function refresh(): void {
    if (!running) return;
    const all = folders.all();
    for (const folder of all)
      if (!watched.has(folder.id) && folder.state === 'ok') watched.set(folder.id, watch(folder));
    for (const [id, watching] of watched) {
      if (all.some((folder) => folder.id === id && folder.state === 'ok')) continue;
      watched.delete(id);
      void watching.then((handle) => handle?.close());
    }
  }

  async function lookForDrives(): Promise<void> {
    if (queue.problem) queue.resume();
    for (const folder of folders.all()) {
      const there = await access(folder.path).then(
        () => true,
        () => false,
      );
      if (!running || context.lifetime.aborted) return;
      if (there !== (folder.state !== 'offline')) queue.add('scan-folder', String(folder.id));
    }
    refresh();
    queue.wake();
  }

  return {
    /** Folders came or went. */
    refresh,
    start(): void {
      running = true;
      refresh();
      drivesTimer = setInterval(() => void lookForDrives(), DRIVES_MS);
      rescanTimer = setInterval(() => {
        for (const folder of folders.all()) queue.add('scan-folder', String(folder.id), -1);
        queue.wake();
      }, RESCAN_MS);
    },
    async stop(): Promise<void> {
      running = false;
      for (const timer of [drivesTimer, rescanTimer]) if (timer) clearInterval(timer);
      if (hintTimer) clearTimeout(hintTimer);
      hintTimer = null;
      const handles = await Promise.all(watched.values());
      watched.clear();
      await Promise.all(handles.map((handle) => handle?.close()));
    },
  };
}
