import { z } from 'zod';
import type { PhotoId } from '../../../../shared/domain/ids.ts';
import { label, rating, review } from '../../../../shared/domain/photo.ts';
import { type PhotoRights, photoRights } from '../../../../shared/domain/photo-rights.ts';
import type { Database } from '../../db/database.ts';
import type { SaidWords } from '../../ports/metadata.ts';
import type { WordColumns } from './merge-words.ts';

export interface KnownSidecar {
  readonly path: string;
  readonly size: number;
  /** Nanoseconds since the epoch, decimal. */
  readonly mtimeNs: string;
  readonly said: SaidWords;
}

/** A photo as far as a file's words concern it. */
export interface SpokenOf extends WordColumns {
  readonly id: PhotoId;
  readonly changedAt: number;
  /** Nobody but files has said anything of it. */
  readonly untouched: boolean;
}

const storedWords: z.ZodType<SaidWords> = z.object({
  title: z.string().exactOptional(),
  caption: z.string().exactOptional(),
  keywords: z.array(z.string()).exactOptional(),
  place: z.string().exactOptional(),
  rating: rating.exactOptional(),
  label: label.exactOptional(),
  review: review.exclude(['unreviewed']).exactOptional(),
});

export type SidecarsRepository = ReturnType<typeof sidecarsRepository>;

/** What files beside photographs, and photographs themselves, said when they were last read: to tell what is news. */
export function sidecarsRepository(db: Database) {
  const inFolder = db.prepare<[string], { path: string; size: number; mtime_ns: string; said: string }>(
    'SELECT path, size, mtime_ns, said FROM sidecars WHERE directory = ?',
  );
  const anyIn = db.prepare<[string], { found: number }>('SELECT 1 AS found FROM sidecars WHERE directory = ? LIMIT 1');
  const ofPhoto = db.prepare<[number], { said: string }>(
    'SELECT said FROM sidecars WHERE photo_id = ? ORDER BY mtime_ns DESC LIMIT 1',
  );
  const keep = db.prepare<[string, string, number, number, string, string], never>(`
    INSERT INTO sidecars (path, directory, photo_id, size, mtime_ns, said) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (path) DO UPDATE SET photo_id = excluded.photo_id, size = excluded.size, mtime_ns = excluded.mtime_ns,
      said = excluded.said`);
  const rightsWritten = db.prepare<[string], { rights_written: string | null }>(
    'SELECT rights_written FROM sidecars WHERE path = ?',
  );
  const noteRights = db.prepare<[string, string], never>('UPDATE sidecars SET rights_written = ? WHERE path = ?');
  const forget = db.prepare<[string], never>('DELETE FROM sidecars WHERE path = ?');
  const filesIn = db.prepare<[string], { path: string; photo_id: PhotoId }>(
    "SELECT path, photo_id FROM files WHERE directory = ? AND state = 'present' AND ignored = 0",
  );
  const photos = db.prepare<[string], WordColumns & { id: PhotoId; changed_at: number; added_at: number }>(
    `SELECT id, title, caption, keywords, place, rating, label, review, changed_at, added_at FROM photos
     WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id`,
  );
  const embedded = db.prepare<[number], { said: string | null }>('SELECT said FROM embedded_words WHERE photo_id = ?');
  const keepEmbedded = db.prepare<[number, string], never>(
    'INSERT INTO embedded_words (photo_id, said) VALUES (?, ?) ON CONFLICT (photo_id) DO UPDATE SET said = excluded.said',
  );

  return {
    inFolder: (directory: string): KnownSidecar[] =>
      inFolder.all(directory).map(({ mtime_ns, said, ...row }) => ({ ...row, mtimeNs: mtime_ns, said: read(said) })),
    anyIn: (directory: string): boolean => anyIn.get(directory) !== undefined,
    /** What a sidecar of the photo last said, wherever it lay. */
    lastOf(id: PhotoId): SaidWords | null {
      const row = ofPhoto.get(id);
      return row ? read(row.said) : null;
    },
    keep(directory: string, id: PhotoId, { path, size, mtimeNs, said }: KnownSidecar): void {
      keep.run(path, directory, id, size, mtimeNs, JSON.stringify(said));
    },
    /** Rights as they stood in a sidecar when they were last written into it, by us. */
    rightsWritten(path: string): PhotoRights {
      const text = rightsWritten.get(path)?.rights_written;
      return (text && photoRights.safeParse(JSON.parse(text)).data) || {};
    },
    noteRights: (path: string, rights: PhotoRights) => void noteRights.run(JSON.stringify(rights), path),
    forget: (path: string) => void forget.run(path),
    filesIn: (directory: string) => filesIn.all(directory).map(({ path, photo_id }) => ({ path, photoId: photo_id })),
    spokenOf: (ids: readonly PhotoId[]): SpokenOf[] =>
      photos.all(JSON.stringify(ids)).map(({ changed_at, added_at, ...row }) => ({
        ...row,
        changedAt: changed_at,
        untouched: changed_at <= added_at && row.review === 'unreviewed' && row.label === null,
      })),
    /** What the photo's own file said when it was last read; null: not known (catalogues of before). */
    embedded(id: PhotoId): SaidWords | null {
      const row = embedded.get(id);
      return row === undefined ? {} : row.said === null ? null : read(row.said);
    },
    keepEmbedded: (id: PhotoId, said: SaidWords) => void keepEmbedded.run(id, JSON.stringify(said)),
  };
}

function read(said: string): SaidWords {
  return storedWords.parse(JSON.parse(said));
}
