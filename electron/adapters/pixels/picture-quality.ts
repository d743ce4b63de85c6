import type { PictureQuality } from '../../../shared/domain/picture-quality.ts';
import type { Pixels } from './decode.ts';

/** Side (px) of a tile, and how many are looked at along each side of the picture at most: an eighth of a preview's pixels. */
const TILE = 40;
/** Every other row of a tile says the same in half the time. */
const ROW_STEP = 2;
const TILES_ACROSS = 18;
const TILES_DOWN = 12;
/** Distance (px) of the coarse differences that the fine ones are held against. */
const COARSE = 4;
/** Second differences of noise of standard deviation σ have a mean square of (1² + 2² + 1²) σ², at any distance. */
const NOISE_GAIN = 6;
/** Fine differences as strong as this share of the coarse ones are noise: what a lens draws has a quarter (see below). */
const WHITE = 0.6;
/** From this spread on (9th tenth against the weakest) it is no noise but fine stuff. */
const UNEVEN = 2.2;
/** Coarse differences (mean square, in 8-bit steps) from which on a tile shows something that could be sharp. */
const STRUCTURE = 60;
/** Standard deviation of the light of tiles from which on a picture without any edge is one out of focus. */
const SHAPES = 25;
/** Tiles with something to see that must be there before anything is said. */
const ENOUGH_TILES = 4;
/** Steps next to white and black that count as clipped. */
const CLIPPED = 2;
/** Of every so many pixels along and across one is looked at for clipping. */
const STEP = 4;

/**
 * How sharp, how noisy and how far out of range a decoded picture is, from its raw pixels, before a watermark lies on them.
 *
 * Sharpness compares second differences over one pixel (E1) and over four (E4), tile by tile: an edge that a lens drew sharp has
 * E1 / E4 = 1/4 whatever its contrast, and so has everything whose spectrum falls as photographs' do; blur takes E1 away long
 * before E4, and noise has as much of both. Across and along are told apart, because a shaken picture is sharp in one of them.
 * The sharpest tiles decide, so that a shallow depth of field is no blur.
 */
export function measureQuality(pixels: Pixels): PictureQuality {
  const tiles = measureTiles(pixels);
  const noise = noiseOf(tiles);
  const sharpness = [tiles.map(({ across }) => across), tiles.map(({ down }) => down)]
    .map((differences) => sharpestOf(differences, noise))
    .filter((value) => value !== null);
  return {
    sharpness: sharpness.length > 0 ? rounded(Math.min(...sharpness)) : hasShapes(tiles) ? 0 : null,
    noise: rounded(noise),
    ...clipping(pixels),
  };
}

/** Mean squares of second differences of green, which is most of what is seen as light. */
interface Differences {
  readonly fine: number;
  readonly coarse: number;
}
interface Tile {
  /** Mean, 0–255. */
  readonly light: number;
  readonly across: Differences;
  readonly down: Differences;
}

function measureTiles({ bytes, width, height }: Pixels): Tile[] {
  const columns = Math.min(TILES_ACROSS, Math.floor((width - 2 * COARSE) / TILE));
  const rows = Math.min(TILES_DOWN, Math.floor((height - 2 * COARSE) / TILE));
  const tiles: Tile[] = [];
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) {
      const left = COARSE + spread(column, columns, width - 2 * COARSE - TILE);
      const top = COARSE + spread(row, rows, height - 2 * COARSE - TILE);
      const tile = measureTile(bytes, width, left, top);
      if (tile) tiles.push(tile);
    }
  return tiles;
}

/** Evenly from the first to the last place. */
function spread(index: number, count: number, room: number): number {
  return count < 2 ? room >> 1 : Math.round((index * room) / (count - 1));
}

/** Null where it is as good as black or white: there is neither grain nor an edge then, whatever the picture. */
function measureTile(bytes: Buffer, width: number, left: number, top: number): Tile | null {
  const line = width * 3;
  let [fineAcross, coarseAcross, fineDown, coarseDown, light] = [0, 0, 0, 0, 0];
  for (let y = 0; y < TILE; y += ROW_STEP) {
    let at = ((top + y) * width + left) * 3 + 1;
    for (let x = 0; x < TILE; x += 1, at += 3) {
      const twice = 2 * (bytes[at] ?? 0);
      const a = (bytes[at - 3] ?? 0) + (bytes[at + 3] ?? 0) - twice;
      const b = (bytes[at - 3 * COARSE] ?? 0) + (bytes[at + 3 * COARSE] ?? 0) - twice;
      const c = (bytes[at - line] ?? 0) + (bytes[at + line] ?? 0) - twice;
      const d = (bytes[at - COARSE * line] ?? 0) + (bytes[at + COARSE * line] ?? 0) - twice;
      fineAcross += a * a;
      coarseAcross += b * b;
      fineDown += c * c;
      coarseDown += d * d;
      light += twice;
    }
  }
  const pixels = (TILE * TILE) / ROW_STEP;
  const mean = light / (2 * pixels);
  if (mean < 6 || mean > 249) return null;
  return {
    light: mean,
    across: { fine: fineAcross / pixels, coarse: coarseAcross / pixels },
    down: { fine: fineDown / pixels, coarse: coarseDown / pixels },
  };
}

/** Standard deviation of the noise in 8-bit steps, from the tiles that show nothing else; 0 where there are none. */
function noiseOf(tiles: readonly Tile[]): number {
  const plain = tiles
    .filter(({ across, down }) => across.fine > WHITE * across.coarse && down.fine > WHITE * down.coarse)
    .map(({ across, down }) => Math.sqrt((across.fine + down.fine) / (2 * NOISE_GAIN)))
    .sort((a, b) => a - b);
  const at = (share: number) => plain[Math.floor(plain.length * share)] ?? 0;
  if (plain.length < Math.max(ENOUGH_TILES, tiles.length / 50)) return 0;
  // Noise is much the same all over a picture; leaves, sand and cloth are not.
  return at(0.9) > UNEVEN * at(0.05) ? 0 : at(0.25);
}

/** Of the sharpest tiles with something to see: 1 as sharp as pixels can be, 0 without an edge; null where nothing is to see. */
function sharpestOf(tiles: readonly Differences[], noise: number): number | null {
  const own = NOISE_GAIN * noise ** 2;
  const seen = tiles
    .filter(({ coarse }) => coarse - own > Math.max(STRUCTURE, own))
    .map(({ fine, coarse }) => Math.max(0, fine - own) / (coarse - own))
    .sort((a, b) => b - a);
  if (seen.length < ENOUGH_TILES) return null;
  // The very sharpest may be a speck of dust or a line of text laid over the picture.
  return Math.min(1, Math.sqrt(4 * (seen[2] ?? 0)));
}

/** Whether light and dark lie beside each other, though nothing has an edge: more than a clear sky or a fog. */
function hasShapes(tiles: readonly Tile[]): boolean {
  const mean = tiles.reduce((sum, { light }) => sum + light, 0) / Math.max(1, tiles.length);
  return tiles.reduce((sum, { light }) => sum + (light - mean) ** 2, 0) > SHAPES ** 2 * tiles.length;
}

/** Shares (0–1) of pixels with nothing left to see in them: as good as white, and as good as black. */
function clipping({ bytes, width, height }: Pixels): { highlights: number; shadows: number } {
  let [white, black, seen] = [0, 0, 0];
  for (let y = 0; y < height; y += STEP)
    for (let at = y * width * 3, end = at + width * 3; at < end; at += 3 * STEP) {
      const [red, green, blue] = [bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0];
      if (red >= 255 - CLIPPED && green >= 255 - CLIPPED && blue >= 255 - CLIPPED) white += 1;
      else if (red <= CLIPPED && green <= CLIPPED && blue <= CLIPPED) black += 1;
      seen += 1;
    }
  return { highlights: rounded(white / Math.max(1, seen)), shadows: rounded(black / Math.max(1, seen)) };
}

const rounded = (value: number) => Math.round(value * 1000) / 1000;
