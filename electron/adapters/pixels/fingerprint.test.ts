import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { makePhoto } from '../../../tests/support/photo-maker.ts';
import { fingerprintOf } from './fingerprint.ts';

async function pixelsOf(jpeg: Buffer, width = 200, height = 150) {
  const { data } = await sharp(jpeg).resize({ width, height, fit: 'fill' }).raw().toBuffer({ resolveWithObject: true });
  return { bytes: data, width, height };
}

function distance(one: string | null, other: string | null): number {
  expect(one).toMatch(/^[0-9a-f]{16}$/);
  expect(other).toMatch(/^[0-9a-f]{16}$/);
  return (BigInt(`0x${one}`) ^ BigInt(`0x${other}`)).toString(2).replaceAll('0', '').length;
}

describe('a fingerprint', () => {
  it('stays the same, but for a few bits, in another size, quality or light', async () => {
    for (const seed of [1, 2, 3, 4]) {
      const photo = await makePhoto({ seed });
      const own = fingerprintOf(await pixelsOf(photo));
      const small = await sharp(photo).resize(500).jpeg({ quality: 40 }).toBuffer();
      const lighter = await sharp(photo).linear(1.1, 10).jpeg().toBuffer();
      expect(distance(own, fingerprintOf(await pixelsOf(small)))).toBeLessThanOrEqual(8);
      expect(distance(own, fingerprintOf(await pixelsOf(lighter)))).toBeLessThanOrEqual(8);
    }
  });

  it('is another for another photograph', async () => {
    const prints = await Promise.all(
      [1, 2, 3, 4, 5, 6].map(async (seed) => fingerprintOf(await pixelsOf(await makePhoto({ seed })))),
    );
    for (const [at, one] of prints.entries())
      for (const other of prints.slice(at + 1)) expect(distance(one, other)).toBeGreaterThan(8);
  });

  it('is none where there is nothing to recognise: a lens cap, a white page', () => {
    for (const level of [0, 255])
      expect(fingerprintOf({ bytes: Buffer.alloc(90_000, level), width: 200, height: 150 })).toBeNull();
  });

  it('exists for pictures smaller than its grid, and for a single line', async () => {
    const photo = await makePhoto({ seed: 1 });
    for (const [width, height] of [
      [7, 5],
      [300, 1],
    ] as const)
      expect(fingerprintOf(await pixelsOf(photo, width, height))).toMatch(/^[0-9a-f]{16}$/);
  });
});
