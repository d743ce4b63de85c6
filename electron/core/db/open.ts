import { chmodSync, closeSync, existsSync, openSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { StudioError } from '../../../shared/domain/errors.ts';
import { makeFolder } from '../../files/make-folder.ts';
import { type Database, wrapDatabase } from './database.ts';
import { isDiskFull } from './disk-full.ts';
import { MIGRATIONS } from './migrations/all.ts';
import type { Migration } from './migrations/migration.ts';
import { putWaitingRestoreInPlace, type RestoredByHer } from './restore.ts';

export interface OpenedCatalogue {
  readonly db: Database;
  /** Set when the catalogue was damaged: it was set aside, and restored from this backup, or started empty (null). */
  readonly restored: { readonly setAside: string; readonly from: string | null } | null;
  /** Set when a copy she chose was put in the catalogue's place. */
  readonly restoredByHer: RestoredByHer | null;
  close(): void;
}

export interface OpenOptions {
  readonly migrations?: readonly Migration[];
  readonly onSlow?: (sql: string, ms: number) => void;
  /** For names of backups and of what is set aside: sortable, e.g. 20261121T101500. */
  readonly stamp: string;
}

/**
 * Opens the catalogue of a data folder, brings it to this version's shape and keeps others out while it is open.
 * Errors: `catalogue-in-use` (another process has it), `catalogue-newer` (made by a later version; never touched),
 * `data-folder-unwritable`, `disk-full`.
 */
export function openCatalogue(dataDir: string, options: OpenOptions): OpenedCatalogue {
  const path = join(dataDir, 'catalogue.sqlite');
  const backups = join(dataDir, 'backups');
  try {
    makeFolder(backups);
  } catch (cause) {
    if (isDiskFull(cause)) throw new StudioError('disk-full', { path: dataDir }, { cause });
    throw new StudioError('data-folder-unwritable', { path: dataDir }, { cause });
  }
  keepFromOthers(dataDir);
  const lock = takeLock(dataDir);
  try {
    const migrations = options.migrations ?? MIGRATIONS;
    let restored: OpenedCatalogue['restored'] = null;
    const restoredByHer = putWaitingRestoreInPlace(dataDir, (waiting) => bringUp(waiting, migrations));
    refuseNewer(path, migrations);
    demandWritable(path);
    let driver = openSound(path);
    if (driver === null) {
      restored = setAsideAndRestore(path, backups, options.stamp);
      refuseNewer(path, migrations);
      driver = openSound(path);
      if (driver === null) throw new StudioError('catalogue-damaged', { path, restoredFrom: restored.from });
    }
    try {
      migrate(driver, backups, migrations, options.stamp);
    } catch (error) {
      driver.close();
      throw error;
    }
    const db = wrapDatabase(driver, options.onSlow ?? (() => {}));
    return {
      db,
      restored,
      restoredByHer,
      close() {
        db.close();
        lock.close();
      },
    };
  } catch (error) {
    lock.close();
    if (isDiskFull(error)) throw new StudioError('disk-full', { path: dataDir }, { cause: error });
    if (isForbidden(error)) throw new StudioError('data-folder-unwritable', { path: dataDir }, { cause: error });
    throw error;
  }
}

/**
 * The folder holds her photos' places, her sales and the marketplace's answers: its owner alone may look into it. Left as
 * it is where it is somebody else's, or where a file system knows no permissions; Windows keeps a profile from others itself.
 */
function keepFromOthers(dataDir: string): void {
  if (process.platform === 'win32') return;
  try {
    const { uid, mode } = statSync(dataDir);
    // A sticky folder (/tmp) is shared on purpose.
    const isShared = (mode & 0o1000) !== 0;
    if (uid === process.getuid?.() && !isShared && (mode & 0o077) !== 0) chmodSync(dataDir, mode & 0o700);
  } catch {
    // Not a reason to keep her from her photos; a folder that can't be written says so in a moment.
  }
}

/**
 * One studio per data folder: an exclusive transaction on a file of its own, which the system lets go when the process ends,
 * however it ends. No process numbers to go stale.
 */
function takeLock(dataDir: string): SqliteDatabase.Database {
  let lock: SqliteDatabase.Database | undefined;
  try {
    lock = new SqliteDatabase(join(dataDir, 'studio.lock'), { timeout: 0 });
    lock.pragma('journal_mode = DELETE');
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (cause) {
    lock?.close();
    if (codeOf(cause).startsWith('SQLITE_BUSY'))
      throw new StudioError('catalogue-in-use', { path: dataDir }, { cause });
    if (isDiskFull(cause)) throw new StudioError('disk-full', { path: dataDir }, { cause });
    throw new StudioError('data-folder-unwritable', { path: dataDir }, { cause });
  }
}

/** Looks at the version without writing a byte: opening for writing would already change a file of another journal mode. */
function refuseNewer(path: string, migrations: readonly Migration[]): void {
  if (!existsSync(path)) return;
  let driver: SqliteDatabase.Database | undefined;
  try {
    driver = new SqliteDatabase(path, { readonly: true });
    const found = versionOf(driver);
    const known = latestOf(migrations);
    if (found > known) throw new StudioError('catalogue-newer', { path, found, known });
  } catch (error) {
    if (!isDamage(error)) throw error;
  } finally {
    driver?.close();
  }
}

/** SQLite opens what may only be read without a word, and fails at the first change. Errors: as open. */
function demandWritable(path: string): void {
  // Before SQLite has it open: closing any descriptor of a file drops the process's locks on it (POSIX fcntl).
  if (existsSync(path)) closeSync(openSync(path, 'r+'));
}

/** Opens and checks; null when what is there is not a sound database. */
function openSound(path: string): SqliteDatabase.Database | null {
  let driver: SqliteDatabase.Database | undefined;
  try {
    driver = new SqliteDatabase(path);
    // Only counts where there is nothing yet: space can then be given back in small steps (maintenance.ts).
    driver.pragma('auto_vacuum = INCREMENTAL');
    driver.pragma('journal_mode = WAL');
    driver.pragma('synchronous = NORMAL');
    driver.pragma('foreign_keys = ON');
    driver.pragma('busy_timeout = 5000');
    driver.pragma('cache_size = -16000');
    driver.pragma('temp_store = MEMORY');
    // quick_check reads every page: seconds for a huge catalogue, so it is left to the backups (backups.ts); the header and
    // the schema are read here, which finds truncation and overwritten beginnings.
    driver.prepare('SELECT count(*) FROM sqlite_schema').get();
    versionOf(driver);
    return driver;
  } catch (error) {
    driver?.close();
    if (isDamage(error)) return null;
    throw error;
  }
}

function setAsideAndRestore(path: string, backups: string, stamp: string): { setAside: string; from: string | null } {
  const setAside = join(dirname(path), `catalogue.damaged-${stamp}.sqlite`);
  renameSync(path, setAside);
  for (const suffix of ['-wal', '-shm']) {
    if (existsSync(path + suffix)) renameSync(path + suffix, setAside + suffix);
  }
  for (const name of listBackups(backups).reverse()) {
    const from = join(backups, name);
    let backup: SqliteDatabase.Database | undefined;
    try {
      backup = new SqliteDatabase(from, { readonly: true });
      if (!passesQuickCheck(backup)) continue;
      backup.exec(`VACUUM INTO '${quoted(path)}'`);
      return { setAside, from };
    } catch (error) {
      rmSync(path, { force: true });
      if (!isDamage(error)) throw error; // damaged: try the one before it
    } finally {
      backup?.close();
    }
  }
  return { setAside, from: null };
}

/** Names of backups, oldest first. */
export function listBackups(backups: string): string[] {
  return readdirSync(backups)
    .filter((name) => /^catalogue-.*\.sqlite$/.test(name))
    .sort();
}

function migrate(
  driver: SqliteDatabase.Database,
  backups: string,
  migrations: readonly Migration[],
  stamp: string,
): void {
  const found = versionOf(driver);
  if (found === latestOf(migrations)) return;
  if (found > 0) copyBefore(driver, backups, `catalogue-${stamp}-v${found}.sqlite`);
  applyMigrations(driver, migrations);
}

/** A copy that is about to be put in place: hers stays where she keeps it, so none is made of it here. */
function bringUp(path: string, migrations: readonly Migration[]): void {
  const driver = new SqliteDatabase(path, { fileMustExist: true });
  try {
    if (versionOf(driver) > 0) applyMigrations(driver, migrations);
  } finally {
    driver.close();
  }
}

function applyMigrations(driver: SqliteDatabase.Database, migrations: readonly Migration[]): void {
  const found = versionOf(driver);
  for (const migration of migrations) {
    if (migration.version <= found) continue;
    driver.transaction(() => {
      driver.exec(migration.sql);
      driver.pragma(`user_version = ${migration.version}`);
    })();
  }
}

/** Under another name until it is whole: a copy cut short by a full disk must never pass for a backup. */
function copyBefore(driver: SqliteDatabase.Database, backups: string, name: string): void {
  const unfinished = join(backups, `unfinished-${name}`);
  rmSync(unfinished, { force: true });
  driver.exec(`VACUUM INTO '${quoted(unfinished)}'`);
  renameSync(unfinished, join(backups, name));
}

function latestOf(migrations: readonly Migration[]): number {
  return migrations.at(-1)?.version ?? 0;
}

function versionOf(driver: SqliteDatabase.Database): number {
  return Number(driver.pragma('user_version', { simple: true }));
}

function passesQuickCheck(driver: SqliteDatabase.Database): boolean {
  return driver.pragma('quick_check(1)', { simple: true }) === 'ok';
}

function isDamage(error: unknown): boolean {
  return ['SQLITE_CORRUPT', 'SQLITE_NOTADB'].some((code) => codeOf(error).startsWith(code));
}

/** What a folder or file of somebody else's, or a disk without writing, says: SQLite's codes (with what follows them) and the system's. */
function isForbidden(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return false;
  return /^(SQLITE_(READONLY|CANTOPEN|PERM)(_|$)|(EACCES|EPERM|EROFS)$)/.test(error.code);
}

/** Inside single quotes: VACUUM INTO takes no parameter for its file while other statements wait. */
function quoted(path: string): string {
  return path.replaceAll("'", "''");
}

function codeOf(error: unknown): string {
  return error instanceof SqliteDatabase.SqliteError ? error.code : '';
}
