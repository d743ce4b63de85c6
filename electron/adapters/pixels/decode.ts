import sharp, { type Sharp, type SharpOptions } from 'sharp';
import type { Format, Orientation } from '../../../shared/domain/photo.ts';
import { PIXEL_LIMIT } from '../../../shared/domain/quarantine.ts';
import type { FileMetadata } from '../../core/ports/images.ts';
import { decodeHeic } from './heic.ts';
import { labAsRgb, labToRgb } from './lab-tiff.ts';
import { findPreviews } from './raw/previews.ts';
import { pictureSize } from './raw/sensor-size.ts';
import { isBug, Refusal, reasonOf } from './refusal.ts';
import { ADOBE_RGB, withAdobeRgb } from './untagged-colour.ts';

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

/**
 * Complaints that cost no pixel: bytes between the last block and the end marker (some phones leave them) or among the segments
 * of the header, versions and parameters that old cameras wrote wrong.
 */
const HARMLESS =
  /extraneous bytes before marker 0x(?:d9|db|e[0-9a-f]|fe|c[012])|unknown JFIF revision|Unknown Adobe color transform|Invalid SOS parameters for sequential/;
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
  const { autoOrient } = await headerOf((format === 'tiff' && labAsRgb(content)) || content);
  refuseTooLarge(autoOrient.width, autoOrient.height);
  return { width: autoOrient.width, height: autoOrient.height };
}

/** What a file's metadata say of how its pixels are to be taken. */
export type Taken = Pick<FileMetadata, 'orientation' | 'iccProfile'>;

/**
 * Decodes once: upright, sRGB, 8 bits, alpha on white, scaled to the preview's size, never enlarged. Of a camera raw, width and
 * height are those of the whole picture, the pixels those of its embedded preview.
 * Errors: Refusal `damaged`, `incomplete`, `too-large`, `unsupported`.
 */
export async function decode(content: Buffer, format: Format, taken: Taken): Promise<Decoded> {
  const decoded = await openUpright(content, format, taken, async (upright, { width, height }) => ({
    width,
    height,
    preview: await toPixels(upright, Math.max(width, height)),
  }));
  return format === 'raw' ? { ...decoded, ...rawSize(content, decoded, taken) } : decoded;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Pixels of a raw's whole picture as seen; `preview` is as seen, the sensor's size is told as it lies: turned as the preview is. */
export function rawSize(content: Buffer, preview: Size, taken: Taken): Size {
  const whole = pictureSize(content, preview);
  const turned =
    preview.width === preview.height
      ? taken.orientation >= 5
      : preview.width > preview.height !== whole.width > whole.height;
  return turned ? { width: whole.height, height: whole.width } : { width: whole.width, height: whole.height };
}

/** What is made of a photograph that stands upright, alpha on white. `seen`: its size in pixels. */
export type Make<Made> = (upright: Sharp, seen: Size) => Promise<Made>;

/**
 * Opens a content of any format and makes something of it. JPEG is read strictly first; complaints that cost no pixel are then
 * let pass, and a raw has several previews, which is why `make` may be called more than once.
 * Errors: Refusal `damaged`, `incomplete`, `too-large`, `unsupported`.
 */
export async function openUpright<Made>(
  content: Buffer,
  format: Format,
  taken: Taken,
  make: Make<Made>,
): Promise<Made> {
  switch (format) {
    case 'heic': {
      const { tiff, width, height } = await decodeHeic(content);
      return make(sharp(tiff, inputOptions('tiff')), { width, height });
    }
    case 'raw':
      return openRaw(content, taken, make);
    case 'jpeg':
      return openJpeg(content, 'jpeg', { ...taken, orientation: 1 }, make);
    case 'tiff':
      return openTiffFile(content, make);
    default:
      return openWithSharp(content, inputOptions(format), 1, make);
  }
}

async function openTiffFile<Made>(content: Buffer, make: Make<Made>): Promise<Made> {
  const options = inputOptions('tiff');
  const lab = labAsRgb(content);
  if (!lab) return openWithSharp(content, options, 1, make);
  try {
    const { data, info } = await sharp(lab, { ...options, ignoreIcc: true })
      .autoOrient()
      .raw()
      .toBuffer({ resolveWithObject: true });
    labToRgb(data);
    const { width, height } = info;
    return await make(sharp(data, { raw: { width, height, channels: 3 }, limitInputPixels: PIXEL_LIMIT }), info);
  } catch (error) {
    throw refusalOf(error);
  }
}

/** Below this, in pixels, what a cut-off raw still holds is the thumbnail that stands in front of everything. */
const CUT_OFF_BELOW = 500_000;

/** The largest preview that can be decoded; where there is none, the small picture that TIFF containers begin with. */
async function openRaw<Made>(content: Buffer, taken: Taken, make: Make<Made>): Promise<Made> {
  const { previews, cutOff } = findPreviews(content);
  const [largest] = previews;
  if (cutOff && (!largest || largest.width * largest.height < CUT_OFF_BELOW))
    throw new Refusal('incomplete', 'the preview lies behind the end of the file');
  let worst: Refusal | null = null;
  for (const preview of previews) {
    try {
      return await openJpeg(preview.jpeg, 'raw', taken, make);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      worst ??= error;
    }
  }
  try {
    return await openWithSharp(content, inputOptions('tiff'), 1, make);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw worst ?? new Refusal('unsupported', 'raw without an embedded preview', { cause: error });
  }
}

async function openJpeg<Made>(content: Buffer, format: 'jpeg' | 'raw', taken: Taken, make: Make<Made>): Promise<Made> {
  const strict = inputOptions(format);
  const open = (jpeg: Buffer, options: SharpOptions) =>
    openWithSharp(jpeg, options, taken.orientation, make, taken.iccProfile === ADOBE_RGB ? withAdobeRgb : undefined);
  try {
    return await open(content, strict);
  } catch (error) {
    const complaints = complaintsOf(error);
    if (complaints.every((line) => HARMLESS.test(line))) return open(content, { ...strict, failOn: 'error' });
    // Only the end marker may be missing: with one added, a photograph that is whole decodes without complaint.
    if (/premature end of JPEG image/.test(complaints[0] ?? ''))
      return open(Buffer.concat([content, JPEG_END]), strict);
    throw error;
  }
}

function complaintsOf(error: unknown): string[] {
  return error instanceof Refusal && error.cause instanceof Error ? error.cause.message.trim().split('\n') : [''];
}

/** A broken colour profile does not spoil the picture: without it, the colours are taken for sRGB. */
async function openWithSharp<Made>(...[content, options, ...rest]: Parameters<typeof openOnce<Made>>): Promise<Made> {
  try {
    return await openOnce(content, options, ...rest);
  } catch (error) {
    if (options.ignoreIcc || !/\bicc|profile/i.test(complaintsOf(error).join('\n'))) throw error;
    return openOnce(content, { ...options, ignoreIcc: true }, ...rest);
  }
}

async function openOnce<Made>(
  content: Buffer,
  options: SharpOptions,
  containerOrientation: Orientation,
  make: Make<Made>,
  tag?: (untagged: Buffer) => Buffer,
): Promise<Made> {
  const header = await headerOf(content);
  refuseTooLarge(header.width, header.height);
  const input = sharp(tag && !header.icc ? tag(content) : content, options);
  // A raw says in its own EXIF how the preview lies, when the preview doesn't.
  const asContainer = (header.orientation ?? 1) === 1 ? containerOrientation : 1;
  const upright = asContainer === 1 ? input.autoOrient() : turn(input, asContainer);
  const seen = asContainer >= 5 ? { width: header.height, height: header.width } : header.autoOrient;
  const opaque = header.hasAlpha ? upright.flatten({ background: '#fff' }) : upright;
  // sharp works in Display P3 on 16 bits with a profile, and leaves them there unless it is told where to go.
  const isDeep = header.icc !== undefined && header.depth === 'ushort';
  return make(isDeep ? opaque.withIccProfile('srgb', { attach: false }) : opaque, seen);
}

/** CIPA DC-008, 4.6.4, tag Orientation. sharp mirrors before it turns. */
function turn(input: Sharp, orientation: Orientation): Sharp {
  const mirrored = [2, 5, 7].includes(orientation) ? input.flop() : orientation === 4 ? input.flip() : input;
  const degrees = QUARTER_TURNS[orientation];
  return degrees === undefined ? mirrored : mirrored.rotate(degrees);
}

const QUARTER_TURNS: Readonly<Partial<Record<Orientation, number>>> = { 3: 180, 5: 270, 6: 90, 7: 90, 8: 270 };

async function headerOf(content: Buffer) {
  try {
    // Judging damage is for the decoding: a header's complaints are often about what nobody needs.
    return await sharp(content, { limitInputPixels: false, failOn: 'none' }).metadata();
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
  if (isBug(error)) throw error;
  const reason = reasonOf(error);
  if (/exceeds pixel limit/i.test(reason)) return new Refusal('too-large', reason, { cause: error });
  if (
    /unsupported image format|bad seek|compression (?:scheme|support)|not configured|separate planes not|bad labq|whole number of bytes/i.test(
      reason,
    )
  )
    return new Refusal('unsupported', reason, { cause: error });
  return new Refusal('damaged', reason, { cause: error });
}
