import { writeFile } from 'node:fs/promises';
import { StudioError } from '../../shared/domain/errors.ts';

/** Writes what a command made where the person said, over what lies there. Errors: folder-unwritable. */
export async function writeResult(path: string, content: Uint8Array | string): Promise<void> {
  await writeFile(path, content).catch((cause: NodeJS.ErrnoException) => {
    throw new StudioError('folder-unwritable', { path, reason: cause.code ?? cause.message }, { cause });
  });
}
