import { constants } from 'node:fs';
import { chmod, copyFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { StudioError } from '../../../shared/domain/errors.ts';
import { flushFile } from '../../files/flush-file.ts';
import { isDiskFull } from '../db/disk-full.ts';
import type { Random } from '../ports/clock.ts';

/** A state of a file by which a change behind our back is noticed. */
export interface FileState {
  readonly size: bigint;
  readonly mtimeNs: bigint;
}

export async function stateOf(path: string): Promise<FileState | null> {
  const found = await stat(path, { bigint: true }).catch(() => null);
  return found?.isFile() ? { size: found.size, mtimeNs: found.mtimeNs } : null;
}

/**
 * Makes a file anew in one step: `make` writes a working copy beside it under a hidden name, which then takes its place. Until
 * then, and whatever fails, the file is as it was. `expected`: how it was when it was looked at; null: it was not there.
 * Errors: file-changed when somebody else wrote meanwhile; disk-full; folder-unwritable; those of `make`.
 */
export async function replaceFile<T>(
  path: string,
  expected: FileState | null,
  random: Random,
  make: (working: string) => Promise<T>,
): Promise<T> {
  const working = join(dirname(path), `.pouire-${random.uuid()}${extname(path).toLowerCase()}`);
  try {
    if (expected) await copyFile(path, working, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    const made = await make(working);
    await flushFile(working);
    const mode = expected ? (await stat(path)).mode : null;
    if (mode !== null) await chmod(working, mode & 0o7777);
    const now = await stateOf(path);
    if (now?.mtimeNs !== expected?.mtimeNs || now?.size !== expected?.size)
      throw new StudioError('file-changed', { path });
    await rename(working, path);
    return made;
  } catch (error) {
    if (error instanceof StudioError) throw error;
    if (isDiskFull(error)) throw new StudioError('disk-full', { path: dirname(path) }, { cause: error });
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (['EACCES', 'EPERM', 'EROFS'].includes(code))
      throw new StudioError('folder-unwritable', { path: dirname(path), reason: code }, { cause: error });
    if (code === 'ENOENT') throw new StudioError('file-missing', { path }, { cause: error });
    throw error;
  } finally {
    await rm(working, { force: true }).catch(() => {});
  }
}
