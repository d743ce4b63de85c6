import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ImportId, ImportOptions, Look } from '../../../../shared/contract/import.contract.ts';
import { keepImageProcesses } from '../../../../tests/support/kept-processes.ts';
import { putPhoto } from '../../../../tests/support/photo-maker.ts';
import { canMountDisks, mountSmallDisk, unmountDisk } from '../../../../tests/support/small-disk.ts';
import { openWholeStudio, temporaryFolder, type WholeStudio } from '../../../../tests/support/whole-studio.ts';
import type { StudioPorts } from '../../ports.ts';

keepImageProcesses();

let folder: ReturnType<typeof temporaryFolder>;
let card: string;
let destination: string;
let whole: WholeStudio;
const mounted: string[] = [];

beforeEach(async () => {
  folder = temporaryFolder();
  card = join(folder.path, 'CARTE', 'DCIM', '100CANON');
  destination = join(folder.path, 'Photos');
  whole = await open();
});
afterEach(async () => {
  await whole.close();
  for (const at of mounted.splice(0)) unmountDisk(at);
  folder.remove();
});

function open(change: Partial<StudioPorts> = {}): Promise<WholeStudio> {
  return openWholeStudio({
    volumes: {
      list: async () => [{ path: join(folder.path, 'CARTE'), id: null, capacity: 0, kind: 'removable' as const }],
      holding: async () => null,
    },
    ...change,
  });
}

const client = () => whole.studio.client;
const options = (more: Partial<ImportOptions> = {}) => ({
  destination,
  backup: null,
  folderPattern: '{YYYY}/{date}',
  namePattern: null,
  event: '',
  firstNumber: 1,
  skipKnown: true,
  ...more,
});

async function look(path = join(folder.path, 'CARTE')): Promise<Look> {
  const { look: id } = await client().imports.look({ paths: [path] });
  return whole.studio.library.imports.looks.whole(id);
}

async function runAll(more: Partial<ImportOptions> = {}, path?: string): Promise<ImportId> {
  const { id } = await client().imports.start({ look: (await look(path)).id, shots: null, options: options(more) });
  await whole.studio.library.imports.runNow(id, new AbortController().signal);
  return id;
}

const progress = async (id: ImportId) => (await client().imports.list()).find((one) => one.id === id);

/** Every file below a folder with the hash of its content; temporary names would show. */
function tree(root: string): Record<string, string> {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(root, name)).isFile(),
  );
  return Object.fromEntries(names.sort().map((name) => [name, hashOf(join(root, name))]));
}
const hashOf = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

describe('a card', () => {
  it('is found, listed with days and cameras, and copied by date with raw and sidecars under one name', async () => {
    await putPhoto(join(card, 'IMG_0001.JPG'), {
      seed: 1,
      captureDate: '2026:10:01 18:24:10',
      make: 'Canon',
      model: 'Canon EOS R6',
    });
    writeFileSync(join(card, 'IMG_0001.CR3'), 'the raw');
    writeFileSync(join(card, 'img_0001.xmp'), '<x/>');
    writeFileSync(join(card, 'IMG_0001.CR3.xmp'), '<y/>');
    await putPhoto(join(card, 'IMG_0002.JPG'), { seed: 2, captureDate: '2026:10:02 08:00:00' });
    writeFileSync(join(card, 'MVI_0003.MOV'), 'a film');
    const before = tree(folder.path);
    expect(await client().imports.sources()).toEqual([
      { path: join(folder.path, 'CARTE'), name: 'CARTE', kind: 'card' },
    ]);
    const seen = await look();
    expect(seen).toMatchObject({ state: 'ready', ignored: 1 });
    expect(seen.shots).toMatchObject([
      {
        name: 'IMG_0001.JPG',
        extensions: ['JPG', 'CR3'],
        sidecars: 2,
        takenAt: '2026-10-01T18:24:10',
        datedBy: 'camera',
        camera: 'Canon EOS R6',
        known: 'new',
      },
      { name: 'IMG_0002.JPG', extensions: ['JPG'], sidecars: 0, known: 'new' },
    ]);
    const [thumbnail] = await client().imports.thumbnails({ look: seen.id, shots: [0] });
    expect(Buffer.from(thumbnail?.jpeg ?? '', 'base64').subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));

    const id = await runAll({ namePattern: '{date}_{event}_{seq:3}', event: 'Marché' });
    expect(tree(destination)).toEqual({
      '2026/2026-10-01/2026-10-01_Marché_001.CR3': before['CARTE/DCIM/100CANON/IMG_0001.CR3'],
      '2026/2026-10-01/2026-10-01_Marché_001.CR3.xmp': before['CARTE/DCIM/100CANON/IMG_0001.CR3.xmp'],
      '2026/2026-10-01/2026-10-01_Marché_001.JPG': before['CARTE/DCIM/100CANON/IMG_0001.JPG'],
      '2026/2026-10-01/2026-10-01_Marché_001.xmp': before['CARTE/DCIM/100CANON/img_0001.xmp'],
      '2026/2026-10-02/2026-10-02_Marché_002.JPG': before['CARTE/DCIM/100CANON/IMG_0002.JPG'],
    });
    expect(await progress(id)).toMatchObject({
      state: 'done',
      shots: 2,
      shotsDone: 2,
      copied: 5,
      known: 0,
      failed: 0,
      fromCard: true,
      safeToRemove: true,
    });
    const after = tree(folder.path);
    for (const [name, hash] of Object.entries(before)) expect([name, after[name]]).toEqual([name, hash]);
    expect(Math.floor(statSync(join(destination, '2026/2026-10-01/2026-10-01_Marché_001.JPG')).mtimeMs / 1000)).toBe(
      Math.floor(statSync(join(card, 'IMG_0001.JPG')).mtimeMs / 1000),
    );
  });

  it('is copied once: what the library or an import has by content is left, under whatever name', async () => {
    await putPhoto(join(card, 'A.JPG'), { seed: 1 });
    await runAll();
    copyFileSync(join(card, 'A.JPG'), join(card, 'B.JPG'));
    await putPhoto(join(card, 'C.JPG'), { seed: 3 });
    copyFileSync(join(card, 'C.JPG'), join(card, 'D.JPG'));
    const seen = await look();
    expect(seen.shots.map(({ name, known }) => [name, known])).toEqual([
      ['A.JPG', 'known'],
      ['B.JPG', 'known'],
      ['C.JPG', 'new'],
      ['D.JPG', 'new'],
    ]);
    const id = await runAll();
    expect(await progress(id)).toMatchObject({ copied: 1, known: 3, failed: 0, safeToRemove: true });
    // Two are copied at once: whichever of the twins is placed first has the name.
    const names = Object.keys(tree(destination)).map((name) => name.split('/').at(-1));
    expect([
      ['A.JPG', 'C.JPG'],
      ['A.JPG', 'D.JPG'],
    ]).toContainEqual(names);
    // Deleted by her, it is news again.
    for (const name of Object.keys(tree(destination))) rmSync(join(destination, name));
    expect((await look()).shots.map(({ known }) => known)).toEqual(['new', 'new', 'new', 'new']);
  });

  it('goes to two places at once', async () => {
    await putPhoto(join(card, 'A.JPG'), { seed: 1 });
    const backup = join(folder.path, 'Sauvegarde');
    await runAll({ backup, folderPattern: '' });
    expect(tree(backup)).toEqual(tree(destination));
    expect(tree(backup)).toEqual({ 'A.JPG': hashOf(join(card, 'A.JPG')) });
  });

  it('that is pulled in the middle is waited for, and the rest follows when it is back', async () => {
    for (const seed of [1, 2, 3, 4]) await putPhoto(join(card, `IMG_${seed}.JPG`), { seed });
    const { id } = await client().imports.start({ look: (await look()).id, shots: null, options: options() });
    renameSync(join(folder.path, 'CARTE'), join(folder.path, 'poche'));
    await whole.studio.library.imports.runNow(id, new AbortController().signal);
    expect(await progress(id)).toMatchObject({
      state: 'waiting',
      problem: { code: 'source-away' },
      failed: 0,
      safeToRemove: false,
    });
    whole.studio.start();
    renameSync(join(folder.path, 'poche'), join(folder.path, 'CARTE'));
    await vi.waitFor(async () => expect(await progress(id)).toMatchObject({ state: 'done', copied: 4 }), {
      timeout: 15_000,
    });
    expect(Object.values(tree(destination)).sort()).toEqual(Object.values(tree(card)).sort());
  });
});

describe('copying', () => {
  it('never overwrites: another content of the same name gets a number, raw and picture the same', async () => {
    await putPhoto(join(card, 'IMG_1.JPG'), { seed: 1 });
    writeFileSync(join(card, 'IMG_1.CR2'), 'raw of 1');
    mkdirSync(destination);
    writeFileSync(join(destination, 'IMG_1.CR2'), 'somebody else’s');
    await putPhoto(join(destination, 'IMG_1-1.JPG'), { seed: 9 });
    await runAll({ folderPattern: '' });
    expect(Object.keys(tree(destination))).toEqual(['IMG_1-1.JPG', 'IMG_1-2.CR2', 'IMG_1-2.JPG', 'IMG_1.CR2']);
    expect(readFileSync(join(destination, 'IMG_1.CR2'), 'utf8')).toBe('somebody else’s');
  });

  it('gives two photographs of one name their own, whatever the case of the letters', async () => {
    await putPhoto(join(folder.path, 'CARTE', 'DCIM', '100A', 'IMG_1.JPG'), {
      seed: 1,
      captureDate: '2026:01:01 10:00:00',
    });
    await putPhoto(join(folder.path, 'CARTE', 'DCIM', '101A', 'img_1.jpg'), {
      seed: 2,
      captureDate: '2026:01:01 11:00:00',
    });
    await runAll({ folderPattern: '' });
    expect(Object.keys(tree(destination))).toEqual(['IMG_1.JPG', 'img_1-1.jpg']);
  });

  it('says why a file could not be read and goes on with the others; tried again, it may come', async () => {
    for (const seed of [1, 2, 3]) await putPhoto(join(card, `IMG_${seed}.JPG`), { seed });
    const kept = readFileSync(join(card, 'IMG_2.JPG'));
    const seen = await look();
    rmSync(join(card, 'IMG_2.JPG'));
    mkdirSync(join(card, 'IMG_2.JPG'));
    const { id } = await client().imports.start({
      look: seen.id,
      shots: null,
      options: options({ folderPattern: '' }),
    });
    await whole.studio.library.imports.runNow(id, new AbortController().signal);
    expect(await progress(id)).toMatchObject({ state: 'done', copied: 2, failed: 1, safeToRemove: false });
    expect(await client().imports.failures({ id })).toMatchObject([
      { path: join(card, 'IMG_2.JPG'), problem: { code: 'file-unreadable' } },
    ]);
    rmSync(join(card, 'IMG_2.JPG'), { recursive: true });
    writeFileSync(join(card, 'IMG_2.JPG'), kept);
    await client().imports.retry({ id });
    await whole.studio.library.imports.runNow(id, new AbortController().signal);
    expect(await progress(id)).toMatchObject({ state: 'done', copied: 3, failed: 0, safeToRemove: true });
  });

  it('is refused before it begins where there is no room, with what is missing', async () => {
    await putPhoto(join(card, 'A.JPG'), { seed: 1 });
    const seen = await look();
    const shared = join(folder.path, 'petit');
    mkdirSync(shared);
    if (!mount(shared, '1m')) return;
    await expect(
      client().imports.start({ look: seen.id, shots: null, options: options({ destination: shared }) }),
    ).rejects.toMatchObject({
      code: 'not-enough-space',
      data: { missing: expect.any(Number) },
    });
  });

  it('waits where the disk fills up in the middle, and goes on when there is room', async () => {
    for (const seed of [1, 2, 3])
      await putPhoto(join(card, `IMG_${seed}.JPG`), { seed, width: 2400, height: 1600, grain: 12 });
    destination = join(folder.path, 'disque');
    mkdirSync(destination);
    if (!mount(destination, '56m')) return;
    const { id } = await client().imports.start({
      look: (await look()).id,
      shots: null,
      options: options({ folderPattern: '' }),
    });
    const stuffing = join(destination, 'autre chose');
    const size = statSync(join(card, 'IMG_1.JPG')).size;
    writeFileSync(stuffing, Buffer.alloc(56 * 1024 * 1024 - Math.floor(size * 1.5)));
    await whole.studio.library.imports.runNow(id, new AbortController().signal);
    expect(await progress(id)).toMatchObject({ state: 'waiting', problem: { code: 'disk-full' }, failed: 0 });
    rmSync(stuffing);
    whole.studio.start();
    await vi.waitFor(async () => expect(await progress(id)).toMatchObject({ state: 'done', copied: 3 }), {
      timeout: 15_000,
    });
    expect(Object.values(tree(destination)).sort()).toEqual(Object.values(tree(card)).sort());
  });

  it('is refused with a pattern that makes no name', async () => {
    await putPhoto(join(card, 'A.JPG'), { seed: 1 });
    const seen = await look();
    const start = (more: Partial<ImportOptions>) =>
      client().imports.start({ look: seen.id, shots: null, options: options(more) });
    await expect(start({ namePattern: '{jour}' })).rejects.toMatchObject({
      code: 'pattern-invalid',
      data: { problem: 'unknown', detail: '{jour}' },
    });
    await expect(start({ folderPattern: '../..' })).rejects.toMatchObject({
      code: 'pattern-invalid',
      data: { problem: 'climbs' },
    });
    await expect(client().imports.start({ look: seen.id, shots: [], options: options() })).rejects.toMatchObject({
      code: 'nothing-to-import',
    });
    expect(existsSync(destination)).toBe(false);
  });
});

describe('an import', () => {
  it('is paused, resumed and cancelled; what was copied stays and nothing half-written is left', async () => {
    for (const seed of [1, 2, 3]) await putPhoto(join(card, `IMG_${seed}.JPG`), { seed });
    const { id } = await client().imports.start({ look: (await look()).id, shots: [0, 1], options: options() });
    await client().imports.pause({ id });
    expect(await progress(id)).toMatchObject({ state: 'paused', copied: 0 });
    await client().imports.resume({ id });
    whole.studio.start();
    await vi.waitFor(async () => expect(await progress(id)).toMatchObject({ state: 'done', copied: 2 }), {
      timeout: 15_000,
    });
    const { id: other } = await client().imports.start({ look: (await look()).id, shots: null, options: options() });
    await client().imports.cancel({ id: other });
    expect(await progress(other)).toMatchObject({ state: 'cancelled' });
    expect(Object.keys(tree(destination)).filter((name) => name.includes('.part'))).toEqual([]);
    await client().imports.putAway({ id });
    expect((await client().imports.list()).map((one) => one.id)).toEqual([other]);
  });

  it('shows its photographs in the library, which watches the destination from then on', async () => {
    await putPhoto(join(card, 'A.JPG'), { seed: 1 });
    whole.studio.start();
    await client().imports.start({ look: (await look()).id, shots: null, options: options() });
    await vi.waitFor(async () => expect((await client().photos.page({})).items).toHaveLength(1), { timeout: 20_000 });
    expect((await client().folders.list()).map(({ path }) => path)).toEqual([destination]);
    expect((await look()).shots[0]?.known).toBe('known');
  });
});

/** A tiny disk, where the test may make one; unmounted after the test. */
function mount(at: string, size: string): boolean {
  if (!canMountDisks()) return false;
  mountSmallDisk(at, size);
  mounted.push(at);
  return true;
}
