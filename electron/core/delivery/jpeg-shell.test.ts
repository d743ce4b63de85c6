import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { hollowJpeg, jpegShell } from './jpeg-shell.ts';

const REAL_PHOTOS = fileURLToPath(new URL('../../../../shared/photos/jpg', import.meta.url));
const noise = sharp({
  create: {
    width: 120,
    height: 90,
    channels: 3,
    background: '#000000',
    noise: { type: 'gaussian', mean: 128, sigma: 60 },
  },
});

function segment(marker: number, body: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

test('head and scans of a baseline and of a progressive JPEG are the whole file, and decode as before behind each other', async () => {
  for (const progressive of [false, true]) {
    const jpeg = await noise.clone().jpeg({ progressive }).toBuffer();
    const shell = jpegShell(jpeg);
    if (shell === null) throw new Error('an ordinary JPEG has a shell');
    expect(Buffer.concat([shell.head, shell.scans]).equals(jpeg)).toBe(true);
    expect(shell.scans.subarray(0, shell.scanHeader.length).equals(shell.scanHeader)).toBe(true);
  }
});

test('what lies behind EOI is not part of it', async () => {
  const jpeg = await noise.clone().jpeg().toBuffer();
  const shell = jpegShell(Buffer.concat([jpeg, jpeg, Buffer.from('a film of three seconds')]));
  expect(shell === null ? null : Buffer.concat([shell.head, shell.scans]).equals(jpeg)).toBe(true);
});

test('a hollow JPEG has every segment before the scan, and is cut at the same place again', async () => {
  const jpeg = await noise
    .clone()
    .withExif({ IFD0: { Artist: 'Awa' } })
    .jpeg()
    .toBuffer();
  const shell = jpegShell(jpeg);
  if (shell === null) throw new Error('an ordinary JPEG has a shell');
  const again = jpegShell(hollowJpeg(shell));
  expect(again?.head.equals(shell.head)).toBe(true);
  expect(again?.scans.length).toBe(shell.scanHeader.length + 2);
});

test('no EOI, stray bytes in the head, metadata between scans: nothing is cut', async () => {
  const jpeg = await noise.clone().jpeg({ progressive: true }).toBuffer();
  const shell = jpegShell(jpeg);
  if (shell === null) throw new Error('an ordinary JPEG has a shell');
  expect(jpegShell(jpeg.subarray(0, jpeg.length - 2))).toBeNull();
  expect(jpegShell(Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0]), jpeg.subarray(2)]))).toBeNull();
  const comment = segment(0xfe, Buffer.from('hidden between two scans'));
  const secondScan = jpeg.indexOf(Buffer.from([0xff, 0xda]), shell.head.length + 4);
  expect(secondScan).toBeGreaterThan(0);
  expect(jpegShell(Buffer.concat([jpeg.subarray(0, secondScan), comment, jpeg.subarray(secondScan)]))).toBeNull();
});

test('whatever the bytes are, cutting ends and never reaches beyond them', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (tail) => {
      const bytes = Buffer.concat([Buffer.from([0xff, 0xd8]), tail]);
      const shell = jpegShell(bytes);
      if (shell !== null) expect(shell.head.length + shell.scans.length).toBeLessThanOrEqual(bytes.length);
    }),
    { numRuns: 2000 },
  );
});

test.skipIf(!existsSync(REAL_PHOTOS))('cameras write ordinary JPEGs: nearly all are cut', () => {
  const names = readdirSync(REAL_PHOTOS).filter((name) => /\.jpe?g$/i.test(name));
  const cut = names.filter((name) => jpegShell(readFileSync(`${REAL_PHOTOS}/${name}`)) !== null);
  expect(cut.length / names.length).toBeGreaterThan(0.9);
});
