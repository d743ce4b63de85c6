import { z } from 'zod';
import type { PhotoId } from '../../../../shared/domain/ids.ts';
import type { Database } from '../../db/database.ts';
import type { Candidate } from './near-groups.ts';

interface CandidateRow {
  id: number;
  high: number | null;
  low: number | null;
  captured_at: number | null;
  eligible: number;
  dismissals: string | null;
}

export interface DuplicatesRepository {
  /** From now on it is noted which photos change in what makes duplicates: see `takeStale`. */
  watch(): void;
  /** Photos noted since the last asking, at most so many. */
  takeStale(limit: number): PhotoId[];
  /** The next photos by id that have a fingerprint. */
  candidatesAfter(id: number, limit: number): Candidate[];
  /** Photos as they are now; those that are gone are left out. */
  candidates(ids: readonly PhotoId[]): Candidate[];
  /** Photos that lie in several places, by falling id below `before`. */
  inSeveralPlaces(before: number, limit: number): PhotoId[];
  countInSeveralPlaces(): number;
  countLacking(): number;
  dismiss(ids: readonly number[], at: number): number;
  /** Takes a dismissal back; false when there is none. */
  restore(dismissal: number): boolean;
}

const numbers = z.array(z.int());

const COLUMNS = `photos.id, high, low, review <> 'rejected' AND hidden = 0 AS eligible,
  CASE WHEN capture_date IS NULL THEN NULL ELSE sort_at END AS captured_at,
  (SELECT json_group_array(dismissal_id) FROM dismissed_duplicates WHERE photo_id = photos.id) AS dismissals`;

/** What makes a photo's groups: its fingerprint, her decision, its time, what she dismissed, whether it shows. */
const WATCHED = [
  ['photo_fingerprints', 'INSERT', 'new.photo_id'],
  ['photo_fingerprints', 'UPDATE', 'new.photo_id'],
  ['photo_fingerprints', 'DELETE', 'old.photo_id'],
  ['dismissed_duplicates', 'INSERT', 'new.photo_id'],
  ['dismissed_duplicates', 'DELETE', 'old.photo_id'],
  ['photos', 'DELETE', 'old.id'],
  ['photos', 'UPDATE OF review, capture_date, sort_at, hidden', 'new.id'],
] as const;

export function duplicatesRepository(db: Database): DuplicatesRepository {
  const after = db.prepare<[number, number], CandidateRow>(
    `SELECT ${COLUMNS} FROM photo_fingerprints JOIN photos ON photos.id = photo_id
     WHERE photo_id > ? AND high IS NOT NULL ORDER BY photo_id LIMIT ?`,
  );
  const some = db.prepare<[string], CandidateRow>(
    `SELECT ${COLUMNS} FROM json_each(?) AS asked CROSS JOIN photos ON photos.id = asked.value
     LEFT JOIN photo_fingerprints ON photo_id = photos.id`,
  );
  const places = db.prepare<[number, number], { photo_id: PhotoId }>(
    `SELECT photo_id FROM files WHERE photo_id < ? AND state <> 'missing'
     GROUP BY photo_id HAVING count(*) > 1 ORDER BY photo_id DESC LIMIT ?`,
  );
  const countPlaces = db.prepare<[], { count: number }>(
    `SELECT count(*) AS count FROM
     (SELECT 1 FROM files WHERE state <> 'missing' GROUP BY photo_id HAVING count(*) > 1)`,
  );
  const lacking = db.prepare<[], { count: number }>(
    `SELECT (SELECT count(*) FROM photos) - (SELECT count(*) FROM photo_fingerprints) AS count`,
  );

  return {
    watch() {
      db.prepare('CREATE TEMP TABLE IF NOT EXISTS duplicates_stale (photo_id INTEGER PRIMARY KEY)').run();
      for (const [at, [table, change, id]] of WATCHED.entries())
        db.prepare(
          `CREATE TEMP TRIGGER IF NOT EXISTS duplicates_stale_${at} AFTER ${change} ON main.${table}
           BEGIN INSERT OR IGNORE INTO duplicates_stale VALUES (${id}); END`,
        ).run();
    },
    takeStale(limit) {
      const ids = db
        .prepare<[number], { photo_id: PhotoId }>('SELECT photo_id FROM temp.duplicates_stale LIMIT ?')
        .all(limit)
        .map((row) => row.photo_id);
      if (ids.length > 0)
        db.prepare<[string], never>(
          'DELETE FROM temp.duplicates_stale WHERE photo_id IN (SELECT value FROM json_each(?))',
        ).run(JSON.stringify(ids));
      return ids;
    },
    candidatesAfter: (id, limit) => after.all(id, limit).map(candidateOf),
    candidates: (ids) => some.all(JSON.stringify(ids)).map(candidateOf),
    inSeveralPlaces: (before, limit) => places.all(before, limit).map((row) => row.photo_id),
    countInSeveralPlaces: () => countPlaces.get()?.count ?? 0,
    countLacking: () => lacking.get()?.count ?? 0,
    dismiss: (ids, at) =>
      db.transaction(() => {
        const { lastId } = db.run(db.sql.insertInto('duplicate_dismissals').values({ at }));
        db.prepare<[number, string], never>(
          `INSERT INTO dismissed_duplicates (dismissal_id, photo_id)
           SELECT ?, id FROM photos WHERE id IN (SELECT value FROM json_each(?))`,
        ).run(lastId, JSON.stringify(ids));
        return lastId;
      }),
    restore: (dismissal) =>
      db.transaction(() => {
        // Row by row, not by cascade alone: the triggers that note the photos must see each.
        db.run(db.sql.deleteFrom('dismissed_duplicates').where('dismissal_id', '=', dismissal));
        return db.run(db.sql.deleteFrom('duplicate_dismissals').where('id', '=', dismissal)).changes > 0;
      }),
  };
}

function candidateOf(row: CandidateRow): Candidate {
  return {
    id: row.id,
    fingerprint: row.high === null || row.low === null ? null : { high: row.high, low: row.low },
    capturedAt: row.captured_at,
    eligible: row.eligible === 1,
    dismissals: dismissalsOf(row.dismissals),
  };
}

function dismissalsOf(json: string | null): number[] {
  if (json === null || json === '[]') return [];
  return numbers.parse(JSON.parse(json));
}
