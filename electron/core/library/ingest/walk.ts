import { lstatSync, statSync } from 'node:fs';
import { lstat, realpath, stat } from 'node:fs/promises';
import { isPhotoName, isSystemFolder } from './candidates.ts';
import { type Entries, type Entry, type EntryKind, mayBeIllegible, readEntries } from './illegible-names.ts';
import { type Listing, type ListingPage, listingPages, type SeenFile, type SeenFolder, seenFolder } from './listing.ts';
import { isBelow, rangeBelow } from './paths.ts';

export type { SeenFile, SeenFolder } from './listing.ts';

export interface WalkOptions {
  /** Which of a folder's own folders to go into. */
  readonly enter: (folder: string) => boolean;
  readonly signal: AbortSignal;
  /** Lists a folder; replaced in tests, where a folder can't be made unreadable for the administrator. */
  readonly list?: (folder: string) => Promise<SeenFolder>;
}

/**
 * Folders listed while the ones before are compared with the catalogue: enough that neither waits for the other, and no more, so
 * that a listing is never older than it need be.
 */
const LISTED_AHEAD = 16;

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
  const waiting: string[] = [root];
  const listings = new Map<string, Promise<SeenFolder>>();
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    signal.throwIfAborted();
    const folder = await (listings.get(path) ?? list(path));
    listings.delete(path);
    for (const link of folder.links) {
      const target = await realPathOf(link);
      if (covered.some((other) => overlap(target, other))) continue;
      covered.push(target);
      folder.folders.push(link);
    }
    for (const child of folder.folders.toReversed()) if (enter(child)) waiting.push(child);
    for (const next of waiting.slice(-LISTED_AHEAD)) if (!listings.has(next)) listings.set(next, list(next));
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

/** Which of a folder's files, by name, its rules let in; null: all. */
export type ReadsName = ((name: string) => boolean) | null;

/** Lists one folder. Never fails: what is wrong is part of the answer. */
export async function listFolder(path: string): Promise<SeenFolder> {
  return seenFolder(await listingOf(path, null));
}

/**
 * Lists one folder, files in the order of their names. Never fails: what is wrong is part of the answer. Where nobody else waits
 * (a thread of its own) it may `block`, which is quicker.
 */
export async function listingOf(path: string, reads: ReadsName, block = false): Promise<Listing> {
  const nothing = { path, pages: [], folders: [], links: [], illegible: [], ignored: 0 };
  let found: Entries;
  const started = performance.now();
  try {
    found = await readEntries(path, block);
  } catch (error) {
    return { ...nothing, problem: isGone(error) ? 'missing' : 'unreadable' };
  }
  const slow = performance.now() - started > SLOW_SLICE_MS + found.legible.length / 50;
  const prefix = rangeBelow(path).from;
  const { photos, folders, links, ignored } = await sortOut(found.legible, prefix, reads);
  photos.sort();
  const { pages, illegible } = await lookAtAll(photos, prefix, slow);
  return {
    path,
    pages,
    folders,
    links,
    illegible: [...found.illegible, ...illegible],
    ignored: found.ignored + ignored,
    problem: null,
  };
}

/** What may be a photograph, what is to be gone into, and how much is neither. */
async function sortOut(
  entries: readonly Entry[],
  prefix: string,
  reads: ReadsName,
): Promise<{ photos: string[]; folders: string[]; links: string[]; ignored: number }> {
  const photos: string[] = [];
  const folders: string[] = [];
  const links: string[] = [];
  let ignored = 0;
  for (const { name, kind: said } of entries) {
    const isLink = said === 'link';
    const kind = isLink || said === 'unknown' ? await kindOfTarget(prefix + name) : said;
    if (kind === 'folder' && !isSystemFolder(name)) (isLink ? links : folders).push(prefix + name);
    else if (kind === 'file' && isPhotoName(name) && (reads === null || reads(name))) photos.push(name);
    else if (kind === 'file') ignored += 1;
  }
  return { photos, folders, links, ignored };
}

async function lookAtAll(
  names: readonly string[],
  prefix: string,
  slowFromTheStart: boolean,
): Promise<{ pages: ListingPage[]; illegible: string[] }> {
  const pages = listingPages();
  const illegible: string[] = [];
  let slow = slowFromTheStart;
  for (let start = 0; start < names.length; start += SLICE) {
    const sliceStarted = performance.now();
    const end = Math.min(names.length, start + SLICE);
    for (let index = start; index < end; index += 1) {
      const name = names[index] ?? '';
      const path = prefix + name;
      const state = slow ? await look(path) : lookNow(path);
      if (state) pages.add(name, state.size, state.mtimeNs, state.inode);
      else if (mayBeIllegible(name)) illegible.push(path);
    }
    slow ||= performance.now() - sliceStarted > SLOW_SLICE_MS;
    if (end < names.length) await new Promise((resolve) => setImmediate(resolve));
  }
  return { pages: pages.end(), illegible };
}

async function kindOfTarget(path: string): Promise<EntryKind> {
  try {
    const target = await stat(path);
    return target.isFile() ? 'file' : target.isDirectory() ? 'folder' : 'other';
  } catch {
    return 'other'; // a link to nowhere
  }
}

interface FileState {
  readonly size: bigint;
  readonly mtimeNs: bigint;
  readonly inode: string;
}

/** A file that can't be looked at still counts: reading it will say why. */
const UNSEEN: FileState = { size: 0n, mtimeNs: 0n, inode: '' };

/** Nanoseconds, and no error made only to say that a file went meanwhile: a fifth of the time of a look. */
const EXACT = { bigint: true, throwIfNoEntry: false } as const;

/** Stat of what a path leads to. */
function lookNow(path: string): FileState | null {
  try {
    let found = lstatSync(path, EXACT);
    if (found?.isSymbolicLink()) found = statSync(path, EXACT);
    return found ? { size: found.size, mtimeNs: found.mtimeNs, inode: String(found.ino) } : null;
  } catch (error) {
    return isGone(error) ? null : UNSEEN;
  }
}

async function look(path: string): Promise<FileState | null> {
  try {
    let found = await lstat(path, { bigint: true });
    if (found.isSymbolicLink()) found = await stat(path, { bigint: true });
    return { size: found.size, mtimeNs: found.mtimeNs, inode: String(found.ino) };
  } catch (error) {
    return isGone(error) ? null : UNSEEN;
  }
}

/** What the catalogue keeps of a file's state on disk; null when nothing is there. */
export async function lookAt(path: string): Promise<SeenFile | null> {
  const state = await look(path);
  return state && { path, size: Number(state.size), mtimeNs: String(state.mtimeNs), inode: state.inode };
}

export function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

export function isFolderThere(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
