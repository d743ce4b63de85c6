import { readdir, realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { StudioError } from '../../../../shared/domain/errors.ts';
import { isGone } from '../ingest/walk.ts';

/** The absolute path of a folder that exists and can be listed. Errors: folder-missing, not-a-folder, folder-unreadable. */
export async function openFolder(asked: string): Promise<string> {
  const path = resolve(asked);
  try {
    const found = await stat(path);
    if (!found.isDirectory()) throw new StudioError('not-a-folder', { path });
    await readdir(path);
    return await realpath(path);
  } catch (cause) {
    if (cause instanceof StudioError) throw cause;
    throw new StudioError(isGone(cause) ? 'folder-missing' : 'folder-unreadable', { path }, { cause });
  }
}
