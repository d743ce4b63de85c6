import type { BigIntStats } from 'node:fs';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { Format } from '../../../shared/domain/photo.ts';
import type { DerivedImage, ReadPhotoResult, Watermark } from '../../core/ports/images.ts';
import { reachesItsEnd } from './completeness.ts';
import { decode, measure } from './decode.ts';
import { deriveImages } from './derive.ts';
import { digest, findDerived, storeDerived, storeEmbedded } from './derived-store.ts';
import { fingerprintOfFile } from './fingerprint.ts';
import { firstLook } from './first-look.ts';
import { withBuffer } from './kept-buffer.ts';
import { readMetadata } from './read-metadata.ts';
import { recipeWith } from './recipe.ts';
import { Refusal, reasonOf } from './refusal.ts';
import { SNIFF_LENGTH, sniffFormat } from './sniff.ts';

export interface ReadPhotoOptions {
  readonly path: string;
  readonly derivedDir: string;
  /** A first look is enough where making everything takes long; see ReadPhotoRequest. */
  readonly quick?: boolean;
  /** For the preview; the marketplace's own when absent. */
  readonly watermark?: Watermark;
}

/**
 * A medium slower than this (bytes a ms) is what everything waits for: there, one reading of the file must do, and the
 * processor has the time to make the images meanwhile. Card readers give 20 to 90 MB/s, disks of any kind more.
 */
const SLOW_MEDIUM = 80_000;
/** A shorter reading says more of a busy machine than of its disks. */
const WORTH_MEASURING_MS = 100;

/** A file that was written to within this time (ms) may still be written to. */
const SETTLED_AFTER_MS = 2000;
/** A file without its end that was written to within this time (ms) may still get it: slow lines pause. */
const MAY_STILL_GROW_MS = 15_000;
/** Most bytes read into memory for one photograph; larger ones exist only as uncompressed scans of posters. */
export const READ_LIMIT = 700 * 1024 * 1024;

/**
 * Reads a file once and makes everything of it: hash, metadata, derived images. Answers the Images port's result; throws only
 * when derived images can't be written (full disk, no permission in the data folder).
 */
export async function readPhoto(options: ReadPhotoOptions): Promise<ReadPhotoResult> {
  let file: FileHandle;
  try {
    // O_NONBLOCK: opening a named pipe must not wait for somebody to write into it.
    file = await open(options.path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    return openingFailed(error);
  }
  try {
    return await readOpened(file, options);
  } catch (error) {
    if (error instanceof Refusal) return { outcome: 'refused', code: error.code, detail: error.message };
    throw error;
  } finally {
    await file.close();
  }
}

async function readOpened(file: FileHandle, options: ReadPhotoOptions): Promise<ReadPhotoResult> {
  const before = await file.stat({ bigint: true });
  if (!before.isFile()) throw new Refusal('not-an-image', 'not a regular file');
  const size = Number(before.size);
  const age = Math.abs(Date.now() - Number(before.mtimeMs));
  const settled = age > SETTLED_AFTER_MS;
  if (size === 0) {
    if (!settled) return { outcome: 'unstable' };
    throw new Refusal('empty-file', '');
  }
  const format = await sniff(file, size, settled);
  if (format === 'unsettled') return { outcome: 'unstable' };
  if (size > READ_LIMIT) throw new Refusal('too-large', `${size} bytes`);
  return withBuffer(size, (buffer) => readInto(buffer, file, { before, age, format, options }));
}

interface Opened {
  readonly before: BigIntStats;
  /** ms since it was written to. */
  readonly age: number;
  readonly format: Format;
  readonly options: ReadPhotoOptions;
}

async function readInto(
  buffer: Buffer,
  file: FileHandle,
  { before, age, format, options }: Opened,
): Promise<ReadPhotoResult> {
  const size = buffer.length;
  const started = performance.now();
  const content = await fill(buffer, file);
  const took = performance.now() - started;
  const isSlow = took > WORTH_MEASURING_MS && size < SLOW_MEDIUM * took;
  if (content === null || changed(before, await file.stat({ bigint: true }))) return { outcome: 'unstable' };

  const whole = reachesItsEnd(content, format);
  if (!whole && age < MAY_STILL_GROW_MS) return { outcome: 'unstable' };
  try {
    return await understand(content, wholeFormat(content, format), {
      ...options,
      quick: options.quick === true && whole && !isSlow,
    });
  } catch (error) {
    // Without its end a file that can't be decoded is one that was cut off, whatever the decoder calls it.
    if (!whole && error instanceof Refusal && (error.code === 'damaged' || error.code === 'unsupported'))
      throw new Refusal('incomplete', error.message, { cause: error });
    throw error;
  }
}

async function understand(
  content: Buffer,
  format: Format,
  { derivedDir, quick, watermark }: ReadPhotoOptions,
): Promise<ReadPhotoResult> {
  const measured = await measure(content, format);
  const sha256 = digest(content);
  const metadata = await readMetadata(content);
  const recipe = recipeWith(watermark);
  const photo = { outcome: 'photo', sha256, size: content.length, format, metadata, recipe } as const;
  const found = await findDerived(derivedDir, sha256, recipe);
  if (found && measured) return { ...photo, ...measured, derived: found, fingerprint: await fingerprintOfFound(found) };
  const look = quick && !found ? await firstLook(content, format, metadata, measured) : null;
  if (look) {
    const { width, height, small } = look;
    const seen = await storeEmbedded(derivedDir, sha256, recipe, small);
    return { ...photo, width, height, derived: [], seen, fingerprint: null };
  }
  const { preview, width, height } = await decode(content, format, metadata);
  if (found) return { ...photo, width, height, derived: found, fingerprint: await fingerprintOfFound(found) };
  const { images, fingerprint, quality } = await deriveImages(preview, watermark);
  const derived = await storeDerived(derivedDir, sha256, recipe, images);
  return { ...photo, width, height, derived, fingerprint, quality };
}

/** From the smallest image: its JPEG differs from the pixels it was made of by two bits of the fingerprint at most (measured). */
function fingerprintOfFound(found: readonly DerivedImage[]): Promise<string | null> {
  const smallest = found.reduce((least, image) => (image.bytes < least.bytes ? image : least));
  return fingerprintOfFile(smallest.path);
}

/** First bytes first: a gigabyte of zeros called .jpg is not read to find out that it is no photograph. */
async function sniff(file: FileHandle, size: number, settled: boolean): Promise<Format | 'unsettled'> {
  const head = Buffer.alloc(Math.min(SNIFF_LENGTH, size));
  const { bytesRead } = await reading(() => file.read(head, 0, head.length, 0));
  const sniffed = sniffFormat(head.subarray(0, bytesRead));
  if (sniffed.kind === 'photo') return sniffed.format;
  if (!settled) return 'unsettled';
  if (sniffed.kind === 'unsupported') throw new Refusal('unsupported', sniffed.name);
  throw new Refusal('not-an-image', '');
}

/** A TIFF that keeps its directory behind 64 KB may be a camera's raw: only the whole tells. */
function wholeFormat(content: Buffer, format: Format): Format {
  const sniffed = format === 'tiff' ? sniffFormat(content) : null;
  return sniffed?.kind === 'photo' ? sniffed.format : format;
}

/** The whole content; null when the file became shorter meanwhile. */
export function readWhole(file: FileHandle, size: number): Promise<Buffer | null> {
  return fill(Buffer.allocUnsafe(size), file);
}

async function fill(content: Buffer, file: FileHandle): Promise<Buffer | null> {
  const size = content.length;
  let at = 0;
  while (at < size) {
    const { bytesRead } = await reading(() => file.read(content, at, size - at, at));
    if (bytesRead === 0) return null;
    at += bytesRead;
  }
  return content;
}

async function reading<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new Refusal('unreadable', reasonOf(error), { cause: error });
  }
}

function changed(before: BigIntStats, after: BigIntStats): boolean {
  return before.size !== after.size || before.mtimeNs !== after.mtimeNs;
}

export function openingFailed(error: unknown): Extract<ReadPhotoResult, { outcome: 'missing' | 'refused' }> {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'ENOENT' || code === 'ENOTDIR') return { outcome: 'missing' };
  return { outcome: 'refused', code: 'unreadable', detail: reasonOf(error) };
}
