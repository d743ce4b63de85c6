import sharp from 'sharp';
import type { Pixels } from './decode.ts';

/** Side (px) of the grey square that is transformed, and of the block of low frequencies that is kept. */
const SIDE = 32;
const KEPT = 8;
/** Below this spread (standard deviation of grey levels, 0–255) there is nothing to recognise: a lens cap, a white page. */
const LEAST_SPREAD = 4;

/** cosines[u][x] of the DCT-II (the cosine transform of ITU-T T.81, A.3.3, without its scaling, which no sign depends on). */
const COSINES = Array.from({ length: KEPT }, (_unused, u) =>
  Float64Array.from({ length: SIDE }, (_also, x) => Math.cos(((2 * x + 1) * u * Math.PI) / (2 * SIDE))),
);

/**
 * What a photograph looks like, in 64 bits as 16 hexadecimal digits: which of its 8 × 8 lowest frequencies lie above their
 * median (Zauner, "Implementation and Benchmarking of Perceptual Image Hash Functions", 2010, 3.2.1). Photographs that look
 * alike differ in few bits. Null: nothing to be recognised by.
 */
export function fingerprintOf(pixels: Pixels): string | null {
  const grey = shrinkToGrey(pixels);
  if (spreadOf(grey) < LEAST_SPREAD) return null;
  const frequencies = lowFrequencies(grey);
  // The first is the mean brightness: it says nothing of the shapes, and would only pull at the median.
  const middle = medianOf(frequencies.subarray(1));
  let digits = '';
  for (let start = 0; start < frequencies.length; start += 4) {
    let digit = 0;
    for (let bit = 0; bit < 4; bit += 1) digit = digit * 2 + ((frequencies[start + bit] ?? 0) > middle ? 1 : 0);
    digits += digit.toString(16);
  }
  return digits;
}

/** The fingerprint of a derived image on disk. Errors: those of sharp for a file that is gone or broken. */
export async function fingerprintOfFile(path: string): Promise<string | null> {
  const { data, info } = await sharp(path, { failOn: 'none' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return fingerprintOf({ bytes: data, width: info.width, height: info.height });
}

/** Luma (Rec. 601) averaged over the areas of a 32 × 32 grid; the shape of the picture is given up on purpose. */
function shrinkToGrey({ bytes, width, height }: Pixels): Float64Array {
  const sums = new Float64Array(SIDE * SIDE);
  const counts = new Float64Array(SIDE * SIDE);
  const columns = Int32Array.from({ length: Math.max(width, SIDE) }, (_unused, x) =>
    Math.floor((x * SIDE) / Math.max(width, SIDE)),
  );
  // Smaller than the grid: each of its areas takes the pixel that lies under it.
  const stepsX = Math.max(width, SIDE);
  const stepsY = Math.max(height, SIDE);
  for (let stepY = 0; stepY < stepsY; stepY += 1) {
    const y = Math.floor((stepY * height) / stepsY);
    const row = Math.floor((stepY * SIDE) / stepsY) * SIDE;
    for (let stepX = 0; stepX < stepsX; stepX += 1) {
      const at = (y * width + (stepsX === width ? stepX : Math.floor((stepX * width) / stepsX))) * 3;
      const area = row + (columns[stepX] ?? 0);
      sums[area] =
        (sums[area] ?? 0) + 0.299 * (bytes[at] ?? 0) + 0.587 * (bytes[at + 1] ?? 0) + 0.114 * (bytes[at + 2] ?? 0);
      counts[area] = (counts[area] ?? 0) + 1;
    }
  }
  return sums.map((sum, area) => sum / (counts[area] ?? 1));
}

/** The 64 lowest frequencies, row by row: rows first, then columns. */
function lowFrequencies(grey: Float64Array): Float64Array {
  const rows = new Float64Array(SIDE * KEPT);
  for (let y = 0; y < SIDE; y += 1)
    for (let u = 0; u < KEPT; u += 1) {
      let sum = 0;
      for (let x = 0; x < SIDE; x += 1) sum += (grey[y * SIDE + x] ?? 0) * (COSINES[u]?.[x] ?? 0);
      rows[y * KEPT + u] = sum;
    }
  const frequencies = new Float64Array(KEPT * KEPT);
  for (let v = 0; v < KEPT; v += 1)
    for (let u = 0; u < KEPT; u += 1) {
      let sum = 0;
      for (let y = 0; y < SIDE; y += 1) sum += (rows[y * KEPT + u] ?? 0) * (COSINES[v]?.[y] ?? 0);
      frequencies[v * KEPT + u] = sum;
    }
  return frequencies;
}

function medianOf(values: Float64Array): number {
  const sorted = values.slice().sort();
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function spreadOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
