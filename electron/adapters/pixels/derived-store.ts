import { hash, randomBytes } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { type Sha256, sha256 as sha256Schema } from '../../../shared/domain/ids.ts';
import { DERIVED_KINDS, type DerivedKind } from '../../../shared/domain/photo.ts';
import type { DerivedImage, EmbeddedPicture } from '../../core/ports/images.ts';
import { makeFolder } from '../../files/make-folder.ts';
import type { EncodedImage } from './derive.ts';
import type { SmallPicture } from './embedded-picture.ts';

/** Temporary names live here, beside the finished ones (one file system), so that what a killed process left is found at once. */
export const UNFINISHED_FOLDER = 'unfinished';

/** `<derived>/<aa>/<sha256>/<recipe>-<kind>.jpg` */
export function derivedFilePath(derivedDir: string, content: Sha256, recipe: string, kind: DerivedKind): string {
  return join(derivedDir, content.slice(0, 2), content, `${recipe}-${kind}.jpg`);
}

/** Writes each image under a temporary name and renames it: a derived file is whole or not there. Errors: those of the system. */
export async function storeDerived(
  derivedDir: string,
  content: Sha256,
  recipe: string,
  images: readonly EncodedImage[],
): Promise<DerivedImage[]> {
  const unfinished = join(derivedDir, UNFINISHED_FOLDER);
  makeFolder(unfinished);
  makeFolder(dirname(derivedFilePath(derivedDir, content, recipe, 'preview')));
  const store = async ({ kind, jpeg, width, height }: EncodedImage) => {
    const path = derivedFilePath(derivedDir, content, recipe, kind);
    await storeWhole(unfinished, path, jpeg);
    return { kind, path, width, height, bytes: jpeg.length, sha256: digest(jpeg) };
  };
  // The smallest takes the place of an embedded picture: were it not the first, a process killed meanwhile would leave a set
  // that looks whole with that picture in it.
  const [smallest] = images.filter(({ kind }) => kind === EMBEDDED_AS);
  const first = smallest && (await store(smallest));
  return Promise.all(images.map((image) => (image === smallest && first ? first : store(image))));
}

/** The derived image whose place on disk the embedded picture takes until it is made: nothing is left to tidy then. */
const EMBEDDED_AS: DerivedKind = 'thumb200';

/** Keeps what the camera embedded until the derived images are made. Errors: those of the system. */
export async function storeEmbedded(
  derivedDir: string,
  content: Sha256,
  recipe: string,
  { jpeg, width, height }: SmallPicture,
): Promise<EmbeddedPicture> {
  const path = derivedFilePath(derivedDir, content, recipe, EMBEDDED_AS);
  const unfinished = join(derivedDir, UNFINISHED_FOLDER);
  makeFolder(unfinished);
  makeFolder(dirname(path));
  await storeWhole(unfinished, path, jpeg);
  return { kind: 'embedded', path, width, height, bytes: jpeg.length, sha256: digest(jpeg) };
}

async function storeWhole(unfinished: string, path: string, jpeg: Buffer): Promise<void> {
  const temporary = join(unfinished, `${randomBytes(9).toString('base64url')}.jpg`);
  try {
    await writeFile(temporary, jpeg, { flag: 'wx' });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** The derived images of a content where all four are there and whole; null otherwise. */
export async function findDerived(derivedDir: string, content: Sha256, recipe: string): Promise<DerivedImage[] | null> {
  try {
    return await Promise.all(
      DERIVED_KINDS.map(async (kind) => {
        const path = derivedFilePath(derivedDir, content, recipe, kind);
        const jpeg = await readFile(path);
        // A power cut can leave the name without the bytes.
        if (jpeg.length < 4 || jpeg.readUInt16BE(jpeg.length - 2) !== 0xffd9) throw new Error('not whole');
        const { width, height } = await sharp(jpeg).metadata();
        return { kind, path, width, height, bytes: jpeg.length, sha256: digest(jpeg) };
      }),
    );
  } catch {
    return null; // whatever is wrong with them, making them again puts it right
  }
}

export function digest(content: Buffer): Sha256 {
  return sha256Schema.parse(hash('sha256', content));
}
