import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { withComment, withThumbnail } from '../../../tests/support/exif-thumbnail.ts';
import { makePhoto } from '../../../tests/support/photo-maker.ts';
import { embeddedPicture } from './embedded-picture.ts';

const ORIENTATIONS = [1, 2, 3, 4, 5, 6, 7, 8] as const;

describe('the picture a camera embeds', () => {
  it.each(ORIENTATIONS)('stands upright and has no bars, at orientation %i', async (orientation) => {
    const photo = await withThumbnail(await makePhoto({ width: 1200, height: 800, orientation }));
    const { autoOrient } = await sharp(photo).metadata();
    const small = await embeddedPicture(photo, orientation, autoOrient);
    if (!small) throw new Error('no picture');
    expect(small.width / small.height).toBeCloseTo(autoOrient.width / autoOrient.height, 1);
    const size = { width: small.width, height: small.height };
    const truth = await sharp(photo)
      .autoOrient()
      .resize({ ...size, fit: 'fill' })
      .removeAlpha()
      .raw()
      .toBuffer();
    const shown = await sharp(small.jpeg).raw().toBuffer();
    let difference = 0;
    for (const [index, value] of truth.entries()) difference += Math.abs(value - (shown[index] ?? 0));
    expect(difference / truth.length).toBeLessThan(14);
  });

  it('is none where there is none, where it is damaged and where the head was cut off', async () => {
    const seen = { width: 1200, height: 800 };
    const bare = await makePhoto({ width: 1200, height: 800 });
    expect(await embeddedPicture(bare, 1, seen)).toBeNull();
    const photo = await withThumbnail(bare);
    expect(await embeddedPicture(withComment(photo, 'x'.repeat(300)), 1, seen)).not.toBeNull();
    const start = photo.indexOf(Buffer.from([0xff, 0xd8, 0xff]), 2);
    const damaged = Buffer.from(photo);
    damaged.fill(0, start + 20, start + 400);
    expect(await embeddedPicture(damaged, 1, seen)).toBeNull();
    for (let length = 0; length < start + 200; length += 37)
      expect(await embeddedPicture(photo.subarray(0, length), 1, seen)).toBeNull();
  });
});
