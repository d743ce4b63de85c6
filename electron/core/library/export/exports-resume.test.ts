import { existsSync, readdirSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StudioError } from '../../../../shared/domain/errors.ts';
import { keepImageProcesses } from '../../../../tests/support/kept-processes.ts';
import { putPhoto } from '../../../../tests/support/photo-maker.ts';
import { temporaryFolders, testPorts } from '../../../../tests/support/studio-builder.ts';
import { createImagePool } from '../../../adapters/images/image-pool.ts';
import type { Images } from '../../ports/images.ts';
import { createStudio, type Studio } from '../../studio.ts';

const start = keepImageProcesses();

let folders: ReturnType<typeof temporaryFolders>;
let studio: Studio;
let to: string;
/** Called before each copy is made. */
let before: (made: number) => void;

beforeEach(async () => {
  folders = temporaryFolders();
  to = join(folders.root, 'exported');
  before = () => {};
  const past = new Date(Date.now() - 60_000);
  for (const seed of [1, 2, 3, 4]) {
    const path = join(folders.photos, `IMG_${seed}.jpg`);
    await putPhoto(path, { seed, width: 300, height: 200 });
    utimesSync(path, past, past);
  }
  await open();
  await studio.library.ingestOnce([folders.photos]);
});
afterEach(async () => {
  await studio.close();
  folders.remove();
});

/** One copy after the other, so that what happens before each is known. */
async function open(): Promise<void> {
  const pool = createImagePool({ start });
  let made = 0;
  const images: Images = {
    ...pool,
    concurrency: 1,
    recipe: pool.recipe,
    render: async (request, signal) => {
      before(made);
      made += 1;
      return (await pool.render?.(request, signal)) ?? { outcome: 'missing' };
    },
  };
  studio = await createStudio(testPorts(folders.data, [], { images }));
}

const names = () => readdirSync(to).sort();

async function begin() {
  const options = { folder: to, metadata: 'none' as const };
  return (await studio.client.exports.start({ selection: { filter: {} }, options })).id;
}

describe('an export that is held up', () => {
  it('waits on a full disk, says so, and goes on from there', async () => {
    before = (made) => {
      if (made === 2) throw new StudioError('disk-full', { path: to });
    };
    const id = await begin();
    const held = await studio.exports.ended(id);
    expect(held).toMatchObject({ state: 'paused', problem: { code: 'disk-full' }, failed: [] });
    expect(held.written).toHaveLength(2);
    expect(await studio.client.exports.list()).toMatchObject([{ state: 'paused', total: 4, written: 2, failed: 0 }]);
    before = () => {};
    await studio.client.exports.resume({ id });
    const { state, problem, written } = await studio.exports.ended(id);
    expect({ state, problem, written: written.length }).toEqual({ state: 'done', problem: null, written: 4 });
    expect(names()).toEqual(['IMG_1.jpg', 'IMG_2.jpg', 'IMG_3.jpg', 'IMG_4.jpg']);
  });

  it('waits for a drive that was pulled instead of making its folder elsewhere', async () => {
    const away = join(folders.root, 'away');
    before = (made) => {
      if (made === 1) renameSync(to, away);
    };
    const id = await begin();
    expect(await studio.exports.ended(id)).toMatchObject({ state: 'paused', problem: { code: 'folder-missing' } });
    before = () => {};
    await studio.client.exports.resume({ id });
    expect(await studio.exports.ended(id)).toMatchObject({ state: 'paused', problem: { code: 'folder-missing' } });
    expect(existsSync(to)).toBe(false);
    renameSync(away, to);
    await studio.client.exports.resume({ id });
    expect((await studio.exports.ended(id)).written).toHaveLength(4);
    expect(names()).toHaveLength(4);
  });

  it('goes on when the studio starts again, tells it in the list until it is put away, and tries again what failed', async () => {
    const id = await begin();
    await studio.close();
    let refused = 0;
    before = () => {
      refused += 1;
      if (refused === 1) throw new StudioError('file-unreadable', { path: 'IMG.jpg', reason: 'EIO' });
    };
    await open();
    expect(await studio.client.exports.list()).toMatchObject([{ id, state: 'running', total: 4 }]);
    studio.start();
    const first = await studio.exports.ended(id);
    expect(first).toMatchObject({ state: 'done', failed: [{ problem: { code: 'file-unreadable' } }] });
    expect(first.written).toHaveLength(3);
    await studio.client.exports.retry({ id });
    expect(await studio.exports.ended(id)).toMatchObject({ state: 'done', failed: [] });
    expect(names()).toHaveLength(4);
    await studio.client.exports.putAway({ id });
    expect(await studio.client.exports.list()).toEqual([]);
  });

  it('gives a copy another name when one appears in its place meanwhile', async () => {
    before = (made) => {
      if (made === 2)
        for (const seed of [1, 2, 3, 4]) {
          const path = join(to, `IMG_${seed}.jpg`);
          if (!existsSync(path)) writeFileSync(path, 'hers');
        }
    };
    const { written } = await studio.exports.ended(await begin());
    expect(written.filter((path) => basename(path).endsWith('-1.jpg'))).toHaveLength(2);
    for (const path of written) expect((await sharp(path).metadata()).width).toBe(300);
  });
});

describe('ways to export under names', () => {
  it('are kept, replaced whatever their case, and removed', async () => {
    const { savePreset, removePreset, presets } = studio.client.exports;
    await savePreset({ name: 'Écran', options: { folder: to, size: { kind: 'long-edge', pixels: 2048 } } });
    await savePreset({ name: 'Agence', options: { folder: to, quality: 95 } });
    await savePreset({ name: 'écran', options: { folder: to, format: 'webp' } });
    expect((await presets()).map(({ name, options }) => [name, options.format])).toEqual([
      ['Agence', 'jpeg'],
      ['écran', 'webp'],
    ]);
    await removePreset({ name: 'ÉCRAN' });
    expect((await presets()).map(({ name }) => name)).toEqual(['Agence']);
    await expect(savePreset({ name: 'x', options: { folder: to, namePattern: '{rien}' } })).rejects.toMatchObject({
      code: 'pattern-invalid',
    });
  });
});
