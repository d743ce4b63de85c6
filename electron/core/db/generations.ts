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

export interface Generations {
  of(watched: Watched): number;
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
  const exists = driver.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?");
  for (const watched of ['words', 'facets'] as const) {
    const table = TABLES[watched];
    if (exists.get(table) === undefined) continue;
    driver.function(`${watched}_changed`, { varargs: true }, (...row: unknown[]) => {
      counts[watched] += 1;
      const [key, count] = row;
      if (typeof key === 'string') tallies?.set(key, Number(count));
      return null;
    });
    for (const change of ['INSERT', 'UPDATE', 'DELETE'] as const)
      driver.exec(`CREATE TEMP TRIGGER watch_${watched}_${change} AFTER ${change} ON main.${table}
        BEGIN SELECT ${watched}_changed(${watched === 'facets' ? TALLIED[change] : ''}); END`);
  }
  return {
    of: (watched) => counts[watched],
    bumpAll() {
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
