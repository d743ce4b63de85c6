import exifr from 'exifr';
import { z } from 'zod';
import { readExifBlocks } from './exif-blocks.ts';
import { readMakerBlocks } from './maker-blocks.ts';
import { findMetadata } from './metadata-places.ts';

const block = z.record(z.string(), z.unknown()).catch({}).default({});
/** What is known of a content, one object a block, every value to be doubted. Named as exifr names them. */
const blocks = z.object({
  ifd0: block,
  exif: block,
  gps: block,
  interop: block,
  iptc: block,
  xmp: block,
  xap: block,
  aux: block,
  dc: block,
  photoshop: block,
  Iptc4xmpCore: block,
  lr: block,
  digiKam: block,
  photomechanic: block,
  darktable: block,
  MicrosoftPhoto: block,
  xmpDM: block,
  icc: block,
});
export type MetadataBlocks = z.infer<typeof blocks>;

const OPTIONS = {
  tiff: true,
  ifd0: {},
  exif: true,
  gps: true,
  interop: true,
  iptc: true,
  xmp: true,
  icc: true,
  mergeOutput: false,
  translateValues: false,
  reviveValues: false,
};

/** What exifr reads, and what it leaves: raws that are no plain TIFF, WebP, PNGs of older software, some HEIF and TIFF. */
export async function readBlocks(content: Buffer): Promise<MetadataBlocks> {
  const read = await askExifr(content);
  if (read.exif.DateTimeOriginal !== undefined && read.ifd0.Make !== undefined) return read;
  const { tiffs, xmp } = findMetadata(content);
  const own = readExifBlocks(tiffs);
  const packet = xmp ? await askExifr(jpegWithXmp(xmp)) : null;
  const maker = readMakerBlocks(content);
  return {
    ...(packet ? merged(packet, read) : read),
    ifd0: { ...maker.ifd0, ...own.ifd0, ...read.ifd0 },
    exif: { ...maker.exif, ...packet?.exif, ...own.exif, ...read.exif },
    gps: { ...own.gps, ...read.gps },
    interop: { ...own.interop, ...read.interop },
  };
}

async function askExifr(content: Buffer): Promise<MetadataBlocks> {
  try {
    return blocks.parse((await exifr.parse(content, OPTIONS)) ?? {});
  } catch {
    return blocks.parse({}); // damaged metadata does not make a photograph unreadable
  }
}

function merged(packet: MetadataBlocks, read: MetadataBlocks): MetadataBlocks {
  return {
    ...read,
    xmp: { ...packet.xmp, ...read.xmp },
    xap: { ...packet.xap, ...read.xap },
    dc: { ...packet.dc, ...read.dc },
    aux: { ...packet.aux, ...read.aux },
    photoshop: { ...packet.photoshop, ...read.photoshop },
    Iptc4xmpCore: { ...packet.Iptc4xmpCore, ...read.Iptc4xmpCore },
    lr: { ...packet.lr, ...read.lr },
    digiKam: { ...packet.digiKam, ...read.digiKam },
    photomechanic: { ...packet.photomechanic, ...read.photomechanic },
    darktable: { ...packet.darktable, ...read.darktable },
    MicrosoftPhoto: { ...packet.MicrosoftPhoto, ...read.MicrosoftPhoto },
    xmpDM: { ...packet.xmpDM, ...read.xmpDM },
  };
}

const XMP_NAMESPACE = 'http://ns.adobe.com/xap/1.0/\0';
/** Most bytes that one segment of a JPEG holds beside its length and name (ITU-T T.81, B.1.1.4). */
const MOST_XMP = 65_533 - XMP_NAMESPACE.length;

/** The reader takes XMP from JPEGs alone (XMP Specification Part 3, 1.1.3). A longer packet has its rest in history and settings. */
function jpegWithXmp(xmp: Buffer): Buffer {
  const packet = xmp.subarray(0, MOST_XMP);
  const head = Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(2 + XMP_NAMESPACE.length + packet.length, 4);
  return Buffer.concat([head, Buffer.from(XMP_NAMESPACE, 'latin1'), packet, Buffer.from([0xff, 0xd9])]);
}
