import type { Point } from './geometry.ts';
import { CELL, emptyMap, measureInto, sharpestPoint } from './sharpness.ts';

// A thread of its own: 24 megapixels take a few hundred milliseconds, and the page must not wait for them.

/** The picture is measured at half its size: that averages noise away and keeps what focus gives. */
const REDUCED = 2;
/** Side of a stretch measured at once, in reduced pixels. */
const STRETCH = 32 * CELL;

self.onmessage = ({ data: { request, address } }: MessageEvent<{ request: number; address: string }>) => {
  void measured(address)
    .catch(() => null)
    .then((point) => self.postMessage({ request, point }));
};

/** Fetched and decoded here, too: 24 megapixels are half a second of decoding. */
async function measured(address: string): Promise<Point | null> {
  const answer = await fetch(address);
  if (!answer.ok) return null;
  const bitmap = await createImageBitmap(await answer.blob());
  const width = Math.max(1, Math.floor(bitmap.width / REDUCED));
  const height = Math.max(1, Math.floor(bitmap.height / REDUCED));
  const map = emptyMap(width, height);
  const canvas = new OffscreenCanvas(Math.min(STRETCH, width), Math.min(STRETCH, height));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  for (let top = 0; context && top < height; top += STRETCH)
    for (let left = 0; left < width; left += STRETCH) {
      const [w, h] = [Math.min(STRETCH, width - left), Math.min(STRETCH, height - top)];
      context.drawImage(bitmap, left * REDUCED, top * REDUCED, w * REDUCED, h * REDUCED, 0, 0, w, h);
      measureInto(map, context.getImageData(0, 0, w, h), left, top);
    }
  bitmap.close();
  return sharpestPoint(map, width, height);
}
