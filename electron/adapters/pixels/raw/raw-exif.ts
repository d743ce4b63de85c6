import { boxesIn } from '../containers/boxes.ts';
import { openTiff, type Tiff } from '../containers/tiff.ts';

/** Canon's user type of the box with the metadata (lclevy/canon_cr3, "uuid 85c0b687…"). */
const CANON_METADATA = '85c0b687820f11e08111f4ce462b6a48';
const XMP_USER_TYPE = 'be7acfcb97a942e89c71999491e3afac';

/**
 * The TIFF structures in which a camera raw keeps its EXIF, most telling first. CR3 spreads them over four boxes (CMT1: main,
 * CMT2: EXIF, CMT3: maker note, CMT4: GPS), RAF and X3F have them in their JPEG, MRW in its block TTW.
 */
export function exifBlocks(content: Buffer): Tiff[] {
  return exifBytes(content).flatMap((bytes) => openTiff(bytes) ?? []);
}

function exifBytes(content: Buffer): Buffer[] {
  const signature = content.toString('latin1', 0, 16);
  if (signature.slice(4, 8) === 'ftyp') return canonBlocks(content);
  if (signature.startsWith('\0MRM')) return minoltaBlock(content);
  if (signature.startsWith('FUJIFILMCCD-RAW') && content.length >= 88)
    return exifOfJpeg(content, content.readUInt32BE(84));
  if (signature.startsWith('FOVb')) return exifOfJpeg(content, content.indexOf(JPEG_WITH_EXIF));
  if (signature.startsWith('IIU\0')) return [content, ...exifOfJpeg(content, content.indexOf(JPEG_WITH_EXIF))];
  return [content];
}

function canonBlocks(content: Buffer): Buffer[] {
  const movie = boxesIn(content, 0, content.length).find(({ type }) => type === 'moov');
  if (!movie) return [];
  const metadata = boxesIn(content, movie.from, movie.to).find(({ user }) => user === CANON_METADATA);
  if (!metadata) return [];
  return boxesIn(content, metadata.from, metadata.to)
    .filter(({ type }) => ['CMT1', 'CMT2', 'CMT4'].includes(type))
    .map(({ from, to }) => content.subarray(from, to));
}

/** MRW: blocks of a four-letter name and a length, big endian; TTW holds a TIFF (ExifTool, MinoltaRaw.pm). */
function minoltaBlock(content: Buffer): Buffer[] {
  for (let at = 8, blocks = 0; at + 8 <= content.length && blocks < 50; blocks += 1) {
    const length = content.readUInt32BE(at + 4);
    if (content.toString('latin1', at, at + 4) === '\0TTW') return [content.subarray(at + 8, at + 8 + length)];
    at += 8 + length;
  }
  return [];
}

/** SOI with an APP1 behind it. */
const JPEG_WITH_EXIF = Buffer.from([0xff, 0xd8, 0xff, 0xe1]);

/** The EXIF of the JPEG at `at` (CIPA DC-008, 4.7.2). */
export function exifOfJpeg(content: Buffer, at: number): Buffer[] {
  if (at < 0 || at + 2 > content.length) return [];
  for (let segment = at + 2, seen = 0; segment + 10 < content.length && seen < 50; seen += 1) {
    if (content[segment] !== 0xff || (content[segment + 1] ?? 0) < 0xe0) break;
    const end = segment + 2 + content.readUInt16BE(segment + 2);
    if (content.toString('latin1', segment + 4, segment + 10) === 'Exif\0\0')
      return [content.subarray(segment + 10, end)];
    segment = end;
  }
  return [];
}

/** XMP that stands in a box of its own (CR3, HEIF). */
export function xmpBox(content: Buffer): Buffer | null {
  const box = boxesIn(content, 0, content.length).find(({ user }) => user === XMP_USER_TYPE);
  return box ? content.subarray(box.from, box.to) : null;
}
