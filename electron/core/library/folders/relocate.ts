import { StudioError } from '../../../../shared/domain/errors.ts';
import type { PhotoId } from '../../../../shared/domain/ids.ts';
import type { StudioContext } from '../../context.ts';
import type { JobQueue } from '../../jobs/job-queue.ts';
import type { ContentsRepository } from '../ingest/contents.repository.ts';
import { isBelow, rangeBelow } from '../ingest/paths.ts';
import { isFolderThere } from '../ingest/walk.ts';
import type { FolderIdentity } from './folder-identity.ts';
import { type FolderPlacesRepository, pathBelow } from './folder-places.repository.ts';
import type { FoldersRepository, WatchedFolder } from './folders.repository.ts';
import { openFolder } from './open-folder.ts';

export interface RelocateParts {
  readonly context: StudioContext;
  readonly queue: () => JobQueue;
  readonly folders: FoldersRepository;
  readonly folderPlaces: FolderPlacesRepository;
  readonly contents: ContentsRepository;
  readonly identity: FolderIdentity;
  readonly onFolders: () => void;
  readonly photosChanged: (ids: readonly PhotoId[]) => void;
}

/** Gives folders that lie elsewhere their new path: photos, words and decisions stay, and no byte is read again. */
export function relocation({
  context,
  queue,
  folders,
  folderPlaces,
  contents,
  identity,
  onFolders,
  photosChanged,
}: RelocateParts) {
  /** The folder lies at `to` from now on, and so do watched folders inside it. Whoever calls has made sure that it is true. */
  async function moveTo(folder: WatchedFolder, to: string): Promise<WatchedFolder> {
    const from = folder.path;
    const photos = context.db.transaction(() => {
      const inside = folderPlaces.foldersAt(from).filter(({ id }) => id !== folder.id);
      const { moved, covered } = folderPlaces.move(from, to, folders.byPath(to)?.id ?? folder.id);
      for (const photo of covered) contents.tidyPlaces(photo);
      folderPlaces.rename(folder.id, to);
      folderPlaces.moveSearches(from, to);
      for (const { id, path } of inside) {
        const place = rangeBelow(to).from + (pathBelow(from, path) ?? '');
        folderPlaces.rename(id, place);
      }
      const { from: first, below } = rangeBelow(from);
      for (const kind of ['read-file', 'look-into'] as const) queue().jobs.drop(kind, first, below);
      return [...moved, ...covered];
    });
    const moved = folders.byPath(to) ?? folder;
    await identity.remember(moved);
    context.log.info('folder found elsewhere', { from, to, photos: photos.length });
    queue().add('scan-folder', String(moved.id), 0);
    queue().wake();
    onFolders();
    context.events.emit({ type: 'folders-changed' });
    context.events.emit({ type: 'collections-changed' });
    context.events.emit({ type: 'quarantine-changed' });
    photosChanged(photos);
    return moved;
  }

  return {
    moveTo,
    /**
     * She says where a folder is. Errors: folder-unknown, folder-missing, not-a-folder, folder-unreadable, and folder-differs
     * when none of a sample of its photographs is there.
     */
    async relocate(id: number, path: string): Promise<WatchedFolder> {
      const folder = folders.byId(id);
      if (!folder) throw new StudioError('folder-unknown', { id: String(id) });
      const to = await openFolder(path);
      if (to === folder.path) return folder;
      const { alike, of } = await identity.resemblance(folder, to);
      // Inside itself it can't lie: both would be there.
      if ((of > 0 && alike === 0) || isBelow(to, folder.path))
        throw new StudioError('folder-differs', { path: to, folder: folder.path });
      return moveTo(folder, to);
    },
    /** Watched folders that are away and lie elsewhere by now: a drive under another letter or mount point. */
    async followMoved(): Promise<void> {
      for (const folder of folders.all()) {
        if (folder.state !== 'offline') continue;
        const to = await identity.find(folder);
        if (context.lifetime.aborted) return;
        // It may have come back, or gone with an outer folder, meanwhile.
        if (to !== null && folders.byId(folder.id)?.state === 'offline' && folders.byPath(folder.path))
          await moveTo(folder, to);
      }
    },
    /**
     * The folder that is away and whose photographs lie at `path`: she moved it, and says so by adding it. Nobody need have seen
     * it go: the studio may not have been running.
     */
    async awayFrom(path: string): Promise<WatchedFolder | null> {
      for (const folder of folders.all()) {
        const isAway = folder.state === 'offline' || !(await isFolderThere(folder.path));
        if (isAway && (await identity.recognises(folder, path))) return folder;
      }
      return null;
    },
  };
}

export type Relocation = ReturnType<typeof relocation>;
