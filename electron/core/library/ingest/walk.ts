import { lstatSync, statSync } from 'node:fs';
import { lstat, realpath, stat } from 'node:fs/promises';
import { isPhotoName, isSystemFolder } from './candidates.ts';
import { type Entries, type EntryKind, mayBeIllegible, readEntries } from './illegible-names.ts';
import { isBelow, rangeBelow } from './paths.ts';

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
  /** Its own folders; the walk adds the links that it follows. */
  readonly folders: string[];
  /** Symbolic links to folders. */
  readonly links: readonly string[];
  /** Photographs that can't be opened under their names, and all below folders of such names; spelled for reading. */
  readonly illegible: readonly string[];
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
 * tree holds. A symbolic link to a folder is followed when it leads somewhere that the walk would not come to otherwise: that
 * way no link makes a circle.
 */
export async function* walk(
  root: string,
  { enter, signal, list = listFolder }: WalkOptions,
): AsyncGenerator<SeenFolder> {
  const covered = [await realPathOf(root)];
  const waiting: string[] = [];
  // The next folder is listed by the system while the one before is compared with the catalogue.
  let next: Promise<SeenFolder> | null = list(root);
  while (next) {
    signal.throwIfAborted();
    const folder = await next;
    for (const link of folder.links) {
      const target = await realPathOf(link);
      if (covered.some((other) => overlap(target, other))) continue;
      covered.push(target);
      folder.folders.push(link);
    }
    for (const child of folder.folders.toReversed()) if (enter(child)) waiting.push(child);
    const path = waiting.pop();
    next = path === undefined ? null : list(path);
    yield folder;
  }
}

function overlap(one: string, other: string): boolean {
  return one === other || isBelow(one, other) || isBelow(other, one);
}

function realPathOf(path: string): Promise<string> {
  return realpath(path).catch(() => path); // listing it says what is wrong
}

/** Files are looked at in slices, so that a folder of 50,000 does not hold up calls from the page. */
const SLICE = 200;
/** A disk that takes longer than this (ms) for a slice is a network drive: there, waiting must not block. */
const SLOW_SLICE_MS = 20;

/** Lists one folder. Never fails: what is wrong is part of the answer. */
export async function listFolder(path: string): Promise<SeenFolder> {
  const nothing = { path, files: [], folders: [], links: [], illegible: [], ignored: 0 };
  let found: Entries;
  const started = performance.now();
  try {
    found = await readEntries(path);
  } catch (error) {
    return { ...nothing, problem: isGone(error) ? 'missing' : 'unreadable' };
  }
  const entries = found.legible;
  let slow = performance.now() - started > SLOW_SLICE_MS + entries.length / 50;
  const files: SeenFile[] = [];
  const folders: string[] = [];
  const links: string[] = [];
  const prefix = rangeBelow(path).from;
  const illegible = [...found.illegible];
  let { ignored } = found;
  for (let start = 0; start < entries.length; start += SLICE) {
    const slice = entries.slice(start, start + SLICE);
    const sliceStarted = performance.now();
    for (const entry of slice) {
      const entryPath = prefix + entry.name;
      let { kind } = entry;
      const isLink = kind === 'link';
      if (isLink || kind === 'unknown') kind = await kindOfTarget(entryPath);
      if (kind === 'folder' && !isSystemFolder(entry.name)) (isLink ? links : folders).push(entryPath);
      if (kind !== 'file') continue;
      if (!isPhotoName(entry.name)) {
        ignored += 1;
        continue;
      }
      const seen = slow ? await look(entryPath) : lookNow(entryPath);
      if (seen) files.push(seen);
      else if (mayBeIllegible(entry.name)) illegible.push(entryPath);
    }
    slow ||= performance.now() - sliceStarted > SLOW_SLICE_MS;
    if (start + SLICE < entries.length) await new Promise((resolve) => setImmediate(resolve));
  }
  return { path, files, folders, links, illegible, ignored, problem: null };
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
