import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makePhoto } from '../../../../tests/support/photo-maker.ts';
import { makeRaw, RAW_KINDS } from '../../../../tests/support/raw-maker.ts';
import { readPhoto } from '../read-photo.ts';

let folder: string;
let preview: Buffer;
let thumbnail: Buffer;
beforeAll(async () => {
  preview = await sharp(await makePhoto({ width: 2400, height: 1600 }))
    .jpeg()
    .toBuffer();
  thumbnail = await sharp(preview)
    .resize({ width: 160, height: 120, fit: 'contain', background: '#000' })
    .jpeg()
    .toBuffer();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pouire-raw-look-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function read(content: Buffer, quick: boolean) {
  const path = join(folder, 'photo.raw');
  writeFileSync(path, content);
  utimesSync(path, 1_700_000_000, 1_700_000_000);
  const result = await readPhoto({ path, derivedDir: join(folder, String(quick)), quick });
  if (result.outcome !== 'photo') throw new Error(JSON.stringify(result));
  return result;
}

/** MRW spoils what follows the first picture, CRW and X3F are made with one alone. */
const WITH_THUMBNAIL = RAW_KINDS.filter((kind) => !['mrw', 'crw'].includes(kind));

describe('a first look at a camera raw', () => {
  it.each(WITH_THUMBNAIL.flatMap((kind) => ([1, 6, 8] as const).map((orientation) => ({ kind, orientation }))))(
    'shows the small picture of a $kind at orientation $orientation, of the size and the way up that reading it finds',
    async ({ kind, orientation }) => {
      const raw = makeRaw(kind, { preview, thumbnail, orientation, sensor: { width: 6000, height: 4000 } });
      const look = await read(raw, true);
      const whole = await read(raw, false);
      if (!look.seen) throw new Error('everything was read');
      expect(look).toMatchObject({ derived: [], width: whole.width, height: whole.height, sha256: whole.sha256 });
      expect(look.width < look.height).toBe(orientation !== 1);
      const { data, info } = await sharp(look.seen.path).raw().toBuffer({ resolveWithObject: true });
      expect(info.width / info.height).toBeCloseTo(look.width / look.height, 1);
      const truth = await sharp(whole.derived.find((image) => image.kind === 'thumb200')?.path)
        .resize({ width: info.width, height: info.height, fit: 'fill' })
        .raw()
        .toBuffer();
      const apart = truth.reduce((sum, value, index) => sum + Math.abs(value - (data[index] ?? 0)), 0);
      expect(apart / truth.length).toBeLessThan(16);
    },
  );

  it('reads everything at once where there is no small picture, or only a broken one', async () => {
    expect((await read(makeRaw('nef', { preview }), true)).derived).toHaveLength(4);
    const broken = Buffer.from(thumbnail);
    broken.fill(0x11, 500, 1200);
    expect((await read(makeRaw('nef', { preview, thumbnail: broken }), true)).derived).toHaveLength(4);
  });
});
