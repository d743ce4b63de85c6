import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestCatalogue, testCatalogue } from '../../../../tests/support/catalogue.ts';
import { createPhotos } from '../../library/photos/photos.service.ts';
import { openCatalogue } from '../open.ts';
import { MIGRATIONS } from './all.ts';

const newest = { sort: 'captured', direction: 'desc' } as const;
let dataDir: string;
let catalogue: TestCatalogue | undefined;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'pouire-migration-'));
});
afterEach(() => {
  catalogue?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

test('a catalogue of before shows all its photos, says which are gone for good, and knows what sold', () => {
  const before = openCatalogue(dataDir, { stamp: 'v4', migrations: MIGRATIONS.slice(0, 4) });
  const exec = (sql: string) => before.db.prepare<readonly [], never>(sql).run();
  exec(`INSERT INTO folders (id, path, added_at) VALUES (1, '/p', 0)`);
  for (const [id, state] of [
    [1, 'present'],
    [2, 'offline'],
    [3, 'missing'],
  ] as const) {
    exec(`INSERT INTO photos (id, sha256, size, format, width, height, sort_at, present, title, added_at, changed_at)
      VALUES (${id}, '${String(id).repeat(64)}', 1, 'jpeg', 6, 4, ${id}000, ${state === 'present' ? 1 : 0}, 'Marché', 0, 0)`);
    exec(`INSERT INTO files (photo_id, folder_id, path, size, mtime_ns, state, seen_at)
      VALUES (${id}, 1, '/p/${id}.jpg', 1, '0', '${state}', 0)`);
  }
  exec(`INSERT INTO accounts (id, server, email, name, remote_user_id, current, signed_in_at) VALUES
    (1, 's', 'a', 'a', '1', 1, 0), (2, 's', 'b', 'b', '2', 0, 0)`);
  exec(`INSERT INTO remote_photos (account_id, id, photo_id, title, status, sales_count, synced_at) VALUES
    (1, 'x', 2, '', 'approved', 7, 0), (2, 'y', 1, '', 'approved', 9, 0)`);
  before.close();

  catalogue = testCatalogue({ dataDir });
  const { db } = catalogue;
  const photos = createPhotos(catalogue.context);
  expect(photos.ids({}, newest)).toEqual([3, 2, 1]);
  expect(photos.ids({ whereabouts: 'missing' }, newest)).toEqual([3]);
  expect(photos.ids({ whereabouts: 'offline' }, newest)).toEqual([2]);
  expect(photos.ids({ text: 'marche' }, newest)).toEqual([3, 2, 1]);
  expect(photos.counts({}).total).toBe(3);
  expect(photos.ids({}, { sort: 'sales', direction: 'desc' })).toEqual([2, 3, 1]);

  // The account she is signed in to is the one whose sales are meant.
  db.run(db.sql.updateTable('accounts').set({ current: 0 }).where('id', '=', 1));
  expect(photos.ids({}, { sort: 'sales', direction: 'desc' })).toEqual([3, 2, 1]);
  db.run(db.sql.updateTable('accounts').set({ current: 1 }).where('id', '=', 2));
  expect(photos.ids({}, { sort: 'sales', direction: 'desc' })).toEqual([1, 3, 2]);
  db.run(db.sql.updateTable('remote_photos').set({ sales_count: 0 }).where('id', '=', 'y'));
  expect(photos.ids({}, { sort: 'sales', direction: 'desc' })).toEqual([3, 2, 1]);
  db.run(db.sql.updateTable('remote_photos').set({ sales_count: 3, photo_id: 2 }).where('id', '=', 'y'));
  expect(photos.ids({}, { sort: 'sales', direction: 'desc' })).toEqual([2, 3, 1]);
  db.run(db.sql.deleteFrom('remote_photos').where('id', '=', 'y'));
  expect(photos.ids({}, { sort: 'sales', direction: 'desc' })).toEqual([3, 2, 1]);
});

test('a photo is missing once all its files are gone, and no longer when one comes back', () => {
  catalogue = testCatalogue({ dataDir });
  const { db } = catalogue;
  const photos = createPhotos(catalogue.context);
  const folder = catalogue.addFolder('/p');
  const id = catalogue.addPhoto({ present: 0, file: { folder, path: '/p/a', state: 'offline' } });
  const missing = () => photos.ids({ whereabouts: 'missing' }, newest);
  const state = (to: 'missing' | 'offline') =>
    db.run(db.sql.updateTable('files').set({ state: to }).where('path', '=', '/p/a'));
  expect(missing()).toEqual([]);
  state('missing');
  expect(missing()).toEqual([id]);
  state('offline');
  expect(missing()).toEqual([]);
  db.run(db.sql.deleteFrom('files'));
  expect(missing()).toEqual([id]);
});
