import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { exiftool } from '../../../tests/support/exiftool.ts';
import { createExifToolMetadata } from '../../adapters/metadata/exiftool-metadata.ts';
import { systemRandom } from '../../adapters/system/random.ts';
import type { Metadata, SentMetadata } from '../ports/metadata.ts';
import { sentCopyMaker } from './sent-copy.ts';

const REAL_PHOTOS = fileURLToPath(new URL('../../../../shared/photos', import.meta.url));
const DJPEG = ['/usr/bin/djpeg', '/usr/local/bin/djpeg', '/opt/homebrew/bin/djpeg'].find((path) => existsSync(path));
const { signal } = new AbortController();

const FRENCH: SentMetadata = {
  title: 'L’œuvre « Été » : ça, là-bas — À Gaïa',
  caption: 'Où ça ? « L’œil », façade d’été — ÀÉÈÇÙÏ.\nDeuxième ligne.',
  keywords: ['marché', 'œuvre', 'façade', 'maïs', 'À la criée'],
  place: 'Gounghin, Ouagadougou — Burkina Faso',
  creator: 'Aïcha Kaboré',
  copyright: '© 2026 Aïcha Kaboré — tous droits réservés',
  credit: 'Aïcha Kaboré / Pouire',
  usageTerms: 'Pas d’usage sans l’accord de l’autrice.',
  noAiTraining: true,
  keepGps: false,
};
const ARABIC: SentMetadata = {
  ...FRENCH,
  title: 'سوق الخضار في باماكو',
  caption: 'نساء يبعن المانجو في سوق المدينة — صباح الجمعة',
  keywords: ['سوق', 'مانجو', 'نساء', 'مالي'],
  place: 'باماكو',
  dataMining: 'prohibited',
  modelRelease: 'unlimited',
  propertyRelease: 'limited',
};

let metadata: Metadata;
let folder: string;
beforeAll(() => {
  metadata = createExifToolMetadata();
  folder = mkdtempSync(join(tmpdir(), 'round-trip-'));
});
afterAll(async () => {
  await metadata.close();
  rmSync(folder, { recursive: true, force: true });
});

async function sentCopyOf(path: string, words: SentMetadata): Promise<string> {
  const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
  const contentType = path.endsWith('.png') ? 'image/png' : 'image/jpeg';
  const copy = await sentCopyMaker(folder, metadata, systemRandom).make(
    { paths: [path], sha256, contentType, metadata: words },
    signal,
  );
  return join(folder, copy.name);
}

/** `exiftool -G1 -a -struct`, by the program itself and not by the library that wrote. */
function toldOf(paths: readonly string[]): Map<string, Record<string, unknown>> {
  if (paths.length === 0) return new Map();
  const options = ['-G1', '-a', '-struct', '-j', '-n', '-api', 'largefilesupport=1'];
  const json = exiftool(...options, ...paths);
  const told = z.array(z.looseObject({ SourceFile: z.string() })).parse(JSON.parse(json));
  return new Map(told.map((tags) => [tags.SourceFile, tags]));
}

function expectWords(tags: Record<string, unknown> | undefined, words: SentMetadata, whose: string): void {
  const bytes = (text: string, most: number) => (Buffer.byteLength(text) <= most ? text : null);
  const said = { ...tags };
  expect(said, whose).toMatchObject({
    'XMP-dc:Title': words.title,
    'IFD0:XPTitle': words.title,
    'XMP-photoshop:Headline': words.title,
    'IPTC:Headline': words.title,
    'XMP-dc:Description': words.caption,
    'IPTC:Caption-Abstract': words.caption,
    'IFD0:ImageDescription': words.caption,
    'XMP-dc:Subject': words.keywords,
    'IPTC:Keywords': words.keywords,
    'XMP-iptcCore:Location': words.place,
    'XMP-dc:Creator': [words.creator],
    'IPTC:By-line': words.creator,
    'IFD0:Artist': words.creator,
    'XMP-dc:Rights': words.copyright,
    'IPTC:CopyrightNotice': words.copyright,
    'IFD0:Copyright': words.copyright,
    'XMP-photoshop:Credit': words.credit,
    'IPTC:Credit': words.credit,
    'XMP-xmpRights:UsageTerms': words.usageTerms,
    'XMP-xmpRights:Marked': true,
    'XMP-plus:DataMining': words.dataMining ? 'DMI-PROHIBITED' : 'DMI-PROHIBITED-AIMLTRAINING',
    ...(words.modelRelease && { 'XMP-plus:ModelReleaseStatus': 'MR-UMR', 'XMP-plus:PropertyReleaseStatus': 'PR-LPR' }),
    'IPTC:CodedCharacterSet': '\u001b%G',
  });
  if (bytes(words.title, 64)) expect(said['IPTC:ObjectName'], whose).toBe(words.title);
  if (bytes(words.place, 32)) expect(said['IPTC:Sub-location'], whose).toBe(words.place);
}

const PRIVATE = /gps|serial|owner|thumbnail|preview|^JFXX:|^MPF\d*:|HierarchicalSubject|PersonInImage|:Rating$/i;

function decoded(path: string): string {
  try {
    return createHash('sha256')
      .update(execFileSync(DJPEG ?? '', ['-pnm', path], { maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'ignore'] }))
      .digest('hex');
  } catch (error) {
    return error instanceof Error && 'stdout' in error && error.stdout instanceof Buffer
      ? createHash('sha256').update(error.stdout).digest('hex')
      : 'not decoded';
  }
}

describe.each([
  ['French', FRENCH],
  ['Arabic', ARABIC],
])('what she said in %s', (language, words) => {
  test.each(['jpeg', 'progressive', 'png', 'png-with-texts'])('is in all three standards of a %s', async (kind) => {
    const path = join(folder, `synthetic-${kind}.${kind.startsWith('png') ? 'png' : 'jpg'}`);
    const picture = sharp({
      create: { width: 60, height: 40, channels: 3, background: '#803010' },
    }).withExif({
      IFD0: { Artist: 'Somebody', ImageDescription: 'DCIM' },
      IFD2: { BodySerialNumber: '123456', CameraOwnerName: 'Somebody', UserComment: 'x' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '12/1 21/1 30/1', GPSLongitudeRef: 'W', GPSLongitude: '1/1 31/1 5/1' },
    });
    await (kind.startsWith('png') ? picture.png() : picture.jpeg({ progressive: kind === 'progressive' })).toFile(path);
    const others = [
      ...[
        '-XMP-dc:Title-en=other words',
        '-XMP-dc:Creator=A',
        '-XMP-dc:Creator=B',
        '-XMP-lr:HierarchicalSubject=Gens|X',
      ],
      ...['-XMP-photoshop:City=Paris', '-XMP-xmp:Rating=3', '-XMP-iptcExt:LocationShown={City=Paris}'],
      ...(kind === 'png-with-texts' ? ['-PNG:Author=Somebody', '-PNG:Description=old', '-PNG:Title=old'] : []),
    ];
    exiftool('-q', '-overwrite_original', ...others, path);
    const sent = await sentCopyOf(path, words);
    const again = join(folder, `again-${basename(sent)}`);
    copyFileSync(sent, again);
    await metadata.writeSent(again, words);
    expect(readFileSync(again).equals(readFileSync(sent)), 'a second pass changes nothing').toBe(true);
    const tags = toldOf([sent]).get(sent);
    expectWords(tags, words, kind);
    expect(Object.keys(tags ?? {}).filter((tag) => PRIVATE.test(tag))).toEqual([]);
    expect(Object.keys(tags ?? {}).filter((tag) => /Title-en|PNG:(Author|Desc|Title)|City/.test(tag))).toEqual([]);
    if (kind.startsWith('png')) {
      const bytes = readFileSync(sent);
      expect(bytes.includes('eXIf')).toBe(true);
      expect(bytes.includes('iTXtXML:com.adobe.xmp')).toBe(true);
    } else expect(tags?.['Photoshop:IPTCDigest']).toBe(tags?.['File:CurrentIPTCDigest']);
  });

  test.skipIf(!existsSync(REAL_PHOTOS))(
    'is in all three standards of the photographs of many cameras, and the picture is what it was',
    async () => {
      const files = readdirSync(REAL_PHOTOS, { recursive: true, encoding: 'utf8' }).filter((name) =>
        /\.(?:jpe?g|png)$/i.test(name),
      );
      expect(files.length).toBeGreaterThan(80);
      const sent = new Map<string, string>();
      for (const name of files) {
        const copy = await sentCopyOf(join(REAL_PHOTOS, name), words);
        sent.set(name, copy);
        if (language === 'Arabic') continue;
        const again = join(dirname(copy), 'again.jpg');
        copyFileSync(copy, again);
        await metadata.writeSent(again, words);
        expect(readFileSync(again).equals(readFileSync(copy)), `${name}: a second pass changes nothing`).toBe(true);
        if (DJPEG) expect(decoded(copy), `${name}: djpeg`).toBe(decoded(join(REAL_PHOTOS, name)));
      }
      const told = toldOf([...new Set(sent.values())]);
      for (const [name, copy] of sent) {
        const tags = told.get(copy);
        expectWords(tags, words, name);
        expect(
          Object.keys(tags ?? {}).filter((tag) => PRIVATE.test(tag)),
          name,
        ).toEqual([]);
      }
    },
    600_000,
  );
});

test('what she has not set stays as the camera wrote it', async () => {
  const path = join(folder, 'unset.jpg');
  writeFileSync(
    path,
    await sharp({ create: { width: 60, height: 40, channels: 3, background: '#803010' } })
      .jpeg()
      .toBuffer(),
  );
  const theirs = [
    '-XMP-dc:Creator=Awa',
    '-IPTC:By-line=Awa',
    '-IFD0:Artist=Awa',
    '-XMP-dc:Rights=© Awa',
    '-IPTC:Credit=Agence',
  ];
  exiftool('-q', '-overwrite_original', '-charset', 'iptc=utf8', ...theirs, path);
  const { credit: _c, usageTerms: _u, noAiTraining: _n, ...rest } = FRENCH;
  const sent = await sentCopyOf(path, { ...rest, creator: '', copyright: '' });
  expect(toldOf([sent]).get(sent)).toMatchObject({
    'XMP-dc:Creator': ['Awa'],
    'IPTC:By-line': 'Awa',
    'IFD0:Artist': 'Awa',
    'XMP-dc:Rights': '© Awa',
    'IPTC:Credit': 'Agence',
  });
});
