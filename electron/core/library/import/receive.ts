import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm, utimes } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { StudioError } from '../../../../shared/domain/errors.ts';
import { safeName } from '../../../../shared/domain/name-pattern.ts';
import { makeFolder } from '../../../files/make-folder.ts';
import { isDiskFull } from '../../db/disk-full.ts';
import { reasonOf } from './copy-file.ts';
import type { ImportRow } from './imports.repository.ts';

export interface ReceivedFile {
  /** As the page names it, folders included; only names are taken from it. */
  readonly path: string;
  /** ms since the epoch. */
  readonly modifiedAt: number;
  /** What the page hashed before it sent: lower-case hexadecimal. */
  readonly sha256: string;
}

/** Where files of a page wait to be put in place: in the destination, so that nothing is copied twice; hidden from scans. */
export function incomingFolder(destination: string, name: string): string {
  return join(destination, `.pouire-incoming-${name}`);
}

/**
 * Takes one file that a page sends. What arrives is compared with what the page hashed. Errors: copy-damaged, disk-full,
 * folder-unwritable.
 */
export async function receiveFile(row: ImportRow, file: ReceivedFile, content: Readable): Promise<void> {
  const root = row.sources[0] ?? '';
  const names = file.path.split(/[\\/]/).filter((name) => name !== '');
  const safe = names.map((name) => safeName(name) || '_');
  const path = join(root, ...safe.slice(0, -1), safe.at(-1) ?? '_');
  const begun = join(dirname(path), `.${basename(path)}.part`);
  try {
    makeFolder(dirname(path));
    const hash = createHash('sha256');
    content.on('data', (stretch: Buffer) => hash.update(stretch));
    await pipeline(content, createWriteStream(begun, { flush: true }));
    if (hash.digest('hex') !== file.sha256) throw new StudioError('copy-damaged', { path: file.path });
    const at = new Date(file.modifiedAt);
    await utimes(begun, at, at);
    await rename(begun, path);
  } catch (cause) {
    await rm(begun, { force: true });
    if (cause instanceof StudioError) throw cause;
    if (isDiskFull(cause)) throw new StudioError('disk-full', { path: row.options.destination }, { cause });
    throw new StudioError('folder-unwritable', { path: row.options.destination, reason: reasonOf(cause) }, { cause });
  }
}
