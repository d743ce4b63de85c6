import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import { addAccount } from '../../../tests/support/account-row.ts';
import { type TestCatalogue, testCatalogue } from '../../../tests/support/catalogue.ts';
import { contractImplementer } from '../contract.ts';
import { createBackups } from '../db/backups.ts';
import type { DiskRoom } from './eviction.ts';
import { createStorage } from './storage.ts';

const MB = 1_000_000;
let catalogue: TestCatalogue;
let disk: DiskRoom;
let removedFull: number[];
beforeEach(() => {
  catalogue = testCatalogue();
  disk = { free: 100_000 * MB, total: 500_000 * MB };
  removedFull = [];
});
afterEach(() => catalogue.close());

function open() {
  const { context } = catalogue;
  const storage = createStorage(context, {
    backups: createBackups(context),
    library: {
      resolve: (selection) => ('ids' in selection ? selection.ids : []),
      readAgain: () => {},
      diskHasRoom: () => {},
      fullPictures: {
        keptBytes: async () => 7 * MB,
        remove: async (bytes) => {
          removedFull.push(bytes);
          return 0;
        },
      },
      flushShown: () => {},
    },
    disk: async () => disk,
  });
  return { storage, client: createRouterClient(storage.router(contractImplementer(context.log))).storage };
}

/** A photo with images of these sizes in MB as the catalogue has them; the files themselves are small. */
function addPhoto(
  preview: number,
  thumbnail: number,
  more: { present?: number } = {},
): { id: PhotoId; files: string[] } {
  const sha256 = Math.random().toString(16).slice(2).padEnd(64, 'a').slice(0, 64);
  const place = join(catalogue.context.paths.derived, sha256.slice(0, 2), sha256);
  mkdirSync(place, { recursive: true });
  const images = [
    { kind: 'preview', bytes: preview * MB },
    { kind: 'thumb800', bytes: thumbnail * MB },
  ].map(({ kind, bytes }) => {
    writeFileSync(join(place, `p1-${kind}.jpg`), 'x');
    return { kind, bytes, path: `${sha256.slice(0, 2)}/${sha256}/p1-${kind}.jpg`, width: 1, height: 1, sha256 };
  });
  catalogue.passTime(60_000);
  const now = catalogue.context.ports.clock.now();
  const id = catalogue.addPhoto({
    sha256,
    derived: JSON.stringify(images),
    derived_recipe: 'p1',
    added_at: now,
    ...more,
  });
  return { id, files: images.map(({ path }) => join(catalogue.context.paths.derived, path)) };
}

const there = (...photos: { files: string[] }[]) => photos.map(({ files }) => files.map((file) => existsSync(file)));

describe('derived images', () => {
  test('are counted without being looked for, photos that come, change and go included', async () => {
    const { client } = open();
    const bytes = async () => {
      const { kinds } = await client.usage();
      return kinds.flatMap(({ kind, bytes: size }) =>
        kind === 'previews' || kind === 'thumbnails' ? [size / MB] : [],
      );
    };
    const one = addPhoto(400, 100);
    addPhoto(300, 50);
    expect(await bytes()).toEqual([150, 700]);
    const { db } = catalogue;
    db.run(db.sql.updateTable('photos').set({ derived: '[]' }).where('id', '=', one.id));
    expect(await bytes()).toEqual([50, 300]);
    db.run(db.sql.deleteFrom('photos'));
    expect(await bytes()).toEqual([0, 0]);
  });

  test('beyond the limit go, the longest unseen first, previews before thumbnails, those of photos that are away never', async () => {
    const { client } = open();
    const away = addPhoto(400, 50, { present: 0 });
    const [first, second, third] = [addPhoto(400, 50), addPhoto(400, 50), addPhoto(400, 50)];
    catalogue.passTime(3_600_000);
    expect(there(away, first, second, third)).toEqual([
      [true, true],
      [true, true],
      [true, true],
      [true, true],
    ]);
    const usage = await client.setLimit({ bytes: 1_100 * MB });
    expect(there(away, first, second, third)).toEqual([
      [true, true],
      [false, true],
      [false, true],
      [true, true],
    ]);
    expect(usage.limit).toMatchObject({ chosen: 1_100 * MB, bytes: 1_100 * MB });
    expect(usage.kinds).toContainEqual({ kind: 'previews', bytes: 800 * MB });
    await client.setLimit({ bytes: 600 * MB });
    expect(there(away, first, second, third)).toEqual([
      [true, true],
      [false, false],
      [false, true],
      [false, true],
    ]);
  });

  test('that were looked at a moment ago stay, unless the disk itself is full', async () => {
    const { client, storage } = open();
    const photo = addPhoto(800, 100);
    await client.setLimit({ bytes: 500 * MB });
    expect(there(photo)).toEqual([[true, true]]);
    disk = { free: 100 * MB, total: 500_000 * MB };
    await storage.keepWithin();
    expect(removedFull).toEqual([900 * MB]);
    expect(there(photo)).toEqual([[false, false]]);
  });

  test('that a delivery still needs stay, whatever the disk says', async () => {
    const { storage } = open();
    const photo = addPhoto(800, 100);
    const { db } = catalogue;
    const account = addAccount(db);
    const deliver = (state: string) =>
      db
        .prepare<[number, number, string, string], never>(
          `INSERT INTO deliveries (account_id, photo_id, client_upload_id, state, position, form, sent_metadata, content_type, filename, queued_at, changed_at)
           VALUES (?, ?, ?, ?, 1, '{}', '{}', 'image/jpeg', 'x.jpg', 0, 0)`,
        )
        .run(account, photo.id, state, state);
    deliver('failed');
    disk = { free: 0, total: 500_000 * MB };
    await storage.keepWithin();
    expect(there(photo)).toEqual([[true, true]]);
    db.prepare<[], never>("UPDATE deliveries SET state = 'sent'").run();
    await storage.keepWithin();
    expect(there(photo)).toEqual([[false, false]]);
  });

  test('what suits the disk is a tenth of it, 20 GB at most', async () => {
    const { client } = open();
    expect((await client.usage()).limit.bytes).toBe(20_000 * MB);
    disk = { free: 1_000 * MB, total: 60_000 * MB };
    expect((await client.setLimit({ bytes: null })).limit).toMatchObject({ chosen: null, bytes: 6_000 * MB });
  });
});

describe('maintenance', () => {
  test('says that the catalogue is sound, gives free space back, and removes images without a photo after a week', async () => {
    const { client } = open();
    const { db, dataDir, context } = catalogue;
    for (let index = 0; index < 300; index += 1) catalogue.addPhoto({ caption: 'x'.repeat(4000) });
    db.run(db.sql.deleteFrom('photos'));
    const kept = addPhoto(1, 1);
    const orphan = join(context.paths.derived, 'ab', `ab${'c'.repeat(62)}`);
    const young = join(context.paths.derived, 'ab', `ab${'d'.repeat(62)}`);
    for (const folder of [orphan, young]) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'p1-preview.jpg'), 'x');
      writeFileSync(join(folder, 'p1-thumb200.jpg'), 'x');
    }
    const now = context.ports.clock.now() / 1000;
    for (const name of readdirSync(orphan)) utimesSync(join(orphan, name), now, now - 8 * 86_400);
    const stale = join(kept.files[0] ?? '', '..', 'p0-preview.jpg');
    writeFileSync(stale, 'x');
    utimesSync(stale, now, now - 8 * 86_400);
    const size = () => statSync(join(dataDir, 'catalogue.sqlite')).size;
    db.execute('PRAGMA wal_checkpoint(TRUNCATE)');
    const before = size();
    const outcome = await client.maintain();
    expect(outcome).toMatchObject({ problems: [], orphansRemoved: 3 });
    expect(outcome.bytesFreed).toBeGreaterThan(500_000);
    db.execute('PRAGMA wal_checkpoint(TRUNCATE)');
    expect(size()).toBeLessThan(before - 500_000);
    expect([existsSync(orphan), existsSync(young), existsSync(stale)]).toEqual([false, true, false]);
    expect(there(kept)).toEqual([[true, true]]);
    // What is really there is what is counted from now on.
    expect((await client.usage()).kinds).toContainEqual({ kind: 'previews', bytes: 1 });
    expect((await client.state()).maintenance).toEqual(outcome);
  });

  test('tells of damage in SQLite’s own words and tidies nothing', async () => {
    const { client } = open();
    const { db } = catalogue;
    const id = catalogue.addPhoto();
    db.execute('PRAGMA foreign_keys = OFF');
    db.prepare<[number], never>(
      "INSERT INTO files (photo_id, folder_id, path, size, mtime_ns, seen_at) VALUES (?, 999, '/x', 1, '1', 0)",
    ).run(id);
    db.execute('PRAGMA foreign_keys = ON');
    const outcome = await client.maintain();
    expect(outcome.problems).toEqual([expect.stringContaining('files')]);
    expect(outcome.bytesFreed).toBe(0);
  });
});

describe('copies of hers', () => {
  test('are offered a place with today’s name, found in a folder, and refused while another work is under way', async () => {
    const { client } = open();
    const { dataDir } = catalogue;
    catalogue.addPhoto({ review: 'approved' });
    expect((await client.suggestBackup()).path).toMatch(/Pouire Studio 2026-11-21 08h00m00\.sqlite$/);
    const hers = join(dataDir, 'hers');
    mkdirSync(hers);
    const [maintained, busy] = await Promise.allSettled([client.maintain(), client.backUp({ path: hers })]);
    expect(maintained.status).toBe('fulfilled');
    expect(busy).toMatchObject({ reason: { code: 'storage-busy' } });
    expect((await client.backUp({ path: hers })).contents).toMatchObject({ photos: 1, approved: 1 });
    const found = await client.find({ folder: hers });
    expect(found.map(({ path }) => path)).toEqual([join(hers, 'Pouire Studio 2026-11-21 08h00m00.sqlite')]);
  });

  test('wait for the next opening where the studio does not restart by itself; a second choice replaces the first', async () => {
    const { client } = open();
    const { dataDir } = catalogue;
    const { path } = await client.backUp({ path: join(dataDir, 'one.sqlite') });
    expect(await client.restore({ path })).toMatchObject({ restarting: false, contents: { photos: 0 } });
    catalogue.passTime(1000);
    await client.restore({ path });
    expect(readdirSync(dataDir).filter((name) => name.includes('to-restore'))).toEqual([
      'catalogue.to-restore-20261121T080001.sqlite',
    ]);
    writeFileSync(join(dataDir, 'no-catalogue.sqlite'), 'words'.repeat(2000));
    await expect(client.restore({ path: join(dataDir, 'no-catalogue.sqlite') })).rejects.toMatchObject({
      code: 'backup-not-a-catalogue',
    });
    rmSync(path);
    expect(readFileSync(join(dataDir, 'catalogue.sqlite')).length).toBeGreaterThan(0);
  });
});
