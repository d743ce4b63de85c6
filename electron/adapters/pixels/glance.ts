import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import exifr from 'exifr';
import sharp, { type Sharp } from 'sharp';
import type { Glance } from '../../core/ports/images.ts';
import { openUpright } from './decode.ts';
import { NO_METADATA, readMetadata } from './read-metadata.ts';
import { READ_LIMIT } from './read-photo.ts';
import { sniffFormat } from './sniff.ts';

/** Where cameras write date, name and thumbnail; what has them elsewhere is read further. */
const HEAD = 256 * 1024;
const LONG_HEAD = 8 * 1024 * 1024;
/** Long edge of a thumbnail, px: twice a cell of the list. */
const EDGE = 320;

/**
 * What a file says of itself in its first bytes, for a list of a card that must be there at once: 800 photographs are not read
 * whole to know their days. Never fails: what can't be read is not there.
 */
export async function glance(path: string, wantsThumbnail: boolean): Promise<Glance> {
  let file: FileHandle | null = null;
  try {
    file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const { size } = await file.stat();
    const head = await readHead(file, Math.min(HEAD, size));
    const sniffed = sniffFormat(head);
    const format = sniffed.kind === 'photo' ? sniffed.format : null;
    let metadata = await readMetadata(head);
    let seen = head;
    if (metadata.captureDate === null && format !== null && format !== 'jpeg' && size > head.length) {
      seen = await readHead(file, Math.min(LONG_HEAD, size));
      metadata = await readMetadata(seen);
    }
    const { captureDate, camera, orientation } = metadata;
    if (!wantsThumbnail || format === null) return { captureDate, camera, thumbnail: null };
    const embedded = format === 'jpeg' || format === 'raw' || format === 'heic' ? await embeddedThumbnail(seen) : null;
    if (embedded) {
      const upright = await small(sharp(embedded).rotate(TURNS[orientation] ?? 0)).catch(() => null);
      if (upright) return { captureDate, camera, thumbnail: upright };
    }
    const whole = await readHead(file, Math.min(READ_LIMIT, size));
    const made = await openUpright(whole, format, metadata, (upright) => small(upright));
    return { captureDate, camera, thumbnail: made };
  } catch {
    return { captureDate: NO_METADATA.captureDate, camera: null, thumbnail: null };
  } finally {
    await file?.close();
  }
}

/** By EXIF orientation; the mirrored ones no camera writes. */
const TURNS: Readonly<Partial<Record<number, number>>> = { 3: 180, 6: 90, 8: 270 };

async function embeddedThumbnail(head: Buffer): Promise<Buffer | null> {
  const thumbnail = await exifr.thumbnail(head).catch(() => undefined);
  return thumbnail && thumbnail.length > 500 ? Buffer.from(thumbnail) : null;
}

async function small(image: Sharp): Promise<string> {
  const jpeg = await image
    .resize({ width: EDGE, height: EDGE, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .jpeg({ quality: 70 })
    .toBuffer();
  return jpeg.toString('base64');
}

async function readHead(file: FileHandle, length: number): Promise<Buffer> {
  const head = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(head, filled, length - filled, filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return head.subarray(0, filled);
}
