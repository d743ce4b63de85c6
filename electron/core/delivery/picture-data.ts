import { createHash } from 'node:crypto';
import { endOfScan } from './jpeg-shell.ts';

/**
 * SHA-256 over what makes the picture itself: in a JPEG every segment that is not metadata, with the scans (ITU-T T.81, B.1);
 * in a PNG header, palette, transparency and image data (PNG 3rd edition, 11.2). Two files with the same digest decode to the
 * same pixels. Null when the bytes are neither, or end too early to say.
 */
export function pictureDigest(bytes: Buffer): string | null {
  if (bytes.length > 3 && bytes.readUInt16BE(0) === 0xffd8) return jpegDigest(bytes);
  if (bytes.subarray(0, 8).equals(PNG_SIGNATURE)) return pngDigest(bytes);
  return null;
}

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const PNG_PICTURE = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'acTL', 'fcTL', 'fdAT']);

function pngDigest(bytes: Buffer): string | null {
  const hash = createHash('sha256');
  let at = 8;
  while (at + 12 <= bytes.length) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (PNG_PICTURE.has(type)) hash.update(bytes.subarray(at, at + 8 + length));
    if (type === 'IEND') return hash.digest('hex');
    at += 12 + length;
  }
  return null;
}

/** APP0–APP13, APP15 and comments are metadata; APP14 (Adobe) says how colours are to be decoded, so it is picture. */
function isMetadata(marker: number): boolean {
  return (marker >= 0xe0 && marker <= 0xef && marker !== 0xee) || marker === 0xfe;
}

function jpegDigest(bytes: Buffer): string | null {
  const hash = createHash('sha256');
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) {
      at += 1; // stray bytes between segments, which decoders skip
      continue;
    }
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1; // fill byte (B.1.1.2)
      continue;
    }
    if (marker === 0xd9) break;
    if (marker === 0x00 || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += 2; // no length follows
      continue;
    }
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (!isMetadata(marker)) hash.update(bytes.subarray(at, end));
    at = end;
    if (marker === 0xda) {
      at = endOfScan(bytes, end);
      hash.update(bytes.subarray(end, at));
    }
  }
  return hash.digest('hex');
}
