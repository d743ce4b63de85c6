import { open } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { type PhotoId, photoId } from '../../shared/domain/ids.ts';
import { type PictureKind, pictureKind } from '../../shared/domain/photo.ts';

/** Where a picture lies; null when there is none (yet). A full picture is made first: the signal ends that. */
export type FindPicture = (
  id: PhotoId,
  kind: PictureKind,
  signal: AbortSignal,
) => Promise<string | null> | string | null;

const ADDRESS = /^\/media\/(\d{1,15})\/([a-z0-9]{1,20})$/;

/**
 * `/media/<photoId>/<kind>?v=<pictureVersion>`: takes a photo and a size, never a path. False when the address is not of this
 * form or there is no such picture. With a version in the address what is answered never changes.
 */
export async function serveMedia(
  find: FindPicture,
  url: URL,
  response: ServerResponse,
  withBody: boolean,
): Promise<boolean> {
  const match = ADDRESS.exec(url.pathname);
  const id = photoId.safeParse(Number(match?.[1]));
  const kind = pictureKind.safeParse(match?.[2]);
  if (!id.success || !kind.success) return false;
  // The browser that goes on to the next photo closes this line.
  const gone = new AbortController();
  response.once('close', () => gone.abort(new Error('the browser went away')));
  const path = await find(id.data, kind.data, gone.signal);
  if (path === null) return false;
  // A derived image may be replaced between finding and reading: what is open stays whole.
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return false;
  try {
    const { size } = await file.stat();
    response.writeHead(200, {
      'Content-Type': await contentType(file),
      'Content-Length': size,
      'Cache-Control': url.searchParams.has('v') ? 'private, max-age=31536000, immutable' : 'no-cache',
    });
    if (withBody) await pipeline(file.createReadStream({ start: 0, autoClose: false }), response);
    else response.end();
    return true;
  } finally {
    await file.close();
  }
}

/** Derived images are JPEG, or PNG where there is transparency to keep: told by the first byte, never by a name. */
async function contentType(file: Awaited<ReturnType<typeof open>>): Promise<string> {
  const first = Buffer.alloc(12);
  await file.read(first, 0, first.length, 0);
  if (first[0] === 0xff && first[1] === 0xd8) return 'image/jpeg';
  if (first.subarray(1, 4).toString('latin1') === 'PNG') return 'image/png';
  if (first.subarray(8, 12).toString('latin1') === 'WEBP') return 'image/webp';
  return 'application/octet-stream';
}
