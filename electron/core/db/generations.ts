import type SqliteDatabase from 'better-sqlite3';

/** What is watched: the words photos are found by, and their facets. */
export type Watched = 'words' | 'facets';

/** Tables whose rows change exactly when what is watched does. */
const TABLES: Readonly<Record<Watched, string>> = { words: 'photo_words_stale', facets: 'photo_tallies' };

/** A combination of facets and its new number of photos. */
const TALLIED = {
  INSERT: 'new.facets, new.count',
  UPDATE: 'new.facets, new.count',
  DELETE: 'old.facets, 0',
} as const;

/** The photo in a place of the search index. */
const RENAMED = { INSERT: 'new.place & 1073741823', UPDATE: 'new.place & 1073741823', DELETE: '' } as const;

/** Changes of words remembered: beyond, what was made from them is made anew. */
const MOST_REMEMBERED = 5_000;

export interface Generations {
  of(watched: Watched): number;
  /** Ids of the photos whose words changed since a generation; null where they are too many or not known any more. */
  wordsChangedSince(generation: number): ReadonlySet<number> | null;
  bumpAll(): void;
  /** Tallies that changed since they were last taken; null the first time and after a rollback: read them all. */
  takeTallies(): ReadonlyMap<string, number> | null;
}

/**
 * Numbers that grow when what they name changes, so that lists made from it can be kept until then. Temporary triggers of
 * this connection, the only one that writes, count; nothing of it is in the catalogue's file.
 */
export function watchGenerations(driver: SqliteDatabase.Database): Generations {
  let tallies: Map<string, number> | null = null;
  const counts: Record<Watched, number> = { words: 0, facets: 0 };
  /** The photo of each change of words, the last one's generation being the present; 0: of none. */
  let renamed: number[] = [];
  const exists = driver.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?");
  for (const watched of ['words', 'facets'] as const) {
    const table = TABLES[watched];
    if (exists.get(table) === undefined) continue;
    driver.function(`${watched}_changed`, { varargs: true }, (...row: unknown[]) => {
      counts[watched] += 1;
      const [key, count] = row;
      if (typeof key === 'string') tallies?.set(key, Number(count));
      else if (watched === 'words') {
        if (renamed.length >= 2 * MOST_REMEMBERED) renamed = renamed.slice(-MOST_REMEMBERED);
        renamed.push(Number(key ?? 0));
      }
      return null;
    });
    for (const change of ['INSERT', 'UPDATE', 'DELETE'] as const)
      driver.exec(`CREATE TEMP TRIGGER watch_${watched}_${change} AFTER ${change} ON main.${table}
        BEGIN SELECT ${watched}_changed(${watched === 'facets' ? TALLIED[change] : RENAMED[change]}); END`);
  }
  return {
    of: (watched) => counts[watched],
    wordsChangedSince(generation) {
      const changes = counts.words - generation;
      return changes <= renamed.length ? new Set(renamed.slice(renamed.length - changes).filter((id) => id > 0)) : null;
    },
    bumpAll() {
      renamed = [];
      counts.words += 1;
      counts.facets += 1;
      tallies = null;
    },
    takeTallies() {
      const changed = tallies;
      tallies = new Map();
      return changed;
    },
  };
}
