import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { StudioError } from '../../../shared/domain/errors.ts';
import { type Database, wrapDatabase } from './database.ts';
import { MIGRATIONS } from './migrations/all.ts';

/**
 * The catalogue of a studio that is open in another process, to be read and nothing else: readers keep nobody from writing
 * (SQLite, Write-Ahead Logging, 2.2). Errors: catalogue-newer.
 */
export function readBeside(dataDir: string): { db: Database; close(): void } {
  const path = join(dataDir, 'catalogue.sqlite');
  const driver = new SqliteDatabase(path, { readonly: true });
  const found = Number(driver.pragma('user_version', { simple: true }));
  const known = MIGRATIONS.at(-1)?.version ?? 0;
  if (found > known) {
    driver.close();
    throw new StudioError('catalogue-newer', { path, found, known });
  }
  const db = wrapDatabase(driver, () => {});
  return { db, close: () => db.close() };
}
