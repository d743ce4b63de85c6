import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import type { CatalogueContents } from '../../../shared/contract/storage.contract.ts';
import { StudioError } from '../../../shared/domain/errors.ts';
import { makeFolder } from '../../files/make-folder.ts';
import type { CatalogueTask, CatalogueVerdict } from './catalogue-thread.ts';
import { isDiskFull } from './disk-full.ts';
import { MIGRATIONS } from './migrations/all.ts';

/** Errors: those of each task. */
export function runCatalogueTask(task: CatalogueTask): CatalogueContents | CatalogueVerdict | { left: number } {
  switch (task.kind) {
    case 'copy':
      return copyCatalogue(task.from, task.to);
    case 'inspect':
      return inspectCatalogue(task.path);
    case 'check':
      return checkCatalogue(task.path);
    case 'checkpoint':
      return checkpoint(task.path);
  }
}

/**
 * Every page is read once and in order: keeping 16 MB of them for source and copy each would only be memory that the allocator
 * can't give back afterwards (docs/decisions/memory-of-the-core.md). KiB.
 */
const FEW_PAGES = 'cache_size = -2000';

/** A temporary name beside the finished one: what a killed process leaves never passes for a copy. */
export function unfinishedName(path: string): string {
  return join(dirname(path), `unfinished-${basename(path)}`);
}

/**
 * Copies a catalogue, also one in use, to one compact file that needs no other beside it; read back whole before it gets its
 * name. What has that name already is never overwritten. Errors: backup-missing, backup-not-a-catalogue, backup-damaged,
 * catalogue-newer, backup-exists, backup-unwritable, disk-full.
 */
export function copyCatalogue(from: string, to: string): CatalogueContents {
  const unfinished = unfinishedName(to);
  try {
    if (existsSync(to)) throw new StudioError('backup-exists', { path: to });
    makeFolder(dirname(to));
    rmSync(unfinished, { force: true });
    reading(from, (source) => {
      expectCatalogue(source, from);
      source.exec(`VACUUM INTO '${unfinished.replaceAll("'", "''")}'`);
    });
    const contents = provedSound(unfinished, to);
    flush(unfinished);
    renameSync(unfinished, to);
    flushFolder(dirname(to));
    return contents;
  } catch (error) {
    throw spoken(error, from, to);
  } finally {
    tidy(unfinished);
  }
}

/** What a file holds, every page of it read. Errors: backup-missing, backup-not-a-catalogue, backup-damaged, catalogue-newer. */
export function inspectCatalogue(path: string): CatalogueContents {
  try {
    return reading(path, (source) => {
      expectCatalogue(source, path);
      expectSound(source, path);
      return contentsOf(source, path);
    });
  } catch (error) {
    throw spoken(error, path, path);
  }
}

/** Pages, indexes, the search index and references between tables. Errors: backup-missing. */
export function checkCatalogue(path: string): CatalogueVerdict {
  return reading(path, (source) => {
    const problems: string[] = [];
    try {
      for (const row of source.prepare<[], { integrity_check: string }>('PRAGMA integrity_check(20)').iterate())
        if (row.integrity_check !== 'ok') problems.push(row.integrity_check);
      for (const row of source
        .prepare<[], { table: string; rowid: number | null; parent: string }>('PRAGMA foreign_key_check')
        .iterate()) {
        if (problems.length >= 20) break;
        problems.push(`${row.table} ${String(row.rowid)} → ${row.parent}`);
      }
    } catch (error) {
      if (!isDamage(error)) throw error;
      problems.push(error instanceof Error ? error.message : String(error));
    }
    const number = (pragma: string) => Number(source.pragma(pragma, { simple: true }));
    return {
      problems,
      pages: number('page_count'),
      freePages: number('freelist_count'),
      pageBytes: number('page_size'),
    };
  });
}

/** Carries the write-ahead log into the catalogue's own file as far as nobody has to wait for it. */
function checkpoint(path: string): { left: number } {
  const driver = new SqliteDatabase(path, { fileMustExist: true });
  try {
    driver.pragma('busy_timeout = 0');
    const [row] = driver.prepare<[], { log: number; checkpointed: number }>('PRAGMA wal_checkpoint(PASSIVE)').all();
    return {
      left: row ? Math.max(0, row.log - row.checkpointed) * Number(driver.pragma('page_size', { simple: true })) : 0,
    };
  } finally {
    driver.close();
  }
}

function reading<T>(path: string, use: (source: SqliteDatabase.Database) => T): T {
  if (!existsSync(path)) throw new StudioError('backup-missing', { path });
  const source = new SqliteDatabase(path, { readonly: true });
  try {
    source.pragma('busy_timeout = 5000');
    source.pragma(FEW_PAGES);
    return use(source);
  } finally {
    source.close();
  }
}

/** Tables that every catalogue has had from its first version on. */
const OWN_TABLES = ['photos', 'files', 'folders', 'deliveries', 'edits', 'settings'];

function expectCatalogue(source: SqliteDatabase.Database, path: string): void {
  const known = source
    .prepare<[string], { count: number }>(
      "SELECT count(*) AS count FROM sqlite_schema WHERE type = 'table' AND name IN (SELECT value FROM json_each(?))",
    )
    .get(JSON.stringify(OWN_TABLES));
  const found = Number(source.pragma('user_version', { simple: true }));
  if (known?.count !== OWN_TABLES.length || found < 1) throw new StudioError('backup-not-a-catalogue', { path });
  const latest = MIGRATIONS.at(-1)?.version ?? 0;
  if (found > latest) throw new StudioError('catalogue-newer', { path, found, known: latest });
}

function expectSound(source: SqliteDatabase.Database, path: string): void {
  const verdict = String(source.pragma('integrity_check(1)', { simple: true }));
  if (verdict !== 'ok') throw new StudioError('backup-damaged', { path, detail: verdict });
}

/** Makes the fresh copy one file, and reads it to its end. */
function provedSound(path: string, shownAs: string): CatalogueContents {
  const copy = new SqliteDatabase(path);
  try {
    copy.pragma(FEW_PAGES);
    copy.pragma('journal_mode = DELETE');
    if (copy.pragma('auto_vacuum', { simple: true }) === 0) {
      // Of an older version: from now on space can be given back in small steps (maintenance.ts).
      copy.pragma('auto_vacuum = INCREMENTAL');
      copy.exec('VACUUM');
    }
    expectSound(copy, shownAs);
    return contentsOf(copy, path);
  } finally {
    copy.close();
  }
}

function contentsOf(source: SqliteDatabase.Database, path: string): CatalogueContents {
  const count = (sql: string) => source.prepare<[], { n: number | null }>(sql).get()?.n ?? 0;
  return {
    bytes: statSync(path).size,
    version: Number(source.pragma('user_version', { simple: true })),
    photos: count('SELECT count(*) AS n FROM photos'),
    approved: count("SELECT count(*) AS n FROM photos WHERE review = 'approved'"),
    sent: count("SELECT count(DISTINCT photo_id) AS n FROM deliveries WHERE state = 'sent'"),
    folders: count('SELECT count(*) AS n FROM folders'),
    changedAt: count('SELECT max(changed_at) AS n FROM photos') || null,
  };
}

function isDamage(error: unknown): boolean {
  return error instanceof SqliteDatabase.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code);
}

/** The system's and SQLite's errors as a person's. */
function spoken(error: unknown, from: string, to: string): unknown {
  if (error instanceof StudioError) return error;
  if (isDiskFull(error)) return new StudioError('disk-full', { path: dirname(to) }, { cause: error });
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code.startsWith('SQLITE_NOTADB'))
    return new StudioError('backup-not-a-catalogue', { path: from }, { cause: error });
  if (isDamage(error))
    return new StudioError(
      'backup-damaged',
      { path: from, detail: error instanceof Error ? error.message : '' },
      { cause: error },
    );
  if (/^(SQLITE_(CANTOPEN|READONLY|PERM|IOERR|BUSY)|E(ACCES|PERM|ROFS|NOTDIR|NOENT|ISDIR|EXIST|IO))/.test(code))
    return new StudioError('backup-unwritable', { path: to, reason: code }, { cause: error });
  return error;
}

/** A power cut after the rename must find the bytes, not only the name. */
function flush(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function flushFolder(folder: string): void {
  if (process.platform === 'win32') return;
  try {
    flushOpened(openSync(folder, 'r'));
  } catch {
    // Some network drives refuse it; the copy was read back whole.
  }
}

function flushOpened(file: number): void {
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function tidy(unfinished: string): void {
  for (const suffix of ['', '-journal', '-wal', '-shm']) {
    try {
      rmSync(unfinished + suffix, { force: true });
    } catch {
      // A drive that was pulled meanwhile: its file says by its name what it is.
    }
  }
}
