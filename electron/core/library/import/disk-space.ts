import { stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ImportOptions } from '../../../../shared/contract/import.contract.ts';
import { StudioError } from '../../../../shared/domain/errors.ts';

/** Left alone on every disk (bytes): a system without any room misbehaves. */
const RESERVE = 50_000_000;

/** Free bytes where a folder lies or would lie; null when the system does not tell. */
export async function freeSpace(folder: string): Promise<number | null> {
  for (let path = folder; ; path = dirname(path)) {
    const found = await statfs(path).catch(() => null);
    if (found) return found.bavail * found.bsize;
    if (dirname(path) === path) return null;
  }
}

/** Errors: not-enough-space, with what is missing. */
export async function checkSpace(options: Pick<ImportOptions, 'destination' | 'backup'>, bytes: number): Promise<void> {
  const roots = options.backup === null ? [options.destination] : [options.destination, options.backup];
  const disks = await Promise.all(roots.map(diskOf));
  for (const [index, root] of roots.entries()) {
    const free = await freeSpace(root);
    const needed = bytes * disks.filter((disk) => disk === disks[index]).length + RESERVE;
    if (free !== null && free < needed)
      throw new StudioError('not-enough-space', { path: root, missing: needed - free, free });
  }
}

async function diskOf(folder: string): Promise<number | string> {
  for (let path = folder; ; path = dirname(path)) {
    const found = await stat(path).catch(() => null);
    if (found) return found.dev;
    if (dirname(path) === path) return folder;
  }
}
