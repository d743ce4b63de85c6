import { readdirSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { sep } from 'node:path';
import { isPhotoName, isSystemFolder } from './candidates.ts';
import { rangeBelow } from './paths.ts';

export type EntryKind = 'file' | 'folder' | 'link' | 'unknown' | 'other';

export interface Entry {
  readonly name: string;
  readonly kind: EntryKind;
}

export interface Entries {
  readonly legible: readonly Entry[];
  /** Photographs whose path is not text, under names made legible: each byte that is no UTF-8 as `\xE9`. */
  readonly illegible: readonly string[];
  /** Files below illegible names that are no photographs by name. */
  readonly ignored: number;
}

/** What Node puts where the bytes of a name are no UTF-8; such a name leads nowhere. A name may hold it itself, too. */
const REPLACEMENT = '\uFFFD';
const SEPARATOR = Buffer.from(sep);

/**
 * What lies in a folder. On Linux a name is any bytes (old cards, archives packed elsewhere); the catalogue's paths are text,
 * so what is not is told apart here instead of getting lost. A thread of its own may `block`, which is quicker. Errors: as readdir.
 */
export async function readEntries(path: string, block = false): Promise<Entries> {
  const found = block ? readdirSync(path, { withFileTypes: true }) : await readdir(path, { withFileTypes: true });
  if (!found.some(({ name }) => name.includes(REPLACEMENT))) {
    return { legible: found.map((entry) => ({ name: entry.name, kind: kindOf(entry) })), illegible: [], ignored: 0 };
  }
  const legible: Entry[] = [];
  const counted = { illegible: [] as string[], ignored: 0 };
  for (const entry of await readdir(path, { withFileTypes: true, encoding: 'buffer' })) {
    const name = entry.name.toString();
    if (entry.name.equals(Buffer.from(name))) legible.push({ name, kind: kindOf(entry) });
    else await count(Buffer.concat([Buffer.from(rangeBelow(path).from), entry.name]), entry, path, counted);
  }
  return { legible, ...counted };
}

export function mayBeIllegible(name: string): boolean {
  return name.includes(REPLACEMENT);
}

/** Counts what a path of bytes leads to, and everything below it. */
async function count(
  bytes: Buffer,
  entry: KindOfEntry & { readonly name: Buffer },
  parent: string,
  counted: { illegible: string[]; ignored: number },
): Promise<void> {
  const name = entry.name.toString();
  const shown = rangeBelow(parent).from + spelled(entry.name);
  let kind = kindOf(entry);
  if (kind === 'link' || kind === 'unknown') {
    const target = await stat(bytes).catch(() => null);
    // A link to a folder is not followed here: what it leads to is counted where it lies.
    kind = target?.isFile() ? 'file' : target?.isDirectory() && kind === 'unknown' ? 'folder' : 'other';
  }
  if (kind === 'file' && isPhotoName(name)) counted.illegible.push(shown);
  else if (kind === 'file') counted.ignored += 1;
  if (kind !== 'folder' || isSystemFolder(name)) return;
  const inside = await readdir(bytes, { withFileTypes: true, encoding: 'buffer' }).catch(() => null);
  if (inside === null) counted.illegible.push(shown);
  for (const child of inside ?? []) await count(Buffer.concat([bytes, SEPARATOR, child.name]), child, shown, counted);
}

/** Two names that differ in bytes differ as they are shown. */
function spelled(name: Buffer): string {
  let text = '';
  for (let at = 0; at < name.length; ) {
    // The longest character first: at most four bytes.
    const length = [4, 3, 2, 1].find((size) => {
      const character = name.subarray(at, at + size);
      const decoded = character.toString();
      return [...decoded].length === 1 && Buffer.from(decoded).equals(character);
    });
    text += length
      ? name.subarray(at, at + length).toString()
      : `\\x${name
          .subarray(at, at + 1)
          .toString('hex')
          .toUpperCase()}`;
    at += length ?? 1;
  }
  return text;
}

interface KindOfEntry {
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
  isFIFO(): boolean;
  isSocket(): boolean;
  isCharacterDevice(): boolean;
  isBlockDevice(): boolean;
}

/** Named pipes, sockets and devices are `other`, whatever they are called. */
function kindOf(entry: KindOfEntry): EntryKind {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  if (entry.isSymbolicLink()) return 'link';
  return entry.isFIFO() || entry.isSocket() || entry.isCharacterDevice() || entry.isBlockDevice() ? 'other' : 'unknown';
}
