import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { StudioError } from '../../../../shared/domain/errors.ts';
import { type Sha256, sha256 } from '../../../../shared/domain/ids.ts';
import { isDiskFull } from '../../db/disk-full.ts';
import { isGone } from '../ingest/walk.ts';

export interface CopyOptions {
  readonly signal: AbortSignal;
  /** Called with the bytes of every stretch that was read from the source. */
  readonly onBytes: (bytes: number) => void;
}

export interface Copied {
  readonly sha256: Sha256;
  /** Bytes. */
  readonly size: number;
}

/** One stretch (bytes): hashing it holds up the studio's other calls for less than a millisecond. */
const STRETCH = 1024 * 1024;

/**
 * Copies a file to temporary names, hashing on the way: one reading for however many copies. Each copy is on its disk when
 * this returns, with the source's modification time; it is not verified yet. The source is opened for reading only.
 * Errors: file-missing, file-changed, file-unreadable (with the reason), disk-full (with the copy's path).
 */
export async function copyFile(source: string, copies: readonly string[], options: CopyOptions): Promise<Copied> {
  const from = await openSource(source);
  const opened: FileHandle[] = [];
  try {
    const before = await reading(source, () => from.stat());
    if (!before.isFile()) throw new StudioError('file-unreadable', { path: source, reason: 'EISDIR' });
    for (const copy of copies) opened.push(await writing(copy, () => open(copy, 'w', 0o666)));
    const hash = createHash('sha256');
    const buffers = [Buffer.allocUnsafeSlow(STRETCH), Buffer.allocUnsafeSlow(STRETCH)] as const;
    let size = 0;
    // The next stretch is read while this one is hashed and written.
    let next = reading(source, () => from.read(buffers[0], 0, STRETCH, 0));
    for (let turn = 0; ; turn += 1) {
      const { bytesRead, buffer } = await next;
      if (bytesRead === 0) break;
      options.signal.throwIfAborted();
      size += bytesRead;
      next = reading(source, () => from.read(turn % 2 === 0 ? buffers[1] : buffers[0], 0, STRETCH, size));
      next.catch(() => {}); // awaited above, unless writing fails first
      const stretch = buffer.subarray(0, bytesRead);
      const written = opened.map((file, index) => writing(copies[index] ?? '', () => writeAll(file, stretch)));
      hash.update(stretch);
      await Promise.all(written);
      options.onBytes(bytesRead);
    }
    const after = await reading(source, () => from.stat());
    if (after.size !== size || after.mtimeMs !== before.mtimeMs)
      throw new StudioError('file-changed', { path: source });
    for (const [index, file] of opened.entries()) {
      await writing(copies[index] ?? '', async () => {
        await file.utimes(before.atime, before.mtime);
        await file.sync();
      });
    }
    return { sha256: sha256.parse(hash.digest('hex')), size };
  } finally {
    await Promise.all([from, ...opened].map((file) => file.close().catch(() => {})));
  }
}

/** Reads a file to its end. Errors: file-missing, file-unreadable. */
export async function hashFile(path: string, { signal, onBytes }: Partial<CopyOptions> = {}): Promise<Copied> {
  const file = await openSource(path);
  try {
    const hash = createHash('sha256');
    const buffers = [Buffer.allocUnsafeSlow(STRETCH), Buffer.allocUnsafeSlow(STRETCH)] as const;
    let size = 0;
    let next = reading(path, () => file.read(buffers[0], 0, STRETCH, 0));
    for (let turn = 0; ; turn += 1) {
      const { bytesRead, buffer } = await next;
      if (bytesRead === 0) break;
      signal?.throwIfAborted();
      size += bytesRead;
      next = reading(path, () => file.read(turn % 2 === 0 ? buffers[1] : buffers[0], 0, STRETCH, size));
      hash.update(buffer.subarray(0, bytesRead));
      onBytes?.(bytesRead);
    }
    return { sha256: sha256.parse(hash.digest('hex')), size };
  } finally {
    await file.close();
  }
}

/** Reads a copy back and compares it with what the source was. Errors: copy-damaged. */
export async function verifyCopy(copy: string, expected: Copied, signal: AbortSignal): Promise<void> {
  const found = await hashFile(copy, { signal });
  if (found.sha256 !== expected.sha256) throw new StudioError('copy-damaged', { path: copy });
}

async function writeAll(file: FileHandle, bytes: Buffer): Promise<void> {
  let written = 0;
  while (written < bytes.length) written += (await file.write(bytes, written)).bytesWritten;
}

function openSource(path: string): Promise<FileHandle> {
  // O_NONBLOCK: opening a named pipe must not wait for somebody to write into it.
  return reading(path, () => open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)));
}

async function reading<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (isGone(cause)) throw new StudioError('file-missing', { path }, { cause });
    throw new StudioError('file-unreadable', { path, reason: reasonOf(cause) }, { cause });
  }
}

async function writing<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (isDiskFull(cause)) throw new StudioError('disk-full', { path }, { cause });
    throw new StudioError('folder-unwritable', { path, reason: reasonOf(cause) }, { cause });
  }
}

/** The system's code where there is one: its words are in English and hold paths. */
export function reasonOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.message : String(error);
}
