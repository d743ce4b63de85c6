import { mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withComment, withThumbnail } from '../support/exif-thumbnail.ts';
import { makeBigPhoto } from '../support/photo-maker.ts';

/**
 * A folder of 24-megapixel JPEGs as cameras write them, with a thumbnail: so many different pictures, each so often as another
 * content (with another comment), since making one takes a second. Named `IMG_0001.jpg` on. Answers their bytes.
 */
export async function makeCameraPhotos(
  folder: string,
  pictures: number,
  copies: number,
  options: Parameters<typeof makeBigPhoto>[1] = {},
): Promise<number> {
  mkdirSync(folder);
  for (let seed = 1; seed <= pictures; seed += 1) {
    const photo = await withThumbnail(await makeBigPhoto(seed, options));
    for (let copy = 0; copy < copies; copy += 1) {
      const path = join(folder, `IMG_${String(copy * pictures + seed).padStart(4, '0')}.jpg`);
      writeFileSync(path, withComment(photo, `${copy}`));
      utimesSync(path, 1_700_000_000, 1_700_000_000);
    }
  }
  return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}

/** Small pictures that image processes have decoded before anything is measured: an application that is open already. */
export async function makeWarmPhotos(folder: string): Promise<void> {
  mkdirSync(folder);
  for (let seed = 900; seed < 904; seed += 1)
    writeFileSync(join(folder, `${seed}.jpg`), await makeBigPhoto(seed, { width: 1600, height: 1067 }));
}
