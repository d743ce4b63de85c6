import { realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Folder, Subfolder } from '../../../../shared/contract/library.contract.ts';
import { isStudioError, StudioError } from '../../../../shared/domain/errors.ts';
import type { PhotoId } from '../../../../shared/domain/ids.ts';
import type { StudioContext } from '../../context.ts';
import type { JobQueue } from '../../jobs/job-queue.ts';
import type { WatchMethod } from '../../ports/watcher.ts';
import type { ContentsRepository } from '../ingest/contents.repository.ts';
import { isBelow, rangeBelow } from '../ingest/paths.ts';
import { folderTree } from './folder-tree.repository.ts';
import type { FoldersRepository, WatchedFolder } from './folders.repository.ts';
import { openFolder } from './open-folder.ts';
import type { Relocation } from './relocate.ts';

export interface FoldersParts {
  readonly context: StudioContext;
  readonly queue: JobQueue;
  readonly folders: FoldersRepository;
  readonly contents: ContentsRepository;
  /** A folder came or went: watch it, or stop. */
  readonly onFolders: () => void;
  readonly photosChanged: (ids: readonly PhotoId[]) => void;
  readonly takeOffline: (folder: WatchedFolder) => Promise<void>;
  /** A folder was removed from within another one: what it held follows that one's rules now. */
  readonly followRules: (folder: WatchedFolder) => void;
  readonly relocation: Pick<Relocation, 'awayFrom' | 'moveTo'>;
  /** How news of a folder comes; null while it is not watched. */
  readonly methodOf: (id: number) => WatchMethod | null;
}

/** The folders she asked the studio to watch. */
export function foldersService({
  context,
  queue,
  folders,
  contents,
  onFolders,
  photosChanged,
  takeOffline,
  followRules,
  relocation,
  methodOf,
}: FoldersParts) {
  function toFolder(folder: WatchedFolder): Folder {
    return {
      id: folder.id,
      path: folder.path,
      name: basename(folder.path) || folder.path,
      photoCount: folders.countRecorded(folder.path),
      hasSubfolders: tree.hasAny(folder.path),
      state: folder.state,
      lastScanAt: folder.lastScanAt,
      rules: folder.rules,
      rulesPending: folder.rulesPending > 0,
      watching: watchingOf(methodOf(folder.id)),
    };
  }

  const tree = folderTree(context.db);

  function scan(folder: WatchedFolder): void {
    queue.add('scan-folder', String(folder.id), 0);
    queue.wake();
  }

  /** A watched folder that can't be opened: what the catalogue says of it must be true before the person is told. */
  async function noteAway(path: string, error: unknown): Promise<void> {
    const asked = resolve(path);
    // The catalogue keeps real paths; of a folder that is gone, the way to it may still lead through a link.
    const parent = await realpath(dirname(asked)).catch(() => dirname(asked));
    const folder = folders.byPath(asked) ?? folders.byPath(join(parent, basename(asked)));
    if (!folder || !isStudioError(error)) return;
    if (error.code !== 'folder-unreadable') await takeOffline(folder);
    else if (folders.setState(folder.id, 'unreadable')) context.events.emit({ type: 'folders-changed' });
  }

  async function ensure(path: string): Promise<WatchedFolder> {
    const real = await openFolder(path).catch(async (error: unknown) => {
      await noteAway(path, error);
      throw error;
    });
    const known = folders.byPath(real);
    if (known) return known;
    // She moved the folder, and says so by adding it where it lies now.
    const away = await relocation.awayFrom(real);
    if (away) return relocation.moveTo(away, real);
    const folder = folders.add(real, context.ports.clock.now());
    if (folder.rulesPending > 0) followRules(folder);
    context.events.emit({ type: 'folders-changed' });
    onFolders();
    return folder;
  }

  return {
    toFolder,
    scan,
    /** The watched folder of this path, new or known. Errors: folder-missing, not-a-folder, folder-unreadable. */
    ensure,
    list: () => folders.all().map(toFolder),
    /** Folders directly in a watched folder (`path` null) or in one below it. Errors: folder-unknown. */
    tree(id: number, path: string | null): Subfolder[] {
      const folder = folders.byId(id);
      if (!folder || (path !== null && path !== folder.path && !isBelow(path, folder.path)))
        throw new StudioError('folder-unknown', { id: String(id) });
      return tree.children(path ?? folder.path);
    },
    async add(path: string): Promise<Folder> {
      const folder = await ensure(path);
      scan(folder);
      return toFolder(folder);
    },
    remove(id: number): { removedPhotos: number } {
      const folder = folders.byId(id);
      if (!folder) return { removedPhotos: 0 };
      let removedPhotos = 0;
      const concerned = context.db.transaction(() => {
        const photos = folders.remove(folder);
        const { from, below } = rangeBelow(folder.path);
        if (!folders.holding(folder.path)) queue.jobs.drop('read-file', from, below);
        for (const photo of photos) {
          contents.tidyPlaces(photo);
          if (contents.byId(photo) === null) removedPhotos += 1;
        }
        return photos;
      });
      const holder = folders.holding(folder.path);
      if (holder) followRules(holder);
      onFolders();
      context.events.emit({ type: 'folders-changed' });
      context.events.emit({ type: 'quarantine-changed' });
      photosChanged(concerned);
      return { removedPhotos };
    },
    rescan(id: number | undefined): { queued: number } {
      const chosen = folders.all().filter((folder) => id === undefined || folder.id === id);
      for (const folder of chosen) scan(folder);
      return { queued: chosen.length };
    },
    retry(path: string): { queued: number } {
      const aside = folders.quarantine().find((entry) => entry.path === path);
      if (!aside) throw new StudioError('file-missing', { path });
      // A set-aside folder is looked into, a file is read; one that can't be opened under its name is looked for.
      queue.add('look-into', path, 1);
      if (aside.code !== 'name-unreadable') queue.add('read-file', path, 1);
      queue.wake();
      return { queued: 1 };
    },
  };
}

export type FoldersService = ReturnType<typeof foldersService>;

function watchingOf(method: WatchMethod | null): Folder['watching'] {
  if (method === null) return null;
  return method.by === 'events' ? 'events' : `polling-${method.because}`;
}
