import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createExifToolMetadata } from '../../adapters/metadata/exiftool-metadata.ts';
import { makeFullPicture } from '../../adapters/pixels/full-picture.ts';
import { systemRandom } from '../../adapters/system/random.ts';
import type { Images } from '../ports/images.ts';
import type { Metadata, SentMetadata } from '../ports/metadata.ts';
import { sentCopyMaker } from './sent-copy.ts';

const WORDS: SentMetadata = {
  title: 'Coucher de soleil',
  caption: 'Sur le fleuve',
  keywords: ['fleuve'],
  place: 'Ségou',
  creator: 'Awa',
  copyright: '© Awa',
  keepGps: false,
};
const images: Pick<Images, 'full'> = { full: makeFullPicture };
const { signal } = new AbortController();
let metadata: Metadata;
let folder: string;
beforeAll(() => {
  metadata = createExifToolMetadata();
  folder = mkdtempSync(join(tmpdir(), 'in-srgb-'));
});
afterAll(async () => {
  await metadata.close();
  rmSync(folder, { recursive: true, force: true });
});

async function sent(format: 'jpeg' | 'png', words: SentMetadata = WORDS) {
  const path = join(folder, `p3.${format}`);
  const wide = sharp({ create: { width: 80, height: 40, channels: 3, background: '#f02010' } })
    .withMetadata({ orientation: 6 })
    .withExifMerge({ IFD0: { Model: 'X100' }, IFD2: { DateTimeOriginal: '2026:10:03 08:15:42' } })
    .withIccProfile('p3');
  const bytes = await (format === 'png' ? wide.png() : wide.jpeg({ quality: 95 })).toBuffer();
  writeFileSync(path, bytes);
  const request = {
    paths: [path],
    sha256: createHash('sha256').update(bytes).digest('hex'),
    contentType: format === 'png' ? 'image/png' : 'image/jpeg',
    metadata: words,
    toSrgb: { orientation: 6 },
  } as const;
  const copy = await sentCopyMaker(folder, metadata, systemRandom, images).make(request, signal);
  const again = await sentCopyMaker(folder, metadata, systemRandom, images).make(request, signal);
  expect(again).toEqual(copy);
  return { original: path, bytes: readFileSync(join(folder, copy.name)), path: join(folder, copy.name) };
}

test.each(['jpeg', 'png'] as const)(
  'a %s in Display P3 is sent upright in sRGB, with what its camera said',
  async (format) => {
    const copy = await sent(format);
    const tags = new Map(
      (await metadata.readAll(copy.path)).map(({ group, tag, value }) => [`${group}:${tag}`, value]),
    );
    expect(tags.get('ICC_Profile:ProfileDescription')).toMatch(/sRGB/);
    expect(tags.get('IFD0:Model')).toBe('X100');
    expect(tags.get('ExifIFD:DateTimeOriginal')).toBe('2026:10:03 08:15:42');
    expect(tags.get('ExifIFD:ColorSpace')).toBe('sRGB');
    expect(tags.get('IFD0:Orientation') ?? 'Horizontal (normal)').toBe('Horizontal (normal)');
    expect(tags.get('XMP-dc:Title')).toBe('Coucher de soleil');
    const { info, data } = await sharp(copy.bytes).raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([40, 80]);
    const seen = await sharp(copy.original).autoOrient().toColourspace('srgb').raw().toBuffer();
    expect(Math.max(...data.map((value, index) => Math.abs(value - (seen[index] ?? 0))))).toBeLessThanOrEqual(6);
    expect(readdirSync(folder).filter((name) => name.startsWith('making-'))).toEqual([]);
  },
);

test('the turn that she gave it beside the file’s own is said in the converted copy', async () => {
  // Orientation 6 turned by 90° is 3.
  const copy = await sent('jpeg', { ...WORDS, orientation: 3 });
  const tags = new Map((await metadata.readAll(copy.path)).map(({ group, tag, value }) => [`${group}:${tag}`, value]));
  expect(tags.get('IFD0:Orientation')).toBe('Rotate 90 CW');
});
