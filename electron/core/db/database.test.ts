import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type OpenedCatalogue, openCatalogue } from './open.ts';

let dataDir: string;
let catalogue: OpenedCatalogue;
const slow: string[] = [];
beforeEach(() => {
  slow.length = 0;
  dataDir = mkdtempSync(join(tmpdir(), 'pouire-database-'));
  catalogue = openCatalogue(dataDir, { stamp: 'test', onSlow: (sql) => slow.push(sql) });
});
afterEach(() => {
  catalogue.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const add = (key: string) => catalogue.db.run(catalogue.db.sql.insertInto('settings').values({ key, value: '1' }));
const keys = () =>
  catalogue.db.all(catalogue.db.sql.selectFrom('settings').select('key').orderBy('key')).map((row) => row.key);

test('a transaction is all or nothing, and an inner one belongs to the outer', () => {
  const { db } = catalogue;
  expect(() =>
    db.transaction(() => {
      add('outer');
      db.transaction(() => add('inner'));
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(keys()).toEqual([]);
  expect(db.transaction(() => db.transaction(() => add('kept').changes))).toBe(1);
  expect(keys()).toEqual(['kept']);
});

test('an inserted id is the row’s own, whatever its triggers insert elsewhere', () => {
  const { db } = catalogue;
  add('first');
  const insert = (sha: string) =>
    db
      .prepare<readonly [string], never>(
        "INSERT INTO photos (sha256, size, format, width, height, sort_at, added_at, changed_at) VALUES (?, 1, 'jpeg', 1, 1, 1700000000000, 0, 0)",
      )
      .run(sha).lastId;
  expect([insert('a'.repeat(64)), insert('b'.repeat(64))]).toEqual([1, 2]);
});

test('a query that takes long is told, a quick one is not', () => {
  const { db } = catalogue;
  add('quick');
  expect(slow).toEqual([]);
  const long =
    'WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000) SELECT count(*) AS c FROM n';
  expect(db.prepare<readonly [], { c: number }>(long).get()?.c).toBe(2_000_000);
  expect(slow).toEqual([long]);
});
