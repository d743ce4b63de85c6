import sharp, { type Sharp } from 'sharp';
import { expect, test } from 'vitest';
import { pictureDigest } from './picture-data.ts';

const picture = (background: string): Sharp => sharp({ create: { width: 90, height: 70, channels: 3, background } });

/** A segment put in right after SOI. */
function withSegment(jpeg: Buffer, marker: number, content: string): Buffer {
  const body = Buffer.from(content, 'latin1');
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
}

test('metadata, comments and trailers of a JPEG do not count', async () => {
  const jpeg = await picture('#806040').jpeg({ progressive: true }).toBuffer();
  const digest = pictureDigest(jpeg);
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  for (const marker of [0xe1, 0xe2, 0xed, 0xfe])
    expect(pictureDigest(withSegment(jpeg, marker, 'Exif\0\0 something'))).toBe(digest);
  expect(pictureDigest(Buffer.concat([jpeg, Buffer.from('a video of the moment before')]))).toBe(digest);
});

test('one changed byte in the scan, a table, or the Adobe segment counts', async () => {
  const jpeg = await picture('#806040').jpeg().toBuffer();
  const digest = pictureDigest(jpeg);
  const scan = Buffer.from(jpeg);
  const at = jpeg.length - 12;
  scan[at] = (scan[at] ?? 0) ^ 0x01;
  expect(pictureDigest(scan)).not.toBe(digest);
  expect(pictureDigest(withSegment(jpeg, 0xee, 'Adobe\0d\0\0\0\0\0\0'))).not.toBe(digest);
  expect(pictureDigest(await picture('#806040').jpeg({ quality: 60 }).toBuffer())).not.toBe(digest);
});

test('a PNG is its header, palette and image data, not its texts', async () => {
  const png = await picture('#204060').png().toBuffer();
  const withText = await sharp(png)
    .withExif({ IFD0: { Artist: 'Awa' } })
    .png()
    .toBuffer();
  expect(pictureDigest(withText)).toBe(pictureDigest(png));
  expect(pictureDigest(await picture('#204061').png().toBuffer())).not.toBe(pictureDigest(png));
});

test('what is neither, or a PNG that ends early, has no digest', async () => {
  const png = await picture('#204060').png().toBuffer();
  expect(pictureDigest(png.subarray(0, png.length - 12))).toBeNull();
  expect(pictureDigest(Buffer.from('GIF89a'))).toBeNull();
  expect(pictureDigest(Buffer.alloc(0))).toBeNull();
});
