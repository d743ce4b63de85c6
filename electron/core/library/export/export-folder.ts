import { lstat, readdir, rm, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportFormat } from '../../../../shared/contract/export.contract.ts';
import { StudioError } from '../../../../shared/domain/errors.ts';
import { numbered } from '../../../../shared/domain/name-pattern.ts';
import { makeFolder } from '../../../files/make-folder.ts';
import { isDiskFull } from '../../db/disk-full.ts';
import { type Copied, hashFile, reasonOf } from '../import/copy-file.ts';
import { placeFiles } from '../import/place-files.ts';

const ENDINGS = { jpeg: '.jpg', png: '.png', webp: '.webp' } as const satisfies Record<ExportFormat, string>;
/** Hidden, and told apart from anything of hers; the first eight digits are those of the export. */
const UNFINISHED = /^\.pouire-export-([0-9a-f]{8})[0-9a-f]{8}\.(?:jpg|png|webp)(?:_exiftool_tmp|_original)?$/;

/** Where one copy belongs, and where it lies until it is whole. */
export interface CopyPlace {
  readonly temporary: string;
  readonly folder: string;
  /** Name without what follows. */
  readonly base: string;
  readonly ending: string;
}

export function copyPlace(
  { folder, format }: { readonly folder: string; readonly format: ExportFormat },
  token: string,
  item: number,
  base: string,
): CopyPlace {
  const ending = ENDINGS[format];
  const number = (item % 0x1_0000_0000).toString(16).padStart(8, '0');
  return { temporary: join(folder, `.pouire-export-${token}${number}${ending}`), folder, base, ending };
}

/**
 * The folder is there, and holds no half files of exports that are over. One that exports went into already is not made again:
 * its drive was pulled, and a folder in its place would lie on another. Errors: folder-missing, folder-unwritable, disk-full.
 */
export async function prepareFolder(folder: string, begun: boolean, open: ReadonlySet<string>): Promise<void> {
  try {
    if (begun && !(await isFolder(folder))) throw new StudioError('folder-missing', { path: folder });
    makeFolder(folder);
    if (!(await stat(folder)).isDirectory())
      throw new StudioError('folder-unwritable', { path: folder, reason: 'ENOTDIR' });
    for (const name of await readdir(folder)) {
      const token = UNFINISHED.exec(name)?.[1];
      if (token !== undefined && !open.has(token)) await rm(join(folder, name), { force: true });
    }
  } catch (cause) {
    if (cause instanceof StudioError) throw cause;
    if (isDiskFull(cause)) throw new StudioError('disk-full', { path: folder }, { cause });
    throw new StudioError('folder-unwritable', { path: folder, reason: reasonOf(cause) }, { cause });
  }
}

/** Removes what is left under hidden names of one export. */
export async function sweepUnfinished(folder: string, token: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => []))
    if (UNFINISHED.exec(name)?.[1] === token) await rm(join(folder, name), { force: true }).catch(() => {});
}

export async function isFolder(folder: string): Promise<boolean> {
  return await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** Gives a whole copy its name, or the first number that is free. Answers the path. Errors: disk-full, folder-unwritable. */
export async function placeCopy(place: CopyPlace, content: Copied): Promise<string> {
  try {
    const [placed] = await placeFiles([{ ...place, content }]);
    if (placed === undefined) throw new Error('nothing was placed');
    return placed;
  } catch (cause) {
    if (isDiskFull(cause)) throw new StudioError('disk-full', { path: place.folder }, { cause });
    throw new StudioError('folder-unwritable', { path: place.folder, reason: reasonOf(cause) }, { cause });
  }
}

/**
 * Where a copy stands that was whole when the studio was stopped: it is given its name if it has none yet. Null: it is to be made
 * again. `since` (ms) is when the export began.
 */
export async function findCopy(place: CopyPlace, content: Copied, since: number): Promise<string | null> {
  if (await holds(place.temporary, content)) {
    await dropHeldName(place, content, since);
    return await placeCopy(place, content);
  }
  for (let number = 0; ; number += 1) {
    const path = join(place.folder, numbered(place.base, number) + place.ending);
    const found = await lstat(path).catch(() => null);
    if (!found) return null;
    if (await holds(path, content)) return path;
  }
}

async function holds(path: string, content: Copied): Promise<boolean> {
  const found = await lstat(path).catch(() => null);
  if (!found?.isFile() || found.size !== content.size) return false;
  const there = await hashFile(path).catch(() => null);
  return there?.sha256 === content.sha256;
}

/** Where files can't be linked, an empty one holds the name until the copy takes it (place-files.ts): stopped between, it is ours. */
async function dropHeldName(place: CopyPlace, content: Copied, since: number): Promise<void> {
  if (content.size === 0) return;
  for (let number = 0; ; number += 1) {
    const path = join(place.folder, numbered(place.base, number) + place.ending);
    const found = await lstat(path).catch(() => null);
    if (!found) return;
    if (found.isFile() && found.size === 0 && found.mtimeMs >= since) await unlink(path);
  }
}
