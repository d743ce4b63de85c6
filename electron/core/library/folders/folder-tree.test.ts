import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestCatalogue, testCatalogue } from '../../../../tests/support/catalogue.ts';
import { facetsRepository } from '../photos/facets.repository.ts';
import { photoFinder } from '../photos/photo-finder.repository.ts';
import { HIDDEN, visibility } from '../visibility.repository.ts';
import { folderTree } from './folder-tree.repository.ts';

let catalogue: TestCatalogue;
let place: ReturnType<TestCatalogue['addFolder']>;
beforeEach(() => {
  catalogue = testCatalogue();
  place = catalogue.addFolder('/p');
});
afterEach(() => catalogue.close());

const add = (path: string, state: 'present' | 'offline' | 'missing' = 'present') =>
  catalogue.addPhoto({ file: { folder: place, path, state } });
const told = (path: string) =>
  folderTree(catalogue.db)
    .children(path)
    .map(({ name, photoCount, hasSubfolders }) => `${name} ${String(photoCount)}${hasSubfolders ? ' +' : ''}`);

test('a folder shows its direct subfolders with the photos at and below each, by name', () => {
  for (const path of ['/p/own.jpg', '/p/Été 10/1.jpg', '/p/Été 2/1.jpg', '/p/Été 2/2.jpg']) add(path);
  add('/p/Clients/2026/Mariage Awa/Jour 1/1.jpg');
  add('/p/Clients/2026/Mariage Awa/Jour 2/1.jpg', 'offline');
  expect(told('/p')).toEqual(['Clients 2 +', 'Été 2 2', 'Été 10 1']);
  expect(told('/p/Clients/2026')).toEqual(['Mariage Awa 2 +']);
  expect(told('/p/Clients/2026/Mariage Awa')).toEqual(['Jour 1 1', 'Jour 2 1']);
  expect(told('/p/Clients/2026/Mariage Awa/Jour 1')).toEqual([]);
  const { hasAny } = folderTree(catalogue.db);
  expect(['/p', '/p/Clients', '/p/Été 2'].map(hasAny)).toEqual([true, true, false]);
  expect(
    folderTree(catalogue.db)
      .children('/p/Clients')
      .map(({ path }) => path),
  ).toEqual(['/p/Clients/2026']);
});

test('names that sort between a folder and what is in it do not part it in two', () => {
  for (const path of ['/p/a/1.jpg', '/p/a b/1.jpg', '/p/a/c/1.jpg', '/p/a-b/c/d/1.jpg', '/pa/1.jpg']) add(path);
  expect(told('/p')).toEqual(['a 2 +', 'a b 1', 'a-b 1 +']);
});

test('a photo counts once, what is gone or left out by rules not at all', () => {
  const twice = add('/p/a/1.jpg');
  const { db } = catalogue;
  db.prepare(
    `INSERT INTO files (photo_id, folder_id, path, directory, size, mtime_ns, inode, state, seen_at)
     SELECT photo_id, folder_id, '/p/a/b/copy.jpg', '/p/a/b', size, mtime_ns, '', state, seen_at FROM files WHERE photo_id = ?`,
  ).run(twice);
  add('/p/gone/1.jpg', 'missing');
  add('/p/ignored/1.jpg');
  db.prepare(`UPDATE files SET ignored = 1 WHERE directory = '/p/ignored'`).run();
  visibility(db).setHidden([add('/p/a/raw.dng')], HIDDEN.behindFace, true);
  expect(told('/p')).toEqual(['a 1 +']);
});

test('what was counted follows every change, and every change taken back', () => {
  const { db } = catalogue;
  const tree = folderTree(db);
  const seen = () =>
    tree.children('/p').map(({ name, photoCount, hasSubfolders }) => [name, photoCount, hasSubfolders]);
  const a = add('/p/a/1.jpg');
  add('/p/a/2.jpg');
  add('/p/b/c/1.jpg');
  expect(seen()).toEqual([
    ['a', 2, false],
    ['b', 1, true],
  ]);
  add('/p/a/x/3.jpg');
  add('/p/d/1.jpg');
  visibility(db).setHidden([a], HIDDEN.behindFace, true);
  expect(seen()).toEqual([
    ['a', 2, true],
    ['b', 1, true],
    ['d', 1, false],
  ]);
  db.prepare(`UPDATE files SET state = 'missing' WHERE directory = '/p/d'`).run();
  db.prepare(`UPDATE files SET directory = '/p/e', path = '/p/e/1.jpg' WHERE directory = '/p/b/c'`).run();
  expect(() =>
    db.transaction(() => {
      db.prepare('DELETE FROM files').run();
      expect(seen()).toEqual([]);
      throw new Error('taken back');
    }),
  ).toThrow('taken back');
  expect(seen()).toEqual([
    ['a', 2, true],
    ['e', 1, false],
  ]);
});

test('a list by directory is of its photos and those of its subfolders, and of no folder named alike', () => {
  const own = [add('/p/a/1.jpg'), add('/p/a/c/d/2.jpg', 'offline')];
  for (const path of ['/p/a b/1.jpg', '/p/ab/1.jpg', '/p/1.jpg']) add(path);
  add('/p/a/gone.jpg', 'missing');
  const finder = photoFinder(catalogue.db, facetsRepository(catalogue.db));
  for (const directory of ['/p/a', '/p/a/']) {
    expect(finder.findAll({ directory }, { sort: 'imported', direction: 'asc' })).toEqual(own);
    expect(finder.tally({ directory }).reduce((sum, { count }) => sum + count, 0)).toBe(2);
  }
});
