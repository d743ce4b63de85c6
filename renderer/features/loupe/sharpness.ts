import type { Point } from './geometry.ts';

/** Side of a square whose sharpness is measured as one, in pixels of the reduced picture. */
export const CELL = 32;
/**
 * Second differences above this (of 255) count no more: a black line on white is not sharper than an eyelash, and the edge of
 * a roof against the sky must not win over a face in focus.
 */
const ENOUGH = 28;
/** Second differences below this are the sensor's noise and the JPEG's own. */
const NOISE = 4;
/** The middle goes before the border where both are as sharp: by so much at the corner. */
const BORDER_LOSS = 0.12;

/** How sharp a picture is, square by square, row by row. */
export interface SharpnessMap {
  readonly columns: number;
  readonly rows: number;
  readonly energy: Float32Array;
}

export function emptyMap(width: number, height: number): SharpnessMap {
  const columns = Math.max(1, Math.ceil(width / CELL));
  const rows = Math.max(1, Math.ceil(height / CELL));
  return { columns, rows, energy: new Float32Array(columns * rows) };
}

/**
 * Adds one stretch of the picture (RGBA, its upper left corner at `left`, `top`, multiples of CELL): the energy of the Laplacian
 * of the luminance in each square (modified Laplacian, Nayar 1989), limited from both sides.
 */
export function measureInto(
  map: SharpnessMap,
  pixels: { readonly data: Uint8ClampedArray; readonly width: number; readonly height: number },
  left: number,
  top: number,
): void {
  const { data, width, height } = pixels;
  const luminance = new Uint8Array(width * height);
  for (let at = 0, from = 0; at < luminance.length; at += 1, from += 4)
    luminance[at] = ((data[from] ?? 0) * 54 + (data[from + 1] ?? 0) * 183 + (data[from + 2] ?? 0) * 19) >> 8;
  for (let y = 1; y < height - 1; y += 1) {
    const row = Math.floor((top + y) / CELL) * map.columns;
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      const twice = 2 * (luminance[at] ?? 0);
      const across = Math.abs(twice - (luminance[at - 1] ?? 0) - (luminance[at + 1] ?? 0));
      const down = Math.abs(twice - (luminance[at - width] ?? 0) - (luminance[at + width] ?? 0));
      const change = Math.min(ENOUGH, Math.max(0, across + down - NOISE));
      const cell = row + Math.floor((left + x) / CELL);
      map.energy[cell] = (map.energy[cell] ?? 0) + change * change;
    }
  }
}

/**
 * The middle of the sharpest place, each side 0 to 1: squares are judged with their neighbours, so that a speck of dust is no
 * place. Null for a picture without any detail.
 */
export function sharpestPoint({ columns, rows, energy }: SharpnessMap, width: number, height: number): Point | null {
  let best = { score: 0, column: 0, row: 0 };
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      let sum = 0;
      for (let dy = -1; dy <= 1; dy += 1)
        for (let dx = -1; dx <= 1; dx += 1) {
          const [x, y] = [column + dx, row + dy];
          if (x >= 0 && y >= 0 && x < columns && y < rows) sum += energy[y * columns + x] ?? 0;
        }
      const fromMiddle = Math.hypot((column + 0.5) / columns - 0.5, (row + 0.5) / rows - 0.5) / Math.SQRT1_2;
      const score = sum * (1 - BORDER_LOSS * fromMiddle);
      if (score > best.score) best = { score, column, row };
    }
  }
  // Fewer than a hundredth of the pixels with any detail: nothing to look at.
  if (best.score < CELL * CELL * 9 * 0.01 * ENOUGH) return null;
  return {
    x: Math.min(1, ((best.column + 0.5) * CELL) / width),
    y: Math.min(1, ((best.row + 0.5) * CELL) / height),
  };
}
