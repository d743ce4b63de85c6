import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MIGRATIONS } from './migrations/all.ts';
import { openCatalogue } from './open.ts';

interface Column {
  readonly nullable: boolean;
  readonly type: 'number' | 'string' | 'other';
}
type Shape = Record<string, Record<string, Column>>;

/** The interfaces of schema.ts, read as text: types are gone when a test runs. */
function declaredTables(): Shape {
  const source = readFileSync(join(import.meta.dirname, 'schema.ts'), 'utf8').replace(/\/\*\*[\s\S]*?\*\//g, '');
  const interfaces = new Map<string, Record<string, string>>();
  for (const [, name = '', body = ''] of source.matchAll(/export interface (\w+) \{([\s\S]*?)\n\}/g)) {
    const members = [...body.matchAll(/^ {2}(\w+):([\s\S]*?);$/gm)];
    interfaces.set(name, Object.fromEntries(members.map(([, member = '', type = '']) => [member, type.trim()])));
  }
  const tables = interfaces.get('Tables') ?? {};
  return Object.fromEntries(
    Object.entries(tables).map(([table, name]) => [
      table,
      Object.fromEntries(Object.entries(interfaces.get(name) ?? {}).map(([column, type]) => [column, columnOf(type)])),
    ]),
  );
}

function columnOf(type: string): Column {
  const bare = type.replace(/Generated(?:Always)?<(.*)>/, '$1');
  const kind = /\bnumber\b/.test(bare) ? 'number' : /\bstring\b|'/.test(bare) ? 'string' : 'other';
  return { nullable: /\bnull\b/.test(bare), type: kind };
}

function migratedTables(): Shape {
  const dataDir = mkdtempSync(join(tmpdir(), 'pouire-schema-'));
  const { db, close } = openCatalogue(dataDir, { stamp: 'schema' });
  try {
    const tables = db.prepare<readonly [], { name: string }>(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'photos_search%'",
    );
    const columns = db.prepare<
      readonly [string],
      { name: string; type: string; notnull: number; pk: number; hidden: number }
    >('SELECT name, type, "notnull", pk, hidden FROM pragma_table_xinfo(?)');
    return Object.fromEntries(
      tables.all().map(({ name }) => [
        name,
        Object.fromEntries(
          columns.all(name).map((column) => [
            column.name,
            // Computed columns of this schema are never null, though SQLite can't say so.
            {
              nullable: column.notnull === 0 && column.pk === 0 && column.hidden === 0,
              type: column.type === 'TEXT' || column.type === 'BLOB' ? ('string' as const) : ('number' as const),
            },
          ]),
        ),
      ]),
    );
  } finally {
    close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

test('the tables as TypeScript sees them are the tables that the migrations make', () => {
  const declared = declaredTables();
  const migrated = migratedTables();
  expect(Object.keys(declared).sort()).toEqual(Object.keys(migrated).sort());
  for (const [table, columns] of Object.entries(migrated)) {
    expect([table, Object.keys(declared[table] ?? {}).sort()]).toEqual([table, Object.keys(columns).sort()]);
    for (const [name, column] of Object.entries(columns)) {
      const written = declared[table]?.[name];
      expect([table, name, written?.nullable]).toEqual([table, name, column.nullable]);
      // Names of imported unions are texts.
      expect([table, name, written?.type === 'number' ? 'number' : 'string']).toEqual([table, name, column.type]);
    }
  }
});

test('migrations are numbered from one without a gap', () => {
  expect(MIGRATIONS.map((migration) => migration.version)).toEqual(MIGRATIONS.map((_, index) => index + 1));
});
