import { open } from 'node:fs/promises';
import sharp, { type Sharp } from 'sharp';
import type { ExportSize } from '../../../shared/contract/export.contract.ts';
import type { Format } from '../../../shared/domain/photo.ts';
import type { RenderRequest, RenderResult } from '../../core/ports/images.ts';
import { openUpright, type Pixels, refusalOf } from './decode.ts';
import { onKnownContent } from './known-content.ts';
import { readMetadata } from './read-metadata.ts';
import { Refusal } from './refusal.ts';
import { blendWatermark } from './watermark.ts';

/**
 * Writes a copy of a photograph at the size, in the format and with the mark asked for (Images.render): upright, sRGB, without
 * metadata, flushed to the disk. Throws only when it can't be written.
 */
export async function renderPicture(request: RenderRequest): Promise<RenderResult> {
  return await onKnownContent(request.path, request.sha256, (content, format) => render(content, format, request));
}

async function render(content: Buffer, format: Format, request: RenderRequest): Promise<RenderResult> {
  const { data, info } = await openUpright(content, format, await readMetadata(content), async (upright, seen) => {
    const scale = Math.min(1, scaleTo(request.size, seen.width, seen.height));
    const size = {
      width: Math.max(1, Math.round(seen.width * scale)),
      height: Math.max(1, Math.round(seen.height * scale)),
    };
    const sized = scale < 1 ? upright.resize({ ...size, fit: 'fill' }) : upright;
    try {
      return await sized.toColourspace('srgb').raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
    } catch (error) {
      throw refusalOf(error);
    }
  });
  if (info.channels !== 3) throw new Refusal('unsupported', `${info.channels} channels`);
  const lying = { bytes: data, width: info.width, height: info.height };
  const picture = request.turn === 0 ? lying : await turned(lying, request.turn);
  if (request.watermark) await blendWatermark(picture, request.watermark);
  const { width, height } = picture;
  const image = sharp(picture.bytes, { raw: { width, height, channels: 3 }, limitInputPixels: false });
  await writeFlushed(request.target, await encode(image.withIccProfile('srgb'), request));
  return { outcome: 'made', width, height };
}

/** 1 and more: as it is. */
function scaleTo(size: ExportSize, width: number, height: number): number {
  switch (size.kind) {
    case 'full':
      return 1;
    case 'long-edge':
      return size.pixels / Math.max(width, height);
    case 'short-edge':
      return size.pixels / Math.min(width, height);
    case 'megapixels':
      return Math.sqrt((size.megapixels * 1_000_000) / (width * height));
  }
}

async function turned(picture: Pixels, degrees: number): Promise<Pixels> {
  const raw = { width: picture.width, height: picture.height, channels: 3 as const };
  const { data, info } = await sharp(picture.bytes, { raw, limitInputPixels: false })
    .rotate(degrees)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { bytes: data, width: info.width, height: info.height };
}

/** From this quality on, colours keep their full resolution: it is asked for by who looks closely. */
const FINE = 90;

function encode(image: Sharp, { format, quality }: RenderRequest): Promise<Buffer> {
  switch (format) {
    case 'jpeg':
      return image.jpeg({ quality, chromaSubsampling: quality >= FINE ? '4:4:4' : '4:2:0' }).toBuffer();
    case 'png':
      return image.png().toBuffer();
    case 'webp':
      return image.webp({ quality }).toBuffer();
  }
}

async function writeFlushed(path: string, bytes: Buffer): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}
