import { lstatSync, statSync } from 'node:fs';
import { lstat, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isPhotoName, isSystemFolder } from './candidates.ts';

/** What a listing says of a file that may be a photograph. */
export interface SeenFile {
  readonly path: string;
  readonly size: number;
  /** Nanoseconds since the epoch, decimal. */
  readonly mtimeNs: string;
  readonly inode: string;
}

export interface SeenFolder {
  readonly path: string;
  readonly files: readonly SeenFile[];
  /** Its own folders, symbolic links to folders included. */
  readonly folders: readonly string[];
  /** Regular files that are no photographs by name. */
  readonly ignored: number;
  /** `missing`: not there (any more). `unreadable`: there, but it can't be listed; what it holds is unknown. */
  readonly problem: 'missing' | 'unreadable' | null;
}

export interface WalkOptions {
  /** Which of a folder's own folders to go into. */
  readonly enter: (folder: string) => boolean;
  readonly signal: AbortSignal;
  /** Lists a folder; replaced in tests, where a folder can't be made unreadable for the administrator. */
  readonly list?: typeof listFolder;
}

/**
 * A folder and what lies below it, one folder at a time: memory is bounded by the deepest path and its siblings, whatever the
 * tree holds. Each folder is visited once, however many symbolic links lead to it.
 */
export async function* walk(
  root: string,
  { enter, signal, list = listFolder }: WalkOptions,
): AsyncGenerator<SeenFolder> {
  const visited = new Set<string>();
  const waiting = [root];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    signal.throwIfAborted();
    const identity = await folderIdentity(path);
    if (identity !== null) {
      if (visited.has(identity)) continue;
      visited.add(identity);
    }
    const folder = await list(path);
    yield folder;
    for (const child of folder.folders.toReversed()) if (enter(child)) waiting.push(child);
  }
}

async function folderIdentity(path: string): Promise<string | null> {
  try {
    const { dev, ino } = await stat(path, { bigint: true });
    return ino === 0n ? null : `${dev}:${ino}`;
  } catch {
    return null; // listing it says what is wrong
  }
}

/** Files are looked at in slices, so that a folder of 50,000 does not hold up calls from the page. */
const SLICE = 200;
/** A disk that takes longer than this (ms) for a slice is a network drive: there, waiting must not block. */
const SLOW_SLICE_MS = 20;

/** Lists one folder. Never fails: what is wrong is part of the answer. */
export async function listFolder(path: string): Promise<SeenFolder> {
  const nothing = { path, files: [], folders: [], ignored: 0 };
  let entries: Awaited<ReturnType<typeof readEntries>>;
  const started = performance.now();
  try {
    entries = await readEntries(path);
  } catch (error) {
    return { ...nothing, problem: isGone(error) ? 'missing' : 'unreadable' };
  }
  let slow = performance.now() - started > SLOW_SLICE_MS + entries.length / 50;
  const files: SeenFile[] = [];
  const folders: string[] = [];
  let ignored = 0;
  for (let start = 0; start < entries.length; start += SLICE) {
    const slice = entries.slice(start, start + SLICE);
    const sliceStarted = performance.now();
    for (const entry of slice) {
      const entryPath = join(path, entry.name);
      let kind = kindOf(entry);
      if (kind === 'link' || kind === 'unknown') kind = await kindOfTarget(entryPath);
      if (kind === 'folder' && !isSystemFolder(entry.name)) folders.push(entryPath);
      if (kind !== 'file') continue;
      if (!isPhotoName(entry.name)) {
        ignored += 1;
        continue;
      }
      const seen = slow ? await look(entryPath) : lookNow(entryPath);
      if (seen) files.push(seen);
    }
    slow ||= performance.now() - sliceStarted > SLOW_SLICE_MS;
    if (start + SLICE < entries.length) await new Promise((resolve) => setImmediate(resolve));
  }
  return { path, files, folders, ignored, problem: null };
}

function readEntries(path: string) {
  return readdir(path, { withFileTypes: true });
}

type Entry = Awaited<ReturnType<typeof readEntries>>[number];
type EntryKind = 'file' | 'folder' | 'link' | 'unknown' | 'other';

/** Named pipes, sockets and devices are `other`, whatever they are called. */
function kindOf(entry: Entry): EntryKind {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  if (entry.isSymbolicLink()) return 'link';
  return entry.isFIFO() || entry.isSocket() || entry.isCharacterDevice() || entry.isBlockDevice() ? 'other' : 'unknown';
}

async function kindOfTarget(path: string): Promise<EntryKind> {
  try {
    const target = await stat(path);
    return target.isFile() ? 'file' : target.isDirectory() ? 'folder' : 'other';
  } catch {
    return 'other'; // a link to nowhere
  }
}

/** Stat of what a path leads to. A file that can't be looked at still counts: reading it will say why. */
function lookNow(path: string): SeenFile | null {
  try {
    let found = lstatSync(path, { bigint: true });
    if (found.isSymbolicLink()) found = statSync(path, { bigint: true });
    return seenFile(path, found);
  } catch (error) {
    return isGone(error) ? null : unseen(path);
  }
}

async function look(path: string): Promise<SeenFile | null> {
  try {
    let found = await lstat(path, { bigint: true });
    if (found.isSymbolicLink()) found = await stat(path, { bigint: true });
    return seenFile(path, found);
  } catch (error) {
    return isGone(error) ? null : unseen(path);
  }
}

/** What the catalogue keeps of a file's state on disk; null when nothing is there. */
export async function lookAt(path: string): Promise<SeenFile | null> {
  return look(path);
}

function seenFile(path: string, { size, mtimeNs, ino }: { size: bigint; mtimeNs: bigint; ino: bigint }): SeenFile {
  return { path, size: Number(size), mtimeNs: String(mtimeNs), inode: String(ino) };
}

function unseen(path: string): SeenFile {
  return { path, size: 0, mtimeNs: '0', inode: '' };
}

export function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
