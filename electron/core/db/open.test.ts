import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Migration } from './migrations/migration.ts';
import { openCatalogue } from './open.ts';

let dataDir: string;
let path: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'pouire-open-'));
  path = join(dataDir, 'catalogue.sqlite');
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const stamp = '20261121T101500';
const open = (migrations?: readonly Migration[]) =>
  openCatalogue(dataDir, { stamp, ...(migrations ? { migrations } : {}) });
const first: Migration = { version: 1, name: 'first', sql: 'CREATE TABLE words (word TEXT) STRICT' };
const second: Migration = { version: 2, name: 'second', sql: 'ALTER TABLE words ADD COLUMN meaning TEXT' };
const failing: Migration = {
  version: 2,
  name: 'failing',
  sql: "INSERT INTO words VALUES ('half'); SELECT * FROM absent",
};

function write(word: string): void {
  const driver = new SqliteDatabase(path);
  driver.prepare('INSERT INTO words (word) VALUES (?)').run(word);
  driver.close();
}
function words(): unknown[] {
  const driver = new SqliteDatabase(path, { readonly: true });
  const found = driver.prepare('SELECT word FROM words').pluck().all();
  driver.close();
  return found;
}

describe('migrations', () => {
  test('bring a catalogue step by step to this version, keeping what is in it and a copy of what was', () => {
    open([first]).close();
    write('kept');
    open([first, second]).close();
    expect(words()).toEqual(['kept']);
    expect(readdirSync(join(dataDir, 'backups'))).toEqual([`catalogue-${stamp}-v1.sqlite`]);
  });

  test('that fail leave the catalogue as it was, and let it be opened again', () => {
    open([first]).close();
    write('kept');
    expect(() => open([first, failing])).toThrow(/no such table/);
    expect(words()).toEqual(['kept']);
    const again = open([first, second]);
    expect(again.db.prepare<readonly [], { user_version: number }>('PRAGMA user_version').get()?.user_version).toBe(2);
    again.close();
  });

  test.each(['WAL', 'DELETE'])('of a newer version are refused without touching a byte (journal %s)', (journal) => {
    open([first, second]).close();
    const driver = new SqliteDatabase(path);
    driver.pragma(`journal_mode = ${journal}`);
    driver.close();
    const before = readFileSync(path);
    expect(() => open([first])).toThrow(
      expect.objectContaining({ code: 'catalogue-newer', facts: { path, found: 2, known: 1 } }),
    );
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(join(dataDir, 'backups'))).toEqual([]);
    open([first, second]).close();
  });
});

describe('a damaged catalogue', () => {
  function backUpAs(name: string): void {
    const driver = new SqliteDatabase(path);
    driver.exec(`VACUUM INTO '${join(dataDir, 'backups', name)}'`);
    driver.close();
  }

  test('is set aside whole and restored from the newest sound backup', () => {
    open([first]).close();
    write('monday');
    backUpAs('catalogue-20261116T000000.sqlite');
    write('tuesday');
    backUpAs('catalogue-20261117T000000.sqlite');
    write('lost');
    // The newest backup is damaged too, deep inside.
    write('x'.repeat(100_000));
    backUpAs('catalogue-20261118T000000.sqlite');
    const newest = join(dataDir, 'backups', 'catalogue-20261118T000000.sqlite');
    writeFileSync(newest, readFileSync(newest).fill(0xaa, 5_000));
    const damaged = Buffer.from('not a database at all, but long enough to be read as one'.repeat(100));
    writeFileSync(path, damaged);

    const opened = open([first]);
    opened.close();
    expect(opened.restored).toEqual({
      setAside: join(dataDir, `catalogue.damaged-${stamp}.sqlite`),
      from: join(dataDir, 'backups', 'catalogue-20261117T000000.sqlite'),
    });
    expect(words()).toEqual(['monday', 'tuesday']);
    expect(readFileSync(join(dataDir, `catalogue.damaged-${stamp}.sqlite`)).equals(damaged)).toBe(true);
  });

  test('without any backup is set aside, said, and an empty one begun', () => {
    writeFileSync(path, Buffer.alloc(8192, 1));
    const opened = open([first]);
    opened.close();
    expect(opened.restored).toEqual({ setAside: join(dataDir, `catalogue.damaged-${stamp}.sqlite`), from: null });
    expect(words()).toEqual([]);
  });

  test('may be one that lost its end', () => {
    open([first]).close();
    write('x'.repeat(100_000));
    writeFileSync(path, readFileSync(path).subarray(0, 60));
    const opened = open([first]);
    opened.close();
    expect(opened.restored?.from).toBeNull();
  });
});

describe('one studio per data folder', () => {
  test('a second one is refused while the first has it open, and not afterwards', () => {
    const opened = open();
    expect(() => open()).toThrow(expect.objectContaining({ code: 'catalogue-in-use', facts: { path: dataDir } }));
    opened.close();
    open().close();
  });

  test('a killed process lets go at once', async () => {
    const module = pathToFileURL(join(import.meta.dirname, 'open.ts')).href;
    const child = spawn(process.execPath, [
      '--input-type=module',
      '-e',
      `const { openCatalogue } = await import(${JSON.stringify(module)});
       globalThis.held = openCatalogue(${JSON.stringify(dataDir)}, { stamp: 'child' });
       process.stdout.write('open');
       setInterval(() => {}, 1000);`,
    ]);
    const said = await Promise.race([once(child.stdout, 'data'), once(child.stderr, 'data')]);
    expect(String(said[0])).toBe('open');
    expect(() => open()).toThrow(expect.objectContaining({ code: 'catalogue-in-use' }));
    child.kill('SIGKILL');
    await once(child, 'exit');
    open().close();
  });
});

test('a data folder that can’t be made is said as such', () => {
  const file = join(dataDir, 'file');
  writeFileSync(file, '');
  expect(() => openCatalogue(join(file, 'data'), { stamp })).toThrow(
    expect.objectContaining({ code: 'data-folder-unwritable' }),
  );
});

test('a name with a quote is a name like any other', () => {
  dataDir = join(dataDir, "l'atelier");
  mkdirSync(dataDir);
  path = join(dataDir, 'catalogue.sqlite');
  open([first]).close();
  write('kept');
  open([first, second]).close();
  expect(words()).toEqual(['kept']);
});

test.runIf(process.platform === 'linux')('a data folder where no folder can be made is refused at once', () => {
  for (const folder of ['/proc/x', '/proc/x/y/z'])
    expect(() => openCatalogue(folder, { stamp })).toThrow(expect.objectContaining({ code: 'data-folder-unwritable' }));
});

test.skipIf(process.platform === 'win32')(
  'the data folder is its owner’s alone, also one that was open to others',
  () => {
    for (const folder of [dataDir, join(dataDir, 'new')]) {
      mkdirSync(folder, { recursive: true });
      chmodSync(folder, 0o755);
      openCatalogue(folder, { stamp }).close();
      expect(statSync(folder).mode & 0o777).toBe(0o700);
    }
  },
);

/** As somebody who may not write: root may always, so that it becomes nobody first. */
async function openedBySomebodyElse(): Promise<string> {
  const module = pathToFileURL(join(import.meta.dirname, 'open.ts')).href;
  const script = `const { openCatalogue } = await import(${JSON.stringify(module)});
    process.setegid?.(65534); process.seteuid?.(65534);
    try { openCatalogue(${JSON.stringify(dataDir)}, { stamp: 'child' }).close(); process.stdout.write('opened'); }
    catch (error) { process.stdout.write(String(error.code)); }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => {
      said += text.toString();
    });
  await once(child, 'close');
  return said;
}

test.runIf(process.getuid?.() === 0)('a catalogue that may only be read is said as such', async () => {
  open().close();
  for (const name of ['.', 'backups', 'studio.lock']) chmodSync(join(dataDir, name), 0o777);
  chmodSync(path, 0o644);
  expect(await openedBySomebodyElse()).toBe('data-folder-unwritable');
  chmodSync(path, 0o600);
  expect(await openedBySomebodyElse()).toBe('data-folder-unwritable');
});
