import type { Format } from '../../../shared/domain/photo.ts';

/** What a content's first bytes say it is. `unsupported` is a real image that the studio can't show. */
export type Sniffed =
  | { readonly kind: 'photo'; readonly format: Format }
  | { readonly kind: 'unsupported'; readonly name: string }
  | { readonly kind: 'other' };

/** Bytes that `sniffFormat` wants to see, at most. */
export const SNIFF_LENGTH = 64 * 1024;

const HEIC_BRANDS = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1', 'avif', 'avis']);

/** Recognises a format by its signature, never by its name. `head` is the beginning of the content. */
export function sniffFormat(head: Buffer): Sniffed {
  if (head.length < 12) return { kind: 'other' };
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return photo('jpeg');
  if (head.subarray(0, 8).equals(PNG_SIGNATURE)) return photo('png');
  const ascii = head.toString('latin1', 0, 16);
  if (ascii.startsWith('RIFF') && ascii.slice(8, 12) === 'WEBP') return photo('webp');
  if (ascii.startsWith('FUJIFILMCCD-RAW')) return photo('raw');
  if (ascii.startsWith('IIU\0') || ascii.startsWith('IIRO') || ascii.startsWith('IIRS') || ascii.startsWith('MMOR'))
    return photo('raw');
  if (ascii.startsWith('II*\0') || ascii.startsWith('MM\0*')) return photo(isRawTiff(head) ? 'raw' : 'tiff');
  if (ascii.startsWith('II+\0') || ascii.startsWith('MM\0+')) return photo('tiff');
  if (ascii.slice(4, 8) === 'ftyp') return sniffBoxes(head);
  if (ascii.startsWith('GIF8')) return { kind: 'unsupported', name: 'GIF' };
  if (ascii.startsWith('8BPS')) return { kind: 'unsupported', name: 'Photoshop' };
  if (ascii.startsWith('BM') && head.readUInt32LE(6) === 0) return { kind: 'unsupported', name: 'BMP' };
  return { kind: 'other' };
}

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function photo(format: Format): Sniffed {
  return { kind: 'photo', format };
}

/** ISO base media file (ISO/IEC 14496-12): the brands of its first box say what is inside. */
function sniffBoxes(head: Buffer): Sniffed {
  const length = Math.min(head.readUInt32BE(0), head.length, 256);
  for (let at = 8; at + 4 <= length; at += 4) {
    const brand = head.toString('latin1', at, at + 4);
    if (brand === 'crx ') return photo('raw');
    if (HEIC_BRANDS.has(brand)) return photo('heic');
  }
  return { kind: 'other' };
}

/**
 * Most camera raws are TIFF by their first bytes. What tells them apart: Canon's mark, a DNG version, or sub-images in IFD 0
 * together with a maker (a scanner's TIFF has no SubIFDs).
 */
function isRawTiff(head: Buffer): boolean {
  if (head.toString('latin1', 8, 10) === 'CR') return true;
  const little = head[0] === 0x49;
  const u16 = (at: number) => (little ? head.readUInt16LE(at) : head.readUInt16BE(at));
  const u32 = (at: number) => (little ? head.readUInt32LE(at) : head.readUInt32BE(at));
  const ifd = u32(4);
  if (ifd + 2 > head.length) return false;
  const tags = new Set<number>();
  const count = u16(ifd);
  for (let index = 0; index < count; index += 1) {
    const at = ifd + 2 + index * 12;
    if (at + 12 > head.length) break;
    tags.add(u16(at));
  }
  const DNG_VERSION = 0xc612;
  const SUB_IFDS = 0x014a;
  const MAKE = 0x010f;
  return tags.has(DNG_VERSION) || (tags.has(SUB_IFDS) && tags.has(MAKE));
}
