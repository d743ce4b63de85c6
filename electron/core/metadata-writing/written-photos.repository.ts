import type { PhotoId, Sha256 } from '../../../shared/domain/ids.ts';
import type { Delivery, Format } from '../../../shared/domain/photo.ts';
import type { Database } from '../db/database.ts';
import type { WordColumns } from '../library/sidecars/merge-words.ts';

export interface PhotoToWrite extends WordColumns {
  readonly id: PhotoId;
  readonly sha256: Sha256;
  readonly format: Format;
  readonly delivery: Delivery;
  readonly changed_at: number;
  /** JSON: PhotoRights. */
  readonly rights: string | null;
}

export interface OriginalWrite {
  readonly id: number;
  readonly path: string;
  readonly before_sha256: Sha256;
  readonly after_sha256: Sha256;
  readonly backup: string;
}

export type WrittenPhotosRepository = ReturnType<typeof writtenPhotosRepository>;

/** Photos as they are written into files, and what became of originals. */
export function writtenPhotosRepository(db: Database) {
  const one = db.prepare<[number], PhotoToWrite>(
    `SELECT id, sha256, format, delivery, title, caption, keywords, place, rating, label, review, changed_at, rights FROM photos
     WHERE id = ?`,
  );
  const paths = db.prepare<[number], { path: string }>(
    "SELECT path FROM files WHERE photo_id = ? AND state = 'present' ORDER BY path",
  );
  const changedSince = db.prepare<[number], { id: PhotoId }>(
    'SELECT id FROM photos WHERE changed_at > ? AND changed_at > added_at AND present = 1 ORDER BY changed_at LIMIT 5000',
  );
  const alias = db.prepare<[string, number], never>(
    'INSERT INTO photo_contents (sha256, photo_id) VALUES (?, ?) ON CONFLICT (sha256) DO UPDATE SET photo_id = excluded.photo_id',
  );
  const note = db.prepare<[number, string, string, string, string, number], never>(
    'INSERT INTO original_writes (photo_id, path, before_sha256, after_sha256, backup, at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const writes = db.prepare<[number], OriginalWrite>(
    'SELECT id, path, before_sha256, after_sha256, backup FROM original_writes WHERE photo_id = ? ORDER BY id DESC',
  );
  const forget = db.prepare<[number], never>('DELETE FROM original_writes WHERE id = ?');
  return {
    photo: (id: PhotoId): PhotoToWrite | null => one.get(id) ?? null,
    presentPaths: (id: PhotoId): string[] => paths.all(id).map(({ path }) => path),
    /** Photos that she changed after a moment (ms), the earliest first. */
    changedSince: (since: number): PhotoId[] => changedSince.all(since).map(({ id }) => id),
    /** Before a byte is touched: both contents are this photo from now on, whatever happens next. */
    willWrite(
      id: PhotoId,
      { path, before_sha256, after_sha256, backup }: Omit<OriginalWrite, 'id'>,
      now: number,
    ): void {
      alias.run(before_sha256, id);
      alias.run(after_sha256, id);
      note.run(id, path, before_sha256, after_sha256, backup, now);
    },
    writesOf: (id: PhotoId): OriginalWrite[] => writes.all(id),
    forgetWrite: (id: number) => void forget.run(id),
  };
}
