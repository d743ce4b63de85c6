import type { PhotoId } from '../../../../shared/domain/ids.ts';
import type { Database } from '../../db/database.ts';

/** Photos of one name or one instant that are looked at; a card numbered anew each time has this many at most. */
const LOOKED_AT = 500;

/** Photos that share the beginning of their file name, their instant or their stack with another. */
export function versionsRepository(db: Database) {
  // Answered from the index of lists alone, which is a tenth of the table.
  const related = db.prepare<readonly [number, string | null, string, number], { id: PhotoId }>(
    `SELECT id FROM photos
     WHERE hidden = 0 AND id <> ? AND (substr(capture_date, 1, 19) = ? OR file_name LIKE ? ESCAPE '\\') LIMIT ?`,
  );
  // An export beside its original stands behind it, or before it: lists show one of them.
  const stacked = db.prepare<readonly [number], { id: PhotoId }>(
    `SELECT other.id FROM photos JOIN photos AS other ON other.stack_id = photos.stack_id AND other.id <> photos.id
     WHERE photos.id = ?`,
  );

  return {
    /** `second`: of its capture, as the camera's clock said; null: not known. */
    related(id: PhotoId, second: string | null, nameBegins: string): PhotoId[] {
      const pattern = `${nameBegins.replaceAll(/[\\%_]/g, '\\$&')}%`;
      return [...related.all(id, second, pattern, LOOKED_AT), ...stacked.all(id)].map((photo) => photo.id);
    },
  };
}
