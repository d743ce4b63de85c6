import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { memoryVault } from '../../electron/adapters/vault/memory-vault.ts';
import { createStudio } from '../../electron/core/studio.ts';
import { nodePorts } from '../../electron/web/node-ports.ts';
import type { PhotoId } from '../../shared/domain/ids.ts';
import { commandLine } from '../support/command-line.ts';
import { keepImageProcesses } from '../support/kept-processes.ts';
import { putPhoto } from '../support/photo-maker.ts';
import { canMountDisks, mountSmallDisk, unmountDisk } from '../support/small-disk.ts';
import { openWholeStudio, temporaryFolder, type WholeStudio } from '../support/whole-studio.ts';

keepImageProcesses();

const photoCount = z.object({ photos: z.int() }).loose();

describe('a catalogue on the command line', () => {
  const folder = temporaryFolder();
  const dataDir = join(folder.path, 'data');
  const photos = join(folder.path, 'photos');
  const studio = commandLine(dataDir);
  afterAll(() => folder.remove());

  test('is copied, goes on, and is put back: words, decisions and counts of the moment of the copy', async () => {
    mkdirSync(photos);
    await putPhoto(join(photos, 'un.jpg'), { seed: 11 });
    await studio(['ingest', photos, '--json']);
    await studio(['describe', '--all', '--title', 'Au marché', '--json']);
    const to = join(folder.path, 'clé usb', 'copie.sqlite');
    const made = await studio(['backup', '--to', to, '--json']);
    expect(made.exitCode).toBe(0);
    expect(made.json()).toMatchObject({ path: to, photos: 1 });

    await putPhoto(join(photos, 'deux.jpg'), { seed: 12 });
    await studio(['ingest', photos, '--json']);
    await studio(['describe', '--all', '--title', 'Autre chose', '--json']);
    const restored = await studio(['restore', to, '--json']);
    expect(restored.json()).toMatchObject({ photos: 1, keptDeliveries: 0 });
    const listed = z.object({ items: z.array(z.object({ title: z.string() }).loose()) });
    expect(listed.parse((await studio(['list', '--json'])).json()).items.map(({ title }) => title)).toEqual([
      'Au marché',
    ]);
    // What came later is found again by reading the folder, its images by their content.
    expect(photoCount.parse((await studio(['ingest', photos, '--json'])).json()).photos).toBe(2);
  });

  test('is maintained, and told in sentences', async () => {
    const done = await studio(['maintain'], { locale: 'fr_FR' });
    expect([done.exitCode, done.stdout]).toEqual([0, expect.stringContaining('Le catalogue est sain.')]);
  });

  test('is not replaced by what is no backup', async () => {
    const refused = await studio(['restore', join(photos, 'un.jpg'), '--lang', 'fr']);
    expect([refused.exitCode, refused.stderr]).toEqual([
      1,
      expect.stringContaining('n’est pas une sauvegarde de Pouire Studio'),
    ]);
    expect((await studio(['backup', '--to', join(photos, 'un.jpg', 'x'), '--json'])).json()).toMatchObject({
      error: { code: 'backup-unwritable' },
    });
    expect(photoCount.parse((await studio(['ingest', photos, '--json'])).json()).photos).toBe(2);
  });
});

describe('derived images', () => {
  let whole: WholeStudio;
  let photos: string;
  let ids: PhotoId[];
  beforeEach(async () => {
    whole = await openWholeStudio();
    photos = join(whole.dataDir, '..', `${whole.dataDir.split('/').at(-1) ?? 'x'}-photos`);
    mkdirSync(photos);
    for (const seed of [1, 2, 3])
      await putPhoto(join(photos, `${String(seed)}.jpg`), { seed, width: 1800, height: 1200 });
    for (const name of readdirSync(photos)) utimesSync(join(photos, name), 1_760_000_000, 1_760_000_000);
    await whole.studio.library.ingestOnce([photos]);
    ids = await whole.studio.client.photos.ids({});
  });
  afterEach(async () => {
    await whole.close();
    rmSync(photos, { recursive: true, force: true });
  });
  const hash = (path: string | null) => (path === null ? null : readFileSync(path).toString('base64'));
  const picture = async (id: PhotoId) => hash(await whole.studio.library.pictureFile(id, 'preview'));

  test('that made room for others are there again when they are shown, the same to the byte', async () => {
    const { client, library } = whole.studio;
    const before = await Promise.all(ids.map(picture));
    const derived = join(whole.dataDir, 'derived');
    for (const prefix of readdirSync(derived).filter((name) => name.length === 2))
      rmSync(join(derived, prefix), { recursive: true });
    const [first] = ids;
    const again = await Promise.all(Array.from({ length: 5 }, () => picture(first ?? ids[0] ?? never())));
    expect(new Set(again)).toEqual(new Set([before[0]]));
    expect(await Promise.all(ids.map(picture))).toEqual(before);
    const { kinds } = await client.storage.usage();
    expect(kinds.find(({ kind }) => kind === 'previews')?.bytes).toBe(
      ids.reduce((sum, id) => sum + statSync(library.picture(id, 'preview') ?? '').size, 0),
    );
  });

  test('of photos whose files are away are simply not there; an abort ends the making', async () => {
    const [first] = ids;
    if (first === undefined) throw new Error('no photo');
    const path = whole.studio.library.picture(first, 'preview') ?? '';
    rmSync(path);
    const ending = new AbortController();
    ending.abort(new Error('scrolled past'));
    await expect(whole.studio.library.pictureFile(first, 'preview', ending.signal)).rejects.toThrow('scrolled past');
    rmSync(photos, { recursive: true });
    expect(await whole.studio.library.pictureFile(first, 'preview')).toBeNull();
  });

  test('are made anew for all, which shows what got damaged: its old images stay until then, others are as they were', async () => {
    const { client, storage } = whole.studio;
    const damaged = join(photos, '2.jpg');
    const bytes = readFileSync(damaged);
    // Silent damage: other bytes, the same size and date.
    writeFileSync(damaged, await altered(bytes));
    utimesSync(damaged, 1_760_000_000, 1_760_000_000);
    const before = new Map(await Promise.all(ids.map(async (id) => [id, await client.photos.show({ id })] as const)));
    expect(await client.storage.rebuild({})).toEqual({ queued: 3, offline: 0 });
    await storage.rebuild.idle();
    expect((await client.storage.state()).rebuild).toBeNull();
    const quarantine = await client.folders.quarantine();
    expect(quarantine.map(({ path, code }) => [path, code])).toEqual([[damaged, 'damaged']]);
    const after = await Promise.all(ids.map((id) => client.photos.show({ id })));
    const renewed = after.filter((photo) => photo.pictureVersion === (before.get(photo.id)?.pictureVersion ?? 0) + 1);
    expect(renewed.map(({ fileName }) => fileName).sort()).toEqual(['1.jpg', '3.jpg']);
    expect(after.filter(({ offline }) => offline).map(({ fileName }) => fileName)).toEqual(['2.jpg']);
    expect(existsSync(join(whole.dataDir, 'derived', 'rebuilding', 'set-'))).toBe(false);
    expect((await Promise.all(ids.map(picture))).every((file) => file !== null)).toBe(true);
  });
});

function never(): never {
  throw new Error('no photo');
}

/** A photograph of the same length in bytes whose pixels differ. */
async function altered(bytes: Buffer): Promise<Buffer> {
  const copy = Buffer.from(bytes);
  for (let at = Math.floor(copy.length / 2); at < copy.length - 2; at += 1) {
    const byte = copy[at] ?? 0;
    if (byte === 0xff || copy[at - 1] === 0xff) continue;
    copy[at] = byte ^ 1;
    const readable = await sharp(copy)
      .raw()
      .toBuffer()
      .then(
        () => true,
        () => false,
      );
    if (readable) return copy;
    copy[at] = byte;
  }
  throw new Error('nothing could be altered');
}

test.runIf(process.platform === 'linux' && process.getuid?.() === 0)(
  'a copy that finds no room leaves nothing behind and harms nothing; a full disk stops no restoration half way',
  async ({ skip }) => {
    const folder = temporaryFolder();
    const key = join(folder.path, 'key');
    mkdirSync(key);
    const mounted = canMountDisks();
    if (mounted) mountSmallDisk(key, '300k');
    try {
      if (!mounted) skip('no disk can be mounted here');
      const ports = async (dataDir: string) => ({
        ...(await nodePorts({ dataDir, host: 'web', sandbox: false, server: null })),
        vault: memoryVault(),
      });
      const studio = await createStudio(await ports(join(folder.path, 'data')));
      for (let index = 0; index < 60; index += 1)
        await studio.client.collections.create({ name: `c ${String(index)}`, kind: 'collection' });
      await expect(studio.client.storage.backUp({ path: join(key, 'copie.sqlite') })).rejects.toMatchObject({
        code: 'disk-full',
      });
      expect(readdirSync(key)).toEqual([]);
      expect(await studio.client.collections.list()).toHaveLength(60);
      await studio.close();
    } finally {
      if (mounted) unmountDisk(key);
      folder.remove();
    }
  },
);
