import { type PhotoId, photoId } from '../../../../shared/domain/ids.ts';
import type { Database } from '../../db/database.ts';

/** Width by height of every photo as seen, in thousandths; 0 where a size is not known. */
export function readShapes(db: Database): { ids: PhotoId[]; shapes: number[] } {
  const rows = db.all(db.sql.selectFrom('photos').select(['id', 'width', 'height']));
  return {
    ids: rows.map(({ id }) => photoId.parse(id)),
    shapes: rows.map(({ width, height }) => (height > 0 ? Math.round((width / height) * 1000) : 0)),
  };
}
