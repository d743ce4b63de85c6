import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Orientation } from '../../../shared/domain/photo.ts';
import { corners } from '../../../tests/support/corners.ts';
import { makePhoto, type PhotoRecipe, sha256Of } from '../../../tests/support/photo-maker.ts';
import { previewLongEdge } from './decode.ts';
import { readPhoto } from './read-photo.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pouire-pixels-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const derivedDir = () => join(folder, 'derived');

async function read(content: Buffer, name = 'photo.jpg', old = true) {
  const path = join(folder, name);
  writeFileSync(path, content);
  if (old) utimesSync(path, 1_700_000_000, 1_700_000_000);
  return readPhoto({ path, derivedDir: derivedDir() });
}

async function readMade(recipe: PhotoRecipe) {
  const result = await read(await makePhoto({ width: 600, height: 400, ...recipe }));
  if (result.outcome !== 'photo') throw new Error(JSON.stringify(result));
  const image = (kind: string) => result.derived.find((derived) => derived.kind === kind)?.path ?? '';
  return { ...result, image };
}

describe('pixels', () => {
  it.each([
    [1, 'red green blue light'],
    [2, 'green red light blue'],
    [3, 'light blue green red'],
    [4, 'blue light red green'],
    [5, 'red blue green light'],
    [6, 'blue red light green'],
    [7, 'light green blue red'],
    [8, 'green light red blue'],
  ] satisfies [Orientation, string][])('stand upright from orientation %i', async (orientation, expected) => {
    const photo = await readMade({ orientation });
    expect(await corners(photo.image('thumb400'))).toBe(expected);
    expect([photo.width, photo.height]).toEqual(orientation > 4 ? [400, 600] : [600, 400]);
  });

  it.each([
    ['PNG with transparency', { format: 'png', alpha: true }],
    ['WebP', { format: 'webp' }],
    ['TIFF', { format: 'tiff' }],
    ['Display P3', { icc: 'p3' }],
    ['CMYK', { icc: 'cmyk' }],
  ] satisfies [string, PhotoRecipe][])('of %s become plain sRGB JPEGs', async (_name, recipe) => {
    const photo = await readMade(recipe);
    const metadata = await sharp(photo.image('preview')).metadata();
    expect(metadata).toMatchObject({ format: 'jpeg', space: 'srgb', channels: 3, depth: 'uchar', hasAlpha: false });
    expect(photo.derived.map(({ kind }) => kind)).toEqual(['preview', 'thumb800', 'thumb400', 'thumb200']);
  });

  it('of 16 bits and of grey alone are taken too', async () => {
    const deep = await sharp(await makePhoto({ width: 90, height: 60 }))
      .toColourspace('rgb16')
      .png()
      .toBuffer();
    const grey = await sharp(await makePhoto({ width: 90, height: 60 }))
      .greyscale()
      .toColourspace('b-w')
      .jpeg()
      .toBuffer();
    expect(await read(deep)).toMatchObject({ outcome: 'photo', width: 90 });
    expect(await read(grey)).toMatchObject({ outcome: 'photo', width: 90 });
  });

  it('are never enlarged, and the smallest thumbnail of a wide picture keeps a pixel of height', async () => {
    const small = await readMade({ width: 120, height: 80 });
    expect(small.derived.map(({ width, height }) => `${width}×${height}`)).toEqual([
      '120×80',
      '120×80',
      '120×80',
      '120×80',
    ]);
    const line = await readMade({ width: 3000, height: 2 });
    expect(line.derived.at(-1)).toMatchObject({ width: 200, height: 1 });
  });

  it('of a preview carry the watermark, those of a thumbnail do not', async () => {
    const flat = await sharp({ create: { width: 1200, height: 800, channels: 3, background: '#404040' } })
      .jpeg()
      .toBuffer();
    const result = await read(flat);
    if (result.outcome !== 'photo') throw new Error('not read');
    const [preview, thumbnail] = await Promise.all(
      [result.derived[0], result.derived[1]].map(async (image) => (await sharp(image?.path).stats()).channels[0]),
    );
    expect(thumbnail?.max).toBeLessThan(70);
    // 0x40 under white at 30 %: 64 + (255 − 64) × 0.3 = 121.
    expect(preview?.max).toBeGreaterThan(115);
    expect(preview?.max).toBeLessThan(145); // with what JPEG adds at edges
    expect(preview?.mean).toBeGreaterThan(66);
  });

  it('make a preview of a third of the long edge, between 1,200 and 2,048', () => {
    expect([800, 3000, 6000, 8256].map(previewLongEdge)).toEqual([1200, 1200, 2000, 2048]);
  });
});

describe('a file', () => {
  it('is hashed as it is, and its images are named by that', async () => {
    const content = await makePhoto({ width: 300, height: 200 });
    const result = await read(content);
    expect(result).toMatchObject({ outcome: 'photo', sha256: sha256Of(content), size: content.length, format: 'jpeg' });
    const sha256 = sha256Of(content);
    expect(readdirSync(join(derivedDir(), sha256.slice(0, 2), sha256)).sort()).toEqual([
      'p1-preview.jpg',
      'p1-thumb200.jpg',
      'p1-thumb400.jpg',
      'p1-thumb800.jpg',
    ]);
    expect(readdirSync(join(derivedDir(), 'unfinished'))).toEqual([]);
  });

  it('whose images are there whole is not decoded again; one that a power cut emptied is made anew', async () => {
    const content = await makePhoto({ width: 300, height: 200 });
    const first = await read(content);
    if (first.outcome !== 'photo') throw new Error('not read');
    const paths = first.derived.map(({ path }) => path);
    const written = paths.map((path) => statSync(path).ino);
    // What is not decoded is not measured either.
    const { quality, ...seen } = first;
    expect(quality).toMatchObject({ noise: expect.any(Number) });
    expect(await read(content)).toEqual(seen);
    expect(paths.map((path) => statSync(path).ino)).toEqual(written);
    writeFileSync(paths[0] ?? '', '');
    expect(await read(content)).toEqual(first);
    expect(statSync(paths[0] ?? '').size).toBeGreaterThan(0);
  });

  it('is known by its bytes, not by its name', async () => {
    expect(await read(await makePhoto({ format: 'png', width: 60, height: 40 }), 'photo.jpg')).toMatchObject({
      format: 'png',
    });
  });

  it('cut in the middle is incomplete; with only its end marker missing it is whole', async () => {
    const content = await makePhoto({ width: 640, height: 480, grain: 5 });
    expect(await read(content.subarray(0, content.length / 2))).toMatchObject({
      outcome: 'refused',
      code: 'incomplete',
    });
    expect(await read(content.subarray(0, content.length - 300))).toMatchObject({
      outcome: 'refused',
      code: 'incomplete',
    });
    expect(await read(content.subarray(0, content.length - 2))).toMatchObject({ outcome: 'photo' });
  });

  it('that was written to a moment ago and has no end yet is unstable', async () => {
    const content = await makePhoto({ width: 640, height: 480 });
    expect(await read(content.subarray(0, 5000), 'a.jpg', false)).toEqual({ outcome: 'unstable' });
    expect(await read(Buffer.alloc(0), 'b.jpg', false)).toEqual({ outcome: 'unstable' });
    expect(await read(content, 'c.jpg', false)).toMatchObject({ outcome: 'photo' });
  });

  it('with a maker’s data after the end is whole', async () => {
    const content = await makePhoto({ width: 300, height: 200 });
    expect(await read(Buffer.concat([content, Buffer.alloc(3_000_000, 7)]))).toMatchObject({ outcome: 'photo' });
  });

  it('with a hole in its image data is damaged, not shown as if it were whole', async () => {
    const content = Buffer.from(await makePhoto({ width: 640, height: 480, grain: 5 }));
    content.fill(0x5a, 20_000, 30_000);
    expect(await read(content)).toMatchObject({ outcome: 'refused', code: 'damaged' });
  });

  it('that is gone is missing; a folder is no photograph', async () => {
    expect(await readPhoto({ path: join(folder, 'nowhere.jpg'), derivedDir: derivedDir() })).toEqual({
      outcome: 'missing',
    });
    expect(await readPhoto({ path: folder, derivedDir: derivedDir() })).toMatchObject({ outcome: 'refused' });
  });

  it('of a camera raw shows its embedded preview, turned as the raw says', async () => {
    const preview = await makePhoto({ width: 600, height: 400 });
    const result = await read(dngAround(preview, 6), 'photo.dng');
    expect(result).toMatchObject({ outcome: 'photo', format: 'raw', width: 400, height: 600 });
    if (result.outcome === 'photo') expect(await corners(result.derived[2]?.path ?? '')).toBe('blue red light green');
  });
});

/** The least of a DNG: an IFD with an orientation and a DNG version, and a JPEG somewhere behind it. */
function dngAround(jpeg: Buffer, orientation: number): Buffer {
  const head = Buffer.alloc(64);
  head.write('II*\0', 0, 'latin1');
  head.writeUInt32LE(8, 4);
  head.writeUInt16LE(2, 8);
  for (const [index, [tag, type, count, value]] of (
    [
      [0x0112, 3, 1, orientation],
      [0xc612, 1, 4, 1],
    ] as const
  ).entries()) {
    const at = 10 + index * 12;
    head.writeUInt16LE(tag, at);
    head.writeUInt16LE(type, at + 2);
    head.writeUInt32LE(count, at + 4);
    head.writeUInt32LE(value, at + 8);
  }
  return Buffer.concat([head, jpeg]);
}
