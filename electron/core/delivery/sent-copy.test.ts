import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createExifToolMetadata } from '../../adapters/metadata/exiftool-metadata.ts';
import { systemRandom } from '../../adapters/system/random.ts';
import type { Metadata, SentMetadata } from '../ports/metadata.ts';
import { pictureDigest } from './picture-data.ts';
import { type SentCopy, sentCopyMaker } from './sent-copy.ts';

const REAL_PHOTOS = fileURLToPath(new URL('../../../../shared/photos/jpg', import.meta.url));
const WORDS: SentMetadata = {
  title: 'Été à Gaô',
  caption: 'Une « légende » : l’œuvre, où ça ?',
  keywords: ['marché', 'façade'],
  place: 'Ouagadougou',
  creator: 'Aïcha Kaboré',
  copyright: '© Aïcha',
  keepGps: false,
};
const { signal } = new AbortController();

let metadata: Metadata;
let folder: string;
beforeAll(() => {
  metadata = createExifToolMetadata();
  folder = mkdtempSync(join(tmpdir(), 'sent-copy-'));
});
afterAll(async () => {
  await metadata.close();
  rmSync(folder, { recursive: true, force: true });
});

async function make(path: string): Promise<SentCopy & { bytes: Buffer }> {
  const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
  const contentType = path.endsWith('.png') ? 'image/png' : 'image/jpeg';
  const maker = sentCopyMaker(folder, metadata, systemRandom);
  const copy = await maker.make({ paths: [path], sha256, contentType, metadata: WORDS }, signal);
  return { ...copy, bytes: readFileSync(join(folder, copy.name)) };
}

/** What the writer of metadata makes of the whole file. */
async function wholly(path: string): Promise<Buffer> {
  const copy = join(folder, 'wholly.jpg');
  writeFileSync(copy, readFileSync(path));
  await metadata.writeSent(copy, WORDS);
  return readFileSync(copy);
}

test('a JPEG with a new head is, byte for byte, what writing into the whole file makes of it', async () => {
  const path = join(folder, 'progressive.jpg');
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
  const picture = sharp({ create: { width: 300, height: 200, channels: 3, background: '#000000', noise } });
  const jpeg = await picture
    .withExif({ IFD0: { Artist: 'X' } })
    .jpeg({ progressive: true })
    .toBuffer();
  writeFileSync(path, Buffer.concat([jpeg, Buffer.from('a film of three seconds')]));
  const copy = await make(path);
  expect(copy.bytes.equals(await wholly(path))).toBe(true);
  expect(copy).toMatchObject({
    size: copy.bytes.length,
    sha256: createHash('sha256').update(copy.bytes).digest('hex'),
  });
  expect(copy.bytes.includes('a film')).toBe(false);
});

test.skipIf(!existsSync(REAL_PHOTOS))(
  'so it is for the photographs of many cameras',
  async () => {
    const names = readdirSync(REAL_PHOTOS).filter((name) => /\.jpe?g$/i.test(name) && name !== 'corrupted.jpg');
    const different: string[] = [];
    for (const name of names) {
      const path = join(REAL_PHOTOS, name);
      const copy = await make(path);
      expect(pictureDigest(copy.bytes), name).toBe(pictureDigest(readFileSync(path)));
      if (!copy.bytes.equals(await wholly(path))) different.push(name);
    }
    expect(different).toEqual([]);
  },
  60_000,
);

test('a PNG and a JPEG out of the ordinary go through whole', async () => {
  const png = join(folder, 'picture.png');
  writeFileSync(
    png,
    await sharp({ create: { width: 30, height: 20, channels: 4, background: '#20406080' } })
      .png()
      .toBuffer(),
  );
  expect(pictureDigest((await make(png)).bytes)).toBe(pictureDigest(readFileSync(png)));
  const odd = join(folder, 'odd.jpg');
  const jpeg = await sharp({ create: { width: 30, height: 20, channels: 3, background: '#204060' } })
    .jpeg()
    .toBuffer();
  writeFileSync(odd, Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff]), jpeg.subarray(2)]));
  expect(pictureDigest((await make(odd)).bytes)).toBe(pictureDigest(readFileSync(odd)));
});

test('a place that holds another content is passed over; when no place holds it, nothing is made', async () => {
  const [here, changed] = [join(folder, 'here.jpg'), join(folder, 'changed.jpg')];
  const jpeg = await sharp({ create: { width: 30, height: 20, channels: 3, background: '#602040' } })
    .jpeg()
    .toBuffer();
  writeFileSync(here, jpeg);
  writeFileSync(changed, Buffer.concat([jpeg, Buffer.from('!')]));
  const sha256 = createHash('sha256').update(jpeg).digest('hex');
  const maker = sentCopyMaker(folder, metadata, systemRandom);
  const request = { sha256, contentType: 'image/jpeg', metadata: WORDS } as const;
  const copy = await maker.make({ ...request, paths: [join(folder, 'gone.jpg'), changed, here] }, signal);
  expect(copy.size).toBeGreaterThan(jpeg.length);
  await expect(maker.make({ ...request, paths: [changed] }, signal)).rejects.toMatchObject({ code: 'file-changed' });
  await expect(maker.make({ ...request, paths: [join(folder, 'gone.jpg')] }, signal)).rejects.toMatchObject({
    code: 'file-missing',
  });
  expect(readdirSync(folder).filter((name) => name.startsWith('making-'))).toEqual([]);
});
