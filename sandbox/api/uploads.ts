import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { isoMicroseconds } from '../clock.ts';
import type { Marketplace } from '../marketplace.ts';
import type { Account } from '../store/accounts.ts';
import type { NewPhoto, ObjectPlace } from '../store/photo-row.ts';
import { derivative, type NewUpload, type Upload, uploadPrefix } from '../store/uploads.ts';
import { done, notFound, refused, success } from './answers.ts';
import { requirePhotographer } from './guard.ts';
import { photoResource, readDescription } from './photo-fields.ts';
import { MAXIMUM_PHOTO_BYTES } from './photos.ts';
import { readReplaces, replacePicture, requireReplaceable } from './replacements.ts';
import { readUploadedPicture } from './uploaded-picture.ts';
import { isRecord, Validation } from './validation.ts';

/** S3's smallest part: on a slow link a part is what a dropped connection costs. */
const PART_BYTES = 5 * 1024 * 1024;
const CREDENTIALS_TTL_SECONDS = 3600;
const SHA256 = /^[0-9a-f]{64}$/;

/** The direct upload extension (docs/marketplace/direct-upload.yaml). */
export function uploadRoutes(app: FastifyInstance, marketplace: Marketplace): void {
  const { uploads, photos, storage, settings, clock } = marketplace;

  /** Ongoing sessions only: a finished or expired one, or somebody else's, isn't there. */
  const ownUpload = (request: FastifyRequest<{ Params: { id: string } }>): { account: Account; upload: Upload } => {
    const account = requirePhotographer(marketplace, request);
    const upload = uploads.byId(request.params.id);
    if (upload === undefined || upload.photographer_id !== account.id) throw notFound("Session d'envoi non trouvée");
    if (upload.photo_id === null && upload.expires_at <= clock.now()) throw notFound("Session d'envoi expirée");
    return { account, upload };
  };

  const credentials = async (upload: Upload) => {
    const ttl = settings.number('credentials_ttl_seconds', CREDENTIALS_TTL_SECONDS);
    const made = await storage.credentials(uploadPrefix(upload), ttl);
    return {
      access_key_id: made.accessKeyId,
      secret_access_key: made.secretAccessKey,
      session_token: made.sessionToken,
      expires_at: isoMicroseconds(made.expiresAt),
    };
  };

  app.post('/api/photographer/uploads', async (request, reply) => {
    const account = requirePhotographer(marketplace, request);
    const wanted = readNewUpload(marketplace, request);
    const same = photos.byContent(account.id, wanted.sha256);
    if (same !== undefined)
      throw refused(409, 'Cette photo a déjà été envoyée.', { code: 'duplicate', data: { photo_id: same.id } });
    if (wanted.replaces !== null) requireReplaceable(marketplace, account, wanted.replaces);
    const known = currentSession(marketplace, account, wanted);
    if (known !== undefined) await checkSame(known, wanted);
    const upload = known ?? uploads.create(account.id, wanted);
    reply.code(known === undefined ? 201 : 200);
    const places = uploadPlaces(marketplace, upload);
    return success({
      id: upload.id,
      expires_at: isoMicroseconds(upload.expires_at),
      part_size: PART_BYTES,
      ...(upload.replaces === null ? {} : { replaces: upload.replaces }),
      storage: {
        region: storage.region,
        endpoint: storage.endpoint,
        force_path_style: true,
        ...(storage.checksums === undefined ? {} : { checksums: storage.checksums }),
        credentials: await credentials(upload),
        original: places.original,
        derivatives: places.shown,
      },
    });
  });

  app.post<{ Params: { id: string } }>('/api/photographer/uploads/:id/credentials', async (request) => {
    const { upload } = ownUpload(request);
    if (upload.photo_id !== null)
      throw refused(409, "Cette session d'envoi est terminée.", {
        code: 'completed',
        data: { photo_id: upload.photo_id },
      });
    return success(await credentials(upload));
  });

  app.post<{ Params: { id: string } }>('/api/photographer/uploads/:id/complete', async (request, reply) => {
    const { account, upload } = ownUpload(request);
    const finished = upload.photo_id === null ? undefined : photos.byId(upload.photo_id);
    if (finished !== undefined)
      return success(photoResource(request, marketplace, finished), 'Photo déjà enregistrée.');
    const body = new Validation(request.body);
    const description = readDescription(body);
    const sha256 = body.text('sha256', 'sha256');
    if (sha256 !== upload.sha256) body.fail('sha256', "L'empreinte n'est pas celle de la session d'envoi.");
    const exif = body.raw('exif');
    if (exif !== undefined && exif !== null && !isRecord(exif)) body.fail('exif', 'Le champ exif doit être un objet.');
    body.check();
    const missing = await missingObjects(marketplace, upload);
    if (missing.length > 0) throw refused(409, "L'envoi n'est pas complet.", { code: 'incomplete', data: { missing } });
    const size = await readUploadedPicture(
      marketplace,
      uploadPlaces(marketplace, upload).original,
      upload.content_type,
    );
    // No await from here on: a repeated request either sees the finished session or comes before it.
    const meanwhile = uploads.byId(upload.id)?.photo_id;
    if (typeof meanwhile === 'string')
      return success(photoResource(request, marketplace, photos.require(meanwhile)), 'Photo déjà enregistrée.');
    const duplicate = photos.byContent(account.id, upload.sha256);
    if (duplicate !== undefined)
      throw refused(409, 'Cette photo a déjà été envoyée.', { code: 'duplicate', data: { photo_id: duplicate.id } });
    const before = upload.replaces === null ? undefined : requireReplaceable(marketplace, account, upload.replaces);
    const picture: NewPhoto = {
      ...description,
      photographerId: account.id,
      exif: isRecord(exif) ? exif : null,
      ...size,
      size: upload.size,
      format: upload.content_type === 'image/png' ? 'png' : 'jpg',
      sha256: upload.sha256,
      objects: uploadPlaces(marketplace, upload),
      prefix: uploadPrefix(upload),
    };
    const photo =
      before === undefined ? photos.create(picture) : await replacePicture(marketplace, before, upload, picture);
    if (before === undefined) uploads.complete(upload.id, photo.id);
    // Uploads that were begun and whose id the client lost.
    await storage.abortUploads(uploadPrefix(upload));
    reply.code(before === undefined ? 201 : 200);
    return success(photoResource(request, marketplace, photo), 'Photo envoyée. Elle est en attente de modération.');
  });

  app.delete<{ Params: { id: string } }>('/api/photographer/uploads/:id', async (request) => {
    const { upload } = ownUpload(request);
    if (upload.photo_id !== null)
      throw refused(409, "Cette session d'envoi est terminée.", {
        code: 'completed',
        data: { photo_id: upload.photo_id },
      });
    uploads.remove(upload.id);
    await storage.removePrefix(uploadPrefix(upload));
    return done('Envoi annulé.');
  });
}

function readNewUpload(marketplace: Marketplace, request: FastifyRequest): NewUpload {
  const body = new Validation(request.body);
  const clientUploadId = body.uuid('client_upload_id', 'client_upload_id');
  const filename = body.text('filename', 'nom de fichier', { maximum: 255 });
  const contentType = body.text('content_type', 'type de contenu');
  const size = body.integer('size', 'taille', 1);
  const sha256 = body.text('sha256', 'sha256');
  if (sha256 !== '' && !SHA256.test(sha256))
    body.fail('sha256', 'Le champ sha256 doit contenir 64 chiffres hexadécimaux.');
  const derivatives = z
    .array(derivative)
    .max(4)
    .safeParse(body.raw('derivatives') ?? []);
  const kinds = derivatives.data?.map((one) => one.kind) ?? [];
  if (!derivatives.success || new Set(kinds).size < kinds.length)
    body.fail('derivatives', 'Le champ derivatives est invalide.');
  const replaces = readReplaces(marketplace, body);
  if (size > MAXIMUM_PHOTO_BYTES) throw refused(413, 'La photo dépasse 50 Mo.', { code: 'too_large' });
  if (contentType !== '' && contentType !== 'image/jpeg' && contentType !== 'image/png') {
    throw refused(415, 'Seules les images JPEG et PNG sont acceptées.', { code: 'unsupported_media_type' });
  }
  body.check();
  return {
    client_upload_id: clientUploadId,
    filename,
    content_type: contentType === 'image/png' ? 'image/png' : 'image/jpeg',
    size,
    sha256,
    derivatives: derivatives.data ?? [],
    replaces,
  };
}

/** The open session of this client upload id. One that expired, or whose photo was deleted, makes room for a new one. */
function currentSession({ uploads, clock }: Marketplace, account: Account, wanted: NewUpload): Upload | undefined {
  const known = uploads.byClientId(account.id, wanted.client_upload_id);
  if (known === undefined) return undefined;
  if (known.photo_id === null && known.expires_at > clock.now()) return known;
  uploads.remove(known.id);
  return undefined;
}

async function checkSame(known: Upload, wanted: NewUpload): Promise<void> {
  const same =
    known.sha256 === wanted.sha256 &&
    known.size === wanted.size &&
    known.content_type === wanted.content_type &&
    known.replaces === wanted.replaces;
  if (same && JSON.stringify(known.derivatives) === JSON.stringify(wanted.derivatives)) return;
  const body = new Validation({});
  body.fail('client_upload_id', 'Cet identifiant a déjà servi pour un autre contenu.');
  body.check();
}

function uploadPlaces(
  { storage }: Marketplace,
  upload: Upload,
): { original: ObjectPlace; shown: Record<string, ObjectPlace> } {
  const prefix = uploadPrefix(upload);
  const { buckets } = storage;
  return {
    original: {
      bucket: buckets.photos,
      key: `${prefix}original.${upload.content_type === 'image/png' ? 'png' : 'jpg'}`,
    },
    shown: Object.fromEntries(
      upload.derivatives.map(({ kind }) => [
        kind,
        { bucket: kind === 'watermarked' ? buckets.watermarked : buckets.thumbnails, key: `${prefix}${kind}.jpg` },
      ]),
    ),
  };
}

/** Which of the promised objects aren't there with the promised size and SHA-256. */
async function missingObjects(marketplace: Marketplace, upload: Upload): Promise<string[]> {
  const { original, shown } = uploadPlaces(marketplace, upload);
  const promised = [{ kind: 'original', place: original, size: upload.size, sha256: upload.sha256 }];
  for (const { kind, size, sha256 } of upload.derivatives) {
    const place = shown[kind];
    if (place !== undefined) promised.push({ kind, place, size, sha256 });
  }
  const missing: string[] = [];
  for (const { kind, place, size, sha256 } of promised) {
    const found = await marketplace.storage.head(place.bucket, place.key);
    if (found?.size !== size || found.sha256 !== sha256) missing.push(kind);
  }
  return missing;
}
