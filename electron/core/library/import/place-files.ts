import { link, lstat, open, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { numbered } from '../../../../shared/domain/name-pattern.ts';
import { type Copied, hashFile } from './copy-file.ts';

/** A verified copy under a temporary name, and where it belongs. */
export interface Placeable {
  readonly temporary: string;
  readonly content: Copied;
  /** Absolute folder. */
  readonly folder: string;
  /** Name without what follows. */
  readonly base: string;
  /** `.CR3`, `.CR3.xmp`. */
  readonly ending: string;
}

interface Reserved {
  readonly file: Placeable;
  readonly path: string;
  /** linked: it stands there whole. kept: the same content was there before us. held: an empty file keeps the name. */
  readonly how: 'linked' | 'kept' | 'held';
}

/** More files of one name are no accident any more. */
const MOST_NUMBERS = 100_000;

/**
 * Puts the files of one photograph in place under one name, with the first number at which none of them meets another content:
 * nothing is ever overwritten, and raw, picture and sidecars stay together. A file that stands there already with the same
 * content is left as it is. Answers the paths, in the order of the files; the temporary names are gone.
 */
export async function placeFiles(files: readonly Placeable[]): Promise<string[]> {
  for (let number = 0; number < MOST_NUMBERS; number += 1) {
    const reserved = await reserveAll(files, number);
    if (!reserved) continue;
    for (const place of reserved) await settle(place);
    for (const folder of new Set(files.map((file) => file.folder))) await syncFolder(folder);
    return reserved.map(({ path }) => path);
  }
  throw new Error(`no free name for ${files[0]?.base ?? ''}`);
}

async function reserveAll(files: readonly Placeable[], number: number): Promise<Reserved[] | null> {
  const reserved: Reserved[] = [];
  for (const file of files) {
    const path = join(file.folder, numbered(file.base, number) + file.ending);
    const how = await reserve(file, path);
    if (how === null) {
      for (const place of reserved) if (place.how !== 'kept') await unlink(place.path);
      return null;
    }
    reserved.push({ file, path, how });
  }
  return reserved;
}

async function reserve(file: Placeable, path: string): Promise<Reserved['how'] | null> {
  try {
    // The one call that names a file and fails when the name is taken, whoever asks at the same moment.
    await link(file.temporary, path);
    return 'linked';
  } catch (error) {
    if (isTaken(error)) return sameOrNull(file, path);
  }
  // No hard links here (exFAT, FAT, many network drives): an empty file of ours holds the name until the copy takes it.
  try {
    const held = await open(path, 'wx');
    await held.close();
    return 'held';
  } catch (error) {
    if (isTaken(error)) return sameOrNull(file, path);
    throw error;
  }
}

async function sameOrNull({ content }: Placeable, path: string): Promise<'kept' | null> {
  const found = await lstat(path).catch(() => null);
  if (!found?.isFile() || found.size !== content.size) return null;
  const there = await hashFile(path).catch(() => null);
  return there?.sha256 === content.sha256 ? 'kept' : null;
}

async function settle({ file, path, how }: Reserved): Promise<void> {
  if (how === 'held') await rename(file.temporary, path);
  else await unlink(file.temporary);
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}

/** A new name is on the disk when its folder is; Windows does that by itself and can't be asked. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  if (!handle) return;
  await handle.sync().catch(() => {});
  await handle.close();
}

/** Where a copy lies until it is verified: in its own folder, so that naming it is one step; hidden, so that nobody reads it. */
export function temporaryName(folder: string, importId: number, itemId: number): string {
  return join(folder, `.pouire-${importId}-${itemId}.part`);
}
