import { randomBytes } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import sharp, { type Sharp } from 'sharp';
import { type Format, fullPictureSize, screenPictureSize } from '../../../shared/domain/photo.ts';
import type { FullPictureRequest, FullPictureResult } from '../../core/ports/images.ts';
import { openUpright, refusalOf, type Taken } from './decode.ts';
import { onKnownContent } from './known-content.ts';
import { readMetadata } from './read-metadata.ts';

/** Above what the marketplace recommends for sale: artefacts seen at 100 % must be the photograph's own. */
const QUALITY = 90;
/** Seen whole, no pixel is looked at by itself. */
const SCREEN_QUALITY = 86;

/**
 * Makes the whole photograph as a JPEG for looking at (Images.full). Throws only when it can't be written (full disk, no
 * permission in the data folder).
 */
export async function makeFullPicture(request: FullPictureRequest): Promise<FullPictureResult> {
  return await onKnownContent(request.path, request.sha256, async (content, format) => {
    const metadata = await readMetadata(content);
    const { jpeg, width, height } = await encode(content, format, metadata, request);
    await store(request.target, jpeg);
    return { outcome: 'made' as const, width, height };
  });
}

function encode(content: Buffer, format: Format, taken: Taken, { turn = 0, screen, forSale }: FullPictureRequest) {
  return openUpright(content, format, taken, async (upright, seen) => {
    const size = forSale ? seen : screen ? screenPictureSize(seen) : fullPictureSize(seen);
    const lying = size.width === seen.width ? upright : upright.resize({ ...size, fit: 'fill' });
    try {
      const whole = turn === 0 ? lying : await turnedBy(lying, turn);
      if (forSale) return await encodeForSale(whole, forSale);
      const { data, info } = await whole
        .toColourspace('srgb')
        // Full colour resolution: fringes at 100 % are then the lens's. Baseline, since a screen is waiting.
        .jpeg({
          quality: screen ? SCREEN_QUALITY : QUALITY,
          chromaSubsampling: screen ? '4:2:0' : '4:4:4',
          optimiseCoding: false,
        })
        .toBuffer({ resolveWithObject: true });
      return { jpeg: data, width: info.width, height: info.height };
    } catch (error) {
      throw refusalOf(error);
    }
  });
}

/** Above the quality of cameras' finest: what is converted is not to be worth less. Optimised, since it is sent. */
const SALE_QUALITY = 96;

async function encodeForSale(whole: Sharp, format: 'jpeg' | 'png') {
  const tagged = whole.toColourspace('srgb').withIccProfile('srgb');
  const encoded = format === 'png' ? tagged.png() : tagged.jpeg({ quality: SALE_QUALITY, chromaSubsampling: '4:4:4' });
  const { data, info } = await encoded.toBuffer({ resolveWithObject: true });
  return { jpeg: data, width: info.width, height: info.height };
}

/** In pixels of its own: sharp turns once in a row of operations, and the file's own orientation has had that turn. */
async function turnedBy(lying: Sharp, degrees: number): Promise<Sharp> {
  const { data, info } = await lying.toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  const raw = { width: info.width, height: info.height, channels: info.channels };
  return sharp(data, { raw, limitInputPixels: false }).rotate(degrees);
}

/** Whole or not there. What a process that was ended left unfinished is swept with the other full pictures. */
async function store(target: string, jpeg: Buffer): Promise<void> {
  const unfinished = `${target}.${randomBytes(6).toString('base64url')}`;
  try {
    await writeFile(unfinished, jpeg, { flag: 'wx' });
    await rename(unfinished, target);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}
