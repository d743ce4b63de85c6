import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type TestCatalogue, testCatalogue } from '../../../tests/support/catalogue.ts';
import { copyCatalogue, inspectCatalogue } from './catalogue-tasks.ts';
import { catalogueThread } from './catalogue-thread.ts';
import { type OpenedCatalogue, openCatalogue } from './open.ts';
import { waitingRestore } from './restore.ts';

let folder: string;
let dataDir: string;
let catalogue: TestCatalogue | null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pouire-restore-'));
  dataDir = join(folder, 'data');
  mkdirSync(dataDir);
  catalogue = testCatalogue({ dataDir });
});
afterEach(() => {
  catalogue?.shut();
  rmSync(folder, { recursive: true, force: true });
});

const live = () => join(dataDir, 'catalogue.sqlite');
const backup = () => join(folder, 'Disque externe', "l'atelier.sqlite");
const titles = (path: string): unknown[] => {
  const driver = new SqliteDatabase(path, { readonly: true });
  const found = driver.prepare('SELECT title FROM photos ORDER BY id').pluck().all();
  driver.close();
  return found;
};
function shut(): void {
  catalogue?.shut();
  catalogue = null;
}
function reopen(): OpenedCatalogue {
  const opened = openCatalogue(dataDir, { stamp: 'again' });
  opened.close();
  return opened;
}

describe('a copy made by her', () => {
  test('is one compact file of a catalogue in use, read back, and comes back whole', async () => {
    catalogue?.addPhoto({ title: 'gardée', review: 'approved' });
    const copied = await catalogueThread.copy(live(), backup());
    expect(copied).toMatchObject({ photos: 1, approved: 1, sent: 0, folders: 0 });
    expect(readdirSync(join(folder, 'Disque externe'))).toEqual(["l'atelier.sqlite"]);
    expect(await catalogueThread.inspect(backup())).toEqual(copied);
    catalogue?.addPhoto({ title: 'après' });

    copyCatalogue(backup(), waitingRestore(dataDir, 'S1'));
    shut();
    const opened = reopen();
    expect(titles(live())).toEqual(['gardée']);
    const setAside = join(dataDir, 'catalogue.before-restore-S1.sqlite');
    expect(opened.restoredByHer).toEqual({ setAside, carried: { deliveries: 0, photos: 0 } });
    expect(titles(setAside)).toEqual(['gardée', 'après']);
    expect(readdirSync(dataDir).filter((name) => name.includes('to-restore'))).toEqual([]);
    // And back again: what was set aside is a copy like any other.
    copyCatalogue(setAside, waitingRestore(dataDir, 'S2'));
    reopen();
    expect(titles(live())).toEqual(['gardée', 'après']);
  });

  test('never overwrites what has its name', () => {
    mkdirSync(join(folder, 'Disque externe'));
    writeFileSync(backup(), 'hers');
    expect(() => copyCatalogue(live(), backup())).toThrow(expect.objectContaining({ code: 'backup-exists' }));
    expect(readFileSync(backup(), 'utf8')).toBe('hers');
  });

  test('that can’t be written says so, and leaves nothing', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => copyCatalogue(live(), join(folder, 'file', 'x.sqlite'))).toThrow(
      expect.objectContaining({ code: 'backup-unwritable' }),
    );
  });
});

describe('what can’t be restored is refused with its reason, the catalogue untouched', () => {
  test('a file that is no database, and a database that is no catalogue', () => {
    const path = join(folder, 'x.sqlite');
    writeFileSync(path, 'a holiday photo, perhaps'.repeat(500));
    expect(() => inspectCatalogue(path)).toThrow(expect.objectContaining({ code: 'backup-not-a-catalogue' }));
    rmSync(path);
    const driver = new SqliteDatabase(path);
    driver.exec('CREATE TABLE photos (id INTEGER)');
    driver.close();
    expect(() => inspectCatalogue(path)).toThrow(expect.objectContaining({ code: 'backup-not-a-catalogue' }));
    expect(() => inspectCatalogue(join(folder, 'nothing'))).toThrow(
      expect.objectContaining({ code: 'backup-missing' }),
    );
  });

  test('one of a newer version, and a damaged one', () => {
    for (let index = 0; index < 200; index += 1) catalogue?.addPhoto({ caption: 'x'.repeat(2000) });
    copyCatalogue(live(), backup());
    const newer = join(folder, 'newer.sqlite');
    copyFileSync(backup(), newer);
    const driver = new SqliteDatabase(newer);
    driver.pragma('user_version = 9999');
    driver.close();
    expect(() => copyCatalogue(newer, waitingRestore(dataDir, 'S1'))).toThrow(
      expect.objectContaining({ code: 'catalogue-newer', facts: expect.objectContaining({ found: 9999 }) }),
    );
    const bytes = readFileSync(backup());
    writeFileSync(backup(), bytes.fill(0xaa, bytes.length / 2, bytes.length / 2 + 20_000));
    expect(() => copyCatalogue(backup(), waitingRestore(dataDir, 'S1'))).toThrow(
      expect.objectContaining({ code: 'backup-damaged' }),
    );
    expect(readdirSync(dataDir).filter((name) => name.includes('restore'))).toEqual([]);
    shut();
    expect(reopen().restoredByHer).toBeNull();
  });
});

describe('a process that is killed', () => {
  /** Runs `script` with the modules at hand until it says a word; kills it then. */
  async function killedAt(script: string): Promise<void> {
    const module = (name: string) => JSON.stringify(pathToFileURL(join(import.meta.dirname, name)).href);
    const child = spawn(process.execPath, [
      '--input-type=module',
      '-e',
      `import fs from 'node:fs'; import { syncBuiltinESMExports } from 'node:module';
       const pause = () => { fs.writeSync(1, 'now'); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); };
       ${script.replace('TASKS', module('catalogue-tasks.ts')).replace('OPEN', module('open.ts'))}`,
    ]);
    let said = '';
    child.stderr.on('data', (text) => {
      said += String(text);
    });
    await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
    if (child.exitCode !== null) throw new Error(said);
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  test('while it copies leaves no file that passes for a backup, and the next copy is whole', async () => {
    catalogue?.addPhoto({ title: 'gardée' });
    await killedAt(`const rename = fs.renameSync; fs.renameSync = () => pause(); syncBuiltinESMExports();
      const { copyCatalogue } = await import(TASKS);
      copyCatalogue(${JSON.stringify(live())}, ${JSON.stringify(backup())});`);
    expect(existsSync(backup())).toBe(false);
    expect(copyCatalogue(live(), backup()).photos).toBe(1);
    expect(readdirSync(join(folder, 'Disque externe'))).toEqual(["l'atelier.sqlite"]);
  });

  test.each([0, 1, 2])(
    'while it restores, after %i renames, is finished by the next one: nothing lost, nothing mixed',
    async (after) => {
      catalogue?.addPhoto({ title: 'gardée' });
      copyCatalogue(live(), backup());
      copyCatalogue(backup(), waitingRestore(dataDir, 'S1'));
      // A catalogue whose process died: its last words are in the log beside it.
      catalogue?.addPhoto({ title: 'après' });
      const wal = readFileSync(`${live()}-wal`);
      const main = readFileSync(live());
      shut();
      writeFileSync(live(), main);
      writeFileSync(`${live()}-wal`, wal);
      await killedAt(`const rename = fs.renameSync; let done = 0;
      fs.renameSync = (...paths) => { if (done === ${String(after)}) pause(); done += 1; rename(...paths); };
      syncBuiltinESMExports();
      const { openCatalogue } = await import(OPEN);
      openCatalogue(${JSON.stringify(dataDir)}, { stamp: 'child' });`);
      expect(reopen().restoredByHer?.carried).toEqual({ deliveries: 0, photos: 0 });
      expect(titles(live())).toEqual(['gardée']);
      expect(titles(join(dataDir, 'catalogue.before-restore-S1.sqlite'))).toEqual(['gardée', 'après']);
      expect(reopen().restoredByHer).toBeNull();
    },
  );
});

test('a damaged catalogue is restored like any other, and what it still meant to send is looked for before it is posted', () => {
  const folderId = catalogue?.addFolder('/photos');
  const id = catalogue?.addPhoto({ title: 'gardée' });
  expect(folderId).toBeDefined();
  catalogue?.db
    .prepare<[], never>(
      `INSERT INTO accounts (server, email, name, remote_user_id, signed_in_at) VALUES ('https://x', 'a@b.c', 'A', 'u1', 0)`,
    )
    .run();
  catalogue?.db
    .prepare<[number], never>(
      `INSERT INTO deliveries (account_id, photo_id, client_upload_id, state, position, form, sent_metadata, content_type, filename, queued_at, changed_at)
       VALUES (1, ?, 'c1', 'queued', 1, '{}', '{}', 'image/jpeg', 'x.jpg', 0, 0)`,
    )
    .run(Number(id));
  copyCatalogue(live(), backup());
  shut();
  writeFileSync(live(), Buffer.alloc(20_000, 3));
  copyCatalogue(backup(), waitingRestore(dataDir, 'S1'));
  expect(reopen().restoredByHer?.carried).toBeNull();
  const driver = new SqliteDatabase(live(), { readonly: true });
  expect(driver.prepare('SELECT post_started_at > 0 FROM deliveries').pluck().get()).toBe(1);
  driver.close();
});
