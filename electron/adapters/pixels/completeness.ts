import type { Format } from '../../../shared/domain/photo.ts';
import { holdsWhatItTells } from './container-ends.ts';

/**
 * Whether a content reaches its own end. Network drives report the full size of a half-copied file (the rest reads as
 * zeros), and a card pulled too early leaves half a photograph: a size that stays the same is not enough.
 * `true` where a format has no end that could be looked for.
 */
export function reachesItsEnd(content: Buffer, format: Format): boolean {
  switch (format) {
    case 'jpeg':
      return jpegEnds(content);
    case 'png':
      return content.includes(PNG_END, Math.max(0, content.length - TAIL));
    case 'webp':
      return content.length >= content.readUInt32LE(4) + 8;
    case 'heic':
    case 'avif':
      return boxesEnd(content);
    case 'gif':
      return gifEnds(content);
    case 'tiff':
      return !endsInZeros(content) && holdsWhatItTells(content);
    case 'raw':
      return !endsInZeros(content) && boxedOrTelling(content);
  }
}

/** Cameras append their own data after the end marker (MPF, maker previews, motion video). */
const TAIL = 1024 * 1024;
/** Chunk of length 0, type IEND, its CRC (ISO/IEC 15948, 11.2.5). */
const PNG_END = Buffer.from([0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82]);
/** EOI (ITU-T T.81, B.1.1.3). */
const JPEG_END = Buffer.from([0xff, 0xd9]);

/**
 * Looks for EOI after the last start of scan. An EOI may lie far from the end (motion photos append megabytes of video), so
 * the whole rest is searched; what follows SOS can hold no other FF D9 (byte stuffing, T.81 F.1.2.3).
 */
function jpegEnds(content: Buffer): boolean {
  return content.indexOf(JPEG_END, mainScanStart(content)) >= 0;
}

/** Offset of the first SOS of the main image: embedded thumbnails inside APP segments are stepped over. */
function mainScanStart(content: Buffer): number {
  let at = 2;
  while (at + 4 <= content.length) {
    if (content[at] !== 0xff) return at;
    const marker = content[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xda) return at;
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += 2;
      continue;
    }
    at += 2 + content.readUInt16BE(at + 2);
  }
  return content.length;
}

/** Top-level boxes must add up to the length (ISO/IEC 14496-12, 4.2); a last box of size 0 reaches the end by definition. */
function boxesEnd(content: Buffer): boolean {
  let at = 0;
  while (at + 8 <= content.length) {
    let size = content.readUInt32BE(at);
    if (size === 0) return true;
    if (size === 1) {
      if (at + 16 > content.length) return false;
      size = Number(content.readBigUInt64BE(at + 8));
    }
    if (size < 8) return true; // not a box any more: trailing bytes of a maker, harmless
    at += size;
  }
  return at <= content.length;
}

/** CR3 is made of boxes, all other raws of tables. */
function boxedOrTelling(content: Buffer): boolean {
  return content.toString('latin1', 4, 8) === 'ftyp' ? boxesEnd(content) : holdsWhatItTells(content);
}

/** Steps from block to block to the trailer (GIF89a, 12 to 27): its byte can stand anywhere in a picture. */
function gifEnds(content: Buffer): boolean {
  const colours = (packed = 0) => (packed & 0x80 ? 3 * 2 ** ((packed & 7) + 1) : 0);
  let at = 13 + colours(content[10]);
  while (at < content.length) {
    const block = content[at];
    if (block === 0x3b) return true;
    if (block === 0x21) at += 2;
    else if (block === 0x2c) at += 11 + colours(content[at + 9]);
    else return true; // what no GIF holds: the decoder says what it is worth
    for (let length = content[at] ?? 0; length > 0; length = content[at] ?? 0) at += 1 + length;
    at += 1;
  }
  return false;
}

const ZERO_TAIL = 4096;

function endsInZeros(content: Buffer): boolean {
  if (content.length <= ZERO_TAIL * 2) return false;
  return content.subarray(content.length - ZERO_TAIL).every((byte) => byte === 0);
}
