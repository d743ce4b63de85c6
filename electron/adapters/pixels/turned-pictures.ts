import { constants } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { DERIVED_KINDS, type DerivedKind, THUMBNAIL_BOXES } from '../../../shared/domain/photo.ts';
import type { DerivedImage, TurnRequest } from '../../core/ports/images.ts';
import { decode, type Pixels } from './decode.ts';
import { deriveImages, type EncodedImage } from './derive.ts';
import { digest, findDerived, storeDerived } from './derived-store.ts';
import { readMetadata } from './read-metadata.ts';
import { READ_LIMIT, readWhole } from './read-photo.ts';
import { recipeWith } from './recipe.ts';
import { Refusal } from './refusal.ts';
import { SNIFF_LENGTH, sniffFormat } from './sniff.ts';

/** Of images turned as they are: above what they were made with, so that the second encoding costs nothing to be seen. */
const QUALITY = 90;

/** Name of the way images of a turned photo are made; those that lie as the file does have the plain recipe. */
function turnedRecipe({ turn, watermark }: TurnRequest): string {
  const recipe = recipeWith(watermark);
  return turn === 0 ? recipe : `${recipe}-t${turn}`;
}

/** The derived images of a photo that she turned (Images.turn). Throws only when they can't be written. */
export async function makeTurnedPictures(request: TurnRequest): Promise<DerivedImage[] | null> {
  const recipe = turnedRecipe(request);
  const found = await findDerived(request.derivedDir, request.sha256, recipe);
  if (found) return found;
  const images = (await fromFile(request)) ?? (await fromImages(request));
  return images && storeDerived(request.derivedDir, request.sha256, recipe, images);
}

/** From the photograph itself: sharp as ever, the watermark upright. Null when no file holds it. */
async function fromFile({ paths, sha256, turn, watermark }: TurnRequest): Promise<EncodedImage[] | null> {
  for (const path of paths) {
    const content = await contentOf(path);
    if (content === null || digest(content) !== sha256) continue;
    const sniffed = sniffFormat(content.subarray(0, SNIFF_LENGTH));
    if (sniffed.kind !== 'photo') continue;
    try {
      const { preview } = await decode(content, sniffed.format, await readMetadata(content));
      return (await deriveImages(await turned(preview, turn), watermark)).images;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
  return null;
}

async function contentOf(path: string): Promise<Buffer | null> {
  try {
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const stat = await file.stat();
      return stat.isFile() && stat.size <= READ_LIMIT ? await readWhole(file, stat.size) : null;
    } finally {
      await file.close();
    }
  } catch {
    return null; // another place may hold it, and the images do in any case
  }
}

async function turned(pixels: Pixels, turn: number): Promise<Pixels> {
  if (turn === 0) return pixels;
  const raw = { width: pixels.width, height: pixels.height, channels: 3 as const };
  const { data, info } = await sharp(pixels.bytes, { raw }).rotate(turn).raw().toBuffer({ resolveWithObject: true });
  return { bytes: data, width: info.width, height: info.height };
}

/** From the images as they are, of a photo whose drive is away. */
async function fromImages({ derivedDir, made, turn, madeTurn }: TurnRequest): Promise<EncodedImage[] | null> {
  const by = (turn - madeTurn + 360) % 360;
  const images: EncodedImage[] = [];
  for (const kind of DERIVED_KINDS) {
    const image = made.find((candidate) => candidate.kind === kind);
    const jpeg = image && (await readFile(join(derivedDir, image.path)).catch(() => null));
    if (!jpeg) return null;
    images.push({ kind, ...(await turnedJpeg(jpeg, kind, by)) });
  }
  return images;
}

async function turnedJpeg(jpeg: Buffer, kind: DerivedKind, by: number) {
  const upright = sharp(jpeg).rotate(by);
  const fitted =
    kind === 'preview'
      ? upright
      : upright.resize({ ...THUMBNAIL_BOXES[kind], fit: 'inside', withoutEnlargement: true });
  const { data, info } = await fitted.jpeg({ quality: QUALITY }).toBuffer({ resolveWithObject: true });
  return { jpeg: data, width: info.width, height: info.height };
}
