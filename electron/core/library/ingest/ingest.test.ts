import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StudioError } from '../../../../shared/domain/errors.ts';
import { keepImageProcesses } from '../../../../tests/support/kept-processes.ts';
import { makePhoto, putPhoto } from '../../../../tests/support/photo-maker.ts';
import { canMountDisks, mountSmallDisk, unmountDisk } from '../../../../tests/support/small-disk.ts';
import { type IngestStudio, openIngestStudio, temporaryFolders } from '../../../../tests/support/studio-builder.ts';
import { createImagePool } from '../../../adapters/images/image-pool.ts';
import type { Volume } from '../../ports/volumes.ts';
import type { StudioPorts } from '../../ports.ts';
import type { IngestHooks } from './ingest.ts';
import { listFolder } from './walk.ts';

const start = keepImageProcesses();
let folders: ReturnType<typeof temporaryFolders>;
let studio: IngestStudio | null = null;

beforeEach(() => {
  folders = temporaryFolders();
});
afterEach(async () => {
  await studio?.close();
  studio = null;
  folders.remove();
});

function open(change: Partial<StudioPorts> = {}, hooks: Partial<IngestHooks> = {}): IngestStudio {
  studio = openIngestStudio(folders.data, change, hooks);
  return studio;
}

async function reopen(): Promise<IngestStudio> {
  await studio?.close();
  return open();
}

const ingest = (...paths: string[]) =>
  (studio ?? open()).ingest.ingestOnce(paths.length > 0 ? paths : [folders.photos]);
const at = (...names: string[]) => join(folders.photos, ...names);

/** Puts a small photograph that is old enough not to be waited for. */
async function put(name: string, recipe: Parameters<typeof putPhoto>[1] = {}): Promise<Buffer> {
  const photo = await putPhoto(at(name), { width: 320, height: 240, ...recipe });
  settle(at(name));
  return photo;
}

function settle(path: string, seconds = 1_700_000_000): void {
  utimesSync(path, seconds, seconds);
}

function photos() {
  const { db } = (studio ?? open()).context;
  return db.all(db.sql.selectFrom('photos').selectAll().orderBy('file_name'));
}

function files() {
  const { db } = (studio ?? open()).context;
  return db.all(db.sql.selectFrom('files').selectAll().orderBy('path'));
}

function rate(id: number, rating: number): void {
  const { db } = (studio ?? open()).context;
  db.run(db.sql.updateTable('photos').set({ rating, review: 'approved', changed_at: 1e15 }).where('id', '=', id));
}

describe('a first pass', () => {
  it('reads photographs in all folders below, with metadata, and makes four images of each', async () => {
    await put('a/été.jpg', {
      width: 3000,
      height: 2000,
      captureDate: '2026:01:05 09:30:00',
      captureOffset: '+01:00',
      make: 'Canon',
      model: 'Canon EOS R5',
      lens: 'RF 85mm',
      xmp: {
        title: 'Marché à l’aube',
        caption: 'Œuvre',
        keywords: ['marché', 'Bobo'],
        city: 'Bobo-Dioulasso',
        rating: 4,
      },
    });
    await put('b/c/d.png', { format: 'png', seed: 2 });
    writeFileSync(at('notes.txt'), 'rien');
    const summary = await ingest();
    expect(summary).toMatchObject({
      photos: 2,
      files: 2,
      added: 2,
      updated: 0,
      unchanged: 0,
      quarantined: [],
      ignored: 1,
    });
    const market = photos().find((photo) => photo.file_name === 'été.jpg');
    expect(market).toMatchObject({
      capture_date: '2026-01-05T09:30:00',
      sort_at: Date.UTC(2026, 0, 5, 8, 30),
      camera: 'Canon EOS R5',
      lens: 'RF 85mm',
      title: 'Marché à l’aube',
      caption: 'Œuvre',
      keywords: '["marché","Bobo"]',
      place: 'Bobo-Dioulasso',
      rating: 4,
      width: 3000,
      height: 2000,
      present: 1,
    });
    const images: { kind: string; path: string; width: number; height: number; bytes: number }[] = JSON.parse(
      market?.derived ?? '[]',
    );
    expect(images.map(({ kind, width, height }) => `${kind} ${width}×${height}`)).toEqual([
      'preview 1200×800',
      'thumb800 800×533',
      'thumb400 400×267',
      'thumb200 200×133',
    ]);
    for (const image of images)
      expect(readFileSync(join(folders.data, 'derived', image.path))).toHaveLength(image.bytes);
  });

  it('answers folders.add at once and reads in the background once started', async () => {
    await put('one.jpg');
    const { folders: calls, ingest: running } = open();
    running.start();
    const folder = await calls.add({ path: folders.photos });
    expect(folder).toMatchObject({ path: folders.photos, state: 'ok' });
    await expect.poll(async () => (await calls.list())[0]?.photoCount, { timeout: 60_000 }).toBe(1);
    await expect.poll(async () => (await calls.progress()).state).toBe('idle');
  });

  it('tells the rules which photos are new', async () => {
    const told: number[] = [];
    await put('one.jpg');
    open({}, { refreshRules: (ids) => told.push(...ids) });
    await ingest();
    expect(told).toEqual(photos().map(({ id }) => id));
  });

  it('says how far it is', async () => {
    for (let seed = 1; seed <= 6; seed += 1) await put(`${seed}.jpg`, { seed });
    const said: number[] = [];
    const final = await open().ingest.ingestOnce([folders.photos], { onProgress: ({ done }) => said.push(done) });
    expect(final.added).toBe(6);
    expect(said.at(-1)).toBe(6);
  });
});

describe('a further pass', () => {
  it('touches nothing when nothing changed, also after a restart', async () => {
    await put('a.jpg');
    await put('b.jpg', { seed: 2 });
    writeFileSync(at('vide.jpg'), '');
    settle(at('vide.jpg'));
    await ingest();
    const [photosBefore, filesBefore] = [photos(), files()];
    await reopen();
    expect(await ingest()).toMatchObject({ added: 0, updated: 0, unchanged: 2, quarantined: [{ code: 'empty-file' }] });
    expect([photos(), files()]).toEqual([photosBefore, filesBefore]);
  });

  it('follows a photograph that was moved and renamed, with her rating', async () => {
    await put('a.jpg');
    await ingest();
    rate(photos()[0]?.id ?? 0, 5);
    mkdirSync(at('tri'));
    renameSync(at('a.jpg'), at('tri', 'marché.jpg'));
    expect(await ingest()).toMatchObject({ files: 1, added: 0, updated: 1, unchanged: 0 });
    expect(photos()).toMatchObject([{ rating: 5, review: 'approved', file_name: 'marché.jpg', present: 1 }]);
    expect(files()).toMatchObject([{ path: at('tri', 'marché.jpg'), state: 'present' }]);
  });

  it('follows a folder that was renamed', async () => {
    await put('avant/a.jpg');
    await put('avant/b/c.jpg', { seed: 2 });
    await ingest();
    for (const { id } of photos()) rate(id, 3);
    renameSync(at('avant'), at('après'));
    expect(await ingest()).toMatchObject({ photos: 2, files: 2, added: 0, updated: 2 });
    expect(photos().map(({ rating, present }) => [rating, present])).toEqual([
      [3, 1],
      [3, 1],
    ]);
  });

  it('sees the same content in two places as one photo', async () => {
    await put('a.jpg');
    copyFileSync(at('a.jpg'), at('copie.jpg'));
    settle(at('copie.jpg'));
    expect(await ingest()).toMatchObject({ photos: 1, files: 2, added: 1, updated: 1 });
    unlinkSync(at('a.jpg'));
    expect(await ingest()).toMatchObject({ photos: 1, files: 1 });
    expect(photos()).toMatchObject([{ file_name: 'copie.jpg', present: 1 }]);
  });

  it('marks a deleted file missing and keeps the record', async () => {
    await put('a.jpg');
    await ingest();
    rate(photos()[0]?.id ?? 0, 4);
    unlinkSync(at('a.jpg'));
    await put('b.jpg', { seed: 2 });
    await ingest();
    expect(photos()).toMatchObject([
      { rating: 4, present: 0, file_name: 'a.jpg' },
      { rating: 0, present: 1 },
    ]);
    expect(files()[0]).toMatchObject({ state: 'missing' });
  });

  it('keeps her words when a file is edited in place, and makes its images anew', async () => {
    await put('a.jpg');
    await ingest();
    const [before] = photos();
    rate(before?.id ?? 0, 5);
    await put('a.jpg', { seed: 77 });
    settle(at('a.jpg'), 1_700_000_100);
    expect(await ingest()).toMatchObject({ photos: 1, files: 1, added: 0, updated: 1 });
    const [after] = photos();
    expect(after).toMatchObject({ id: before?.id, rating: 5, picture_version: 2 });
    expect(after?.sha256).not.toBe(before?.sha256);
  });

  it('does not give her words to another photograph of the same name, as cards bring them', async () => {
    await put('IMG_1.jpg', { seed: 1, captureDate: '2026:01:05 09:00:00' });
    await ingest();
    const [before] = photos();
    rate(before?.id ?? 0, 5);
    await put('IMG_1.jpg', { seed: 9, captureDate: '2026:03:11 17:20:00' });
    settle(at('IMG_1.jpg'), 1_700_000_100);
    expect(await ingest()).toMatchObject({ photos: 1, files: 1, added: 1, updated: 0 });
    expect(photos()).toMatchObject([
      { id: before?.id, sha256: before?.sha256, rating: 5, present: 0 },
      { rating: 0, present: 1, file_name: 'IMG_1.jpg' },
    ]);
  });

  it('keeps her words when the clock of the camera is set right, or the picture is changed', async () => {
    await put('a.jpg', { seed: 1, captureDate: '2026:01:05 09:00:00' });
    await put('b.jpg', { seed: 2, captureDate: '2026:01:05 09:00:00' });
    await ingest();
    for (const { id } of photos()) rate(Number(id), 5);
    await put('a.jpg', { seed: 1, captureDate: '2026:01:05 10:00:00' });
    await put('b.jpg', { seed: 9, captureDate: '2026:01:05 09:00:00' });
    for (const name of ['a.jpg', 'b.jpg']) settle(at(name), 1_700_000_100);
    expect(await ingest()).toMatchObject({ photos: 2, added: 0, updated: 2 });
    expect(photos()).toMatchObject([
      { rating: 5, picture_version: 2 },
      { rating: 5, picture_version: 2 },
    ]);
  });

  it('takes a touched file with the same content for what it is: unchanged', async () => {
    await put('a.jpg');
    await ingest();
    settle(at('a.jpg'), 1_700_000_555);
    expect(await ingest()).toMatchObject({ added: 0, updated: 0, unchanged: 1 });
    expect(await ingest()).toMatchObject({ added: 0, updated: 0, unchanged: 1 });
  });

  it('makes images of another recipe anew, and none when they are there', async () => {
    await put('a.jpg');
    await ingest();
    const { db } = (studio ?? open()).context;
    db.run(db.sql.updateTable('photos').set({ derived_recipe: 'p0' }));
    expect(await ingest()).toMatchObject({ added: 0, updated: 1 });
    expect(photos()).toMatchObject([{ derived_recipe: studio?.context.ports.images.recipe, picture_version: 2 }]);
  });

  it('reads a set-aside file again when it changed, and puts it among the photos', async () => {
    const whole = await makePhoto({ width: 320, height: 240 });
    writeFileSync(at('a.jpg'), whole.subarray(0, whole.length / 2));
    settle(at('a.jpg'));
    expect(await ingest()).toMatchObject({ files: 0, quarantined: [{ code: 'incomplete' }] });
    writeFileSync(at('a.jpg'), whole);
    settle(at('a.jpg'), 1_700_000_100);
    expect(await ingest()).toMatchObject({ files: 1, quarantined: [] });
  });
});

describe('drives and folders', () => {
  it('takes a vanished drive for offline, never for deleted, and everything is back with it', async () => {
    await put('carte/a.jpg');
    const card = at('carte');
    await ingest(card);
    renameSync(card, at('débranchée'));
    const { folders: calls, ingest: running } = studio ?? open();
    const id = (await calls.list())[0]?.id;
    running.start();
    await calls.rescan(id ? { id } : {});
    await expect.poll(async () => (await calls.list())[0]?.state).toBe('offline');
    expect(files()).toMatchObject([{ state: 'offline' }]);
    expect(photos()).toMatchObject([{ present: 0 }]);
    renameSync(at('débranchée'), card);
    await calls.rescan({});
    await expect.poll(async () => (await calls.list())[0]?.state).toBe('ok');
    await expect.poll(() => photos()[0]?.present).toBe(1);
    expect(files()).toMatchObject([{ state: 'present' }]);
  });

  it('takes an empty mount point for a drive that is away', async () => {
    await put('nas/a.jpg');
    let mounted = true;
    const drive: Volume = { path: at('nas'), id: 'CARTE', capacity: 32e9, kind: 'removable' };
    const disk: Volume = { path: folders.root, id: 'disque', capacity: 1e12, kind: 'fixed' };
    open({ volumes: { list: async () => [], holding: async () => (mounted ? drive : disk) } });
    await ingest(at('nas'));
    renameSync(at('nas', 'a.jpg'), at('a.jpg'));
    mounted = false;
    expect(await ingest(at('nas'))).toMatchObject({
      photos: 0,
      failed: [{ path: at('nas'), code: 'folder-offline' }],
    });
    expect(files()).toMatchObject([{ state: 'offline' }]);
    renameSync(at('a.jpg'), at('nas', 'a.jpg'));
    mounted = true;
    expect(await ingest(at('nas'))).toMatchObject({ photos: 1, failed: [] });
    expect(files()).toMatchObject([{ state: 'present' }]);
  });

  it('knows a folder that she emptied from a drive that is away', async () => {
    await put('tri/a.jpg');
    await ingest(at('tri'));
    rate(photos()[0]?.id ?? 0, 4);
    unlinkSync(at('tri', 'a.jpg'));
    expect(await ingest(at('tri'))).toMatchObject({ photos: 0, failed: [] });
    expect(files()).toMatchObject([{ state: 'missing' }]);
    expect(photos()).toMatchObject([{ rating: 4, present: 0 }]);
    expect(await studio?.folders.list()).toMatchObject([{ state: 'ok' }]);
  });

  it('marks a renamed folder as away when a pass over it can only fail, and takes it back with the next', async () => {
    await put('carte/a.jpg');
    await put('autre/b.jpg', { seed: 2 });
    await ingest(at('carte'));
    renameSync(at('carte'), at('renommée'));
    await expect(ingest(at('carte'))).rejects.toMatchObject({ code: 'folder-missing' });
    expect(files()).toMatchObject([{ state: 'offline' }]);
    expect(photos()).toMatchObject([{ present: 0 }]);
    expect((await studio?.folders.list())?.map(({ state }) => state)).toEqual(['offline']);
    expect(await ingest(at('carte'), at('autre'))).toMatchObject({
      photos: 1,
      failed: [{ path: at('carte'), code: 'folder-missing' }],
    });
    renameSync(at('renommée'), at('carte'));
    expect(await ingest(at('carte'))).toMatchObject({ photos: 1, added: 0, failed: [] });
    expect(files().map(({ state }) => state)).toEqual(['present', 'present']);
  });

  it('notices by itself that a folder was renamed, and that it is back', { timeout: 60_000 }, async () => {
    await put('carte/a.jpg');
    const { folders: calls, ingest: running } = open();
    await ingest(at('carte'));
    running.start();
    renameSync(at('carte'), at('renommée'));
    await expect.poll(() => files()[0]?.state, { timeout: 60_000, interval: 100 }).toBe('offline');
    expect(await calls.list()).toMatchObject([{ state: 'offline' }]);
    renameSync(at('renommée'), at('carte'));
    await expect.poll(() => files()[0]?.state, { timeout: 60_000, interval: 100 }).toBe('present');
  });

  it('reports an unreadable folder and does not take it for deleted', async () => {
    await put('a.jpg');
    await put('privé/b.jpg', { seed: 2 });
    await ingest();
    await studio?.close();
    // Not by permissions: the administrator, as whom tests may run, can read everything.
    const list = async (path: string) =>
      basename(path) === 'privé'
        ? { path, files: [], folders: [], links: [], illegible: [], ignored: 0, problem: 'unreadable' as const }
        : listFolder(path);
    open({}, { list });
    expect(await ingest()).toMatchObject({
      files: 2,
      added: 0,
      updated: 0,
      quarantined: [{ path: at('privé'), code: 'unreadable' }],
    });
    await reopen();
    expect(await ingest()).toMatchObject({ files: 2, quarantined: [] });
  });

  it('refuses folders that are not there or are none, with their own codes', async () => {
    await put('a.jpg');
    const { folders: calls } = open();
    await expect(calls.add({ path: at('nulle-part') })).rejects.toMatchObject({ code: 'folder-missing' });
    await expect(calls.add({ path: at('a.jpg') })).rejects.toMatchObject({ code: 'not-a-folder' });
    await expect(calls.browse({ path: at('nulle-part') })).rejects.toMatchObject({ code: 'folder-missing' });
    await expect(calls.browse({ path: at('a.jpg') })).rejects.toMatchObject({ code: 'not-a-folder' });
  });

  it('is not led in circles by symbolic links', async () => {
    await put('a/b/c.jpg');
    symlinkSync(folders.photos, at('a', 'b', 'rond'));
    symlinkSync(at('a'), at('encore'));
    expect(await ingest()).toMatchObject({ photos: 1, files: 1 });
  });

  it('forgets a folder but keeps what she decided, and what lies in another watched folder', async () => {
    await put('a.jpg');
    await put('tri/b.jpg', { seed: 2 });
    await put('tri/c.jpg', { seed: 3 });
    await ingest(folders.photos, at('tri'));
    const { folders: calls } = studio ?? open();
    const outer = (await calls.list()).find(({ path }) => path === folders.photos);
    expect(await calls.remove({ id: outer?.id ?? (0 as never) })).toEqual({ removedPhotos: 1 });
    expect(files().map(({ path }) => basename(path))).toEqual(['b.jpg', 'c.jpg']);
    rate(photos()[0]?.id ?? 0, 5);
    const [inner] = await calls.list();
    expect(await calls.remove({ id: inner?.id ?? (0 as never) })).toEqual({ removedPhotos: 1 });
    expect(photos()).toMatchObject([{ file_name: 'b.jpg', rating: 5, present: 0 }]);
  });

  it('keeps what she only put into a collection or a stack of her own, and knows it when its folder is back', async () => {
    for (const [name, seed] of [
      ['a.jpg', 1],
      ['b.jpg', 2],
      ['c.jpg', 3],
      ['d.jpg', 4],
    ] as const)
      await put(name, { seed });
    await ingest();
    const { db } = (studio ?? open()).context;
    const [a, b, c] = photos().map(({ id }) => Number(id));
    db.prepare(
      "INSERT INTO collections (id, name, kind, position, created_at) VALUES (1, 'Marché', 'collection', 0, 0)",
    ).run();
    db.prepare(`INSERT INTO collection_photos (collection_id, photo_id, position) VALUES (1, ${a}, 0)`).run();
    db.prepare("INSERT INTO stacks (id, kind) VALUES (7, 'hand')").run();
    db.prepare(`UPDATE photos SET stack_id = 7 WHERE id IN (${b}, ${c})`).run();
    const { folders: calls } = studio ?? open();
    const [folder] = await calls.list();
    expect(await calls.remove({ id: folder?.id ?? (0 as never) })).toEqual({ removedPhotos: 1 });
    expect(photos().map(({ id, present }) => [id, present])).toEqual([a, b, c].map((id) => [id, 0]));
    expect(await ingest()).toMatchObject({ photos: 4, added: 1 });
    expect(
      photos()
        .slice(0, 3)
        .map(({ id, present }) => [id, present]),
    ).toEqual([a, b, c].map((id) => [id, 1]));
  });

  it('lists folders with their images for hosts without a dialog', async () => {
    await put('Mariage/a.jpg');
    await put('Mariage/b.jpg');
    mkdirSync(at('.caché'));
    const listing = await open().folders.browse({ path: folders.photos });
    expect(listing).toMatchObject({
      path: folders.photos,
      imageCount: 0,
      entries: [{ name: 'Mariage', imageCount: 2 }],
    });
    expect(listing.shortcuts[0]).toMatchObject({ kind: 'home' });
  });

  it('sees changes while it watches', async () => {
    await put('a.jpg');
    const { folders: calls, ingest: running } = open();
    running.start();
    await calls.add({ path: folders.photos });
    await expect.poll(() => photos().length, { timeout: 60_000 }).toBe(1);
    await put('nouveau/profond/b.jpg', { seed: 2 });
    await expect.poll(() => photos().length, { timeout: 60_000, interval: 100 }).toBe(2);
    renameSync(at('nouveau'), at('tri'));
    await expect
      .poll(() => files().map(({ path, state }) => `${basename(path)} ${state} ${path.includes('tri')}`), {
        timeout: 60_000,
        interval: 100,
      })
      .toContain('b.jpg present true');
    unlinkSync(at('a.jpg'));
    await expect
      .poll(() => files().find(({ path }) => path === at('a.jpg'))?.state, { timeout: 60_000, interval: 100 })
      .toBe('missing');
  });
});

describe('bad input', () => {
  it('gives each kind of broken file its own reason and keeps the others unharmed', async () => {
    await put('bonne.jpg');
    const whole = await makePhoto({ width: 640, height: 480, grain: 5 });
    const png = await makePhoto({ width: 64, height: 64, format: 'png' });
    writeFileSync(at('vide.jpg'), '');
    writeFileSync(at('texte.jpg'), 'ceci n’est pas une photo'.repeat(100));
    writeFileSync(at('coupée.jpg'), whole.subarray(0, whole.length / 2));
    writeFileSync(at('géante.png'), giantPng(60_000, 60_000));
    writeFileSync(at('coupée.png'), png.subarray(0, png.length - 20));
    writeFileSync(at('anim.jpg'), Buffer.concat([Buffer.from('BM'), Buffer.alloc(50)]));
    const damaged = Buffer.from(whole);
    damaged.fill(Buffer.from([0xff, 0xd3]), 4000, 6000);
    writeFileSync(at('abîmée.jpg'), damaged);
    for (const name of readdirSync(folders.photos)) settle(at(name));
    mkdirSync(at('dossier.jpg'));
    const { quarantined, files: count } = await ingest();
    expect(count).toBe(1);
    expect(Object.fromEntries(quarantined.map(({ path, code }) => [basename(path), code]))).toEqual({
      'vide.jpg': 'empty-file',
      'texte.jpg': 'not-an-image',
      'coupée.jpg': 'incomplete',
      'géante.png': 'too-large',
      'coupée.png': 'incomplete',
      'anim.jpg': 'unsupported',
      'abîmée.jpg': 'damaged',
    });
  });

  it.runIf(process.platform === 'linux')(
    'does not read a gigabyte of zeros to find out that it is no photograph',
    async () => {
      writeFileSync(at('zéros.jpg'), '');
      truncateSync(at('zéros.jpg'), 1024 ** 3);
      settle(at('zéros.jpg'));
      const before = bytesRead();
      expect(await ingest()).toMatchObject({ quarantined: [{ code: 'not-an-image' }] });
      expect(bytesRead() - before).toBeLessThan(100_000_000);
    },
  );

  it.skipIf(process.platform === 'win32')('takes names with a newline, emoji and 250 bytes', async () => {
    const names = ['ligne\nnouvelle.jpg', '🦁🌍.jpg', `${'é'.repeat(123)}.jpg`];
    for (const [index, name] of names.entries()) await put(name, { seed: index + 1 });
    expect(await ingest()).toMatchObject({ photos: 3, files: 3, quarantined: [] });
    expect(
      files()
        .map(({ path }) => basename(path))
        .sort(),
    ).toEqual([...names].sort());
    expect(await ingest()).toMatchObject({ added: 0, updated: 0, unchanged: 3 });
  });

  it.skipIf(process.platform === 'win32')('does not wait for a named pipe called .jpg', async () => {
    execFileSync('mkfifo', [at('tuyau.jpg')]);
    await put('a.jpg');
    expect(await ingest()).toMatchObject({ photos: 1, quarantined: [], ignored: 0 });
  });

  it('keeps tags in metadata as text, without control characters', async () => {
    await put('a.jpg', {
      xmp: { title: '<script>alert("1")</script>', keywords: ['<b>gras</b>'] },
      make: 'Can\u0007on',
      model: '<img src=x>',
    });
    await ingest();
    expect(photos()).toMatchObject([
      { title: '<script>alert("1")</script>', keywords: '["<b>gras</b>"]', camera: 'Canon <img src=x>' },
    ]);
  });

  it('waits for a file that is still being written and reads it when it is whole', async () => {
    const whole = await makePhoto({ width: 320, height: 240 });
    writeFileSync(at('lente.jpg'), whole.subarray(0, 2000));
    const passing = ingest();
    const growing = new Promise<void>((resolve) =>
      setTimeout(() => {
        appendFileSync(at('lente.jpg'), whole.subarray(2000));
        resolve();
      }, 300),
    );
    expect(await passing).toMatchObject({ photos: 1, quarantined: [] });
    await growing;
  });

  it('pauses when the disk is full, says so, loses nothing and goes on when there is room', async () => {
    await put('a.jpg');
    await put('b.jpg', { seed: 2 });
    let full = true;
    const pool = createImagePool({ start });
    open({
      images: {
        ...pool,
        read: (request, signal) =>
          full ? Promise.reject(new StudioError('disk-full', { path: folders.data })) : pool.read(request, signal),
      },
    });
    await expect(ingest()).rejects.toMatchObject({ code: 'disk-full' });
    const { folders: calls } = studio ?? open();
    expect(await calls.progress()).toMatchObject({ state: 'paused', waiting: 2, problem: { code: 'disk-full' } });
    expect(await calls.quarantine()).toEqual([]);
    full = false;
    expect(await ingest()).toMatchObject({ photos: 2, added: 2, quarantined: [] });
    expect((await calls.progress()).problem).toBeUndefined();
  });

  it.skipIf(!canMountDisks())('meets a disk that is really full with the same calm', async () => {
    await put('a.jpg', { width: 2400, height: 1600, grain: 8 });
    const small = join(folders.root, 'petit');
    mkdirSync(small);
    mountSmallDisk(small, '6m');
    try {
      studio = openIngestStudio(small);
      fillUp(join(small, 'ballast'));
      await expect(ingest()).rejects.toMatchObject({ code: 'disk-full' });
      rmSync(join(small, 'ballast'));
      expect(await ingest()).toMatchObject({ photos: 1, added: 1, quarantined: [] });
      expect(existsSync(join(small, 'derived'))).toBe(true);
    } finally {
      await studio?.close();
      studio = null;
      unmountDisk(small);
    }
  });

  it('reads a file that could not be read as soon as it can, though neither its size nor its time changed', async () => {
    await put('a.jpg');
    await put('b.jpg', { seed: 2 });
    await ingest();
    await put('c.jpg', { seed: 3 });
    settle(at('b.jpg'), 1_700_000_100);
    let closed = true;
    await studio?.close();
    const pool = createImagePool({ start });
    open({
      images: {
        ...pool,
        read: (request, signal) =>
          closed
            ? Promise.resolve({ outcome: 'refused', code: 'unreadable', detail: 'EACCES' })
            : pool.read(request, signal),
      },
    });
    const aside = [at('b.jpg'), at('c.jpg')].map((path) => ({ path, code: 'unreadable' }));
    expect(await ingest()).toMatchObject({ files: 1, quarantined: aside });
    expect(await ingest()).toMatchObject({ files: 1, quarantined: aside });
    closed = false;
    expect(await ingest()).toMatchObject({ files: 3, quarantined: [] });
    expect(await ingest()).toMatchObject({ files: 3, added: 0, updated: 0, unchanged: 3 });
  });

  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'reads a file again whose permission was given back',
    async () => {
      await put('a.jpg');
      chmodSync(at('a.jpg'), 0);
      expect(await ingest()).toMatchObject({ files: 0, quarantined: [{ code: 'unreadable' }] });
      chmodSync(at('a.jpg'), 0o600);
      expect(await ingest()).toMatchObject({ files: 1, added: 1, quarantined: [] });
    },
  );

  it.skipIf(process.platform !== 'linux')(
    'counts every file whose name is no text, once, and says to rename it',
    async () => {
      const raw = (name: string) => Buffer.concat([Buffer.from(`${folders.photos}/`), Buffer.from(name, 'latin1')]);
      const photo = await put('bonne.jpg');
      await put('vrai \uFFFD.jpg', { seed: 2 });
      // As old cards and archives have them: é and è in Latin 1, which decode to one and the same text.
      mkdirSync(raw('\xe9t\xe9/deux').subarray(0, -5));
      mkdirSync(raw('\xe9t\xe9/deux'));
      for (const name of ['caf\xe9.jpg', 'caf\xe8.jpg', 'notes \xe9.txt', '\xe9t\xe9/a.jpg', '\xe9t\xe9/deux/b.jpg']) {
        writeFileSync(raw(name), photo);
        utimesSync(raw(name), 1_700_000_000, 1_700_000_000);
      }
      const aside = ['caf\\xE8.jpg', 'caf\\xE9.jpg', '\\xE9t\\xE9/a.jpg', '\\xE9t\\xE9/deux/b.jpg'];
      const first = await ingest();
      expect(first).toMatchObject({ files: 2, ignored: 1 });
      const names = (summary: typeof first) =>
        summary.quarantined.map(({ path, code }) => `${code} ${path.slice(folders.photos.length + 1)}`).sort();
      expect(names(first)).toEqual(aside.map((name) => `name-unreadable ${name}`).sort());
      expect(names(await ingest())).toEqual(names(first));
      await studio?.folders.retry({ path: at('caf\\xE9.jpg') });
      expect(names(await ingest())).toEqual(names(first));
      renameSync(raw('caf\xe9.jpg'), at('café.jpg'));
      renameSync(raw('\xe9t\xe9'), at('été'));
      const renamed = await ingest();
      expect(renamed).toMatchObject({ photos: 2, files: 5 });
      expect(names(renamed)).toEqual(['name-unreadable caf\\xE8.jpg']);
    },
  );

  it('tries a set-aside file again when asked', async () => {
    writeFileSync(at('vide.jpg'), '');
    settle(at('vide.jpg'));
    await ingest();
    const { folders: calls } = studio ?? open();
    expect(await calls.retry({ path: at('vide.jpg') })).toEqual({ queued: 1 });
    await expect(calls.retry({ path: at('inconnue.jpg') })).rejects.toMatchObject({ code: 'file-missing' });
  });
});

describe('pause', () => {
  it('stops beginning new photographs until it is told to go on', async () => {
    for (let seed = 1; seed <= 4; seed += 1) await put(`${seed}.jpg`, { seed });
    const { folders: calls, ingest: running } = open();
    await calls.pause();
    running.start();
    await calls.add({ path: folders.photos });
    expect((await calls.progress()).state).toBe('paused');
    expect(photos()).toEqual([]);
    await calls.resume();
    await expect.poll(() => photos().length, { timeout: 60_000 }).toBe(4);
  });
});

function giantPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(33);
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]).copy(header);
  header.writeUInt32BE(13, 8);
  header.write('IHDR', 12, 'latin1');
  header.writeUInt32BE(width, 16);
  header.writeUInt32BE(height, 20);
  header.set([8, 2, 0, 0, 0], 24);
  return Buffer.concat([header, Buffer.alloc(200)]);
}

/** Writes until the disk is full but for a little: enough for a row, not for an image. */
function fillUp(path: string): void {
  try {
    for (;;) appendFileSync(path, Buffer.alloc(64 * 1024));
  } catch {
    truncateSync(path, statSync(path).size - 40 * 1024);
  }
}

/** What this process has read so far, bytes (Linux). */
function bytesRead(): number {
  return Number(/rchar: (\d+)/.exec(readFileSync('/proc/self/io', 'utf8'))?.[1]);
}
