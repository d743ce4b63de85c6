/**
 * A picture to read pixels of. Asked for with CORS: in a desktop window pictures come from another host of the studio's
 * scheme, and a canvas that took one without it can't be read.
 */
export async function loadPicture(address: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.crossOrigin = 'anonymous';
  image.src = address;
  await image.decode();
  return image;
}

/** A canvas to draw on and read from; null where the browser gives none. */
export function readableCanvas(width: number, height: number): CanvasRenderingContext2D | null {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width));
  canvas.height = Math.max(1, Math.round(height));
  return canvas.getContext('2d', { willReadFrequently: true });
}
