import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { Format } from '../../../shared/domain/photo.ts';
import type { ReadPhotoResult } from '../../core/ports/images.ts';
import { digest } from './derived-store.ts';
import { openingFailed, READ_LIMIT, readWhole } from './read-photo.ts';
import { Refusal } from './refusal.ts';
import { SNIFF_LENGTH, sniffFormat } from './sniff.ts';

type Setback = Extract<ReadPhotoResult, { outcome: 'refused' | 'unstable' | 'missing' }>;

/**
 * Works on a photograph whose content is known by its SHA-256 (lower-case hex): `changed` where the file holds another one now.
 * What the photograph itself does not allow is `refused`; what is wrong with the disk is thrown.
 */
export async function onKnownContent<T>(
  path: string,
  sha256: string,
  work: (content: Buffer, format: Format) => Promise<T>,
): Promise<T | Setback | { outcome: 'changed' }> {
  let file: FileHandle;
  try {
    file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    return openingFailed(error);
  }
  try {
    const content = await contentOf(file);
    if (content === null || digest(content) !== sha256) return { outcome: 'changed' };
    const sniffed = sniffFormat(content.subarray(0, SNIFF_LENGTH));
    if (sniffed.kind !== 'photo') return { outcome: 'changed' };
    return await work(content, sniffed.format);
  } catch (error) {
    if (error instanceof Refusal) return { outcome: 'refused', code: error.code, detail: error.message };
    throw error;
  } finally {
    await file.close();
  }
}

async function contentOf(file: FileHandle): Promise<Buffer | null> {
  const stat = await file.stat();
  if (!stat.isFile()) return null;
  if (stat.size > READ_LIMIT) throw new Refusal('too-large', `${stat.size} bytes`);
  return readWhole(file, stat.size);
}
