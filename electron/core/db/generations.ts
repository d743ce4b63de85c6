import type SqliteDatabase from 'better-sqlite3';

/** What is watched: the words photos are found by, and their facets. */
export type Watched = 'words' | 'facets';

/** Tables whose rows change exactly when what is watched does. */
const TABLES: Readonly<Record<Watched, string>> = { words: 'photo_words_stale', facets: 'photo_tallies' };

/**
 * Numbers that grow when what they name changes, so that lists made from it can be kept until then. Temporary triggers of
 * this connection, the only one that writes, count; nothing of it is in the catalogue's file.
 */
export function watchGenerations(driver: SqliteDatabase.Database): { of(watched: Watched): number; bumpAll(): void } {
  const counts: Record<Watched, number> = { words: 0, facets: 0 };
  const exists = driver.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?");
  for (const watched of ['words', 'facets'] as const) {
    const table = TABLES[watched];
    if (exists.get(table) === undefined) continue;
    driver.function(`${watched}_changed`, () => {
      counts[watched] += 1;
      return null;
    });
    for (const change of ['INSERT', 'UPDATE', 'DELETE'])
      driver.exec(`CREATE TEMP TRIGGER watch_${watched}_${change} AFTER ${change} ON main.${table}
        BEGIN SELECT ${watched}_changed(); END`);
  }
  return {
    of: (watched) => counts[watched],
    bumpAll() {
      counts.words += 1;
      counts.facets += 1;
    },
  };
}
