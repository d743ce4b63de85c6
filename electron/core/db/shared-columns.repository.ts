import type SqliteDatabase from 'better-sqlite3';

/** Quoted names of the columns that a table has in `main` and in `before`, which may be of different versions; none: no table. */
export function sharedColumns(
  driver: SqliteDatabase.Database,
  table: string,
  without: readonly string[] = [],
): string[] {
  return driver
    .prepare<[string, string], { name: string }>(
      `SELECT kept.name FROM pragma_table_xinfo(?, 'main') AS kept
       JOIN pragma_table_xinfo(?, 'before') AS earlier ON earlier.name = kept.name WHERE kept.hidden = 0 AND earlier.hidden = 0`,
    )
    .all(table, table)
    .map(({ name }) => name)
    .filter((name) => !without.includes(name))
    .map((name) => `"${name}"`);
}
