import sharp from 'sharp';
import { DERIVED_KINDS, type DerivedKind, THUMBNAIL_BOXES } from '../../../shared/domain/photo.ts';
import type { PictureQuality } from '../../../shared/domain/picture-quality.ts';
import type { Watermark } from '../../core/ports/images.ts';
import type { Pixels } from './decode.ts';
import { fingerprintOf } from './fingerprint.ts';
import { measureQuality } from './picture-quality.ts';
import { blendWatermark } from './watermark.ts';

export interface EncodedImage {
  readonly kind: DerivedKind;
  readonly jpeg: Buffer;
  readonly width: number;
  readonly height: number;
}

const PREVIEW_QUALITY = 82;
const THUMBNAIL_QUALITY = 80;

/**
 * The four derived images out of the one decoding: 800 → 400 → 200 each from the one before, and the preview with the
 * watermark blended into the raw pixels (measured against other ways in the performance notes), and the fingerprint of the
 * smallest, which is the last of them in raw pixels, and what the pixels of the preview say before a mark lies on them. Changes `preview` in place. `watermark`: the marketplace's own when
 * absent, none when null (for comparing).
 */
export async function deriveImages(
  preview: Pixels,
  watermark?: Watermark | null,
): Promise<{ images: EncodedImage[]; fingerprint: string | null; quality: PictureQuality }> {
  const images: EncodedImage[] = [];
  let larger = preview;
  for (const kind of DERIVED_KINDS) {
    if (kind === 'preview') continue;
    larger = await shrink(larger, sizeInside(preview, THUMBNAIL_BOXES[kind]));
    images.push({ kind, jpeg: await encode(larger, THUMBNAIL_QUALITY), width: larger.width, height: larger.height });
  }
  const fingerprint = fingerprintOf(larger);
  const quality = measureQuality(preview);
  if (watermark !== null) await blendWatermark(preview, watermark);
  images.unshift({
    kind: 'preview',
    jpeg: await encode(preview, PREVIEW_QUALITY),
    width: preview.width,
    height: preview.height,
  });
  return { images, fingerprint, quality };
}

/** Sizes follow from the preview's own shape, so that rounding does not add up from one thumbnail to the next. */
function sizeInside(preview: Pixels, box: { width: number; height: number }): { width: number; height: number } {
  const scale = Math.min(1, box.width / preview.width, box.height / preview.height);
  return {
    width: Math.max(1, Math.round(preview.width * scale)),
    height: Math.max(1, Math.round(preview.height * scale)),
  };
}

async function shrink(pixels: Pixels, { width, height }: { width: number; height: number }): Promise<Pixels> {
  if (pixels.width <= width && pixels.height <= height) return pixels;
  const raw = { width: pixels.width, height: pixels.height, channels: 3 as const };
  const bytes = await sharp(pixels.bytes, { raw }).resize({ width, height, fit: 'fill' }).raw().toBuffer();
  return { bytes, width, height };
}

/**
 * Without optimised Huffman tables: they cost a twelfth of the whole work (15 of 180 ms of processor time) to save a twelfth of the
 * preview (23 KB, where the photograph sent beside it has 8 MB). The pixels are the same.
 */
function encode(pixels: Pixels, quality: number): Promise<Buffer> {
  return sharp(pixels.bytes, { raw: { width: pixels.width, height: pixels.height, channels: 3 } })
    .jpeg({ quality, optimiseCoding: false })
    .toBuffer();
}
