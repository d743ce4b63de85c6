import type { Marketplace, PhotoForm, UploadSession } from '../../core/ports/marketplace.ts';
import { SMALLEST_PART_BYTES } from '../../core/ports/object-store.ts';
import {
  duplicateAnswer,
  notReplaceableAnswer,
  photoAnswer,
  replacesUnknownAnswer,
  uploadSessionAnswer,
} from './answers.ts';
import type { HttpClient } from './http.ts';
import { problemOf, readAs } from './problems.ts';

/** The direct-upload extension: docs/marketplace/direct-upload.yaml. */
export function directUploadCalls(
  http: HttpClient,
): Pick<Marketplace, 'openUpload' | 'completeUpload' | 'abortUpload'> {
  return {
    async openUpload(token, request, signal) {
      const answer = await http.call({
        method: 'POST',
        path: '/api/photographer/uploads',
        token,
        signal,
        json: {
          client_upload_id: request.clientUploadId,
          filename: request.filename,
          content_type: request.contentType,
          size: request.size,
          sha256: request.sha256,
          derivatives: request.derivatives,
          ...(request.replaces === undefined ? {} : { replaces: request.replaces }),
        },
        accept: [404, 405, 409],
      });
      if (answer.status === 404 && replacesUnknownAnswer.safeParse(answer.body).success)
        return { outcome: 'nothing-to-replace' };
      if (answer.status === 404 || answer.status === 405) return { outcome: 'unsupported' };
      if (answer.status === 409) {
        const kept = notReplaceableAnswer.safeParse(answer.body);
        if (kept.success) return { outcome: 'keeps-picture', why: kept.data.data.why };
        const duplicate = duplicateAnswer.safeParse(answer.body);
        if (!duplicate.success) throw problemOf(http.server, answer);
        return { outcome: 'duplicate', photoId: duplicate.data.data.photo_id };
      }
      const session = readAs(uploadSessionAnswer, 'upload session', http.server, answer);
      return { outcome: 'session', session: sessionOf(session) };
    },

    async completeUpload(token, uploadId, form, sha256, signal) {
      const answer = await http.call({
        method: 'POST',
        path: `/api/photographer/uploads/${encodeURIComponent(uploadId)}/complete`,
        token,
        signal,
        json: { ...completeForm(form), sha256 },
        accept: [404, 409],
      });
      if (answer.status === 404) return { outcome: 'unknown' };
      if (answer.status === 409) {
        const kept = notReplaceableAnswer.safeParse(answer.body);
        return kept.success ? { outcome: 'keeps-picture', why: kept.data.data.why } : { outcome: 'incomplete' };
      }
      return { outcome: 'photo', photo: readAs(photoAnswer, 'photo', http.server, answer) };
    },

    async abortUpload(token, uploadId, signal) {
      // Gone already is what was asked for.
      await http.call({
        method: 'DELETE',
        path: `/api/photographer/uploads/${encodeURIComponent(uploadId)}`,
        token,
        signal,
        accept: [404, 410],
      });
    },
  };
}

function completeForm(form: PhotoForm) {
  return {
    title: form.title,
    ...(form.description === '' ? {} : { description: form.description }),
    category_id: form.categoryId,
    tags: form.tags,
    price_standard: form.priceStandard,
    price_extended: form.priceExtended,
    ...(form.location === '' ? {} : { location: form.location }),
  };
}

function sessionOf(wire: (typeof uploadSessionAnswer)['_output']): UploadSession {
  const { storage } = wire;
  const { credentials } = storage;
  return {
    id: wire.id,
    expiresAt: wire.expires_at,
    // What a server offers below it can't be meant.
    partSize: Math.max(SMALLEST_PART_BYTES, wire.part_size),
    ...(wire.replaces ? { replaces: wire.replaces } : {}),
    storage: {
      region: storage.region,
      ...(storage.endpoint ? { endpoint: storage.endpoint } : {}),
      forcePathStyle: storage.force_path_style ?? false,
      credentials: {
        accessKeyId: credentials.access_key_id,
        secretAccessKey: credentials.secret_access_key,
        ...(credentials.session_token ? { sessionToken: credentials.session_token } : {}),
        expiresAt: credentials.expires_at,
      },
      checksums: storage.checksums ?? 'sha256',
    },
    original: storage.original,
    derivatives: Object.fromEntries(
      Object.entries(storage.derivatives ?? {}).filter(([, where]) => where !== undefined),
    ),
  };
}
