import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { StudioContext } from '../../context.ts';
import type { Volume } from '../../ports/volumes.ts';
import { lookAt } from '../ingest/walk.ts';
import type { KnownState } from './file-sample.repository.ts';
import { endingsOf, type FolderPlacesRepository, pathBelow } from './folder-places.repository.ts';
import type { FoldersRepository, WatchedFolder } from './folders.repository.ts';

/** Files looked at to recognise a folder by what is in it. */
const SAMPLE = 48;
/** Coarsest time stamp of a file system in ms (FAT); systems also disagree on the time zone of FAT's stamps. */
const STAMP_MS = 2000;
const QUARTER_HOUR_MS = 15 * 60_000;
const FURTHEST_ZONES_MS = 26 * 60 * 60_000;

export interface FolderIdentity {
  /**
   * Whether what lies at a watched folder's path is that folder: `away` when nothing does, when it is the bare mount point of a
   * drive that was pulled, or when another drive is mounted there.
   */
  standing(folder: WatchedFolder): Promise<'here' | 'away'>;
  /** Where a folder that is away lies now (another drive letter, another mount point); null while it is nowhere. */
  find(folder: WatchedFolder): Promise<string | null>;
  /** How many of a sample of the folder's files are at or below another path, with the same size and time. */
  resemblance(folder: WatchedFolder, path: string): Promise<{ alike: number; of: number }>;
  /** Whether a path holds what a folder held: at least half of the sample. Never for a folder of which no file is known. */
  recognises(folder: WatchedFolder, path: string): Promise<boolean>;
  /** Notes on which volume a folder lies from now on. */
  remember(folder: WatchedFolder): Promise<void>;
}

/** Tells folders apart by the volume they lie on and, where that says nothing, by what is in them. */
export function folderIdentity({
  context,
  folders,
  folderPlaces,
}: {
  context: StudioContext;
  folders: FoldersRepository;
  folderPlaces: FolderPlacesRepository;
}): FolderIdentity {
  const { volumes, dataDir } = context.ports;

  async function resemblance({ path: root }: WatchedFolder, path: string): Promise<{ alike: number; of: number }> {
    const known = folderPlaces.sample(root, SAMPLE);
    let alike = 0;
    for (const file of known) {
      const below = pathBelow(root, file.path);
      if (below !== null && (await isAlike(file, join(path, below)))) alike += 1;
    }
    return { alike, of: known.length };
  }

  async function recognises(folder: WatchedFolder, path: string): Promise<boolean> {
    const { alike, of } = await resemblance(folder, path);
    return of > 0 && alike * 2 >= of;
  }

  async function remember(folder: WatchedFolder): Promise<void> {
    const [volume, inode] = [await volumes.holding(folder.path), await inodeOf(folder.path)];
    if (volume === null || inode === null) return;
    const now = { ...volume, inode };
    if (JSON.stringify(now) !== JSON.stringify(folderPlaces.volumeOf(folder.id)))
      folderPlaces.setVolume(folder.id, now);
  }

  async function standing(folder: WatchedFolder): Promise<'here' | 'away'> {
    const inode = await inodeOf(folder.path);
    if (inode === null) return 'away';
    const before = folderPlaces.volumeOf(folder.id);
    const now = await volumes.holding(folder.path);
    const isSameVolume = now !== null && before !== null && now.path === before.path && isSame(now, before);
    // The very same directory: whatever she did in it, emptying it included.
    if (isSameVolume && before.inode === inode) return 'here';
    const { alike, of } = await resemblance(folder, folder.path);
    // On another volume what is in it decides. On the same one, or where nothing is known of volumes, only an empty directory
    // is taken for what is left of a folder that went: a bare mount point, or one made by whoever moved the folder away.
    const isAnother = now && before && !isSameVolume ? alike * 2 < of : of > 0 && (await isEmpty(folder.path));
    if (isAnother) return 'away';
    await remember(folder);
    return 'here';
  }

  async function find(folder: WatchedFolder): Promise<string | null> {
    const before = folderPlaces.volumeOf(folder.id);
    const wasBelow = before && pathBelow(before.path, folder.path);
    const mounted = await volumes.list();
    const taken = new Set(folders.all().map(({ path }) => path));
    const isFree = async (path: string) => !taken.has(path) && path !== dataDir && (await isFolder(path));
    // The drive itself, under another name. Nothing in it has to be as it was.
    if (before?.id && wasBelow !== null) {
      const same = mounted.filter(({ id }) => id === before.id);
      const path = join(same[0]?.path ?? '', wasBelow);
      if (same.length === 1 && (await isFree(path))) return path;
    }
    for (const { path: root } of mounted)
      for (const ending of endingsOf(folder.path)) {
        const path = join(root, ending);
        if ((await isFree(path)) && (await recognises(folder, path))) return path;
      }
    return null;
  }

  return { standing, find, resemblance, recognises, remember };
}

function isSame(one: Volume, other: Volume): boolean {
  return one.id !== null && other.id !== null ? one.id === other.id : one.capacity === other.capacity;
}

async function isAlike(known: KnownState, path: string): Promise<boolean> {
  const found = await lookAt(path);
  if (found === null || found.size !== known.size) return false;
  const apart = Math.abs(Number((BigInt(found.mtimeNs) - BigInt(known.mtimeNs)) / 1_000_000n));
  const beside = apart % QUARTER_HOUR_MS;
  return apart <= FURTHEST_ZONES_MS && Math.min(beside, QUARTER_HOUR_MS - beside) <= STAMP_MS;
}

async function isEmpty(path: string): Promise<boolean> {
  return readdir(path).then(
    (names) => names.length === 0,
    () => false,
  );
}

/** Null when there is no directory at the path. */
async function inodeOf(path: string): Promise<string | null> {
  const found = await stat(path, { bigint: true }).catch(() => null);
  return found?.isDirectory() ? String(found.ino) : null;
}

async function isFolder(path: string): Promise<boolean> {
  return (await inodeOf(path)) !== null;
}
