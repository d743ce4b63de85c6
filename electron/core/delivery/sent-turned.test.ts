import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CLEAN_WORDS, testCatalogue } from '../../../tests/support/catalogue.ts';
import { createExifToolMetadata } from '../../adapters/metadata/exiftool-metadata.ts';
import { systemRandom } from '../../adapters/system/random.ts';
import { readinessOf } from '../library/review/ready-for-delivery.ts';
import { createTurning } from '../library/turning/turning.service.ts';
import type { Metadata } from '../ports/metadata.ts';
import { pictureDigest } from './picture-data.ts';
import { sentCopyMaker } from './sent-copy.ts';

let metadata: Metadata;
let folder: string;
beforeAll(() => {
  metadata = createExifToolMetadata();
  folder = mkdtempSync(join(tmpdir(), 'sent-turned-'));
});
afterAll(async () => {
  await metadata.close();
  rmSync(folder, { recursive: true, force: true });
});

const WORDS = { title: 'Dunes', caption: '', keywords: [], place: '', creator: '', copyright: '', keepGps: false };

test.each([
  ['jpg', 6, 3],
  ['jpg', undefined, 8],
  ['png', undefined, 6],
] as const)(
  'a turned %s of orientation %s is sent with orientation %d and the very same picture',
  async (kind, lies, turned) => {
    const picture = sharp({ create: { width: 90, height: 60, channels: 3, background: '#a52' } });
    const path = join(folder, `${String(lies)}-${turned}.${kind}`);
    const original = await (kind === 'png' ? picture.png() : picture.jpeg())
      .withMetadata(lies === undefined ? {} : { orientation: lies })
      .toBuffer();
    writeFileSync(path, original);
    const maker = sentCopyMaker(folder, metadata, systemRandom);
    const copy = await maker.make(
      {
        paths: [path],
        sha256: createHash('sha256').update(original).digest('hex'),
        contentType: kind === 'png' ? 'image/png' : 'image/jpeg',
        metadata: { ...WORDS, orientation: turned },
      },
      new AbortController().signal,
    );
    const sent = readFileSync(join(folder, copy.name));
    expect((await sharp(sent).metadata()).orientation).toBe(turned);
    expect(pictureDigest(sent)).toBe(pictureDigest(original));
  },
);

test('what is ready says its orientation only where she turned it', () => {
  const catalogue = testCatalogue();
  try {
    const watched = catalogue.addFolder('/p');
    const sketch = { ...CLEAN_WORDS, review: 'approved', orientation: 6, capture_date: null } as const;
    const plain = catalogue.addPhoto({ ...sketch, file: { folder: watched, path: '/p/a.jpg' } });
    const turned = catalogue.addPhoto({ ...sketch, file: { folder: watched, path: '/p/b.jpg' } });
    createTurning(catalogue.context).turn([turned], 90);
    const { ready } = readinessOf(catalogue.context, [plain, turned]);
    expect(ready.map((photo) => photo.orientation)).toEqual([undefined, 3]);
  } finally {
    catalogue.close();
  }
});
