import type { Marketplace } from '../marketplace.ts';
import { pictureSize } from '../pictures.ts';
import type { ObjectPlace } from '../store/photo-row.ts';
import { pictureFormat } from './photos.ts';
import { Validation } from './validation.ts';

/** Cameras write what a picture is into its beginning; previews and colour profiles come before its size too. */
const BEGINNING_BYTES = 1024 * 1024;

/** Width and height of what arrived; 422 when its bytes aren't a JPEG or PNG as announced. */
export async function readUploadedPicture(
  marketplace: Marketplace,
  original: ObjectPlace,
  contentType: 'image/jpeg' | 'image/png',
): Promise<{ width: number; height: number }> {
  const read = (atMost: number) => readBeginning(marketplace, original, atMost);
  const beginning = await read(BEGINNING_BYTES);
  if (pictureFormat(beginning) !== (contentType === 'image/png' ? 'png' : 'jpg')) {
    const body = new Validation({});
    body.fail('photo', "Le contenu du fichier n'est pas celui d'une image JPEG ou PNG.");
    body.check();
  }
  const size = (await pictureSize(beginning)) ?? (await pictureSize(await read(Number.POSITIVE_INFINITY)));
  return size ?? { width: 0, height: 0 };
}

async function readBeginning({ storage }: Marketplace, { bucket, key }: ObjectPlace, atMost: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of (await storage.read(bucket, key)) ?? []) {
    const bytes = Buffer.from(piece);
    pieces.push(bytes);
    size += bytes.length;
    if (size >= atMost) break;
  }
  return Buffer.concat(pieces);
}
