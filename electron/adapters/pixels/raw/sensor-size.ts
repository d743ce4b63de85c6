import { boxAt, boxesIn } from '../containers/boxes.ts';
import { imageIfds, numberOf, numbersOf, openTiff, readIfd, type Tiff } from '../containers/tiff.ts';
import type { JpegFrame } from './jpeg-frame.ts';
import { exifBlocks } from './raw-exif.ts';

const TAG = {
  width: 0x0100,
  height: 0x0101,
  photometric: 0x0106,
  exifIfd: 0x8769,
  exifWidth: 0xa002,
  exifHeight: 0xa003,
  /** DNG: pixels after the default crop. */
  cropSize: 0xc620,
  /** Panasonic: borders of the picture on the sensor (ExifTool, PanasonicRaw.pm). */
  top: 4,
  left: 5,
  bottom: 6,
  right: 7,
} as const;
const SENSOR_PHOTOMETRIC = new Set([32803, 34892]);

/**
 * Pixels of the picture that the raw converter would make, as far as the container says so, in the sensor's own direction;
 * null where it doesn't. A preview nearly as large is the picture's true crop: converters show the sensor's edge, cameras don't.
 */
export function pictureSize(content: Buffer, preview: JpegFrame): JpegFrame {
  let best: JpegFrame = preview;
  for (const size of toldSizes(content)) {
    const larger = size.width * size.height > best.width * best.height * 1.2;
    if (larger && sameShape(size, preview)) best = size;
  }
  return best;
}

/** Cameras crop previews to 16:9 or pad them: a quarter off is the same picture, twice is something else. */
function sameShape(one: JpegFrame, other: JpegFrame): boolean {
  const shape = ({ width, height }: JpegFrame) => Math.max(width, height) / Math.min(width, height);
  const ratio = shape(one) / shape(other);
  return ratio > 0.75 && ratio < 1.34;
}

function toldSizes(content: Buffer): JpegFrame[] {
  const sizes: JpegFrame[] = [];
  const take = (width: number | undefined, height: number | undefined) => {
    if (width && height && width <= 65_535 && height <= 65_535) sizes.push({ width, height });
  };
  const container = openTiff(content);
  if (container) takeFromIfds(container, take);
  for (const tiff of exifBlocks(content)) {
    const first = readIfd(tiff, tiff.firstIfd);
    const pointer = numberOf(tiff, first?.entries.get(TAG.exifIfd));
    const exif = pointer === undefined ? first : readIfd(tiff, pointer);
    take(numberOf(tiff, exif?.entries.get(TAG.exifWidth)), numberOf(tiff, exif?.entries.get(TAG.exifHeight)));
  }
  for (const { width, height } of [...trackSizes(content), ...fujifilmSizes(content)]) take(width, height);
  return sizes;
}

function takeFromIfds(tiff: Tiff, take: (width: number | undefined, height: number | undefined) => void): void {
  for (const { entries } of imageIfds(tiff)) {
    const value = (tag: number) => numberOf(tiff, entries.get(tag));
    take(...pair(numbersOf(tiff, entries.get(TAG.cropSize), 2)));
    if (SENSOR_PHOTOMETRIC.has(value(TAG.photometric) ?? -1)) take(value(TAG.width), value(TAG.height));
    const [top, left, bottom, right] = [value(TAG.top), value(TAG.left), value(TAG.bottom), value(TAG.right)];
    if (top !== undefined && left !== undefined && bottom && right) take(right - left, bottom - top);
  }
}

function pair([width, height]: number[]): [number | undefined, number | undefined] {
  return [width && Math.round(width), height && Math.round(height)];
}

/** CR3: the sample entry of the full track says how large its picture is (`CRAW`: width and height at 24). */
function trackSizes(content: Buffer): JpegFrame[] {
  if (content.toString('latin1', 4, 8) !== 'ftyp') return [];
  const movie = boxAt(content, ['moov']);
  if (!movie) return [];
  return boxesIn(content, movie.from, movie.to).flatMap((track) => {
    const table = track.type === 'trak' ? boxAt(content, ['mdia', 'minf', 'stbl', 'stsd'], track) : undefined;
    if (!table || table.to - table.from < 44) return [];
    const entry = table.from + 8;
    if (content.toString('latin1', entry + 4, entry + 8) !== 'CRAW') return [];
    return [{ width: content.readUInt16BE(entry + 32), height: content.readUInt16BE(entry + 34) }];
  });
}

/**
 * RAF: offset of its own directory at 92; entries of a tag and a length, 16 bits each, big endian. 0x0111 is the size without
 * the sensor's edge, height first (ExifTool, FujiFilm.pm, RAF).
 */
function fujifilmSizes(content: Buffer): JpegFrame[] {
  if (!content.toString('latin1', 0, 15).startsWith('FUJIFILMCCD-RAW') || content.length < 96) return [];
  const directory = content.readUInt32BE(92);
  if (directory + 4 > content.length) return [];
  const count = Math.min(content.readUInt32BE(directory), 255);
  for (let index = 0, at = directory + 4; index < count && at + 8 <= content.length; index += 1) {
    if (content.readUInt16BE(at) === 0x0111)
      return [{ width: content.readUInt16BE(at + 6), height: content.readUInt16BE(at + 4) }];
    at += 4 + content.readUInt16BE(at + 2);
  }
  return [];
}
