import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp, { type Exif } from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canMountDisks, mountSmallDisk, unmountDisk } from '../../../tests/support/small-disk.ts';
import { pictureDigest } from '../../core/delivery/picture-data.ts';
import type { Metadata, SentMetadata } from '../../core/ports/metadata.ts';
import { createExifToolMetadata } from './exiftool-metadata.ts';

const REAL_PHOTOS = fileURLToPath(new URL('../../../../shared/photos/jpg', import.meta.url));

let metadata: Metadata;
let folder: string;
beforeAll(async () => {
  metadata = createExifToolMetadata();
  folder = await mkdtemp(join(tmpdir(), 'metadata-'));
});
afterAll(async () => {
  await metadata.close();
  await rm(folder, { recursive: true, force: true });
});

const WORDS: SentMetadata = {
  title: 'Été à Gaô',
  caption: 'Une « légende » : l’œuvre, où ça ?',
  keywords: ['marché', 'façade'],
  place: 'Ouagadougou',
  creator: 'Aïcha Kaboré',
  copyright: '© Aïcha',
  keepGps: false,
};

async function photo(name: string, exif: Exif = {}): Promise<string> {
  const path = join(folder, name);
  await writeFile(
    path,
    await sharp({ create: { width: 64, height: 48, channels: 3, background: '#a05020' } })
      .jpeg()
      .withExif(exif)
      .toBuffer(),
  );
  return path;
}

async function tagsOf(path: string): Promise<Map<string, string>> {
  return new Map((await metadata.readAll(path)).map(({ group, tag, value }) => [`${group}:${tag}`, value]));
}

describe('text goes in as it is, whatever it is', () => {
  const texts = [
    'é à ç œ Œ ÿ',
    'مرحبا بالعالم',
    'emoji 😀 👩🏿‍🌾 combining e\u0301'.normalize('NFC'),
    'quotes " \' ` « » “ ”',
    'entities &amp; &#233; &eacute; &lt;b&gt;',
    'a=b <c >d @e -Title=x %f $g {h} [i] |j ;k,l',
    '-execute',
    '=equals first',
    '<less first',
    'line one\nline two\n-FileName=/tmp/elsewhere.jpg',
    'tab\tinside',
    '\\n \\x back\\slash',
  ];
  for (const text of texts) {
    test(JSON.stringify(text), async () => {
      const path = await photo('text.jpg');
      await metadata.writeSent(path, { ...WORDS, title: text, caption: text, keywords: [text, 'autre'] });
      const tags = await tagsOf(path);
      for (const name of [
        'XMP-dc:Title',
        'IPTC:ObjectName',
        'XMP-dc:Description',
        'IPTC:Caption-Abstract',
        'IFD0:ImageDescription',
      ])
        expect(tags.get(name), name).toBe(text);
      expect(tags.get('XMP-dc:Subject')).toBe(`${text}, autre`);
      expect(tags.get('IPTC:CodedCharacterSet')).toBe('UTF8');
    });
  }

  test('a line feed in a title starts no argument: no file but the copy is touched', async () => {
    const path = await photo('injection.jpg');
    const target = join(folder, 'written-by-injection.jpg');
    await metadata.writeSent(path, { ...WORDS, title: `Titre\n-o\n${target}\n-execute\n-FileName=${target}` });
    expect(existsSync(target)).toBe(false);
    expect(existsSync(path)).toBe(true);
  });

  test('control characters and lone surrogates do not get in', async () => {
    const path = await photo('control.jpg');
    await metadata.writeSent(path, { ...WORDS, title: 'a\u0000b\u0007c\u001fd \ud800 e' });
    expect((await tagsOf(path)).get('XMP-dc:Title')).toBe('abcd \ufffd e');
  });
});

test('a title longer than IPTC allows is cut there at a whole character, and is whole in XMP', async () => {
  const path = await photo('long.jpg');
  const title = 'é'.repeat(100);
  await metadata.writeSent(path, { ...WORDS, title });
  const tags = await tagsOf(path);
  expect(tags.get('XMP-dc:Title')).toBe(title);
  expect(tags.get('IPTC:ObjectName')).toBe('é'.repeat(32));
});

test('keywords replace those of the file; what she left empty is emptied; an unset creator stays', async () => {
  const path = await photo('replace.jpg', {
    IFD0: { Artist: 'The camera owner', ImageDescription: 'OLYMPUS DIGITAL CAMERA' },
  });
  await metadata.writeSent(path, { ...WORDS, keywords: ['ancien', 'vieux'] });
  await metadata.writeSent(path, WORDS);
  expect((await tagsOf(path)).get('IPTC:Keywords')).toBe(WORDS.keywords.join(', '));
  expect((await tagsOf(path)).get('XMP-dc:Subject')).toBe(WORDS.keywords.join(', '));
  await metadata.writeSent(path, { ...WORDS, caption: '', keywords: [], creator: '', copyright: '' });
  const tags = await tagsOf(path);
  expect(tags.has('XMP-dc:Subject')).toBe(false);
  expect(tags.has('IPTC:Keywords')).toBe(false);
  expect(tags.has('IFD0:ImageDescription')).toBe(false);
  expect(tags.get('IFD0:Artist')).toBe(WORDS.creator);
});

test('the place on earth goes, unless she wants it kept', async () => {
  const exif = {
    IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '12/1 21/1 30/1', GPSLongitudeRef: 'W', GPSLongitude: '1/1 31/1 5/1' },
  };
  const without = await photo('without.jpg', exif);
  await metadata.writeSent(without, WORDS);
  expect([...(await tagsOf(without)).keys()].filter((name) => /gps/i.test(name))).toEqual([]);
  const withPlace = await photo('with.jpg', exif);
  await metadata.writeSent(withPlace, { ...WORDS, keepGps: true });
  expect((await tagsOf(withPlace)).get('GPS:GPSLatitude')).toMatch(/^12 deg/);
});

test('same original, same words: the same bytes', async () => {
  const digests = new Set<string>();
  for (const name of ['same-1.jpg', 'same-2.jpg']) {
    const path = await photo(name);
    await metadata.writeSent(path, WORDS);
    digests.add(
      createHash('sha256')
        .update(await readFile(path))
        .digest('hex'),
    );
  }
  expect(digests.size).toBe(1);
});

test('a file whose name holds a line feed and emoji is read', async () => {
  const plain = await photo('plain.jpg');
  await metadata.writeSent(plain, WORDS);
  const odd = join(folder, 'ligne\n-execute\n😀.jpg');
  await copyFile(plain, odd);
  expect((await tagsOf(odd)).get('XMP-dc:Title')).toBe(WORDS.title);
});

test('a file that is gone, and one that is no picture, are said as such', async () => {
  await expect(metadata.readAll(join(folder, 'nowhere.jpg'))).rejects.toMatchObject({ code: 'file-missing' });
  const text = join(folder, 'text-inside.jpg');
  await writeFile(text, 'this is no photograph');
  await expect(metadata.writeSent(text, WORDS)).rejects.toMatchObject({ code: 'metadata-unwritable' });
});

test.skipIf(!existsSync(REAL_PHOTOS))(
  'real photographs of twenty years, broken ones among them: her words go in, private things go, the picture stays as it is',
  async () => {
    const names = (await readdir(REAL_PHOTOS, { recursive: true })).filter((name) => /\.jpe?g$/i.test(name));
    const wrong: string[] = [];
    for (const name of names) {
      const original = await readFile(join(REAL_PHOTOS, name));
      const copy = join(folder, `real-${basename(name)}`);
      await writeFile(copy, original);
      await metadata.writeSent(copy, WORDS);
      const sent = await readFile(copy);
      if (pictureDigest(sent) !== pictureDigest(original)) wrong.push(`${name}: the picture changed`);
      const tags = await tagsOf(copy);
      if (tags.get('XMP-dc:Title') !== WORDS.title || tags.get('IPTC:Keywords') !== WORDS.keywords.join(', '))
        wrong.push(`${name}: words are missing`);
      // JFXX: a thumbnail inside the JFIF header of some cameras of the 1990s, which ExifTool can't take out by itself.
      const left = [...tags.keys()].filter(
        (tag) => /gps|serial|owner|thumbnail|preview/i.test(tag) && !tag.startsWith('JFXX:'),
      );
      if (left.length > 0) wrong.push(`${name}: still has ${left.join(', ')}`);
    }
    expect(names.length).toBeGreaterThan(80);
    expect(wrong).toEqual([]);
  },
  120_000,
);

test('an ExifTool that can’t be started fails the photo and nothing else, and is tried again by the next', async () => {
  const tool = join(folder, 'exiftool-taken-away');
  const another = createExifToolMetadata({ exiftoolPath: tool });
  try {
    const path = await photo('no-tool.jpg');
    await expect(another.writeSent(path, WORDS)).rejects.toMatchObject({
      code: 'metadata-unwritable',
      facts: { reason: expect.stringContaining('ExifTool does not start') },
    });
    await writeFile(tool, '');
    await expect(another.readAll(path)).rejects.toThrow('ExifTool does not start');
  } finally {
    await another.close();
  }
});

test('it says which ExifTool it is', async () => {
  expect(await metadata.version?.()).toMatch(/^\d+\.\d+/);
});

test.skipIf(!canMountDisks())('a disk that fills up is said as such, not as a damaged file', async () => {
  const small = join(folder, 'petit');
  await mkdir(small);
  mountSmallDisk(small, '2m');
  try {
    const path = join(small, 'photo.jpg');
    // Noise does not compress: more than half of the disk, so that ExifTool's copy does not fit beside it.
    const raw = { width: 700, height: 700, channels: 3 } as const;
    const noise = sharp(randomBytes(700 * 700 * 3), { raw });
    await writeFile(path, await noise.jpeg({ quality: 100, chromaSubsampling: '4:4:4' }).toBuffer());
    await expect(metadata.writeSent(path, WORDS)).rejects.toMatchObject({ code: 'disk-full' });
    expect(await readdir(small)).toEqual(['photo.jpg']);
  } finally {
    unmountDisk(small);
  }
});
