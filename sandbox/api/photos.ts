import { createHash, randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Marketplace } from '../marketplace.ts';
import { pictureSize, serverPictures } from '../pictures.ts';
import type { Account } from '../store/accounts.ts';
import type { Photo, PhotoDescription } from '../store/photo-row.ts';
import { done, notFound, pageRequest, refused, resourcePage, success } from './answers.ts';
import { requirePhotographer } from './guard.ts';
import { photoResource, readDescription } from './photo-fields.ts';
import { isRecord, Validation } from './validation.ts';

/** 51,200 KiB, the marketplace's limit per picture. */
export const MAXIMUM_PHOTO_BYTES = 51_200 * 1024;

export function photoRoutes(app: FastifyInstance, marketplace: Marketplace): void {
  const { photos, storage } = marketplace;

  app.get('/api/photographer/photos', async (request) => {
    const account = requirePhotographer(marketplace, request);
    const wanted = pageRequest(request, 20);
    const { rows, total } = photos.page(account.id, wanted.perPage, wanted.offset);
    const resources = rows.map((photo) => photoResource(request, marketplace, photo));
    return resourcePage(request, wanted, resources, total);
  });

  app.post('/api/photographer/photos', async (request, reply) => {
    const account = requirePhotographer(marketplace, request);
    const body = new Validation(request.body);
    const description = readDescription(body);
    const files = pictureFiles(body);
    if (files.length === 0) body.fail('photos', 'Vous devez envoyer au moins une photo.');
    const pictures = await Promise.all(files.map((file, index) => readPicture(body, file, index)));
    body.check();
    const created: Photo[] = [];
    for (const picture of pictures) {
      if (picture !== undefined) created.push(await publish(marketplace, account, description, picture));
    }
    reply.code(201);
    const resources = created.map((photo) => photoResource(request, marketplace, photo));
    return success(resources, `${created.length} photo(s) uploadée(s) avec succès. Traitement en cours...`);
  });

  app.get<{ Params: { id: string } }>('/api/photographer/photos/:id', async (request) =>
    photoResource(request, marketplace, ownPhoto(marketplace, request)),
  );

  app.put<{ Params: { id: string } }>('/api/photographer/photos/:id', async (request) => {
    const photo = ownPhoto(marketplace, request);
    const body = new Validation({ ...current(photo), ...(isRecord(request.body) ? request.body : {}) });
    const description = readDescription(body);
    body.check();
    const wantsPublic = body.raw('is_public');
    const described = photos.describe(
      photo.id,
      description,
      typeof wantsPublic === 'boolean' ? wantsPublic : photo.is_public === 1,
    );
    // A refused photo that was corrected goes back to the moderators.
    const result = described.status === 'rejected' ? photos.moderate(photo.id, 'pending', null) : described;
    return success(photoResource(request, marketplace, result), 'Photo mise à jour avec succès');
  });

  app.delete<{ Params: { id: string } }>('/api/photographer/photos/:id', async (request) => {
    const photo = ownPhoto(marketplace, request);
    photos.remove(photo.id);
    await storage.removePrefix(photo.prefix);
    return done('Photo supprimée avec succès');
  });
}

function ownPhoto(marketplace: Marketplace, request: FastifyRequest<{ Params: { id: string } }>): Photo {
  const account = requirePhotographer(marketplace, request);
  const photo = marketplace.photos.byId(request.params.id);
  if (photo === undefined) throw notFound('Photo non trouvée');
  if (photo.photographer_id !== account.id) throw refused(403, 'Unauthorized action');
  return photo;
}

/** The fields a PUT leaves out stay as they are. */
function current(photo: Photo): Record<string, unknown> {
  return {
    title: photo.title,
    description: photo.description,
    tags: photo.tags,
    category_id: photo.category_id,
    price_standard: photo.price_standard,
    price_extended: photo.price_extended,
    location: photo.location,
  };
}

function pictureFiles(body: Validation): File[] {
  const given = body.raw('photos[]') ?? body.raw('photos');
  return (Array.isArray(given) ? given : [given]).filter((one): one is File => one instanceof File);
}

interface Picture {
  readonly bytes: Buffer;
  readonly format: 'jpg' | 'png';
  readonly width: number;
  readonly height: number;
}

async function readPicture(body: Validation, file: File, index: number): Promise<Picture | undefined> {
  const field = `photos.${index}`;
  if (file.size > MAXIMUM_PHOTO_BYTES) {
    body.fail(field, 'La taille de la photo ne peut pas dépasser 51200 kilo-octets.');
    return undefined;
  }
  const bytes = Buffer.from(await file.arrayBuffer());
  const format = pictureFormat(bytes);
  const size = format === undefined ? undefined : await pictureSize(bytes);
  if (format === undefined || size === undefined) {
    body.fail(field, 'Le fichier doit être une image de type : jpeg, jpg, png.');
    return undefined;
  }
  return { bytes, format, ...size };
}

/** By the file's first bytes, not by its name. */
export function pictureFormat(bytes: Uint8Array): 'jpg' | 'png' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpg';
  return Buffer.from(bytes.subarray(0, 8)).equals(Buffer.from('89504e470d0a1a0a', 'hex')) ? 'png' : undefined;
}

/** Keeps a form-posted picture with the previews the server makes of it. The form knows no duplicates: same bytes, second photo. */
async function publish(
  { photos, storage }: Marketplace,
  account: Account,
  description: PhotoDescription,
  picture: Picture,
): Promise<Photo> {
  const prefix = `photos/${account.id}/${randomUUID()}/`;
  const { watermarked, cover } = await serverPictures(picture.bytes);
  const { buckets } = storage;
  const original = { bucket: buckets.photos, key: `${prefix}original.${picture.format}` };
  const shown = {
    watermarked: { bucket: buckets.watermarked, key: `${prefix}watermarked.jpg` },
    thumb_400x300: { bucket: buckets.thumbnails, key: `${prefix}thumb_400x300.jpg` },
  };
  await storage.write(
    original.bucket,
    original.key,
    picture.bytes,
    picture.format === 'jpg' ? 'image/jpeg' : 'image/png',
  );
  await storage.write(shown.watermarked.bucket, shown.watermarked.key, watermarked, 'image/jpeg');
  await storage.write(shown.thumb_400x300.bucket, shown.thumb_400x300.key, cover, 'image/jpeg');
  return photos.create({
    ...description,
    photographerId: account.id,
    exif: null,
    width: picture.width,
    height: picture.height,
    size: picture.bytes.length,
    format: picture.format,
    sha256: createHash('sha256').update(picture.bytes).digest('hex'),
    objects: { original, shown },
    prefix,
  });
}
