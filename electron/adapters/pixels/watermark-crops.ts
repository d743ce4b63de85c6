/** An alpha from which on a pixel of the mark is seen. */
const SEEN = 20;
/** The part of a half that the mark must cover at least: below it, what is left can be retouched or overlooked. */
const LEAST = 0.004;
/** Windows tried along each side. */
const STEPS = 8;

/**
 * Whether somebody who cuts any half out of a picture (upright or lying, from one edge to the other) still has the mark on it.
 * `rgba`: the mark alone.
 */
export function survivesCrops(rgba: Uint8Array, width: number, height: number): boolean {
  const rows = new Uint32Array(height);
  const columns = new Uint32Array(width);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    if ((rgba[pixel * 4 + 3] ?? 0) < SEEN) continue;
    const y = (pixel / width) | 0;
    rows[y] = (rows[y] ?? 0) + 1;
    const x = pixel - y * width;
    columns[x] = (columns[x] ?? 0) + 1;
  }
  const least = (width * height * LEAST) / 2;
  return leastInHalves(rows) >= least && leastInHalves(columns) >= least;
}

function leastInHalves(lines: Uint32Array): number {
  const half = Math.floor(lines.length / 2);
  let least = Number.POSITIVE_INFINITY;
  for (let step = 0; step <= STEPS; step += 1) {
    const start = Math.round(((lines.length - half) * step) / STEPS);
    let covered = 0;
    for (let line = start; line < start + half; line += 1) covered += lines[line] ?? 0;
    least = Math.min(least, covered);
  }
  return least;
}
