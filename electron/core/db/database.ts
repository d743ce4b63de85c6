import type SqliteDatabase from 'better-sqlite3';
import {
  type CompiledQuery,
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { watchDirectories } from './changed-directories.ts';
import { type Watched, watchGenerations } from './generations.ts';
import type { Tables } from './schema.ts';

interface Compilable<T> {
  compile(): CompiledQuery<T>;
}

export type Value = string | number | bigint | null | Uint8Array;

/**
 * The catalogue's connection: synchronous, one per process. Queries are built with Kysely, which only types and compiles
 * them, and run by better-sqlite3, so that a transaction can never be interleaved with another call (docs/decisions).
 */
export interface Database {
  /** Builds typed queries; runs nothing. */
  readonly sql: Kysely<Tables>;
  all<Row>(query: Compilable<Row>): Row[];
  get<Row>(query: Compilable<Row>): Row | undefined;
  /** Rows changed and the last inserted id. */
  run(query: Compilable<unknown>): { changes: number; lastId: number };
  /** All or nothing; nested calls join the outer one. */
  transaction<T>(work: () => T): T;
  /** Work at the end of every outermost transaction, inside it. */
  beforeCommit(work: () => void): void;
  /** Grows when what it names may have changed, a change undone by a rollback included (generations.ts). */
  generation(of: Watched): number;
  /** Numbers of photos by facets that changed since this was last asked; null: read them all (generations.ts). */
  changedTallies(): ReadonlyMap<string, number> | null;
  /** Directories where what shows changed since this was last asked, by its one keeper; null: all of them (changed-directories.ts). */
  changedDirectories(): ReadonlySet<string> | null;
  /** Ids of the photos whose words changed since a generation of them; null: too many, or a rollback (generations.ts). */
  wordsChangedSince(generation: number): ReadonlySet<number> | null;
  readonly inTransaction: boolean;
  /** A hand-written statement, kept compiled by its text; `Row` is what its columns are. */
  prepare<Parameters extends readonly Value[], Row>(sql: string): Statement<Parameters, Row>;
  /** Runs text that no statement is kept of, to its end: maintenance. */
  execute(sql: string): void;
  close(): void;
}

export interface Statement<Parameters extends readonly Value[], Row> {
  all(...parameters: Parameters): Row[];
  get(...parameters: Parameters): Row | undefined;
  run(...parameters: Parameters): { changes: number; lastId: number };
}

/** Statements kept compiled; a catalogue's queries are a few hundred shapes at most. */
const STATEMENT_CACHE_SIZE = 500;

export function wrapDatabase(driver: SqliteDatabase.Database, onSlow: (sql: string, ms: number) => void): Database {
  const sql = new Kysely<Tables>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
  const cache = new Map<string, SqliteDatabase.Statement>();
  const generations = watchGenerations(driver);
  const directories = watchDirectories(driver);
  const beforeCommit: (() => void)[] = [];

  /** The row type is what Kysely inferred from the schema, which schema.test.ts holds to the migrations. */
  function statement<Row>(text: string): SqliteDatabase.Statement<unknown[], Row> {
    let known = cache.get(text);
    if (!known) {
      if (cache.size >= STATEMENT_CACHE_SIZE) cache.clear();
      known = driver.prepare(text);
      cache.set(text, known);
    }
    return known as SqliteDatabase.Statement<unknown[], Row>;
  }

  /** Signal's habit: a query over 40 ms is worth a line in the log. */
  function timed<T>(text: string, work: () => T): T {
    const start = performance.now();
    try {
      return work();
    } finally {
      const ms = performance.now() - start;
      if (ms > 40) onSlow(text, ms);
    }
  }

  function changes(result: SqliteDatabase.RunResult): { changes: number; lastId: number } {
    return { changes: result.changes, lastId: Number(result.lastInsertRowid) };
  }

  const database: Database = {
    sql,
    all<Row>(query: Compilable<Row>): Row[] {
      const { sql: text, parameters } = query.compile();
      return timed(text, () => statement<Row>(text).all(...parameters));
    },
    get<Row>(query: Compilable<Row>): Row | undefined {
      const { sql: text, parameters } = query.compile();
      return timed(text, () => statement<Row>(text).get(...parameters));
    },
    run(query) {
      const compiled = query.compile();
      return timed(compiled.sql, () => changes(statement(compiled.sql).run(...compiled.parameters)));
    },
    transaction(work) {
      if (driver.inTransaction) return work();
      try {
        return driver
          .transaction(() => {
            const result = work();
            for (const last of beforeCommit) last();
            return result;
          })
          .immediate();
      } catch (error) {
        generations.bumpAll();
        directories.forget();
        throw error;
      }
    },
    beforeCommit(work) {
      beforeCommit.push(work);
    },
    generation: (of) => generations.of(of),
    changedTallies: () => generations.takeTallies(),
    changedDirectories: () => directories.take(),
    wordsChangedSince: (generation) => generations.wordsChangedSince(generation),
    get inTransaction() {
      return driver.inTransaction;
    },
    prepare<Parameters extends readonly Value[], Row>(text: string): Statement<Parameters, Row> {
      const prepared = statement<Row>(text);
      return {
        all: (...parameters) => timed(text, () => prepared.all(...parameters)),
        get: (...parameters) => timed(text, () => prepared.get(...parameters)),
        run: (...parameters) => timed(text, () => changes(prepared.run(...parameters))),
      };
    },
    execute(text) {
      timed(text, () => driver.exec(text));
    },
    close() {
      cache.clear();
      driver.close();
    },
  };
  return database;
}
