import sharp, { type Sharp } from 'sharp';
import {
  middleCut,
  PICTURE_LEAST,
  PICTURE_SENT_LIMIT,
  PICTURE_SIDE,
  pixelsOf,
} from '../../../shared/domain/profile.ts';
import type { Portrait, PortraitRequest } from '../../core/ports/images.ts';
import { SNIFF_LENGTH, sniffFormat } from './sniff.ts';

const FORMATS: readonly string[] = ['jpeg', 'png', 'gif', 'webp'];
/** Pixels of a picture of at most 5 MB: a bomb is larger. */
const PIXEL_LIMIT = 120_000_000;
/** Longest edge of what she cuts out of, pixels. */
const LOOK_EDGE = 1000;
const QUALITIES = [90, 80, 65, 50];

/**
 * A picture from outside as her portrait: told by its content, upright, sRGB, on white, a square of at most PICTURE_SIDE pixels
 * under PICTURE_SENT_LIMIT bytes, without any metadata. `look`: the whole of it, to cut out of.
 */
export async function drawPortrait({ content, cut }: PortraitRequest): Promise<Portrait> {
  const bytes = Buffer.from(content);
  const sniffed = sniffFormat(bytes.subarray(0, SNIFF_LENGTH));
  if (sniffed.kind === 'other') return { outcome: 'unusable', kind: 'not-a-picture', format: '' };
  if (sniffed.kind === 'unsupported') return { outcome: 'unusable', kind: 'format', format: sniffed.name };
  if (!FORMATS.includes(sniffed.format))
    return { outcome: 'unusable', kind: 'format', format: sniffed.format.toUpperCase() };
  try {
    const upright = await uprightSize(bytes);
    if (Math.min(upright.width, upright.height) < PICTURE_LEAST)
      return { outcome: 'unusable', kind: 'small', format: '' };
    if (cut === 'look') {
      const { data } = await open(bytes)
        .resize(LOOK_EDGE, LOOK_EDGE, { fit: 'inside', withoutEnlargement: true })
        .jpeg({ quality: 85 })
        .toBuffer({ resolveWithObject: true });
      return { outcome: 'portrait', jpeg: data, ...upright };
    }
    const { left, top, side } = pixelsOf(cut === 'middle' ? middleCut(upright) : cut, upright);
    const square = Math.min(side, PICTURE_SIDE);
    for (const quality of QUALITIES) {
      const data = await open(bytes)
        .extract({ left, top, width: side, height: side })
        .resize(square, square)
        .jpeg({ quality, chromaSubsampling: '4:4:4' })
        .toBuffer();
      if (data.length <= PICTURE_SENT_LIMIT) return { outcome: 'portrait', jpeg: data, width: square, height: square };
    }
    return { outcome: 'unusable', kind: 'damaged', format: '' };
  } catch {
    return { outcome: 'unusable', kind: 'damaged', format: '' }; // whatever is wrong with it, it can't be drawn
  }
}

/** Its first picture, upright, opaque. */
function open(bytes: Buffer): Sharp {
  return sharp(bytes, { limitInputPixels: PIXEL_LIMIT, failOn: 'truncated', pages: 1 })
    .autoOrient()
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb');
}

async function uprightSize(bytes: Buffer): Promise<{ width: number; height: number }> {
  const { autoOrient } = await sharp(bytes, { limitInputPixels: PIXEL_LIMIT, pages: 1 }).metadata();
  return { width: autoOrient.width, height: autoOrient.height };
}
