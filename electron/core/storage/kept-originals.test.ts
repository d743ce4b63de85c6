import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestCatalogue, testCatalogue } from '../../../tests/support/catalogue.ts';
import { createKeptOriginals } from './kept-originals.ts';

const DAY_MS = 24 * 3600 * 1000;
let catalogue: TestCatalogue;
let folder: string;
beforeEach(() => {
  catalogue = testCatalogue();
  folder = join(catalogue.context.ports.dataDir, 'originals');
  mkdirSync(folder);
});
afterEach(() => catalogue.close());

/** An original that was kept so many days ago; of no photo when `present` is null. */
function keep(name: string, bytes: number, days: number, present: 0 | 1 | null): void {
  const at = catalogue.context.ports.clock.now() - days * DAY_MS;
  writeFileSync(join(folder, name), Buffer.alloc(bytes));
  utimesSync(join(folder, name), at / 1000, at / 1000);
  if (present === null) return;
  const { db } = catalogue;
  const photo = catalogue.addPhoto({ present });
  const note = { photo_id: photo, path: `/p/${name}`, before_sha256: 'a', after_sha256: 'b', backup: name, at };
  db.run(db.sql.insertInto('original_writes').values(note));
}

test('kept originals are counted, and those older than asked told apart from those whose photo can’t be reached', async () => {
  keep('old.jpg', 100, 100, 1);
  keep('young.jpg', 10, 10, 1);
  keep('away.jpg', 1000, 100, 0);
  keep('nobodys.jpg', 1, 100, null);
  const originals = createKeptOriginals(catalogue.context);
  expect(await originals.bytes()).toBe(1111);
  expect(await originals.tell(90)).toEqual({
    files: 4,
    bytes: 1111,
    oldestAt: catalogue.context.ports.clock.now() - 100 * DAY_MS,
    older: { files: 2, bytes: 101, unreachable: 1 },
  });
});

test('what is removed can’t be offered to be put back any more, and the only picture of a photo stays', async () => {
  keep('old.jpg', 100, 100, 1);
  keep('away.jpg', 1000, 100, 0);
  keep('young.jpg', 10, 10, 1);
  const originals = createKeptOriginals(catalogue.context);
  expect(await originals.remove(90)).toEqual({ removed: 1, bytes: 100 });
  expect(readdirSync(folder).sort()).toEqual(['away.jpg', 'young.jpg']);
  const { db } = catalogue;
  expect(db.all(db.sql.selectFrom('original_writes').select('backup')).map(({ backup }) => backup)).toEqual([
    'away.jpg',
    'young.jpg',
  ]);
  expect(await originals.remove(0)).toEqual({ removed: 1, bytes: 10 });
  expect(existsSync(join(folder, 'away.jpg'))).toBe(true);
});
