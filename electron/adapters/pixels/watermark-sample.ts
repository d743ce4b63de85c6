import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import type { Watermark, WatermarkSample, WatermarkSampleRequest } from '../../core/ports/images.ts';
import { blendWatermark } from './watermark.ts';
import { survivesCrops } from './watermark-crops.ts';
import { drawWatermark } from './watermark-drawing.ts';
import { outlineOf } from './watermark-text.ts';

/** Long edge (px) of a sample at least. */
const LEAST_EDGE = 600;

/** A picture with a design on it, exactly as a preview bears it: sizes are parts of the short side on both. */
export async function makeSample({ path, watermark, ratio }: WatermarkSampleRequest): Promise<WatermarkSample> {
  const { content } = watermark.design;
  const missing = content.kind === 'text' ? (await outlineOf(content.text)).missing : [];
  const jpeg = await readFile(path).catch(() => null);
  if (!jpeg) return { jpeg: null, missing, survives: true };
  const { width, height } = await sharp(jpeg).metadata();
  const cut = ratio === null ? { width, height } : within(width, height, ratio);
  // A tiny photograph is enlarged: letters of three pixels say nothing of a watermark.
  const larger = Math.max(1, LEAST_EDGE / Math.max(cut.width, cut.height));
  const shape = { width: Math.round(cut.width * larger), height: Math.round(cut.height * larger) };
  const { data, info } = await sharp(jpeg)
    .resize({ ...shape, fit: 'cover', position: 'centre' })
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const picture = { bytes: data, width: info.width, height: info.height };
  await blendWatermark(picture, watermark);
  const encoded = await sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } })
    .jpeg({ quality: 85 })
    .toBuffer();
  return { jpeg: encoded, missing, survives: await survives(watermark, info) };
}

async function survives(watermark: Watermark, { width, height }: { width: number; height: number }): Promise<boolean> {
  const rgba = await drawWatermark(watermark, width, height);
  return survivesCrops(rgba, width, height);
}

/** The largest part of that shape. */
function within(width: number, height: number, ratio: number): { width: number; height: number } {
  return width / height > ratio
    ? { width: Math.max(1, Math.round(height * ratio)), height }
    : { width, height: Math.max(1, Math.round(width / ratio)) };
}
