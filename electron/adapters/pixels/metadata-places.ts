import { inflateSync } from 'node:zlib';
import { heifItemBytes, heifItems } from './containers/heif-items.ts';
import { bytesOf, openTiff, readIfd, type Tiff } from './containers/tiff.ts';
import { exifBlocks, exifOfJpeg, xmpBox } from './raw/raw-exif.ts';
import { sniffFormat } from './sniff.ts';

/** Where a content keeps EXIF and XMP, for the containers that the general reader (exifr) doesn't know or gives up on. */
export interface MetadataPlaces {
  readonly tiffs: readonly Tiff[];
  readonly xmp: Buffer | null;
}

const NOWHERE: MetadataPlaces = { tiffs: [], xmp: null };

export function findMetadata(content: Buffer): MetadataPlaces {
  const sniffed = sniffFormat(content);
  if (sniffed.kind !== 'photo') return NOWHERE;
  switch (sniffed.format) {
    case 'raw':
      return { tiffs: exifBlocks(content), xmp: xmpBox(content) ?? xmpOfTiff(content) };
    case 'tiff':
      return { tiffs: [openTiff(content)].flatMap((tiff) => tiff ?? []), xmp: xmpOfTiff(content) };
    case 'webp':
      return inWebp(content);
    case 'png':
      return inPng(content);
    case 'heic':
    case 'avif':
      return inHeif(content);
    case 'jpeg':
      return { tiffs: exifOfJpeg(content, 0).flatMap((bytes) => openTiff(bytes) ?? []), xmp: null };
    case 'gif':
      return NOWHERE;
  }
}

/** XMP Specification Part 3, 1.1.3: tag 700 of the first directory. */
function xmpOfTiff(content: Buffer): Buffer | null {
  const tiff = openTiff(content);
  const ifd = tiff && readIfd(tiff, tiff.firstIfd);
  return (tiff && ifd && bytesOf(tiff, ifd.entries.get(700))) ?? null;
}

/** EXIF with or without the six bytes that JPEG puts before it: many writers copy them along. */
function tiffsIn(block: Buffer | null): Tiff[] {
  if (!block) return [];
  const tiff = openTiff(block.toString('latin1', 0, 6) === 'Exif\0\0' ? block.subarray(6) : block);
  return tiff ? [tiff] : [];
}

/** RIFF chunks `EXIF` and `XMP ` (WebP Container Specification, "Metadata"). */
function inWebp(content: Buffer): MetadataPlaces {
  let exif: Buffer | null = null;
  let xmp: Buffer | null = null;
  for (let at = 12, chunks = 0; at + 8 <= content.length && chunks < 1000; chunks += 1) {
    const length = content.readUInt32LE(at + 4);
    const name = content.toString('latin1', at, at + 4);
    if (name === 'EXIF') exif ??= content.subarray(at + 8, at + 8 + length);
    if (name === 'XMP ') xmp ??= content.subarray(at + 8, at + 8 + length);
    at += 8 + length + (length % 2);
  }
  return { tiffs: tiffsIn(exif), xmp };
}

/** No EXIF block is larger; what claims to be is a bomb. */
const MOST_UNPACKED = 4 * 1024 * 1024;

const PROFILE = /^Raw profile type (exif|APP1|xmp)\0/;

/**
 * The chunk `eXIf` (PNG 3rd edition, 11.3.4.5), or what ImageMagick and others wrote before there was one: a text
 * "Raw profile type exif" of hexadecimal digits (`tEXt`, or packed as `zTXt`, 11.3.3).
 */
function inPng(content: Buffer): MetadataPlaces {
  let exif: Buffer | null = null;
  let xmp: Buffer | null = null;
  for (let at = 8, chunks = 0; at + 12 <= content.length && chunks < 5000; chunks += 1) {
    const length = content.readUInt32BE(at);
    const type = content.toString('latin1', at + 4, at + 8);
    const chunk = content.subarray(at + 8, at + 8 + length);
    if (type === 'eXIf') exif = chunk;
    const profile = type === 'zTXt' || type === 'tEXt' ? PROFILE.exec(chunk.toString('latin1', 0, 26))?.[1] : undefined;
    if (profile === 'xmp') xmp ??= rawProfile(chunk, type === 'zTXt');
    else if (profile !== undefined) exif ??= rawProfile(chunk, type === 'zTXt');
    if (chunk.toString('latin1', 0, 18) === 'XML:com.adobe.xmp\0')
      xmp ??= type === 'zTXt' ? unpacked(chunk.subarray(19)) : type === 'iTXt' ? packetOf(chunk) : null;
    at += 12 + length;
  }
  return { tiffs: tiffsIn(exif), xmp };
}

/** XMP Specification Part 3, 1.1.5: keyword, compression, language and translated keyword stand before the packet (PNG, 11.3.3.4). */
function packetOf(chunk: Buffer): Buffer | null {
  const packed = chunk[18] === 1;
  const afterLanguage = chunk.indexOf(0, 20);
  const afterKeyword = afterLanguage < 0 ? -1 : chunk.indexOf(0, afterLanguage + 1);
  if (afterKeyword < 0) return null;
  const packet = chunk.subarray(afterKeyword + 1);
  return packed ? unpacked(packet) : packet;
}

function unpacked(packed: Buffer): Buffer | null {
  try {
    return inflateSync(packed, { maxOutputLength: MOST_UNPACKED });
  } catch {
    return null; // a damaged text chunk: the picture is none the worse for it
  }
}

function rawProfile(chunk: Buffer, packed: boolean): Buffer | null {
  const value = chunk.subarray(chunk.indexOf(0) + (packed ? 2 : 1));
  // Newline, name, length, and then the digits in lines.
  const text = (packed ? unpacked(value) : value)?.toString('latin1') ?? '';
  const digits = /^\n?[^\n]*\n\s*\d+\n([\s\S]*)$/.exec(text)?.[1]?.replace(/\s+/g, '');
  return digits ? Buffer.from(digits, 'hex') : null;
}

/** Items of type `Exif`, behind a length (ISO/IEC 23008-12, A.2.1), and XMP among the `mime` ones (A.3). */
function inHeif(content: Buffer): MetadataPlaces {
  const items = heifItems(content);
  const exif = items.find(({ type }) => type === 'Exif');
  const block = exif ? heifItemBytes(content, exif.id) : null;
  const skip = block && block.length > 8 ? 4 + block.readUInt32BE(0) : 0;
  const xmp = items
    .filter(({ type }) => type === 'mime')
    .map(({ id }) => heifItemBytes(content, id))
    .find((bytes) => bytes?.includes('http://ns.adobe.com/') ?? false);
  return { tiffs: block && skip < block.length ? tiffsIn(block.subarray(skip)) : [], xmp: xmp ?? null };
}
