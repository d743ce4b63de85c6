import { numberOf, numbersOf, openTiff, readIfd } from './containers/tiff.ts';

const TAG = { bits: 0x0102, photometric: 0x0106, samples: 0x0115 } as const;
const CIELAB = 8;
const RGB = 2;

/**
 * A TIFF in CIELab of 8 bits (TIFF 6.0, section 23), as photo editors save it, that says it is RGB; null for any other TIFF.
 * libvips takes CIELab for its own packed kind and refuses it; so the pixels are read as they are, for `labToRgb`.
 */
export function labAsRgb(content: Buffer): Buffer | null {
  const tiff = openTiff(content);
  const ifd = tiff && readIfd(tiff, tiff.firstIfd);
  const photometric = ifd?.entries.get(TAG.photometric);
  if (!tiff || !ifd || !photometric || numberOf(tiff, photometric) !== CIELAB) return null;
  if (numberOf(tiff, ifd.entries.get(TAG.samples)) !== 3) return null;
  if (numbersOf(tiff, ifd.entries.get(TAG.bits), 3).some((bits) => bits !== 8)) return null;
  const asRgb = Buffer.from(content);
  asRgb[tiff.little ? 'writeUInt16LE' : 'writeUInt16BE'](RGB, photometric.at);
  return asRgb;
}

/** Turns CIELab pixels of three bytes into sRGB, in place. */
export function labToRgb(pixels: Buffer): void {
  for (let at = 0; at + 2 < pixels.length; at += 3) convert(pixels, at);
}

/** L* in 0–255, a* and b* signed. White is D50's, adapted to D65 by Bradford together with the matrix of sRGB (IEC 61966-2-1). */
function convert(pixels: Buffer, at: number): void {
  const fy = ((pixels[at] ?? 0) / 2.55 + 16) / 116;
  const x = 0.9642 * cubed(fy + signed(pixels[at + 1]) / 500);
  const y = cubed(fy);
  const z = 0.8251 * cubed(fy - signed(pixels[at + 2]) / 200);
  pixels[at] = encoded(3.1339 * x - 1.6169 * y - 0.4906 * z);
  pixels[at + 1] = encoded(-0.9788 * x + 1.9161 * y + 0.0335 * z);
  pixels[at + 2] = encoded(0.0719 * x - 0.229 * y + 1.4052 * z);
}

function signed(byte = 0): number {
  return byte > 127 ? byte - 256 : byte;
}

function cubed(f: number): number {
  return f > 6 / 29 ? f ** 3 : (f - 16 / 116) / 7.787;
}

function encoded(linear: number): number {
  const part = Math.min(1, Math.max(0, linear));
  return Math.round(255 * (part <= 0.0031308 ? part * 12.92 : 1.055 * part ** (1 / 2.4) - 0.055));
}
