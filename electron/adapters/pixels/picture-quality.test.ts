import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../sandbox/random.ts';
import { EMPTY_DESCRIPTION } from '../../../shared/domain/description.ts';
import { findBrokenRules, type RuleCode } from '../../../shared/domain/rules.ts';
import { makePhoto } from '../../../tests/support/photo-maker.ts';
import { decode, type Pixels } from './decode.ts';
import { measureQuality } from './picture-quality.ts';
import { readMetadata } from './read-metadata.ts';

const ABOUT_PIXELS: readonly RuleCode[] = ['blurred', 'noisy', 'highlights-clipped', 'shadows-clipped'];

/** What the rules say of a picture, of what its pixels can tell. */
async function warnings(jpeg: Buffer): Promise<RuleCode[]> {
  const { preview, width, height } = await decode(jpeg, 'jpeg', await readMetadata(jpeg));
  return findBrokenRules({
    ...EMPTY_DESCRIPTION,
    format: 'jpeg',
    size: jpeg.length,
    width,
    height,
    iccProfile: null,
    quality: measureQuality(preview),
  })
    .map(({ rule }) => rule)
    .filter((rule) => ABOUT_PIXELS.includes(rule));
}

/** Noise of the sensor, of this standard deviation in 8-bit steps. */
async function withNoise(jpeg: Buffer, deviation: number): Promise<Buffer> {
  const { data, info } = await sharp(jpeg).autoOrient().removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const random = seededRandom(7);
  const grains = Float64Array.from(
    { length: 65_521 },
    () => (random() + random() + random() + random() - 2) * Math.sqrt(3) * deviation,
  );
  for (let at = 0; at < data.length; at += 1)
    data[at] = Math.max(0, Math.min(255, (data[at] ?? 0) + (grains[(at * 7919 + (at >> 11)) % grains.length] ?? 0)));
  return sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } })
    .jpeg({ quality: 92 })
    .toBuffer();
}

/** Long edge / 600: what a missed focus or a shaken hand leaves of a picture that is looked at as a whole. */
async function softened(jpeg: Buffer): Promise<Buffer> {
  const { width, height } = await sharp(jpeg).metadata();
  return sharp(jpeg)
    .autoOrient()
    .blur(Math.max(width, height) / 500)
    .jpeg({ quality: 92 })
    .toBuffer();
}

describe('a synthetic photograph', () => {
  test('keeps the rules as it is, and breaks each when it is spoilt in that way', async () => {
    const photo = await makePhoto({ width: 3600, height: 2400, seed: 3 });
    expect(await warnings(photo)).toEqual([]);
    expect(await warnings(await softened(photo))).toEqual(['blurred']);
    expect(await warnings(await withNoise(photo, 25))).toEqual(['noisy']);
    expect(await warnings(await sharp(photo).linear(2, 60).jpeg().toBuffer())).toEqual(['highlights-clipped']);
    expect(await warnings(await sharp(photo).linear(1, -150).jpeg().toBuffer())).toContain('shadows-clipped');
  });

  test('is not blurred where only what lies behind is: the sharpest parts decide', async () => {
    const photo = await makePhoto({ width: 1800, height: 1200, seed: 5 });
    const middle = { left: 500, top: 300, width: 800, height: 600 };
    const subject = await sharp(photo).extract(middle).toBuffer();
    const behind = sharp(await sharp(photo).blur(12).toBuffer());
    const shallow = await behind
      .composite([{ input: subject, left: 500, top: 300 }])
      .jpeg({ quality: 95 })
      .toBuffer();
    expect(await warnings(shallow)).toEqual([]);
  });

  test('is blurred when it was shaken in one direction, though it is sharp in the other', async () => {
    const photo = await makePhoto({ width: 1800, height: 1200, seed: 6 });
    const shaken = sharp(photo).convolve({
      width: 15,
      height: 3,
      kernel: [...Array(15).fill(0), ...Array(15).fill(1), ...Array(15).fill(0)],
    });
    expect(await warnings(await shaken.jpeg({ quality: 95 }).toBuffer())).toEqual(['blurred']);
  });
});

describe('a picture without anything to judge by', () => {
  const plain = (tone: (x: number, y: number) => number): Pixels => {
    const bytes = Buffer.alloc(1200 * 800 * 3);
    for (let pixel = 0; pixel < 1200 * 800; pixel += 1)
      bytes.fill(tone(pixel % 1200, Math.floor(pixel / 1200)), pixel * 3, pixel * 3 + 3);
    return { bytes, width: 1200, height: 800 };
  };
  test('is neither sharp nor blurred: fog, a clear sky, a page', () => {
    expect(measureQuality(plain(() => 128))).toEqual({ sharpness: null, noise: 0, highlights: 0, shadows: 0 });
    expect(measureQuality(plain((_x, y) => 150 + y / 40)).sharpness).toBeNull();
    expect(measureQuality(plain(() => 255))).toMatchObject({ sharpness: null, highlights: 1 });
  });
  test('is blurred when it has light and dark but no edge', () => {
    expect(measureQuality(plain((x) => 128 + Math.round(Math.sin(x / 150) * 90))).sharpness).toBe(0);
  });
  test('may be tiny', () => {
    expect(measureQuality({ bytes: Buffer.alloc(3), width: 1, height: 1 })).toEqual({
      sharpness: null,
      noise: 0,
      highlights: 0,
      shadows: 1,
    });
  });
});

const REAL = join(import.meta.dirname, '../../../../shared/photos/jpg');

describe.skipIf(!existsSync(REAL))('real photographs (shared/photos)', () => {
  // Photographs of a size that is sold; those made for tests of metadata, drawings and blank pages are not.
  const wanted = /^(hdr\/(?:canon|iphone)_hdr_NO|mobile\/jolla|tests\/(?:28|30|35|87).*|Reconyx.*)\.jpe?g$/;
  const names = existsSync(REAL)
    ? readdirSync(REAL, { recursive: true })
        .map((name) => String(name).replaceAll('\\', '/'))
        .filter((name) => wanted.test(name))
        .sort()
    : [];

  test('keep the rules as they are, and are told when they are softened', { timeout: 120_000 }, async () => {
    const told: Record<string, RuleCode[][]> = {};
    for (const name of names) {
      const photo = readFileSync(join(REAL, name));
      told[name] = [await warnings(photo), await warnings(await softened(photo))];
    }
    expect(told).toEqual(Object.fromEntries(names.map((name) => [name, [[], ['blurred']]])));
  });

  test('are told to be noisy with the noise of the highest sensitivities', { timeout: 120_000 }, async () => {
    const photo = await withNoise(readFileSync(join(REAL, 'tests/30-type_error.jpg')), 25);
    expect(await warnings(photo)).toContain('noisy');
  });
});
