import sharp, { type Sharp, type SharpOptions } from 'sharp';
import type { Format, Orientation } from '../../../shared/domain/photo.ts';
import { PIXEL_LIMIT } from '../../../shared/domain/quarantine.ts';
import { decodeHeic } from './heic.ts';
import { findEmbeddedJpeg } from './raw-preview.ts';
import { Refusal, reasonOf } from './refusal.ts';

/** Raw 8-bit sRGB, three bytes a pixel. */
export interface Pixels {
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
}

export interface Decoded {
  /** Of the whole photograph, as seen. */
  readonly width: number;
  readonly height: number;
  readonly preview: Pixels;
}

/**
 * How much damage is let pass. For JPEG, libvips calls holes in the image data warnings: at `error` a photograph with a torn
 * stripe would be shown, and sold, as if it were whole. For other formats warnings are about unknown tags.
 */
function inputOptions(format: Format): SharpOptions {
  return {
    failOn: format === 'jpeg' || format === 'raw' ? 'warning' : 'error',
    limitInputPixels: PIXEL_LIMIT,
    sequentialRead: true,
  };
}

/** Bytes between the last block and the end marker: some phones leave them, every pixel is there. */
const HARMLESS = /extraneous bytes before marker 0xd9/;
const JPEG_END = Buffer.from([0xff, 0xd9]);

/**
 * Long edge of the preview in pixels for an original of this long edge. A third of it, so that libjpeg's own 1/2 scaling still
 * applies (it needs a factor above 2), within what the marketplace takes: 1,200 to 2,048.
 */
export function previewLongEdge(longEdge: number): number {
  return Math.max(1200, Math.min(2048, Math.floor(longEdge / 3)));
}

/**
 * Size as seen, before anything is decoded; null where only decoding tells (HEIC, raw).
 * Errors: Refusal `damaged`, `too-large`, `unsupported`.
 */
export async function measure(content: Buffer, format: Format): Promise<{ width: number; height: number } | null> {
  if (format === 'png' && content.length >= 24) refuseTooLarge(content.readUInt32BE(16), content.readUInt32BE(20));
  if (format === 'heic' || format === 'raw') return null;
  const { autoOrient } = await headerOf(content);
  refuseTooLarge(autoOrient.width, autoOrient.height);
  return { width: autoOrient.width, height: autoOrient.height };
}

/**
 * Decodes once: upright, sRGB, 8 bits, alpha on white, scaled to the preview's size, never enlarged.
 * Errors: Refusal `damaged`, `too-large`, `unsupported`.
 */
export function decode(content: Buffer, format: Format, orientation: Orientation): Promise<Decoded> {
  return openUpright(content, format, orientation, async (upright, { width, height }) => ({
    width,
    height,
    preview: await toPixels(upright, Math.max(width, height)),
  }));
}

/** What is made of a photograph that stands upright, alpha on white. `seen`: its size in pixels. */
export type Make<Made> = (upright: Sharp, seen: { readonly width: number; readonly height: number }) => Promise<Made>;

/**
 * Opens a content of any format and makes something of it. JPEG is read strictly first; complaints that cost no pixel are then
 * let pass, which is why `make` may be called twice. Errors: Refusal `damaged`, `too-large`, `unsupported`.
 */
export async function openUpright<Made>(
  content: Buffer,
  format: Format,
  orientation: Orientation,
  make: Make<Made>,
): Promise<Made> {
  if (format === 'heic') {
    const { tiff, width, height } = await decodeHeic(content);
    return make(sharp(tiff, inputOptions('tiff')), { width, height });
  }
  if (format === 'raw') {
    const jpeg = findEmbeddedJpeg(content);
    if (!jpeg) throw new Refusal('unsupported', 'raw without an embedded preview');
    return openJpeg(jpeg, 'raw', orientation, make);
  }
  return format === 'jpeg' ? openJpeg(content, 'jpeg', 1, make) : openWithSharp(content, inputOptions(format), 1, make);
}

async function openJpeg<Made>(
  content: Buffer,
  format: 'jpeg' | 'raw',
  orientation: Orientation,
  make: Make<Made>,
): Promise<Made> {
  const strict = inputOptions(format);
  try {
    return await openWithSharp(content, strict, orientation, make);
  } catch (error) {
    const complaints =
      error instanceof Refusal && error.cause instanceof Error ? error.cause.message.trim().split('\n') : [''];
    if (complaints.every((line) => HARMLESS.test(line)))
      return openWithSharp(content, { ...strict, failOn: 'error' }, orientation, make);
    // Only the end marker may be missing: with one added, a photograph that is whole decodes without complaint.
    if (/premature end of JPEG image/.test(complaints[0] ?? ''))
      return openWithSharp(Buffer.concat([content, JPEG_END]), strict, orientation, make);
    throw error;
  }
}

async function openWithSharp<Made>(
  content: Buffer,
  options: SharpOptions,
  containerOrientation: Orientation,
  make: Make<Made>,
): Promise<Made> {
  const header = await headerOf(content);
  refuseTooLarge(header.width, header.height);
  const ownOrientation = header.orientation ?? 1;
  // A raw says in its own EXIF how the preview lies, when the preview doesn't.
  const turn = ownOrientation === 1 ? (QUARTER_TURNS[containerOrientation] ?? 0) : 0;
  const input = sharp(content, options);
  const upright = turn === 0 ? input.autoOrient() : input.rotate(turn);
  const seen = turn % 180 === 0 ? header.autoOrient : { width: header.height, height: header.width };
  return make(header.hasAlpha ? upright.flatten({ background: '#fff' }) : upright, seen);
}

const QUARTER_TURNS: Readonly<Partial<Record<Orientation, number>>> = { 3: 180, 6: 90, 8: 270 };

async function headerOf(content: Buffer) {
  try {
    return await sharp(content, { limitInputPixels: false }).metadata();
  } catch (error) {
    throw refusalOf(error);
  }
}

async function toPixels(upright: Sharp, longEdge: number): Promise<Pixels> {
  const box = previewLongEdge(longEdge);
  try {
    const { data, info } = await upright
      .resize({ width: box, height: box, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    if (info.channels !== 3) throw new Refusal('unsupported', `${info.channels} channels`);
    return { bytes: data, width: info.width, height: info.height };
  } catch (error) {
    throw refusalOf(error);
  }
}

function refuseTooLarge(width: number, height: number): void {
  if (width * height > PIXEL_LIMIT) throw new Refusal('too-large', `${width} × ${height}`);
}

export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const reason = reasonOf(error);
  if (/exceeds pixel limit/i.test(reason)) return new Refusal('too-large', reason, { cause: error });
  if (/unsupported image format|bad seek|compression (?:scheme|support)|not configured/i.test(reason))
    return new Refusal('unsupported', reason, { cause: error });
  return new Refusal('damaged', reason, { cause: error });
}
