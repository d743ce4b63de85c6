import { readdir, realpath, stat } from 'node:fs/promises';
import { homedir, platform } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { StudioError } from '../../../../shared/domain/errors.ts';
import { isPhotoName, isSystemFolder } from '../ingest/candidates.ts';
import { isGone } from '../ingest/walk.ts';

export interface BrowsedFolder {
  path: string;
  parent: string | null;
  entries: { name: string; path: string; imageCount: number }[];
  imageCount: number;
  shortcuts: Shortcut[];
}

interface Shortcut {
  name: string;
  path: string;
  kind: 'home' | 'pictures' | 'drive' | 'desktop';
}

/** Folders shown of one folder, and folders counted into; a person does not read further. */
const MOST_ENTRIES = 500;

/** The folders in a folder, for hosts without a folder dialog. Null: the home folder. Errors: folder-missing, not-a-folder, folder-unreadable. */
export async function browse(asked: string | null): Promise<BrowsedFolder> {
  const path = resolve(asked ?? homedir());
  const { folders, imageCount } = await look(path);
  const names = folders
    .sort((a, b) => a.localeCompare(b, 'fr', { numeric: true, sensitivity: 'base' }))
    .slice(0, MOST_ENTRIES);
  const entries = await Promise.all(
    names.map(async (name) => {
      const child = join(path, name);
      const inside = await look(child).catch(() => null); // unreadable: shown, without a count
      return { name, path: child, imageCount: inside?.imageCount ?? 0 };
    }),
  );
  const parent = dirname(path);
  return { path, parent: parent === path ? null : parent, entries, imageCount, shortcuts: await findShortcuts() };
}

async function look(path: string): Promise<{ folders: string[]; imageCount: number }> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    const folders: string[] = [];
    let imageCount = 0;
    for (const entry of entries) {
      if (entry.isFile() && isPhotoName(entry.name)) imageCount += 1;
      else if (isSystemFolder(entry.name)) continue;
      else if (entry.isDirectory() || (entry.isSymbolicLink() && (await isFolder(join(path, entry.name)))))
        folders.push(entry.name);
    }
    return { folders, imageCount };
  } catch (cause) {
    if (isGone(cause)) {
      const exists = await stat(path).then(
        () => true,
        () => false,
      );
      throw new StudioError(exists ? 'not-a-folder' : 'folder-missing', { path }, { cause });
    }
    throw new StudioError('folder-unreadable', { path }, { cause });
  }
}

/** Names that desktops give these folders, French first. */
const PICTURES = ['Images', 'Pictures', 'Photos', 'Mes images'];
const DESKTOPS = ['Bureau', 'Desktop'];
/** Where systems mount cards and drives. */
const MOUNT_FOLDERS: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: ['/media', `/media/${basename(homedir())}`, `/run/media/${basename(homedir())}`, '/mnt'],
  darwin: ['/Volumes'],
};

async function findShortcuts(): Promise<Shortcut[]> {
  const home = homedir();
  const named = async (names: readonly string[], kind: 'pictures' | 'desktop'): Promise<Shortcut[]> => {
    const found = await Promise.all(
      names.map(async (name) => ({ name, path: join(home, name), kind, there: await isFolder(join(home, name)) })),
    );
    return found.filter(({ there }) => there).map(({ name, path }) => ({ name, path, kind }));
  };
  const [pictures, desktops, drives] = await Promise.all([
    named(PICTURES, 'pictures'),
    named(DESKTOPS, 'desktop'),
    findDrives(),
  ]);
  return [{ name: basename(home) || home, path: home, kind: 'home' }, ...pictures, ...desktops, ...drives];
}

async function findDrives(): Promise<Shortcut[]> {
  if (platform() === 'win32') {
    const letters = Array.from({ length: 26 }, (_unused, index) => `${String.fromCharCode(65 + index)}:\\`);
    const there = await Promise.all(letters.map(isFolder));
    return letters.filter((_letter, index) => there[index]).map((path) => ({ name: path, path, kind: 'drive' }));
  }
  const drives = new Map<string, Shortcut>();
  const mountFolders = MOUNT_FOLDERS[platform()] ?? [];
  for (const mounts of mountFolders) {
    for (const name of await readdir(mounts).catch(() => [])) {
      const path = join(mounts, name);
      if (name.startsWith('.') || mountFolders.includes(path) || !(await isFolder(path))) continue;
      drives.set(await realpath(path), { name, path, kind: 'drive' });
    }
  }
  return [...drives.values()];
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
