import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodeHeic } from './heic.ts';
import { heicLook } from './heic-look.ts';

const COLLECTION = fileURLToPath(new URL('../../../../shared/photos/heic', import.meta.url));
const PHONE = `${COLLECTION}/mobile/iphone_13_pro_max.HEIC`;
const there = existsSync(PHONE);
if (!there) console.log('skipped: the collection of real photographs (../shared/photos) is not beside this checkout');

describe.skipIf(!there)('a first look at a HEIC', () => {
  it('shows the thumbnail of a phone, of the size and the way up of the whole', async () => {
    const content = readFileSync(PHONE);
    const look = await heicLook(content);
    if (!look) throw new Error('no look');
    const whole = await decodeHeic(content);
    expect(look).toMatchObject({ width: whole.width, height: whole.height });
    const { width, height } = look.small;
    expect(width / height).toBeCloseTo(whole.width / whole.height, 2);
    // Coarse, since phones sharpen their thumbnails in a way of their own: the right picture in the right colours.
    const coarse = { width: 24, height: 32, fit: 'fill' } as const;
    const truth = await sharp(whole.tiff).resize(coarse).toColourspace('srgb').raw().toBuffer();
    const shown = await sharp(look.small.jpeg).resize(coarse).raw().toBuffer();
    const apart = truth.reduce((sum, value, index) => sum + Math.abs(value - (shown[index] ?? 0)), 0);
    expect(apart / truth.length).toBeLessThan(8);
  });

  it('is none where there is no thumbnail, and where the head is damaged anywhere', async () => {
    expect(await heicLook(readFileSync(`${COLLECTION}/IMG_5195.HEIC`))).toBeNull();
    const content = readFileSync(PHONE);
    for (let at = 40; at < 4000; at += 97) {
      const damaged = Buffer.from(content);
      damaged.fill(0xff, at, at + 8);
      const look = await heicLook(damaged);
      if (look) expect(look.width * look.height).toBeGreaterThan(1_000_000);
    }
  });
});
