import sharp from 'sharp';

/**
 * The same JPEG with a picture in its EXIF block, as cameras write it (IFD 1, CIPA DC-008 4.5.3): 160 × 120, a photograph of
 * another shape between black bars. The JPEG must have an EXIF block without IFD 1, as sharp writes it.
 */
export async function withThumbnail(jpeg: Buffer): Promise<Buffer> {
  const thumbnail = await sharp(jpeg)
    .keepExif()
    .resize({ width: 160, height: 120, fit: 'contain', background: '#000' })
    .toColourspace('srgb')
    .jpeg({ quality: 75 })
    .toBuffer()
    // The thumbnail has no blocks of its own.
    .then((small) => sharp(small).jpeg({ quality: 85 }).toBuffer());
  const at = jpeg.indexOf('Exif\0\0', 0, 'latin1');
  if (at < 4) throw new Error('no EXIF block to put a thumbnail into');
  const lengthAt = at - 2;
  const end = lengthAt + jpeg.readUInt16BE(lengthAt);
  const tiff = Buffer.from(jpeg.subarray(at + 6, end));
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const read16 = (offset: number) => (little ? tiff.readUInt16LE(offset) : tiff.readUInt16BE(offset));
  const read32 = (offset: number) => (little ? tiff.readUInt32LE(offset) : tiff.readUInt32BE(offset));
  const ifd0 = read32(4);
  const nextAt = ifd0 + 2 + read16(ifd0) * 12;
  const ifd1 = Buffer.alloc(2 + 3 * 12 + 4);
  const put16 = (value: number, offset: number) =>
    little ? ifd1.writeUInt16LE(value, offset) : ifd1.writeUInt16BE(value, offset);
  const put32 = (buffer: Buffer, value: number, offset: number) =>
    little ? buffer.writeUInt32LE(value, offset) : buffer.writeUInt32BE(value, offset);
  const padding = tiff.length % 2;
  const start = tiff.length + padding;
  const SHORT = 3;
  const LONG = 4;
  put16(3, 0);
  // Compression = JPEG, JPEGInterchangeFormat, JPEGInterchangeFormatLength.
  put16(0x0103, 2);
  put16(SHORT, 4);
  put32(ifd1, 1, 6);
  put16(6, 10);
  put16(0x0201, 14);
  put16(LONG, 16);
  put32(ifd1, 1, 18);
  put32(ifd1, start + ifd1.length, 22);
  put16(0x0202, 26);
  put16(LONG, 28);
  put32(ifd1, 1, 30);
  put32(ifd1, thumbnail.length, 34);
  put32(tiff, start, nextAt);
  const length = Buffer.alloc(2);
  const segment = [Buffer.from('Exif\0\0', 'latin1'), tiff, Buffer.alloc(padding), ifd1, thumbnail];
  length.writeUInt16BE(2 + segment.reduce((sum, part) => sum + part.length, 0));
  return Buffer.concat([jpeg.subarray(0, lengthAt), length, ...segment, jpeg.subarray(end)]);
}

/** The same picture as another content: a comment (COM, ITU-T T.81 B.2.4.5) after the start of the image. */
export function withComment(jpeg: Buffer, comment: string): Buffer {
  const text = Buffer.from(comment, 'utf8');
  const head = Buffer.from([0xff, 0xfe, 0, 0]);
  head.writeUInt16BE(text.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, text, jpeg.subarray(2)]);
}
