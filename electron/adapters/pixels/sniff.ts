import type { Format } from '../../../shared/domain/photo.ts';
import { type Ifd, numberOf, openTiff, readIfd, type Tiff } from './containers/tiff.ts';

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
  if (ascii.startsWith('GIF87a') || ascii.startsWith('GIF89a')) return photo('gif');
  if (ascii.slice(4, 8) === 'ftyp') return sniffBoxes(head);
  if (RAW_SIGNATURES.some(({ at, bytes }) => ascii.startsWith(bytes, at))) return photo('raw');
  if (ascii.startsWith('II*\0') || ascii.startsWith('MM\0*')) return photo(isRawTiff(head) ? 'raw' : 'tiff');
  if (ascii.startsWith('II+\0') || ascii.startsWith('MM\0+')) return photo('tiff');
  const unsupported = UNSUPPORTED.find(({ bytes }) => ascii.startsWith(bytes));
  if (unsupported) return { kind: 'unsupported', name: unsupported.name };
  if (ascii.startsWith('BM') && head.readUInt32LE(6) === 0) return { kind: 'unsupported', name: 'BMP' };
  return { kind: 'other' };
}

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Fujifilm; Panasonic and Leica; Olympus; Minolta; Sigma; Canon's first raws (CIFF); Phase One inside a TIFF's header. */
const RAW_SIGNATURES = [
  { at: 0, bytes: 'FUJIFILMCCD-RAW' },
  { at: 0, bytes: 'IIU\0' },
  { at: 0, bytes: 'IIRO' },
  { at: 0, bytes: 'IIRS' },
  { at: 0, bytes: 'MMOR' },
  { at: 0, bytes: '\0MRM' },
  { at: 0, bytes: 'FOVb' },
  { at: 6, bytes: 'HEAPCCDR' },
  { at: 8, bytes: 'IIII' },
  { at: 8, bytes: 'MMMM' },
] as const;

const UNSUPPORTED = [
  { bytes: '8BPS', name: 'Photoshop' },
  { bytes: '\0\0\0\x0cjP  \r\n', name: 'JPEG 2000' },
  { bytes: '\xff\x4f\xff\x51', name: 'JPEG 2000' },
  { bytes: '\0\0\0\x0cJXL \r\n', name: 'JPEG XL' },
  { bytes: '\xff\x0a', name: 'JPEG XL' },
  { bytes: 'II\xbc\x01', name: 'JPEG XR' },
  { bytes: 'gimp xcf', name: 'GIMP' },
  { bytes: '\x76\x2f\x31\x01', name: 'OpenEXR' },
  { bytes: '#?RADIANCE', name: 'Radiance HDR' },
] as const;

function photo(format: Format): Sniffed {
  return { kind: 'photo', format };
}

/** ISO base media file (ISO/IEC 14496-12): the brands of its first box say what is inside, the major one first. */
function sniffBoxes(head: Buffer): Sniffed {
  const length = Math.min(head.readUInt32BE(0), head.length, 256);
  let isHeif = false;
  for (let at = 8; at + 4 <= length; at += 4) {
    const brand = head.toString('latin1', at, at + 4);
    if (brand === 'crx ') return photo('raw');
    if (brand === 'avif' || brand === 'avis') return photo('avif');
    isHeif ||= HEIC_BRANDS.has(brand);
  }
  return isHeif ? photo('heic') : { kind: 'other' };
}

const TAG = {
  subfileType: 0x00fe,
  compression: 0x0103,
  photometric: 0x0106,
  make: 0x010f,
  subIfds: 0x014a,
  strips: 0x0111,
  tiles: 0x0144,
  jpeg: 0x0201,
  dngVersion: 0xc612,
} as const;
/** CFA and LinearRaw (DNG 1.7). */
const SENSOR_PHOTOMETRIC = new Set([32803, 34892]);
/** What makers pack their sensors' data with (ExifTool, Exif.pm, Compression): Sony, Nikon, Pentax, Samsung, Kodak. */
const SENSOR_COMPRESSION = new Set([32767, 34713, 65535, 65000, 65024]);

/**
 * Most camera raws are TIFF by their first bytes. What tells them apart: Canon's mark, a DNG version, the sensor's own colours
 * or packing in IFD 0, or sub-images behind a maker's reduced picture.
 */
function isRawTiff(head: Buffer): boolean {
  if (head.toString('latin1', 8, 10) === 'CR') return true;
  const tiff = openTiff(head);
  const ifd = tiff && readIfd(tiff, tiff.firstIfd);
  if (!tiff || !ifd) return false;
  if (ifd.tags.has(TAG.dngVersion)) return true;
  const value = (tag: number) => numberOf(tiff, ifd.entries.get(tag));
  if (SENSOR_PHOTOMETRIC.has(value(TAG.photometric) ?? -1) || SENSOR_COMPRESSION.has(value(TAG.compression) ?? -1))
    return true;
  if (!ifd.tags.has(TAG.make)) return false;
  // A preview that only cameras write so, and no picture as TIFF has them: Sony's first.
  if (ifd.tags.has(TAG.jpeg) && !ifd.tags.has(TAG.strips) && !ifd.tags.has(TAG.tiles)) return true;
  return ifd.tags.has(TAG.subIfds) && !isWholePicture(tiff, ifd);
}

/** Scanners and editors write a maker and sub-images too, but their first picture is the whole one, and says so. */
function isWholePicture(tiff: Tiff, { entries }: Ifd): boolean {
  const isReduced = (numberOf(tiff, entries.get(TAG.subfileType)) ?? 1) % 2 === 1;
  return !isReduced && [0, 1, 2, 5, 6, 8].includes(numberOf(tiff, entries.get(TAG.photometric)) ?? -1);
}
