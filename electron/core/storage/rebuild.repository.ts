import { type PhotoId, photoId } from '../../../shared/domain/ids.ts';
import type { Database } from '../db/database.ts';

/** Photos whose images are to be made anew, as rows: a restarted studio goes on where it was. */
export function rebuildRepository(db: Database) {
  const add = db.prepare<[string], never>(
    `INSERT OR IGNORE INTO images_to_rebuild (photo_id)
     SELECT photos.id FROM json_each(?) AS asked CROSS JOIN photos ON photos.id = asked.value WHERE present = 1`,
  );
  const all = db.prepare<[], { id: number }>('SELECT id FROM photos WHERE id > 0');
  const next = db.prepare<[number, number], { photo_id: number }>(
    'SELECT photo_id FROM images_to_rebuild WHERE photo_id > ? ORDER BY photo_id LIMIT ?',
  );
  const done = db.prepare<[number], never>('DELETE FROM images_to_rebuild WHERE photo_id = ?');
  const count = db.prepare<[], { count: number }>('SELECT count(*) AS count FROM images_to_rebuild');

  return {
    /** Answers how many of them have a file to make them from and were not waiting already. */
    add: (ids: readonly PhotoId[]): number => add.run(JSON.stringify(ids)).changes,
    everyPhoto: (): PhotoId[] => all.all().map(({ id }) => photoId.parse(id)),
    next: (after: number, limit: number): PhotoId[] => next.all(after, limit).map((row) => photoId.parse(row.photo_id)),
    done: (id: PhotoId) => void done.run(id),
    clear: () => db.execute('DELETE FROM images_to_rebuild'),
    count: () => count.get()?.count ?? 0,
  };
}
