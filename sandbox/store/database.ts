import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { z } from 'zod';

const SCHEMA = `
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS accounts (
  id TEXT PRIMARY KEY, email TEXT NOT NULL UNIQUE COLLATE NOCASE, password TEXT NOT NULL,
  first_name TEXT NOT NULL, last_name TEXT NOT NULL, account_type TEXT NOT NULL, photographer_status TEXT,
  phone TEXT, bio TEXT, avatar TEXT, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS revoked_tokens (jti TEXT PRIMARY KEY, expires_at INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS reset_tokens (token TEXT PRIMARY KEY, email TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS photos (
  id TEXT PRIMARY KEY, photographer_id TEXT NOT NULL REFERENCES accounts(id), title TEXT NOT NULL, description TEXT,
  slug TEXT NOT NULL, tags TEXT NOT NULL, category_id TEXT NOT NULL, price_standard INTEGER NOT NULL,
  price_extended INTEGER NOT NULL, location TEXT, exif TEXT, width INTEGER NOT NULL, height INTEGER NOT NULL,
  size INTEGER NOT NULL, format TEXT NOT NULL, sha256 TEXT NOT NULL, objects TEXT NOT NULL, prefix TEXT NOT NULL,
  status TEXT NOT NULL, rejection_reason TEXT, is_public INTEGER NOT NULL DEFAULT 1, views INTEGER NOT NULL DEFAULT 0,
  favorites INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, approved_at INTEGER,
  deleted_at INTEGER, moderate_at INTEGER, next_buyer_at INTEGER) STRICT;
CREATE INDEX IF NOT EXISTS photos_content ON photos (photographer_id, sha256) WHERE deleted_at IS NULL;
CREATE TABLE IF NOT EXISTS uploads (
  id TEXT PRIMARY KEY, photographer_id TEXT NOT NULL REFERENCES accounts(id), client_upload_id TEXT NOT NULL,
  filename TEXT NOT NULL, content_type TEXT NOT NULL, size INTEGER NOT NULL, sha256 TEXT NOT NULL,
  derivatives TEXT NOT NULL, photo_id TEXT, replaces TEXT, created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL,
  UNIQUE (photographer_id, client_upload_id)) STRICT;
CREATE TABLE IF NOT EXISTS sales (
  id TEXT PRIMARY KEY, photographer_id TEXT NOT NULL, photo_id TEXT NOT NULL REFERENCES photos(id),
  order_id TEXT NOT NULL, order_number TEXT NOT NULL, license TEXT NOT NULL, gross INTEGER NOT NULL,
  commission INTEGER NOT NULL, net INTEGER NOT NULL, completed_at INTEGER NOT NULL, available_at INTEGER NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS sales_by_date ON sales (photographer_id, completed_at);
CREATE INDEX IF NOT EXISTS sales_by_photo ON sales (photo_id);
CREATE TABLE IF NOT EXISTS withdrawals (
  id TEXT PRIMARY KEY, photographer_id TEXT NOT NULL, amount INTEGER NOT NULL, payment_method TEXT NOT NULL,
  payment_details TEXT NOT NULL, status TEXT NOT NULL, admin_notes TEXT, created_at INTEGER NOT NULL,
  processed_at INTEGER, next_step_at INTEGER) STRICT;
CREATE TABLE IF NOT EXISTS notifications (
  id TEXT PRIMARY KEY, user_id TEXT NOT NULL, type TEXT NOT NULL, title TEXT NOT NULL, message TEXT NOT NULL,
  subject TEXT, read_at INTEGER, created_at INTEGER NOT NULL) STRICT;
`;

const named = z.object({ name: z.string() });

/**
 * The sandbox's books: one SQLite file in WAL mode. Rows leave it through a zod schema, so what the rest of the
 * sandbox sees has the type it says.
 */
export class Database {
  readonly #sqlite: DatabaseSync;
  /** Kept compiled by their text: the sandbox asks a few dozen questions over and over. */
  readonly #statements = new Map<string, StatementSync>();

  constructor(file: string, schema: string) {
    this.#sqlite = new DatabaseSync(file);
    this.#sqlite.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;');
    this.#sqlite.exec(schema);
  }

  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#statement(sql).run(...values).changes);
  }

  first<T>(row: z.ZodType<T>, sql: string, ...values: SQLInputValue[]): T | undefined {
    const found = this.#statement(sql).get(...values);
    return found === undefined ? undefined : row.parse(found);
  }

  all<T>(row: z.ZodType<T>, sql: string, ...values: SQLInputValue[]): T[] {
    return this.#statement(sql)
      .all(...values)
      .map((found) => row.parse(found));
  }

  transaction<T>(work: () => T): T {
    this.#sqlite.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.#sqlite.exec('COMMIT');
      return result;
    } catch (error) {
      this.#sqlite.exec('ROLLBACK');
      throw error;
    }
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql) ?? this.#sqlite.prepare(sql);
    this.#statements.set(sql, known);
    return known;
  }

  close(): void {
    this.#statements.clear();
    this.#sqlite.close();
  }
}

export function openMarketplaceDatabase(directory: string): Database {
  mkdirSync(directory, { recursive: true });
  const database = new Database(join(directory, 'marketplace.sqlite'), SCHEMA);
  // Books that were begun before sessions knew what they replace.
  const columns = database.all(named, 'SELECT name FROM pragma_table_info(?)', 'uploads');
  if (!columns.some(({ name }) => name === 'replaces')) database.run('ALTER TABLE uploads ADD COLUMN replaces TEXT');
  return database;
}
