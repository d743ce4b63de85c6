import { type Ifd, imageIfds, numbersOf, openTiff, type Tiff } from './containers/tiff.ts';

/**
 * Whether all that a container's own tables tell of lies within the content: TIFF and the raws that are built like it, RAF, X3F,
 * CRW. Whoever copies writes from the front, and tables stand in front of what they tell of: half a raw has its preview already.
 * `true` for containers that tell nothing.
 */
export function holdsWhatItTells(content: Buffer): boolean {
  const signature = content.toString('latin1', 0, 16);
  if (signature.startsWith('FUJIFILMCCD-RAW')) return fujifilmEnds(content);
  if (signature.startsWith('FOVb')) return sigmaEnds(content);
  if (signature.startsWith('HEAPCCDR', 6)) return heapEnds(content);
  const tiff = openTiff(content);
  return tiff === null || tiffEnds(tiff);
}

const SUB_IFDS = 0x014a;
/** Offsets and lengths of strips, of tiles, of an embedded JPEG (TIFF 6.0, sections 3, 15 and 22). */
const STRETCHES = [
  [0x0111, 0x0117],
  [0x0144, 0x0145],
  [0x0201, 0x0202],
] as const;
/** Panasonic: the JPEG itself is the value (ExifTool, PanasonicRaw.pm). */
const VALUES = [0x002e, 0x0127] as const;
/** Panasonic says so of what stands elsewhere. */
const NOWHERE = 0xff_ff_ff_ff;
const MOST_STRETCHES = 200_000;

function tiffEnds(tiff: Tiff): boolean {
  const ifds = imageIfds(tiff);
  return ifds.length > 0 && ifds.every((ifd) => ifdEnds(tiff, ifd));
}

function ifdEnds(tiff: Tiff, { entries, tags, next }: Ifd): boolean {
  const end = tiff.bytes.length;
  // A value that lies outside is named by its directory and not there.
  if ([...STRETCHES.flat(), ...VALUES, SUB_IFDS].some((tag) => tags.has(tag) && !entries.has(tag))) return false;
  if (next >= end || numbersOf(tiff, entries.get(SUB_IFDS), 100).some((at) => at >= end)) return false;
  return STRETCHES.every(([offsets, lengths]) => {
    const sizes = numbersOf(tiff, entries.get(lengths), MOST_STRETCHES);
    return numbersOf(tiff, entries.get(offsets), MOST_STRETCHES).every(
      (at, index) => at === NOWHERE || at + (sizes[index] ?? 0) <= end,
    );
  });
}

/** RAF: offset and length of the JPEG, of its own directory and of the sensor's data, big endian (ExifTool, FujiFilm.pm). */
function fujifilmEnds(content: Buffer): boolean {
  return [84, 92, 100].every(
    (at) => at + 8 <= content.length && content.readUInt32BE(at) + content.readUInt32BE(at + 4) <= content.length,
  );
}

/** X3F: the last four bytes point to the directory (ExifTool, SigmaRaw.pm). */
function sigmaEnds(content: Buffer): boolean {
  const directory = content.readUInt32LE(content.length - 4);
  return directory + 4 <= content.length && content.toString('latin1', directory, directory + 4) === 'SECd';
}

/** CRW: the last four bytes point to the table of the outermost heap, which ends with them (ExifTool, CanonRaw.pm). */
function heapEnds(content: Buffer): boolean {
  if (content.length < 26) return false;
  const little = content[0] === 0x49;
  const [last, from] = [content.length - 4, 2].map((at) => content[little ? 'readUInt32LE' : 'readUInt32BE'](at));
  const table = (from ?? 0) + (last ?? 0);
  if (table + 2 > content.length) return false;
  return table + 2 + content[little ? 'readUInt16LE' : 'readUInt16BE'](table) * 10 <= content.length;
}
