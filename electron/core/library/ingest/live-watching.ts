import type { StudioContext } from '../../context.ts';
import type { JobQueue } from '../../jobs/job-queue.ts';
import type { Watching, WatchListener, WatchMethod } from '../../ports/watcher.ts';
import type { FolderIdentity } from '../folders/folder-identity.ts';
import type { FoldersRepository, WatchedFolder } from '../folders/folders.repository.ts';
import type { Relocation } from '../folders/relocate.ts';
import { isSystemFolder } from './candidates.ts';
import { fileNameOf } from './ingest.repository.ts';

/** Hints get lost (every watcher, measured): everything is compared again this often (ms). */
const RESCAN_MS = 15 * 60_000;
/** And once this long (ms) after the start: a file edited in place between its scan and its watch gave no sign. */
const FIRST_RESCAN_MS = 60_000;
/** How often (ms) to see whether a drive came or went, and whether a full disk has room again. */
const DRIVES_MS = 5000;
/** A burst of hints about one folder becomes one look (ms). */
const SETTLE_MS = 300;
/** More hints than this between two looks: the system's own queue (16,384 events on Linux) may have run over. */
const BURST = 4000;
/** A burst is over when nothing was heard for this long (ms). */
const QUIET_MS = 3000;

export interface LiveWatchingParts {
  readonly context: StudioContext;
  readonly folders: FoldersRepository;
  readonly queue: JobQueue;
  readonly identity: FolderIdentity;
  readonly relocation: Pick<Relocation, 'followMoved'>;
  readonly drivesEveryMs?: number;
}

interface Watched {
  readonly path: string;
  readonly handle: Promise<Watching | null>;
  method: WatchMethod | null;
}

/** Keeps the catalogue true while the studio runs: watchers hint, scans find out. */
export function liveWatching({
  context,
  folders,
  queue,
  identity,
  relocation,
  drivesEveryMs = DRIVES_MS,
}: LiveWatchingParts) {
  const { ports, log } = context;
  const watched = new Map<number, Watched>();
  const hinted = new Set<string>();
  /** Folders to compare as a whole once it is quiet. */
  const flooded = new Set<number>();
  const timers = new Set<NodeJS.Timeout>();
  let hints = 0;
  let hintTimer: NodeJS.Timeout | null = null;
  let quietTimer: NodeJS.Timeout | null = null;
  let lookingForDrives = false;
  let running = false;
  const over = () => !running || context.lifetime.aborted;

  function hear(folder: WatchedFolder, changedFolder: string): void {
    hinted.add(changedFolder);
    hints += 1;
    if (hints > BURST) flooded.add(folder.id);
    if (flooded.size > 0) compareWhenQuiet();
    hintTimer ??= setTimeout(() => {
      hintTimer = null;
      hints = 0;
      if (over()) return;
      for (const path of hinted) queue.add('look-into', path, 0);
      hinted.clear();
      queue.wake();
    }, SETTLE_MS);
  }

  function compareWhenQuiet(): void {
    if (quietTimer) clearTimeout(quietTimer);
    quietTimer = setTimeout(() => {
      if (over()) return;
      for (const id of flooded) queue.add('scan-folder', String(id), -1);
      flooded.clear();
      queue.wake();
    }, QUIET_MS);
  }

  function listenTo(folder: WatchedFolder): WatchListener {
    return {
      changed: (path) => hear(folder, path),
      lost() {
        flooded.add(folder.id);
        compareWhenQuiet();
      },
      ended() {
        forget(folder.id);
        queue.add('look-into', folder.path, 0);
        void lookForDrives();
      },
      method(method) {
        const now = watched.get(folder.id);
        if (now) now.method = method;
        if (method.by === 'polling') log.info('folder looked at from time to time', { folder: folder.path, ...method });
        context.events.emit({ type: 'folders-changed' });
      },
      failed: (error) => log.warn('watcher', { folder: folder.path, error }),
    };
  }

  function watch(folder: WatchedFolder): void {
    // First the entry, then the watcher: it says by which method while it begins.
    const handle = Promise.resolve().then(() =>
      ports.watcher.watch(
        { folder: folder.path, enter: (path) => path !== ports.dataDir && !isSystemFolder(fileNameOf(path)) },
        listenTo(folder),
      ),
    );
    watched.set(folder.id, {
      path: folder.path,
      method: null,
      handle: handle.catch((error: unknown) => {
        log.warn('folder not watched, compared from time to time', { folder: folder.path, error });
        return null;
      }),
    });
  }

  function forget(id: number): void {
    const watching = watched.get(id);
    watched.delete(id);
    void watching?.handle.then((handle) => handle?.close());
  }

  function refresh(): void {
    if (over()) return;
    const all = folders.all().filter(({ state }) => state === 'ok');
    for (const [id, { path }] of [...watched])
      if (!all.some((folder) => folder.id === id && folder.path === path)) forget(id);
    for (const folder of all) if (!watched.has(folder.id)) watch(folder);
  }

  /** Drives that came or went; those that came back under another name are followed. */
  async function lookForDrives(): Promise<void> {
    // A share that hangs answers late: one look at a time.
    if (lookingForDrives || over()) return;
    lookingForDrives = true;
    try {
      for (const folder of folders.all()) {
        const isHere = (await identity.standing(folder)) === 'here';
        if (over()) return;
        if (isHere !== (folder.state !== 'offline')) queue.add('scan-folder', String(folder.id));
      }
      await relocation.followMoved();
      refresh();
      queue.wake();
    } catch (error) {
      if (!over()) log.error('drives were not looked for', { error });
    } finally {
      lookingForDrives = false;
    }
  }

  function rescan(): void {
    for (const folder of folders.all()) queue.add('scan-folder', String(folder.id), -1);
    queue.wake();
  }

  return {
    /** Folders came, went or lie elsewhere. */
    refresh,
    /** How news of a folder comes; null while it is not watched. */
    methodOf: (id: number): WatchMethod | null => watched.get(id)?.method ?? null,
    start(): void {
      running = true;
      refresh();
      timers.add(
        setInterval(() => {
          if (queue.problem) queue.resume();
          void lookForDrives();
        }, drivesEveryMs),
      );
      timers.add(setInterval(rescan, RESCAN_MS));
      timers.add(setTimeout(rescan, FIRST_RESCAN_MS));
    },
    async stop(): Promise<void> {
      running = false;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      if (hintTimer) clearTimeout(hintTimer);
      if (quietTimer) clearTimeout(quietTimer);
      hintTimer = null;
      const handles = await Promise.all([...watched.values()].map(({ handle }) => handle));
      watched.clear();
      await Promise.all(handles.map((handle) => handle?.close()));
    },
  };
}
