import { type Ifd, numberOf, numbersOf, readIfd, type Tiff, textOf } from './containers/tiff.ts';

/** EXIF values under the names that the metadata reader knows them by. */
export interface ExifBlocks {
  readonly ifd0: Record<string, unknown>;
  readonly exif: Record<string, unknown>;
  readonly gps: Record<string, unknown>;
  readonly interop: Record<string, unknown>;
}

type Kind = 'text' | 'number' | 'numbers';
type Dictionary = ReadonlyMap<number, readonly [name: string, kind: Kind]>;

const IFD0: Dictionary = new Map([
  [0x010e, ['ImageDescription', 'text']],
  [0x010f, ['Make', 'text']],
  [0x0110, ['Model', 'text']],
  [0x0112, ['Orientation', 'number']],
  [0x0132, ['ModifyDate', 'text']],
  // TIFF/EP (ISO 12234-2) has the dates in the first directory.
  [0x9003, ['DateTimeOriginal', 'text']],
  [0xc614, ['UniqueCameraModel', 'text']],
  [0xc630, ['LensInfo', 'numbers']],
]);
/** CIPA DC-008 (Exif 2.32), 4.6.5. */
const EXIF: Dictionary = new Map([
  [0x829a, ['ExposureTime', 'number']],
  [0x829d, ['FNumber', 'number']],
  [0x8827, ['ISO', 'number']],
  [0x8832, ['RecommendedExposureIndex', 'number']],
  [0x9003, ['DateTimeOriginal', 'text']],
  [0x9004, ['CreateDate', 'text']],
  [0x9010, ['OffsetTime', 'text']],
  [0x9011, ['OffsetTimeOriginal', 'text']],
  [0x9012, ['OffsetTimeDigitized', 'text']],
  [0x920a, ['FocalLength', 'number']],
  [0xa001, ['ColorSpace', 'number']],
  [0xa432, ['LensInfo', 'numbers']],
  [0xa433, ['LensMake', 'text']],
  [0xa434, ['LensModel', 'text']],
]);
/** CIPA DC-008, 4.6.6. */
const GPS: Dictionary = new Map([
  [0x0001, ['GPSLatitudeRef', 'text']],
  [0x0002, ['GPSLatitude', 'numbers']],
  [0x0003, ['GPSLongitudeRef', 'text']],
  [0x0004, ['GPSLongitude', 'numbers']],
  [0x0007, ['GPSTimeStamp', 'numbers']],
  [0x001d, ['GPSDateStamp', 'text']],
]);
const INTEROP: Dictionary = new Map([[0x0001, ['InteropIndex', 'text']]]);
const POINTER = { exif: 0x8769, gps: 0x8825, interop: 0xa005 } as const;

/**
 * Reads EXIF out of TIFF structures, wherever they lay. Several are one photograph's (CR3 has a box for each directory): a
 * directory without pointers is taken for what its tags say it is. The first that says something wins.
 */
export function readExifBlocks(tiffs: readonly Tiff[]): ExifBlocks {
  const blocks: ExifBlocks = { ifd0: {}, exif: {}, gps: {}, interop: {} };
  for (const tiff of tiffs) {
    const main = readIfd(tiff, tiff.firstIfd);
    if (!main) continue;
    const follow = (tag: number, from: Ifd | null) => {
      const at = numberOf(tiff, from?.entries.get(tag));
      return at === undefined ? null : readIfd(tiff, at);
    };
    const exif = follow(POINTER.exif, main);
    const bareGps = main.entries.has(0x0002) && main.entries.has(0x0004) && !main.entries.has(0x010f);
    fill(blocks.ifd0, tiff, bareGps ? null : main, IFD0);
    fill(blocks.exif, tiff, exif ?? main, EXIF);
    fill(blocks.gps, tiff, follow(POINTER.gps, main) ?? (bareGps ? main : null), GPS);
    fill(blocks.interop, tiff, follow(POINTER.interop, exif ?? main), INTEROP);
  }
  const latitude = degrees(blocks.gps.GPSLatitude, blocks.gps.GPSLatitudeRef, 'S');
  const longitude = degrees(blocks.gps.GPSLongitude, blocks.gps.GPSLongitudeRef, 'W');
  if (latitude !== null && longitude !== null) Object.assign(blocks.gps, { latitude, longitude });
  return blocks;
}

function fill(block: Record<string, unknown>, tiff: Tiff, ifd: Ifd | null, dictionary: Dictionary): void {
  if (!ifd) return;
  for (const [tag, [name, kind]] of dictionary) {
    const entry = ifd.entries.get(tag);
    if (!entry || block[name] !== undefined) continue;
    if (kind === 'text') block[name] = entry.length <= 10_000 ? textOf(tiff, entry) : undefined;
    else block[name] = kind === 'number' ? numberOf(tiff, entry) : numbersOf(tiff, entry, 8);
  }
}

function degrees(value: unknown, reference: unknown, negative: 'S' | 'W'): number | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  const [whole = 0, minutes = 0, seconds = 0] = value.map(Number);
  const size = whole + minutes / 60 + seconds / 3600;
  return typeof reference === 'string' && reference.toUpperCase().startsWith(negative) ? -size : size;
}
