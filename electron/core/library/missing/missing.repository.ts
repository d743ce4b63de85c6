import type { PhotoId } from '../../../../shared/domain/ids.ts';
import type { Database } from '../../db/database.ts';
import { HIDDEN, visibility } from '../visibility.repository.ts';

export interface MissingRepository {
  /** Of these, the photos whose files are all gone and that she has not forgotten, oldest id first. */
  missing(ids: readonly PhotoId[]): PhotoId[];
  /** Hides the records of missing photos, or shows them again; one whose file is back is never hidden. */
  setForgotten(id: PhotoId, forgotten: boolean): void;
}

export function missingRepository(db: Database): MissingRepository {
  const { setHidden } = visibility(db);
  const among = db.prepare<readonly [string], { id: PhotoId }>(
    `SELECT id FROM photos WHERE id IN (SELECT value FROM json_each(?)) AND missing = 1 AND present = 0
       AND hidden & ${HIDDEN.forgotten} = 0 ORDER BY id`,
  );
  const missing = (ids: readonly PhotoId[]) => among.all(JSON.stringify(ids)).map(({ id }) => id);
  return {
    missing,
    setForgotten: (id, forgotten) => void setHidden(forgotten ? missing([id]) : [id], HIDDEN.forgotten, forgotten),
  };
}
