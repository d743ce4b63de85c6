import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createImagePool } from '../../../electron/adapters/images/image-pool.ts';
import type { Images } from '../../../electron/core/ports/images.ts';
import { keepImageProcesses } from '../../support/kept-processes.ts';
import { sha256Of } from '../../support/photo-maker.ts';
import { type IngestStudio, openIngestStudio, temporaryFolders } from '../../support/studio-builder.ts';
import { hashTree, smallPhotos } from './small-photos.ts';

const start = keepImageProcesses();

const COPIED = 2000;
const MOVED = 500;
const SEED = 20_261_121;

let folders: ReturnType<typeof temporaryFolders>;
let studio: IngestStudio;
let read: string[];

beforeEach(() => {
  folders = temporaryFolders();
  read = [];
  const pool = createImagePool({ start });
  const images: Images = {
    ...pool,
    async read(request, signal) {
      const result = await pool.read(request, signal);
      if (result.outcome === 'photo') read.push(result.sha256);
      return result;
    },
  };
  studio = openIngestStudio(folders.data, { images });
});
afterEach(async () => {
  await studio.close();
  folders.remove();
});

async function run(script: string, ...args: string[]): Promise<void> {
  const child = spawn(process.execPath, [fileURLToPath(new URL(script, import.meta.url)), ...args], {
    stdio: 'inherit',
  });
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
}

const rows = <Row>(sql: string) => studio.context.db.prepare<[], Row>(sql).all();

test(`a burst of ${COPIED} copies while ${MOVED} known photos are moved and renamed: every content once, every attribute kept, nothing read half (seed ${SEED})`, {
  timeout: 120_000,
}, async () => {
  const [known, fresh] = [await smallPhotos(MOVED, 1), await smallPhotos(COPIED, 2)];
  const start = join(folders.photos, 'arrivee');
  const outside = join(folders.root, 'carte');
  for (const folder of [start, outside]) mkdirSync(folder, { recursive: true });
  for (const [index, photo] of known.entries()) writeFileSync(join(start, `IMG_${index}.jpg`), photo);
  for (const [index, photo] of fresh.entries()) writeFileSync(join(outside, `DSC_${index}.jpg`), photo);
  const wholes = new Set([...known, ...fresh].map(sha256Of));

  await studio.ingest.ingestOnce([folders.photos]);
  const { db } = studio.context;
  db.prepare<[], never>(`
      UPDATE photos SET rating = id % 6, review = CASE id % 3 WHEN 0 THEN 'approved' WHEN 1 THEN 'rejected' ELSE 'unreviewed' END,
        label = CASE id % 2 WHEN 0 THEN 'red' END, title = 'Photo ' || id, keywords = json_array('marché', 'n' || id),
        delivery = CASE id % 4 WHEN 0 THEN 'sent' ELSE 'none' END, changed_at = added_at + 1`).run();
  const hers =
    'SELECT id, sha256, rating, review, label, title, keywords, delivery FROM photos WHERE changed_at > added_at ORDER BY id';
  const before = rows(hers);
  expect(before).toHaveLength(MOVED);
  studio.ingest.start();
  await expect.poll(async () => (await studio.folders.list())[0]?.watching).toBe('events');

  await Promise.all([
    run('./copier.mjs', outside, folders.photos, '23'),
    run('./mover.mjs', start, join(folders.photos, 'tri'), String(SEED)),
  ]);

  const onDisk = hashTree(folders.photos);
  expect(onDisk.size).toBe(COPIED + MOVED);
  const inCatalogue = () =>
    new Map(
      rows<{ path: string; sha256: string }>(
        "SELECT path, sha256 FROM files JOIN photos ON photos.id = photo_id WHERE files.state = 'present' ORDER BY path",
      ).map(({ path, sha256 }) => [path, sha256]),
    );
  // The map last: a poll compares what it was given, and a difference of thousands of lines helps nobody.
  await expect.poll(() => inCatalogue().size, { timeout: 60_000, interval: 250 }).toBe(COPIED + MOVED);
  await expect.poll(async () => (await studio.folders.progress()).state, { timeout: 60_000 }).toBe('idle');
  const found = inCatalogue();
  expect([...onDisk].filter(([path, sha256]) => found.get(path) !== sha256)).toEqual([]);

  expect(rows<{ count: number }>('SELECT count(*) AS count FROM photos')).toEqual([{ count: COPIED + MOVED }]);
  expect(rows("SELECT path FROM files WHERE state <> 'present'")).toEqual([]);
  expect(rows('SELECT id FROM photos WHERE present = 0')).toEqual([]);
  expect(rows(hers)).toEqual(before);
  expect(read.filter((sha256) => !wholes.has(sha256))).toEqual([]);
  expect(await studio.folders.quarantine()).toEqual([]);
  expect(new Set(onDisk.values())).toEqual(wholes);
});
