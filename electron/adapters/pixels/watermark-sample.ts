import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import type { Watermark, WatermarkSample, WatermarkSampleRequest } from '../../core/ports/images.ts';
import { blendWatermark } from './watermark.ts';
import { survivesCrops } from './watermark-crops.ts';
import { drawWatermark } from './watermark-drawing.ts';
import { outlineOf } from './watermark-text.ts';

/** A picture with a design on it, exactly as a preview bears it: sizes are parts of the short side on both. */
export async function makeSample({ path, watermark, ratio }: WatermarkSampleRequest): Promise<WatermarkSample> {
  const { content } = watermark.design;
  const missing = content.kind === 'text' ? (await outlineOf(content.text)).missing : [];
  const jpeg = await readFile(path).catch(() => null);
  if (!jpeg) return { jpeg: null, missing, survives: true };
  const { width, height } = await sharp(jpeg).metadata();
  const shape = ratio === null ? { width, height } : within(width, height, ratio);
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
