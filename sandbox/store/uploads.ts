import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Database } from './database.ts';

export const derivativeKind = z.enum(['watermarked', 'thumb_800x600', 'thumb_400x300', 'thumb_200x150']);
export const derivative = z.object({
  kind: derivativeKind,
  size: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const upload = z.object({
  id: z.string(),
  photographer_id: z.string(),
  client_upload_id: z.string(),
  filename: z.string(),
  content_type: z.enum(['image/jpeg', 'image/png']),
  size: z.number(),
  sha256: z.string(),
  derivatives: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(z.array(derivative)),
  photo_id: z.string().nullable(),
  /** The photo that is to have this picture in place of its own. */
  replaces: z.string().nullable(),
  created_at: z.number(),
  expires_at: z.number(),
});
export type Upload = z.infer<typeof upload>;
export type NewUpload = Pick<
  Upload,
  'client_upload_id' | 'filename' | 'content_type' | 'size' | 'sha256' | 'derivatives' | 'replaces'
>;

/** An upload session may be completed for seven days. */
export const SESSION_LIFETIME_MS = 7 * 86_400_000;

/** Direct upload sessions. */
export class Uploads {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  create(photographerId: string, wanted: NewUpload): Upload {
    const id = randomUUID();
    const now = this.#clock.now();
    this.#database.run(
      `INSERT INTO uploads (id, photographer_id, client_upload_id, filename, content_type, size, sha256, derivatives, replaces, created_at, expires_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      id,
      photographerId,
      wanted.client_upload_id,
      wanted.filename,
      wanted.content_type,
      wanted.size,
      wanted.sha256,
      JSON.stringify(wanted.derivatives),
      wanted.replaces,
      now,
      now + SESSION_LIFETIME_MS,
    );
    const created = this.byId(id);
    if (created === undefined) throw new Error(`no upload ${id}`);
    return created;
  }

  byId(id: string): Upload | undefined {
    return this.#database.first(upload, 'SELECT * FROM uploads WHERE id = ?', id);
  }

  byClientId(photographerId: string, clientUploadId: string): Upload | undefined {
    return this.#database.first(
      upload,
      'SELECT * FROM uploads WHERE photographer_id = ? AND client_upload_id = ?',
      photographerId,
      clientUploadId,
    );
  }

  all(): Upload[] {
    return this.#database.all(upload, 'SELECT * FROM uploads ORDER BY created_at, rowid');
  }

  complete(id: string, photoId: string): void {
    this.#database.run('UPDATE uploads SET photo_id = ? WHERE id = ?', photoId, id);
  }

  remove(id: string): void {
    this.#database.run('DELETE FROM uploads WHERE id = ?', id);
  }
}

/** `photos/{photographer_id}/{upload_id}/`: everything of an upload lies under it, and its credentials reach no further. */
export function uploadPrefix(upload: Pick<Upload, 'id' | 'photographer_id'>): string {
  return `photos/${upload.photographer_id}/${upload.id}/`;
}
