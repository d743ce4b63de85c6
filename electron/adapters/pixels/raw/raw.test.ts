import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { corners } from '../../../../tests/support/corners.ts';
import { makePhoto } from '../../../../tests/support/photo-maker.ts';
import { makeRaw, RAW_KINDS, type RawRecipe, sensorNoise } from '../../../../tests/support/raw-maker.ts';
import { makeTiff } from '../../../../tests/support/tiff-maker.ts';
import { readPhoto } from '../read-photo.ts';
import { findPreviews } from './previews.ts';

let folder: string;
let preview: Buffer;
let thumbnail: Buffer;
beforeAll(async () => {
  preview = await makePhoto({ width: 1200, height: 800 });
  thumbnail = await makePhoto({ width: 160, height: 120, seed: 2 });
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pouire-raw-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function read(content: Buffer) {
  const path = join(folder, 'photo.raw');
  writeFileSync(path, content);
  utimesSync(path, 1_700_000_000, 1_700_000_000);
  return readPhoto({ path, derivedDir: join(folder, 'derived') });
}

async function readRaw(content: Buffer) {
  const result = await read(content);
  if (result.outcome !== 'photo') throw new Error(JSON.stringify(result));
  return result;
}

const recipe = (more: Partial<RawRecipe> = {}): RawRecipe => ({
  preview,
  thumbnail,
  captureDate: '2023:11:05 06:07:08',
  make: 'Canon',
  model: 'Canon EOS R5',
  ...more,
});

describe.each(RAW_KINDS)('a camera raw of the kind %s', (kind) => {
  it('shows its largest preview, turned as it says itself, with its camera and time', async () => {
    const photo = await readRaw(makeRaw(kind, recipe({ orientation: 6 })));
    expect(photo).toMatchObject({
      format: 'raw',
      metadata: { captureDate: '2023-11-05T06:07:08', camera: 'Canon EOS R5' },
    });
    expect(photo.width).toBeLessThan(photo.height);
    const thumb400 = photo.derived.find(({ kind: derived }) => derived === 'thumb400');
    expect(await corners(thumb400?.path)).toBe('blue red light green');
    expect(thumb400).toMatchObject({ width: 200, height: 300 });
  });

  it('cut anywhere is set aside with a reason, or shows what is whole', async () => {
    const whole = makeRaw(kind, recipe());
    for (const part of [0.02, 0.3, 0.6, 0.9]) {
      const result = await read(whole.subarray(0, Math.floor(whole.length * part)));
      expect(['photo', 'refused']).toContain(result.outcome);
    }
  });
});

describe('a camera raw', () => {
  it('with its preview as one JPEG of IFD 0 and nothing else is none the less a raw', async () => {
    const content = makeTiff({
      first: {
        entries: [
          [0x0103, 'short', [6]],
          [0x010f, 'ascii', 'SONY'],
          [0x0110, 'ascii', 'DSC-F828'],
          [0x0112, 'short', [8]],
          [0x0201, 'long', { pointsTo: preview }],
          [0x0202, 'long', [preview.length]],
        ],
      },
    });
    expect(await readRaw(content)).toMatchObject({ format: 'raw', width: 800, height: 1200 });
  });

  it('never shows one strip of its preview for the whole', async () => {
    const strips = await Promise.all(
      [0, 200, 400, 600].map((top) =>
        sharp(preview).extract({ left: 0, top, width: 1200, height: 200 }).jpeg().toBuffer(),
      ),
    );
    const raw = (from: number) =>
      makeTiff({
        first: {
          entries: [
            [0x00fe, 'long', [1]],
            [0x0100, 'long', [1200]],
            [0x0101, 'long', [800]],
            [0x0102, 'short', [8, 8, 8]],
            [0x0103, 'short', [7]],
            [0x0106, 'short', [6]],
            [0x010f, 'ascii', 'Maker'],
            [0x0111, 'long', strips.map((_, index) => from + Buffer.concat(strips.slice(0, index)).length)],
            [0x0115, 'short', [3]],
            [0x0116, 'long', [200]],
            [0x0117, 'long', strips.map(({ length }) => length)],
            [0xc612, 'byte', [1, 4, 0, 0]],
          ],
        },
      });
    const photo = await readRaw(Buffer.concat([raw(raw(0).length), ...strips]));
    expect(photo).toMatchObject({ format: 'raw', width: 1200, height: 800 });
    expect(await corners(photo.derived.find(({ kind }) => kind === 'thumb400')?.path)).toBe('red green blue light');
  });

  it.each([
    ['nef', 'exposure and lens from EXIF'],
    ['cr3', 'exposure and lens from its boxes'],
    ['raf', 'exposure and lens from its JPEG'],
    ['rw2', 'exposure and lens from its directory'],
  ] as const)('as %s tells %s', async (kind, _from) => {
    const { metadata } = await readRaw(makeRaw(kind, recipe({ lens: 'XF 23mm F2' })));
    expect(metadata).toMatchObject({ lens: 'XF 23mm F2', iso: 400, captureOffset: '+00:00' });
    expect(metadata.fNumber).toBeCloseTo(2.8);
    expect(metadata.exposureTime).toBeCloseTo(0.004);
    expect(metadata.focalLength).toBeCloseTo(85);
  });

  it.each(['nef', 'dng', 'cr3', 'raf', 'rw2', 'arw', 'pef', 'cr2'] as const)(
    'as %s tells the size of the whole picture, not of its preview',
    async (kind) => {
      const photo = await readRaw(makeRaw(kind, recipe({ sensor: { width: 6000, height: 4000 }, orientation: 8 })));
      expect([photo.width, photo.height]).toEqual([4000, 6000]);
      expect(photo.derived[0]).toMatchObject({ width: 800, height: 1200 });
    },
  );

  it.each([
    [2, 'green red light blue'],
    [3, 'light blue green red'],
    [4, 'blue light red green'],
    [5, 'red blue green light'],
    [7, 'light green blue red'],
    [8, 'green light red blue'],
  ])('lying as %i stands upright', async (orientation, expected) => {
    const photo = await readRaw(makeRaw('dng', recipe({ orientation })));
    expect(await corners(photo.derived[2]?.path)).toBe(expected);
  });

  it('whose preview says itself how it lies is turned once', async () => {
    const turned = await makePhoto({ width: 1200, height: 800, orientation: 6 });
    const photo = await readRaw(makeRaw('dng', recipe({ preview: turned, orientation: 6 })));
    expect(await corners(photo.derived[2]?.path)).toBe('blue red light green');
  });

  it('whose largest preview breaks off shows the next', async () => {
    const damaged = Buffer.from(preview);
    damaged.writeUInt16BE(0xffd9, damaged.length / 2);
    const medium = await makePhoto({ width: 640, height: 480 });
    const photo = await readRaw(makeRaw('nef', recipe({ preview: damaged, thumbnail: medium })));
    expect(photo.derived[0]).toMatchObject({ width: 640, height: 480 });
  });

  it('whose preview lies behind the end of the file is incomplete', async () => {
    const whole = makeRaw('dng', recipe());
    const at = whole.indexOf(preview.subarray(0, 40));
    expect(await read(whole.subarray(0, at + 100))).toMatchObject({ outcome: 'refused', code: 'incomplete' });
  });

  it('without any preview says so', async () => {
    const nothing = makeRaw('nef', { preview: Buffer.alloc(500), make: 'NIKON' });
    expect(await read(nothing)).toMatchObject({ outcome: 'refused', code: 'unsupported' });
  });

  it('that stores its sensor as JPEG tiles does not show a tile', async () => {
    const tile = await makePhoto({ width: 2000, height: 1500, seed: 3 });
    const content = makeTiff({
      first: {
        entries: [
          [0x0103, 'short', [7]],
          [0x0106, 'short', [6]],
          [0x0111, 'long', { pointsTo: preview }],
          [0x0117, 'long', [preview.length]],
          [
            0x014a,
            'long',
            {
              directories: [
                {
                  entries: [
                    [0x0103, 'short', [7]],
                    [0x0106, 'short', [34_892]],
                    [0x0144, 'long', { pointsTo: tile }],
                    [0x0145, 'long', [tile.length]],
                  ],
                },
              ],
            },
          ],
          [0xc612, 'byte', [1, 4, 0, 0]],
        ],
      },
    });
    expect(findPreviews(content).previews.map(({ width }) => width)).toEqual([1200]);
  });

  it('whose directories point to each other comes to an end', () => {
    const loop = makeTiff({ first: { entries: [[0x014a, 'long', [8]]] } });
    loop.writeUInt32LE(8, 8 + 2 + 12);
    expect(findPreviews(Buffer.concat([loop, sensorNoise()])).previews).toEqual([]);
  });
});
