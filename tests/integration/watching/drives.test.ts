import { cpSync, mkdirSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createImagePool } from '../../../electron/adapters/images/image-pool.ts';
import { collectionsRepository } from '../../../electron/core/library/collections/collections.repository.ts';
import { keepSearchIndexFresh } from '../../../electron/core/library/search/search-index.repository.ts';
import type { Volume, Volumes } from '../../../electron/core/ports/volumes.ts';
import { keepImageProcesses } from '../../support/kept-processes.ts';
import { type IngestStudio, openIngestStudio, temporaryFolders } from '../../support/studio-builder.ts';
import { fingerprintOf, smallPhotos } from './small-photos.ts';

const start = keepImageProcesses();

let folders: ReturnType<typeof temporaryFolders>;
let studio: IngestStudio;
let reads: number;
/** What is plugged in, by mount point; everything else lies on the disk. */
let mounted: Map<string, Volume>;

beforeEach(() => {
  folders = temporaryFolders();
  mounted = new Map();
  open();
});
afterEach(async () => {
  await studio.close();
  folders.remove();
});

const media = (...names: string[]) => join(folders.root, 'media', ...names);
const disk = (): Volume => ({ path: folders.root, id: 'disque', capacity: 1e12, kind: 'fixed' });

function open(): void {
  reads = 0;
  const pool = createImagePool({ start });
  const volumes: Volumes = {
    list: async () => [disk(), ...mounted.values()],
    holding: async (path) =>
      [...mounted.values()].find((volume) => path === volume.path || path.startsWith(`${volume.path}/`)) ?? disk(),
  };
  studio = openIngestStudio(
    folders.data,
    {
      volumes,
      images: {
        ...pool,
        read: (request, signal) => {
          reads += 1;
          return pool.read(request, signal);
        },
      },
    },
    { drivesEveryMs: 150 },
  );
  keepSearchIndexFresh(studio.context.db);
}

/** A drive is a folder that is moved to where it is "mounted", under a volume of its own. */
function plugIn(drive: string, at: string, id: string | null, capacity = 32e9): void {
  mkdirSync(media(), { recursive: true });
  renameSync(join(folders.root, drive), media(at));
  mounted.set(media(at), { path: media(at), id, capacity, kind: 'removable' });
}

/** Pulled: its mount point goes, or stays as an empty folder. */
function pull(at: string, drive: string, leaveMountPoint = false): void {
  renameSync(media(at), join(folders.root, drive));
  mounted.delete(media(at));
  if (leaveMountPoint) mkdirSync(media(at));
}

async function makeDrive(drive: string, seed: number, count = 12): Promise<void> {
  for (const [index, photo] of (await smallPhotos(count, seed)).entries()) {
    const folder = join(folders.root, drive, 'DCIM', `${100 + (index % 3)}CANON`);
    mkdirSync(folder, { recursive: true });
    const path = join(folder, `IMG_${index}.JPG`);
    writeFileSync(path, photo);
    utimesSync(path, 1_700_000_000 + seed * 1000 + index, 1_700_000_000 + seed * 1000 + index);
  }
}

const rows = <Row>(sql: string) => studio.context.db.prepare<[], Row>(sql).all();
const states = () => rows<{ state: string }>('SELECT DISTINCT state FROM files').map(({ state }) => state);
const folderStates = async () => (await studio.folders.list()).map(({ state }) => state);
const HERS = 'SELECT id, sha256, rating, review, keywords, delivery FROM photos ORDER BY id';

/** She decides about everything; answers what must still be true at the end. */
function decide(): unknown {
  studio.context.db
    .prepare<[], never>(
      `UPDATE photos SET rating = 1 + id % 5, review = 'approved', keywords = '["carte"]', delivery = 'sent', changed_at = added_at + 1`,
    )
    .run();
  return rows(HERS);
}

const SOON = { timeout: 60_000, interval: 50 };

describe('a card that comes and goes', () => {
  for (const leaveMountPoint of [false, true])
    it(`is offline while it is away${leaveMountPoint ? ', its mount point left empty,' : ''} and followed to another mount point`, async () => {
      await makeDrive('carte', 1);
      plugIn('carte', 'CARTE', 'A1B2-C3D4');
      const original = fingerprintOf(media('CARTE'));
      studio.ingest.start();
      await studio.folders.add({ path: media('CARTE', 'DCIM') });
      await studio.folders.add({ path: media('CARTE', 'DCIM', '101CANON') });
      await expect.poll(() => rows('SELECT id FROM photos').length, SOON).toBe(12);
      await expect.poll(async () => (await studio.folders.progress()).state, SOON).toBe('idle');
      const hers = decide();

      pull('CARTE', 'carte', leaveMountPoint);
      await expect.poll(states, SOON).toEqual(['offline']);
      // Each watched folder notices for itself.
      await expect.poll(folderStates, SOON).toEqual(['offline', 'offline']);
      expect(rows(HERS)).toEqual(hers);
      const before = reads;

      plugIn('carte', 'CARTE1', 'A1B2-C3D4');
      await expect.poll(states, SOON).toEqual(['present']);
      await expect.poll(folderStates, SOON).toEqual(['ok', 'ok']);
      expect((await studio.folders.list()).map(({ path }) => path)).toEqual([
        media('CARTE1', 'DCIM'),
        media('CARTE1', 'DCIM', '101CANON'),
      ]);
      await expect.poll(async () => (await studio.folders.progress()).state, SOON).toBe('idle');
      expect(rows(HERS)).toEqual(hers);
      expect(rows('SELECT id FROM photos WHERE present = 0')).toEqual([]);
      expect(
        rows<{ path: string; directory: string }>('SELECT path, directory FROM files').filter(
          ({ path, directory }) => directory !== join(path, '..') || !path.startsWith(media('CARTE1')),
        ),
      ).toEqual([]);
      expect(reads).toBe(before);
      expect(fingerprintOf(media('CARTE1'))).toBe(original);
    });

  it('is recognised by what is on it where the system names no volumes', async () => {
    await makeDrive('carte', 1);
    plugIn('carte', 'NO NAME', null);
    studio.ingest.start();
    await studio.folders.add({ path: media('NO NAME') });
    await expect.poll(() => rows('SELECT id FROM photos').length, SOON).toBe(12);
    const hers = decide();
    pull('NO NAME', 'carte');
    await expect.poll(states, SOON).toEqual(['offline']);
    const before = reads;
    plugIn('carte', 'NO NAME 1', null);
    await expect.poll(states, SOON).toEqual(['present']);
    await expect
      .poll(() => studio.folders.list(), SOON)
      .toMatchObject([{ path: media('NO NAME 1'), state: 'ok', photoCount: 12 }]);
    expect(rows(HERS)).toEqual(hers);
    expect(reads).toBe(before);
  });

  for (const [how, ids] of [
    ['a number', ['A1B2-C3D4', 'FFFF-0000']],
    ['only a size', [null, null]],
  ] as const)
    it(`is not mistaken for another one mounted at its place, by ${how}`, async () => {
      await makeDrive('carte', 1);
      await makeDrive('autre', 2);
      plugIn('carte', 'CARTE', ids[0]);
      studio.ingest.start();
      await studio.folders.add({ path: media('CARTE') });
      await expect.poll(() => rows('SELECT id FROM photos').length, SOON).toBe(12);
      const hers = decide();
      pull('CARTE', 'carte');
      plugIn('autre', 'CARTE', ids[1], 64e9);
      await expect.poll(states, SOON).toEqual(['offline']);
      writeFileSync(media('CARTE', 'DCIM', '100CANON', 'nouvelle.JPG'), (await smallPhotos(1, 3))[0] ?? '');
      await studio.folders.rescan({});
      await expect.poll(async () => (await studio.folders.progress()).state, SOON).toBe('idle');
      expect(states()).toEqual(['offline']);
      expect(rows(HERS)).toEqual(hers);
      pull('CARTE', 'autre');
      plugIn('carte', 'CARTE', ids[0]);
      await expect.poll(states, SOON).toEqual(['present']);
      expect(rows(HERS)).toEqual(hers);
    });
});

describe('a folder that she moved', () => {
  it('is followed when she adds it where it lies now, without being read again', async () => {
    await makeDrive('2026', 1);
    const { added } = await studio.ingest.ingestOnce([join(folders.root, '2026')]);
    expect(added).toBe(12);
    const hers = decide();
    mkdirSync(join(folders.root, 'archive'));
    renameSync(join(folders.root, '2026'), join(folders.root, 'archive', '2026'));
    await expect(studio.ingest.ingestOnce([join(folders.root, '2026')])).rejects.toMatchObject({
      code: 'folder-missing',
    });
    expect(states()).toEqual(['offline']);
    const before = reads;
    const summary = await studio.ingest.ingestOnce([join(folders.root, 'archive', '2026')]);
    expect(summary).toMatchObject({ photos: 12, files: 12, added: 0, updated: 0, unchanged: 12 });
    expect(await studio.folders.list()).toMatchObject([{ path: join(folders.root, 'archive', '2026'), state: 'ok' }]);
    expect(rows(HERS)).toEqual(hers);
    expect(reads).toBe(before);
  });

  it('is put where she says it is, and a wrong place is refused', async () => {
    await makeDrive('avant', 1);
    await makeDrive('ailleurs', 2);
    await studio.ingest.ingestOnce([join(folders.root, 'avant')]);
    const hers = decide();
    const [folder] = await studio.folders.list();
    if (!folder) throw new Error('no folder');
    renameSync(join(folders.root, 'avant'), join(folders.root, 'après'));
    await expect(
      studio.folders.relocate({ id: folder.id, path: join(folders.root, 'ailleurs') }),
    ).rejects.toMatchObject({
      code: 'folder-differs',
    });
    await expect(
      studio.folders.relocate({ id: folder.id, path: join(folders.root, 'nulle-part') }),
    ).rejects.toMatchObject({
      code: 'folder-missing',
    });
    expect(await studio.folders.relocate({ id: folder.id, path: join(folders.root, 'après') })).toMatchObject({
      id: folder.id,
      name: 'après',
      state: 'ok',
      photoCount: 12,
    });
    expect(states()).toEqual(['present']);
    expect(rows(HERS)).toEqual(hers);
  });

  it('goes into the folder that holds it already, each photo once', async () => {
    await makeDrive('avant', 1);
    await studio.ingest.ingestOnce([join(folders.root, 'avant')]);
    const hers = decide();
    const [folder] = await studio.folders.list();
    if (!folder) throw new Error('no folder');
    cpSync(join(folders.root, 'avant'), join(folders.root, 'copie'), { recursive: true, preserveTimestamps: true });
    await studio.ingest.ingestOnce([join(folders.root, 'copie')]);
    renameSync(join(folders.root, 'avant'), join(folders.root, 'loin'));
    await studio.folders.relocate({ id: folder.id, path: join(folders.root, 'copie') });
    expect(await studio.folders.list()).toMatchObject([{ path: join(folders.root, 'copie'), photoCount: 12 }]);
    expect(rows<{ path: string }>('SELECT path FROM files').every(({ path }) => path.includes('/copie/'))).toBe(true);
    expect(rows('SELECT id FROM files')).toHaveLength(12);
    expect(rows(HERS)).toEqual(hers);
    expect(rows('SELECT id FROM photos WHERE present = 0')).toEqual([]);
  });

  it('is followed by saved searches for what lies in it or below it, and by no other', async () => {
    await makeDrive('avant', 1);
    await studio.ingest.ingestOnce([join(folders.root, 'avant')]);
    const [folder] = await studio.folders.list();
    if (!folder) throw new Error('no folder');
    const collections = collectionsRepository(studio.context.db);
    const at = (...names: string[]) => join(folders.root, ...names);
    for (const directory of [at('avant'), at('avant', 'jour 1'), at('avant-garde'), at('avan')])
      collections.create(directory, { directory, minimumRating: 3 }, 1);
    collections.create('tout', { minimumRating: 3 }, 1);
    renameSync(at('avant'), at('après'));
    await studio.folders.relocate({ id: folder.id, path: at('après') });
    expect(collections.list().map(({ filter }) => filter?.directory)).toEqual([
      at('après'),
      at('après', 'jour 1'),
      at('avant-garde'),
      at('avan'),
      undefined,
    ]);
    expect(collections.list().every(({ filter }) => filter?.minimumRating === 3)).toBe(true);
  });

  it('keeps its words findable under its new name', async () => {
    await makeDrive('mariage-awa', 1);
    await studio.ingest.ingestOnce([join(folders.root, 'mariage-awa')]);
    const [folder] = await studio.folders.list();
    if (!folder) throw new Error('no folder');
    renameSync(join(folders.root, 'mariage-awa'), join(folders.root, 'noces'));
    const { path } = await studio.folders.relocate({ id: folder.id, path: join(folders.root, 'noces') });
    expect(basename(path)).toBe('noces');
    const found = (word: string) => rows(`SELECT rowid FROM photos_search WHERE photos_search MATCH '${word}'`).length;
    expect([found('noces'), found('mariage')]).toEqual([12, 0]);
  });
});
