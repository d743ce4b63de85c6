import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makePhoto } from '../../../tests/support/photo-maker.ts';
import { makeRaw, RAW_KINDS, sensorNoise } from '../../../tests/support/raw-maker.ts';
import { reachesItsEnd } from './completeness.ts';
import { readPhoto } from './read-photo.ts';
import { sniffFormat } from './sniff.ts';

let folder: string;
let preview: Buffer;
beforeAll(async () => {
  preview = await makePhoto({ width: 600, height: 400 });
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pouire-ends-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function ends(content: Buffer): boolean {
  const sniffed = sniffFormat(content);
  if (sniffed.kind !== 'photo') throw new Error(sniffed.kind);
  return reachesItsEnd(content, sniffed.format);
}

/** What a look at the file answers so many seconds after somebody last wrote to it. */
async function readAfter(seconds: number, name: string, content: Buffer) {
  const path = join(folder, name);
  writeFileSync(path, content);
  const written = Date.now() / 1000 - seconds;
  utimesSync(path, written, written);
  return readPhoto({ path, derivedDir: join(folder, 'derived') });
}

const picture = () => sharp(sensorNoise(3, 240 * 160 * 3), { raw: { width: 240, height: 160, channels: 3 } });

/** What lies at the end of the others only their maker notes tell. */
const TELLING = RAW_KINDS.filter((kind) => !['mrw', 'orf', 'iiq'].includes(kind));

describe('a camera raw of which not all was copied yet', () => {
  it.each(TELLING)('is known by what its container tells of: %s', (kind) => {
    const whole = makeRaw(kind, { preview, thumbnail: preview });
    expect(ends(whole)).toBe(true);
    // Behind the preview in most: the picture could be shown, the photograph is not there.
    for (const part of [0.5, 0.8, 0.97]) expect(ends(whole.subarray(0, Math.floor(whole.length * part)))).toBe(false);
  });

  it('is waited for, though its preview is there, until it was left alone long enough', async () => {
    const half = makeRaw('cr2', { preview, thumbnail: preview });
    const cut = half.subarray(0, half.length - 20_000);
    expect(await readAfter(6, 'half.cr2', cut)).toEqual({ outcome: 'unstable' });
    expect(await readAfter(60, 'left.cr2', cut)).toMatchObject({ outcome: 'photo' });
  });
});

describe('a TIFF of which not all was copied yet', () => {
  it.each([
    ['strips', {}],
    ['tiles', { tile: true, tileWidth: 64, tileHeight: 64 }],
    ['compressed strips', { compression: 'lzw' }],
    ['pages of half the size', { pyramid: true, tile: true, tileWidth: 64, tileHeight: 64 }],
  ] as const)('is known by its directories: %s', async (_name, options) => {
    const whole = await picture()
      .tiff({ compression: 'none', ...options })
      .toBuffer();
    expect(ends(whole)).toBe(true);
    for (const part of [0.1, 0.5, 0.9]) expect(ends(whole.subarray(0, Math.floor(whole.length * part)))).toBe(false);
  });

  it('is waited for, then set aside as incomplete, not as of a kind that can’t be shown', async () => {
    const whole = await picture().tiff({ compression: 'none' }).toBuffer();
    const cut = whole.subarray(0, Math.floor(whole.length / 2));
    expect(await readAfter(6, 'half.tif', cut)).toEqual({ outcome: 'unstable' });
    expect(await readAfter(60, 'left.tif', cut)).toMatchObject({ outcome: 'refused', code: 'incomplete' });
  });
});

describe('a GIF of which not all was copied yet', () => {
  it('is known by its blocks, though the byte of its trailer stands in the picture too', async () => {
    const whole = await picture().gif().toBuffer();
    expect(ends(whole)).toBe(true);
    expect(ends(Buffer.concat([whole, Buffer.alloc(20)]))).toBe(true);
    const cut = whole.subarray(0, whole.length - 500);
    expect(cut.includes(0x3b)).toBe(true);
    expect(ends(cut)).toBe(false);
  });
});
