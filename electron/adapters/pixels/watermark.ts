import { MARKETPLACE_WATERMARK, type WatermarkDesign } from '../../../shared/domain/watermark.ts';
import type { Watermark } from '../../core/ports/images.ts';
import { drawWatermark } from './watermark-drawing.ts';

/** What a preview bears unless she chose something else. */
export const DEFAULT_WATERMARK: Watermark = { id: '', design: MARKETPLACE_WATERMARK, logo: null };

/** Below this short side (px) a watermark is only noise. */
const SMALLEST_MARKED = 24;

/** Where the mark covers a picture of one size: pixel numbers with how much (0–255), nothing for the rest. */
interface Mark {
  readonly pixels: Uint32Array;
  readonly coverage: Uint8Array;
  /** Three a pixel, of a logo in its own colours. */
  readonly colours: Uint8Array | null;
}

/** Pictures of one camera have one size in two directions; a mark of 2,000 × 1,333 takes about 2 MB. */
const CACHE_SIZE = 6;
const cache = new Map<string, Mark>();

/** Raw 8-bit sRGB, three bytes a pixel. */
interface Picture {
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
}

/** Blends the mark into raw pixels, in place. Errors: that a font or the logo is not there. */
export async function blendWatermark(picture: Picture, watermark: Watermark = DEFAULT_WATERMARK): Promise<void> {
  if (Math.min(picture.width, picture.height) < SMALLEST_MARKED) return;
  const mark = await markFor(watermark, picture.width, picture.height);
  const { tone } = watermark.design;
  if (mark.colours) blendColours(picture.bytes, mark, mark.colours);
  else if (tone === 'auto') blendAgainst(picture, mark, watermark.design);
  else blendEvenly(picture.bytes, mark, tone === 'dark' ? 0 : 255);
}

function blendEvenly(bytes: Buffer, { pixels, coverage }: Mark, towards: number): void {
  for (let index = 0; index < pixels.length; index += 1) {
    const at = (pixels[index] ?? 0) * 3;
    const amount = coverage[index] ?? 0;
    for (let channel = at; channel < at + 3; channel += 1) {
      const below = bytes[channel] ?? 0;
      bytes[channel] = below + (((towards - below) * amount) / 255 + 0.5);
    }
  }
}

function blendColours(bytes: Buffer, { pixels, coverage }: Mark, colours: Uint8Array): void {
  for (let index = 0; index < pixels.length; index += 1) {
    const at = (pixels[index] ?? 0) * 3;
    const amount = coverage[index] ?? 0;
    for (let channel = 0; channel < 3; channel += 1) {
      const below = bytes[at + channel] ?? 0;
      bytes[at + channel] = below + ((((colours[index * 3 + channel] ?? 0) - below) * amount) / 255 + 0.5);
    }
  }
}

/** From this brightness (0–255) on, black is seen better than white. */
const BRIGHT = 140;

/** White on what is dark and black on what is light, decided for patches of about half a letter. */
function blendAgainst({ bytes, width, height }: Picture, { pixels, coverage }: Mark, { size }: WatermarkDesign): void {
  const patch = Math.max(6, Math.round((Math.min(width, height) * size) / 200));
  const across = Math.ceil(width / patch);
  const bright = brightnessOf({ bytes, width, height }, patch);
  for (let index = 0; index < pixels.length; index += 1) {
    const pixel = pixels[index] ?? 0;
    const row = (pixel / width) | 0;
    const cell = ((row / patch) | 0) * across + (((pixel - row * width) / patch) | 0);
    const towards = (bright[cell] ?? 0) > BRIGHT ? 0 : 255;
    const amount = coverage[index] ?? 0;
    const at = pixel * 3;
    for (let channel = at; channel < at + 3; channel += 1) {
      const below = bytes[channel] ?? 0;
      bytes[channel] = below + (((towards - below) * amount) / 255 + 0.5);
    }
  }
}

/** Mean luma (Rec. 601) of patches, from every third pixel of every third row. */
function brightnessOf({ bytes, width, height }: Picture, patch: number): Float32Array {
  const across = Math.ceil(width / patch);
  const cells = across * Math.ceil(height / patch);
  const sums = new Float32Array(cells);
  const counts = new Uint32Array(cells);
  for (let y = 0; y < height; y += 3) {
    const line = ((y / patch) | 0) * across;
    for (let x = 0; x < width; x += 3) {
      const at = (y * width + x) * 3;
      const cell = line + ((x / patch) | 0);
      sums[cell] =
        (sums[cell] ?? 0) + 0.299 * (bytes[at] ?? 0) + 0.587 * (bytes[at + 1] ?? 0) + 0.114 * (bytes[at + 2] ?? 0);
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
  }
  for (let cell = 0; cell < cells; cell += 1) sums[cell] = (sums[cell] ?? 0) / Math.max(1, counts[cell] ?? 0);
  return sums;
}

async function markFor(watermark: Watermark, width: number, height: number): Promise<Mark> {
  const key = `${watermark.id} ${width}x${height}`;
  const known = watermark.id === 'draft' ? undefined : cache.get(key);
  if (known) return known;
  const mark = sparse(await drawWatermark(watermark, width, height), watermark.design.tone === 'own');
  if (watermark.id === 'draft') return mark;
  const oldest = cache.keys().next();
  if (cache.size >= CACHE_SIZE && !oldest.done) cache.delete(oldest.value);
  cache.set(key, mark);
  return mark;
}

function sparse(rgba: Buffer, inColours: boolean): Mark {
  let covered = 0;
  for (let at = 3; at < rgba.length; at += 4) if ((rgba[at] ?? 0) > 0) covered += 1;
  const pixels = new Uint32Array(covered);
  const coverage = new Uint8Array(covered);
  const colours = inColours ? new Uint8Array(covered * 3) : null;
  let next = 0;
  for (let pixel = 0; pixel * 4 < rgba.length; pixel += 1) {
    const amount = rgba[pixel * 4 + 3] ?? 0;
    if (amount === 0) continue;
    pixels[next] = pixel;
    coverage[next] = amount;
    if (colours) colours.set(rgba.subarray(pixel * 4, pixel * 4 + 3), next * 3);
    next += 1;
  }
  return { pixels, coverage, colours };
}
