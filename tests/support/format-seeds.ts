import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { isPhotoName } from '../../electron/core/library/ingest/candidates.ts';
import { makePhoto, type PhotoRecipe } from './photo-maker.ts';
import { makeRaw, RAW_KINDS } from './raw-maker.ts';

/** A sound file that a fuzzer starts from. */
export interface Seed {
  readonly name: string;
  readonly content: Buffer;
  /** Where it lies; '' for what was made. */
  readonly path: string;
}

const WORDS: PhotoRecipe = {
  width: 640,
  height: 427,
  make: 'Canon',
  model: 'Canon EOS R5',
  captureDate: '2024:05:01 10:11:12',
  gps: { latitude: 12.35, longitude: -1.51 },
  xmp: { title: 'Marché', keywords: ['fête', 'été'] },
};

/** One file of every kind that the studio reads, made here. */
export async function madeSeeds(): Promise<Seed[]> {
  const plain = await makePhoto(WORDS);
  const picture = () => sharp(plain);
  const made: [string, Buffer][] = [
    ['plain.jpg', plain],
    ['turned.jpg', await makePhoto({ ...WORDS, orientation: 6, icc: 'p3' })],
    ['progressive.jpg', await picture().jpeg({ progressive: true }).toBuffer()],
    ['cmyk.jpg', await makePhoto({ ...WORDS, icc: 'cmyk' })],
    ['grey.jpg', await picture().greyscale().toColourspace('b-w').jpeg().toBuffer()],
    ['alpha.png', await makePhoto({ ...WORDS, format: 'png', alpha: true })],
    ['deep.png', await picture().toColourspace('rgb16').png({ progressive: true }).toBuffer()],
    ['palette.png', await picture().png({ palette: true }).toBuffer()],
    ['lzw.tif', await makePhoto({ ...WORDS, format: 'tiff' })],
    ['tiled.tif', await picture().tiff({ tile: true, compression: 'jpeg', pyramid: true }).toBuffer()],
    [
      'deep.tif',
      await picture().toColourspace('rgb16').tiff({ compression: 'deflate', predictor: 'horizontal' }).toBuffer(),
    ],
    ['lossy.webp', await makePhoto({ ...WORDS, format: 'webp' })],
    ['lossless.webp', await picture().webp({ lossless: true }).toBuffer()],
    ['still.gif', await picture().resize(200).gif().toBuffer()],
    ['small.avif', await picture().resize(200).avif({ effort: 0 }).toBuffer()],
  ];
  const thumbnail = await makePhoto({ width: 160, height: 120 });
  for (const kind of RAW_KINDS)
    made.push([
      `raw.${kind}`,
      makeRaw(kind, { preview: plain, thumbnail, sensor: { width: 1280, height: 854 }, adobeRgb: true }),
    ]);
  return made.map(([name, content]) => ({ name, content, path: '' }));
}

/** The photographs under a folder, as seeds; none where it doesn't exist. */
export function seedsUnder(folder: string, largest = 8_000_000): Seed[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => isPhotoName(name.split(/[\\/]/).at(-1) ?? ''))
    .sort()
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile() && statSync(path).size <= largest)
    .map((path) => ({ name: path.split(/[\\/]/).at(-1) ?? '', content: readFileSync(path), path }));
}
