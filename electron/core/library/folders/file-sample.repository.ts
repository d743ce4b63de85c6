import type { Database } from '../../db/database.ts';
import { rangeBelow } from '../ingest/paths.ts';

/** A file as the catalogue knows it, for comparing with what lies on a drive. */
export interface KnownState {
  readonly path: string;
  readonly size: number;
  readonly mtimeNs: string;
}

/** Files that are sorted for a sample, at most: a few milliseconds. Of more, one here and there is looked up. */
const SORTED = 2_000;
/** Multiples of the golden section fall evenly between 0 and 1, wherever one stops. */
const GOLDEN = 0.618033988749895;

interface Row {
  path: string;
  size: number;
  mtime_ns: string;
}

/** Some of the files recorded at or below a watched folder and not known to be gone, from all over it; the same ones every time. */
export function fileSample(db: Database): (path: string, count: number) => KnownState[] {
  const countUpTo = db.prepare<[string, string, number], { n: number }>(
    "SELECT count(*) AS n FROM (SELECT 1 FROM files WHERE path >= ? AND path < ? AND state <> 'missing' LIMIT ?)",
  );
  // Multiplying scatters neighbours: a sample from one corner would say nothing of the rest.
  const sorted = db.prepare<[string, string, number], Row>(`
    SELECT path, size, mtime_ns FROM files WHERE path >= ? AND path < ? AND state <> 'missing'
    ORDER BY (id * 2654435761) & 4294967295 LIMIT ?`);
  const stretches = db.prepare<
    [string, string, string],
    { folder: number; state: string; first: number | null; last: number | null }
  >(`
    SELECT folders.id AS folder, state.value AS state,
      (SELECT min(photo_id) FROM files WHERE folder_id = folders.id AND files.state = state.value) AS first,
      (SELECT max(photo_id) FROM files WHERE folder_id = folders.id AND files.state = state.value) AS last
    FROM folders CROSS JOIN json_each('["present","offline"]') AS state
    WHERE folders.path = ? OR (folders.path >= ? AND folders.path < ?) ORDER BY folders.id, state.value`);
  const from = db.prepare<[number, string, number], Row>(`
    SELECT path, size, mtime_ns FROM files INDEXED BY files_by_folder
    WHERE folder_id = ? AND state = ? AND photo_id >= ? ORDER BY photo_id LIMIT 1`);

  /** By the order photos came in, in each watched folder in turn: nothing of a million rows is read but what is taken. */
  function here(path: string, count: number): Row[] {
    const range = rangeBelow(path);
    const found = new Map<string, Row>();
    const all = stretches.all(path, range.from, range.below);
    for (let step = 1; step <= 4 * count && found.size < count; step += 1)
      for (const { folder, state, first, last } of all) {
        if (first === null || last === null || found.size >= count) continue;
        const row = from.get(folder, state, first + Math.floor(((step * GOLDEN) % 1) * (last - first + 1)));
        if (row) found.set(row.path, row);
      }
    return [...found.values()];
  }

  return (path, count) => {
    const { from: first, below } = rangeBelow(path);
    const isFew = (countUpTo.get(first, below, SORTED + 1)?.n ?? 0) <= SORTED;
    const rows = isFew ? sorted.all(first, below, count) : here(path, count);
    return rows.map(({ mtime_ns, ...file }) => ({ ...file, mtimeNs: mtime_ns }));
  };
}
