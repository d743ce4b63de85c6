import type { Database } from '../../db/database.ts';
import { rangeBelow } from './paths.ts';

/** Folders as the catalogue has them, in the form that is quickest to compare. */
export interface KnownListingRepository {
  /** Whether something in a folder is set aside, and whether anything is known in folders below it. */
  around(directory: string): { aside: boolean; below: boolean };
  /** `name/size/mtime/state/` of every file after a name up to another (null: to the end), in the order of the names. */
  listing(directory: string, after: string, last: string | null): string;
}

export function knownListingRepository(db: Database): KnownListingRepository {
  const around = db.prepare<[string, string, string], { aside: number; below: number }>(`
    WITH folder (path, first, beyond) AS (VALUES (?, ?, ?))
    SELECT
      EXISTS (SELECT 1 FROM quarantine WHERE directory = folder.path) AS aside,
      EXISTS (SELECT 1 FROM files WHERE directory > first AND directory < beyond AND ignored = 0)
        OR EXISTS (SELECT 1 FROM quarantine WHERE directory > first AND directory < beyond) AS below
    FROM folder`);
  // One text for a folder instead of a row for each file, which would cost more to hand over than all else in a scan. The index
  // is walked in the order of the paths; were it not, the answer would be "look closely", never "unchanged".
  const SPELLED = `
    SELECT group_concat(substr(path, ?) || '/' || size || '/' || mtime_ns || '/' || state || '/', '') AS listing
    FROM files INDEXED BY files_by_directory WHERE directory = ? AND ignored = 0`;
  const whole = db.prepare<[number, string], { listing: string | null }>(SPELLED);
  const rest = db.prepare<[number, string, string], { listing: string | null }>(`${SPELLED} AND path > ?`);
  const part = db.prepare<[number, string, string, string], { listing: string | null }>(
    `${SPELLED} AND path > ? AND path <= ?`,
  );
  return {
    around(directory) {
      const { from, below } = rangeBelow(directory);
      const row = around.get(directory, from, below);
      return { aside: row?.aside === 1, below: row?.below === 1 };
    },
    listing(directory, after, last) {
      const { from } = rangeBelow(directory);
      // SQLite counts characters where JavaScript counts halves of them.
      const nameAt = [...from].length + 1;
      const row =
        last !== null
          ? part.get(nameAt, directory, from + after, from + last)
          : after === ''
            ? whole.get(nameAt, directory)
            : rest.get(nameAt, directory, from + after);
      return row?.listing ?? '';
    },
  };
}
