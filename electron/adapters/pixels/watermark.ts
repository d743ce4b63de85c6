import { MARKETPLACE_WATERMARK, type WatermarkDesign } from '../../../shared/domain/watermark.ts';
import type { Watermark } from '../../core/ports/images.ts';
import { drawWatermark } from './watermark-drawing.ts';

/** What a preview bears unless she chose something else. */
export const DEFAULT_WATERMARK: Watermark = { id: '', design: MARKETPLACE_WATERMARK, logo: null };

/** Below this short side (px) a watermark is only noise. */
const SMALLEST_MARKED = 24;

/** Where the mark covers a picture of one size, with how much (0–255); nothing for the rest. */
interface Mark {
  /** Of each covered pixel its first byte in the picture. */
  readonly places: Uint32Array;
  readonly coverage: Uint8Array;
  /** Three a pixel, of a logo in its own colours. */
  readonly colours: Uint8Array | null;
  /** Of each covered pixel its patch, where what lies under it decides between light and dark. */
  readonly patches: Uint32Array | null;
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

/** What comes of a byte under so much (0–255) of black, then of white: `[tone * 65536 + coverage * 256 + below]`. */
const BLENDED = new Uint8Array(2 * 65_536);
for (const [tone, towards] of [0, 255].entries())
  for (let amount = 0; amount < 256; amount += 1)
    for (let below = 0; below < 256; below += 1)
      BLENDED[tone * 65_536 + amount * 256 + below] = below + (((towards - below) * amount) / 255 + 0.5);
const BLACK = 0;
const WHITE = 65_536;

/** Blends the mark into raw pixels, in place. Errors: that a font or the logo is not there. */
export async function blendWatermark(picture: Picture, watermark: Watermark = DEFAULT_WATERMARK): Promise<void> {
  if (Math.min(picture.width, picture.height) < SMALLEST_MARKED) return;
  const mark = await markFor(watermark, picture.width, picture.height);
  const { tone } = watermark.design;
  if (mark.colours) blendColours(picture.bytes, mark, mark.colours);
  else if (mark.patches) blendAgainst(picture, mark, mark.patches, watermark.design);
  else blendEvenly(picture.bytes, mark, tone === 'dark' ? BLACK : WHITE);
}

function blendEvenly(bytes: Buffer, { places, coverage }: Mark, tone: number): void {
  for (let index = 0; index < places.length; index += 1) {
    const at = places[index] ?? 0;
    const row = tone + ((coverage[index] ?? 0) << 8);
    bytes[at] = BLENDED[row + (bytes[at] ?? 0)] ?? 0;
    bytes[at + 1] = BLENDED[row + (bytes[at + 1] ?? 0)] ?? 0;
    bytes[at + 2] = BLENDED[row + (bytes[at + 2] ?? 0)] ?? 0;
  }
}

function blendColours(bytes: Buffer, { places, coverage }: Mark, colours: Uint8Array): void {
  for (let index = 0; index < places.length; index += 1) {
    const at = places[index] ?? 0;
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
function blendAgainst(
  picture: Picture,
  { places, coverage }: Mark,
  patches: Uint32Array,
  design: WatermarkDesign,
): void {
  const { bytes } = picture;
  const tones = tonesOf(picture, patchSide(picture, design));
  for (let index = 0; index < places.length; index += 1) {
    const at = places[index] ?? 0;
    const row = (tones[patches[index] ?? 0] ?? 0) + ((coverage[index] ?? 0) << 8);
    bytes[at] = BLENDED[row + (bytes[at] ?? 0)] ?? 0;
    bytes[at + 1] = BLENDED[row + (bytes[at + 1] ?? 0)] ?? 0;
    bytes[at + 2] = BLENDED[row + (bytes[at + 2] ?? 0)] ?? 0;
  }
}

/** Side of a patch in pixels. */
function patchSide({ width, height }: { width: number; height: number }, { size }: WatermarkDesign): number {
  return Math.max(6, Math.round((Math.min(width, height) * size) / 200));
}

/** BLACK or WHITE for each patch, by its mean luma (Rec. 601) from every third pixel of every third row. */
function tonesOf({ bytes, width, height }: Picture, patch: number): Uint32Array {
  const across = Math.ceil(width / patch);
  const cells = across * Math.ceil(height / patch);
  const sums = new Float64Array(cells);
  const counts = new Uint32Array(cells);
  for (let y = 0; y < height; y += 3) {
    let cell = ((y / patch) | 0) * across;
    for (let start = 0, end = patch; start < width; start = end, end += patch, cell += 1) {
      let [luma, seen] = [0, 0];
      // The first of every third pixel of the row that lies in this patch.
      for (let x = Math.ceil(start / 3) * 3; x < end && x < width; x += 3) {
        const at = (y * width + x) * 3;
        luma += 299 * (bytes[at] ?? 0) + 587 * (bytes[at + 1] ?? 0) + 114 * (bytes[at + 2] ?? 0);
        seen += 1;
      }
      sums[cell] = (sums[cell] ?? 0) + luma;
      counts[cell] = (counts[cell] ?? 0) + seen;
    }
  }
  return Uint32Array.from(sums, (sum, cell) => (sum / Math.max(1, counts[cell] ?? 0) > BRIGHT * 1000 ? BLACK : WHITE));
}

async function markFor(watermark: Watermark, width: number, height: number): Promise<Mark> {
  const key = `${watermark.id} ${width}x${height}`;
  const known = watermark.id === 'draft' ? undefined : cache.get(key);
  if (known) return known;
  const mark = sparse(await drawWatermark(watermark, width, height), { width, height }, watermark.design);
  if (watermark.id === 'draft') return mark;
  const oldest = cache.keys().next();
  if (cache.size >= CACHE_SIZE && !oldest.done) cache.delete(oldest.value);
  cache.set(key, mark);
  return mark;
}

function sparse(rgba: Buffer, size: { width: number; height: number }, design: WatermarkDesign): Mark {
  let covered = 0;
  for (let at = 3; at < rgba.length; at += 4) if ((rgba[at] ?? 0) > 0) covered += 1;
  const places = new Uint32Array(covered);
  const coverage = new Uint8Array(covered);
  const colours = design.tone === 'own' ? new Uint8Array(covered * 3) : null;
  const patches = design.tone === 'auto' ? new Uint32Array(covered) : null;
  const patch = patchSide(size, design);
  const across = Math.ceil(size.width / patch);
  let next = 0;
  for (let pixel = 0; pixel * 4 < rgba.length; pixel += 1) {
    const amount = rgba[pixel * 4 + 3] ?? 0;
    if (amount === 0) continue;
    places[next] = pixel * 3;
    coverage[next] = amount;
    if (colours) colours.set(rgba.subarray(pixel * 4, pixel * 4 + 3), next * 3);
    if (patches) {
      const row = (pixel / size.width) | 0;
      patches[next] = ((row / patch) | 0) * across + (((pixel - row * size.width) / patch) | 0);
    }
    next += 1;
  }
  return { places, coverage, colours, patches };
}
