import type { PhotoId } from '../../../shared/domain/ids.ts';
import type { Database } from '../db/database.ts';

/** What variables in words stand for, of one photo. */
export interface WordingRow {
  readonly id: PhotoId;
  readonly fileName: string;
  readonly captureDate: string | null;
  readonly camera: string | null;
  readonly lens: string | null;
  /** Of a file that is there, else of one that was. */
  readonly path: string;
}

export function wordingRepository(db: Database) {
  const rows = db.prepare<readonly [string], WordingRow>(
    `SELECT id, file_name AS fileName, capture_date AS captureDate, camera, lens, coalesce((
       SELECT path FROM files WHERE photo_id = photos.id ORDER BY state <> 'present', id LIMIT 1), '') AS path
     FROM photos WHERE id IN (SELECT value FROM json_each(?)) ORDER BY capture_order`,
  );
  return {
    /** In the order they were taken; unknown ids are left out. */
    rows: (ids: readonly PhotoId[]): WordingRow[] => rows.all(JSON.stringify(ids)),
  };
}
