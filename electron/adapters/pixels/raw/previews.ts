import { type Box, boxesIn } from '../containers/boxes.ts';
import { imageIfds, numberOf, numbersOf, openTiff, type Tiff } from '../containers/tiff.ts';
import { type JpegFrame, readJpegFrame } from './jpeg-frame.ts';

/** A finished picture inside a camera raw. */
export interface Preview extends JpegFrame {
  readonly jpeg: Buffer;
}

export interface EmbeddedPreviews {
  /** Largest first. */
  readonly previews: readonly Preview[];
  /** The container tells of a preview that lies behind the end of the file: it was cut off. */
  readonly cutOff: boolean;
}

/** A stretch of the content. */
interface Stretch {
  readonly at: number;
  readonly length: number;
}

interface Told {
  readonly pictures: Stretch[];
  /**
   * Where the sensor's own data lie: some of it is in JPEG form too (lossy DNG), and no picture. Nor are the strips or tiles of a
   * preview, each a JPEG of a part.
   */
  readonly sensor: Stretch[];
}

/** Fewer are never needed: the camera writes four at most. */
const MOST_PREVIEWS = 12;
/** Pixels of the long edge below which nothing can be seen; the smallest thumbnails of cameras have 120. */
const LEAST_EDGE = 64;
/** A JPEG of one colour has about 200 pixels to a byte; a made-up frame header has far more. */
const MOST_PIXELS_PER_BYTE = 1000;

/**
 * Camera raws carry finished JPEGs for the camera's own screen; the biggest is what the photographer sees. The container is
 * asked first (TIFF's directories, CR3's boxes, the headers of RAF and X3F); what only maker notes tell of (Olympus, Pentax,
 * Minolta) is found by looking for the beginnings of JPEGs.
 */
export function findPreviews(content: Buffer): EmbeddedPreviews {
  const told = askContainer(content);
  const found = new Map<number, Preview>();
  const take = ({ at, length }: Stretch) => {
    if (found.has(at) || found.size > 200) return;
    const frame = readJpegFrame(content, at);
    if (!frame || Math.max(frame.width, frame.height) < LEAST_EDGE) return;
    if (frame.width * frame.height > length * MOST_PIXELS_PER_BYTE) return;
    found.set(at, { ...frame, jpeg: content.subarray(at, at + length) });
  };
  for (const picture of told.pictures) if (picture.at + picture.length <= content.length) take(picture);
  for (const at of jpegBeginnings(content)) {
    if (told.sensor.some((stretch) => at >= stretch.at && at < stretch.at + stretch.length)) continue;
    take({ at, length: content.length - at });
  }
  if (content.toString('latin1', 0, 4) === '\0MRM')
    for (const preview of minoltaPreviews(content)) found.set(-1, preview);
  const previews = [...found.values()].sort((a, b) => b.width * b.height - a.width * a.height).slice(0, MOST_PREVIEWS);
  return {
    previews,
    cutOff: told.pictures.some(({ at, length }) => length > 64 && at + length > content.length),
  };
}

function askContainer(content: Buffer): Told {
  const signature = content.toString('latin1', 0, 16);
  if (signature.startsWith('FUJIFILMCCD-RAW')) return { pictures: fujifilm(content), sensor: [] };
  if (signature.startsWith('FOVb')) return { pictures: sigma(content), sensor: [] };
  if (signature.slice(4, 8) === 'ftyp') return { pictures: canonBoxes(content), sensor: [] };
  const tiff = openTiff(content);
  return tiff ? tiffPictures(tiff) : { pictures: [], sensor: [] };
}

const TAG = {
  compression: 0x0103,
  photometric: 0x0106,
  stripOffsets: 0x0111,
  stripLengths: 0x0117,
  tileOffsets: 0x0144,
  tileLengths: 0x0145,
  jpegOffset: 0x0201,
  jpegLength: 0x0202,
  /** Panasonic's raw directory (ExifTool, PanasonicRaw.pm): the JPEG itself is the value. */
  jpgFromRaw: 0x002e,
  jpgFromRaw2: 0x0127,
} as const;
/** Old and new JPEG (TIFF 6.0, section 22; Technical Note 2). */
const JPEG_COMPRESSION = new Set([6, 7]);
/** CFA and LinearRaw (DNG 1.7, "PhotometricInterpretation"). */
const SENSOR_PHOTOMETRIC = new Set([32803, 34892]);

/** CR2, NEF, ARW, DNG, ORF, RW2, PEF, SRW and all others whose container is TIFF. */
function tiffPictures(tiff: Tiff): Told {
  const told: Told = { pictures: [], sensor: [] };
  for (const { entries } of imageIfds(tiff)) {
    const value = (tag: number) => numberOf(tiff, entries.get(tag));
    const at = value(TAG.jpegOffset);
    const length = value(TAG.jpegLength);
    if (at !== undefined && length !== undefined) told.pictures.push({ at, length });
    for (const tag of [TAG.jpgFromRaw, TAG.jpgFromRaw2]) {
      const entry = entries.get(tag);
      if (entry && entry.length > 64) told.pictures.push(entry);
    }
    const isSensor = SENSOR_PHOTOMETRIC.has(value(TAG.photometric) ?? -1);
    const stretches = (offsets: number, lengths: number): Stretch[] => {
      const sizes = numbersOf(tiff, entries.get(lengths), 10_000);
      return numbersOf(tiff, entries.get(offsets), 10_000).map((from, index) => ({
        at: from,
        length: sizes[index] ?? 0,
      }));
    };
    const strips = stretches(TAG.stripOffsets, TAG.stripLengths);
    if (isSensor) {
      for (const stretch of [...strips, ...stretches(TAG.tileOffsets, TAG.tileLengths)]) told.sensor.push(stretch);
      continue;
    }
    const [part, ...more] = [...strips, ...stretches(TAG.tileOffsets, TAG.tileLengths)];
    if (!part || !JPEG_COMPRESSION.has(value(TAG.compression) ?? 0)) continue;
    if (more.length === 0) told.pictures.push(part);
    else told.sensor.push(part, ...more);
  }
  return { pictures: told.pictures, sensor: merged(told.sensor) };
}

/** Tiles of a sensor lie one behind the other: a few stretches instead of hundreds. */
function merged(stretches: readonly Stretch[]): Stretch[] {
  const result: { at: number; length: number }[] = [];
  for (const { at, length } of [...stretches].sort((a, b) => a.at - b.at)) {
    const last = result.at(-1);
    if (last && at <= last.at + last.length + 64) last.length = Math.max(last.length, at + length - last.at);
    else result.push({ at, length });
  }
  return result;
}

/** RAF: offset and length of the JPEG stand at 84 and 88, big endian (ExifTool, FujiFilm.pm, ProcessRAF). */
function fujifilm(content: Buffer): Stretch[] {
  return content.length < 92 ? [] : [{ at: content.readUInt32BE(84), length: content.readUInt32BE(88) }];
}

/**
 * X3F: the last four bytes point to the directory `SECd`; its entries of type `IMA2` and `IMAG` are images, of which data
 * format 18 is JPEG, behind a header of 28 bytes (ExifTool, SigmaRaw.pm).
 */
function sigma(content: Buffer): Stretch[] {
  const directory = content.readUInt32LE(content.length - 4);
  if (directory + 12 > content.length || content.toString('latin1', directory, directory + 4) !== 'SECd') return [];
  const found: Stretch[] = [];
  const count = Math.min(content.readUInt32LE(directory + 8), 100);
  for (let index = 0; index < count; index += 1) {
    const entry = directory + 12 + index * 12;
    if (entry + 12 > content.length) break;
    const [at, length] = [content.readUInt32LE(entry), content.readUInt32LE(entry + 4)];
    if (content.toString('latin1', entry + 8, entry + 11) !== 'IMA' || at + 28 > content.length || length < 28)
      continue;
    if (content.readUInt32LE(at + 12) === 18) found.push({ at: at + 28, length: length - 28 });
  }
  return found;
}

/** Canon's user type of the box with the medium preview (lclevy/canon_cr3, "uuid eaf42b5e…"). */
const CANON_PREVIEW = 'eaf42b5e1c984b88b9fbb7dc406e4d16';

/**
 * CR3: the full-size JPEG is the first sample of a track with one chunk (`co64`, `stsz`), the medium one a `PRVW` box
 * (lclevy/canon_cr3). Whatever a track points to that is no JPEG is no picture and falls out later.
 */
function canonBoxes(content: Buffer): Stretch[] {
  const found: Stretch[] = [];
  for (const box of boxesIn(content, 0, content.length)) {
    if (box.user === CANON_PREVIEW)
      for (const inner of boxesIn(content, box.from + 8, box.to))
        if (inner.type === 'PRVW') found.push(jpegIn(content, inner));
    if (box.type !== 'moov') continue;
    for (const track of boxesIn(content, box.from, box.to)) {
      if (track.type !== 'trak') continue;
      const sample = firstSample(content, track);
      if (sample) found.push(sample);
    }
  }
  return found.filter(({ length }) => length > 0);
}

function jpegIn(content: Buffer, { from, to }: Box): Stretch {
  const at = content.subarray(from, Math.min(to, from + 64)).indexOf(JPEG_BEGINNING);
  return at < 0 ? { at: from, length: 0 } : { at: from + at, length: to - from - at };
}

function firstSample(content: Buffer, track: Box): Stretch | null {
  let inside = track;
  for (const type of ['mdia', 'minf', 'stbl']) {
    const next = boxesIn(content, inside.from, inside.to).find((box) => box.type === type);
    if (!next) return null;
    inside = next;
  }
  const tables = boxesIn(content, inside.from, inside.to);
  const sizes = tables.find(({ type }) => type === 'stsz');
  const offsets = tables.find(({ type }) => type === 'co64' || type === 'stco');
  if (!sizes || !offsets || sizes.to - sizes.from < 12 || offsets.to - offsets.from < 12) return null;
  let length = content.readUInt32BE(sizes.from + 4);
  if (length === 0 && sizes.to - sizes.from >= 16) length = content.readUInt32BE(sizes.from + 12);
  if (offsets.type === 'stco') return { at: content.readUInt32BE(offsets.from + 8), length };
  if (offsets.to - offsets.from < 16) return null;
  const at = content.readBigUInt64BE(offsets.from + 8);
  return at < BigInt(content.length) ? { at: Number(at), length } : null;
}

/** SOI followed by another marker (ITU-T T.81, B.2.1). */
const JPEG_BEGINNING = Buffer.from([0xff, 0xd8, 0xff]);
/** Damage can look like ten thousand beginnings; a raw has a handful. */
const MOST_BEGINNINGS = 2000;

function* jpegBeginnings(content: Buffer): Generator<number> {
  let at = content.indexOf(JPEG_BEGINNING);
  for (let seen = 0; at >= 0 && seen < MOST_BEGINNINGS; seen += 1) {
    yield at;
    at = content.indexOf(JPEG_BEGINNING, at + 1);
  }
}

/** Minolta writes the first byte of its previews as something else than FF (ExifTool, Minolta.pm). */
function minoltaPreviews(content: Buffer): Preview[] {
  const behindFirst = Buffer.from([0xd8, 0xff]);
  for (let at = content.indexOf(behindFirst, 1), seen = 0; at > 0 && seen < MOST_BEGINNINGS; seen += 1) {
    const jpeg = mendedJpeg(content, at - 1);
    if (jpeg) return [jpeg];
    at = content.indexOf(behindFirst, at + 1);
  }
  return [];
}

function mendedJpeg(content: Buffer, at: number): Preview | null {
  const marker = content[at + 3] ?? 0;
  if (content[at] === 0xff || (marker !== 0xdb && marker !== 0xc4 && (marker & 0xf0) !== 0xe0)) return null;
  const jpeg = Buffer.from(content.subarray(at));
  jpeg[0] = 0xff;
  const frame = readJpegFrame(jpeg, 0);
  return frame && { ...frame, jpeg };
}
