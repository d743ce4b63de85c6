import { readCiff } from './containers/ciff.ts';
import { bytesOf, numberOf, openTiff, readIfd } from './containers/tiff.ts';

/** What makers wrote in ways of their own, under the names of EXIF. */
export interface MakerBlocks {
  readonly ifd0: Record<string, unknown>;
  readonly exif: Record<string, unknown>;
}

/** Metadata stand in a JPEG's first segments; a maker's own among them. */
const MOST_SEGMENTS = 50;

/**
 * Date and camera of photographs from before EXIF, or beside it: Canon's heap in APP0 or as a whole file, the « picture info » of
 * Agfa, Epson and Olympus in APP12, the maker note of Reconyx, whose trail cameras write no other date.
 */
export function readMakerBlocks(content: Buffer): MakerBlocks {
  const found: MakerBlocks = { ifd0: {}, exif: {} };
  if (content.toString('latin1', 6, 10) === 'HEAP') takeCiff(content, found);
  if (content.length < 4 || content.readUInt16BE(0) !== 0xffd8) return found;
  for (let at = 2, seen = 0; at + 4 <= content.length && seen < MOST_SEGMENTS; seen += 1) {
    const marker = content[at + 1] ?? 0;
    if (content[at] !== 0xff || marker === 0xda) break;
    const segment = content.subarray(at + 4, at + 2 + content.readUInt16BE(at + 2));
    if (marker === 0xe0 && segment.toString('latin1', 6, 10) === 'HEAP') takeCiff(segment, found);
    if (marker === 0xec) takePictureInfo(segment, found);
    if (marker === 0xe1 && segment.toString('latin1', 0, 6) === 'Exif\0\0') takeReconyx(segment.subarray(6), found);
    at += 2 + content.readUInt16BE(at + 2);
  }
  return found;
}

const ORIENTATIONS: Readonly<Record<number, number>> = { 90: 6, 180: 3, 270: 8 };

function takeCiff(heap: Buffer, found: MakerBlocks): void {
  const ciff = readCiff(heap);
  if (!ciff) return;
  const { make, model, takenAt, rotation } = ciff;
  Object.assign(found.ifd0, { Make: make, Model: model, Orientation: ORIENTATIONS[rotation] ?? 1 });
  if (takenAt) found.exif.DateTimeOriginal = wallClock(takenAt);
}

/** Lines of `Name=value`; TimeDate in seconds since 1970 on the camera's clock (ExifTool, APP12.pm). */
function takePictureInfo(segment: Buffer, found: MakerBlocks): void {
  const seconds = /(?:^|[\r\n\0 ])TimeDate=(\d{8,10})/.exec(segment.toString('latin1', 0, 4000))?.[1];
  if (seconds) found.exif.DateTimeOriginal = wallClock(Number(seconds));
}

/** HyperFire: version 0xF101, and at 22 second, minute, hour, month, day, year, 16 bits each (ExifTool, Reconyx.pm). */
function takeReconyx(exif: Buffer, found: MakerBlocks): void {
  const tiff = openTiff(exif);
  const main = tiff && readIfd(tiff, tiff.firstIfd);
  if (!tiff || !main) return;
  const inner = readIfd(tiff, numberOf(tiff, main.entries.get(0x8769)) ?? 0);
  const note = bytesOf(tiff, inner?.entries.get(0x927c));
  if (!note || note.length < 34 || note.readUInt16LE(0) !== 0xf101) return;
  const [second, minute, hour, month, day, year] = [22, 24, 26, 28, 30, 32].map((at) => note.readUInt16LE(at));
  const two = (part: number | undefined) => String(part).padStart(2, '0');
  found.exif.DateTimeOriginal = `${year}:${two(month)}:${two(day)} ${two(hour)}:${two(minute)}:${two(second)}`;
}

function wallClock(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 19);
}
