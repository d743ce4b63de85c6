import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PhotoId } from '../../../../shared/domain/ids.ts';
import { keepImageProcesses } from '../../../../tests/support/kept-processes.ts';
import { type PhotoRecipe, putPhoto } from '../../../../tests/support/photo-maker.ts';
import { temporaryFolders, testPorts } from '../../../../tests/support/studio-builder.ts';
import { createExifToolMetadata } from '../../../adapters/metadata/exiftool-metadata.ts';
import { createStudio, type Studio } from '../../studio.ts';

keepImageProcesses();

let folders: ReturnType<typeof temporaryFolders>;
let studio: Studio;
let to: string;

beforeEach(async () => {
  folders = temporaryFolders();
  to = join(folders.root, 'exported');
  studio = await createStudio(testPorts(folders.data));
});
afterEach(async () => {
  await studio.close();
  folders.remove();
});

async function photos(...recipes: PhotoRecipe[]): Promise<PhotoId[]> {
  const past = new Date(Date.now() - 60_000);
  for (const [index, recipe] of recipes.entries()) {
    const path = join(folders.photos, `IMG_${index + 1}.jpg`);
    await putPhoto(path, { seed: index + 1, ...recipe });
    utimesSync(path, past, past);
  }
  await studio.library.ingestOnce([folders.photos]);
  const { items } = await studio.client.photos.page({});
  return items.sort((one, other) => one.fileName.localeCompare(other.fileName)).map(({ id }) => id);
}

type Options = Parameters<Studio['client']['exports']['start']>[0]['options'];

async function exported(ids: readonly PhotoId[], options: Partial<Options> = {}) {
  const { id } = await studio.client.exports.start({
    selection: { ids: [...ids] },
    options: { folder: to, ...options },
  });
  return studio.exports.ended(id);
}

const sizeOf = async (path: string | undefined) => {
  const { width, height, format } = await sharp(path ?? '').metadata();
  return { width, height, format };
};

describe('an export', () => {
  it('writes upright copies of the size and format asked for, and never enlarges', async () => {
    const ids = await photos({ width: 1200, height: 800, orientation: 6 });
    const long = await exported(ids, { size: { kind: 'long-edge', pixels: 600 } });
    expect(await sizeOf(long.written[0])).toEqual({ width: 400, height: 600, format: 'jpeg' });
    const short = await exported(ids, { size: { kind: 'short-edge', pixels: 200 }, format: 'webp' });
    expect(await sizeOf(short.written[0])).toEqual({ width: 200, height: 300, format: 'webp' });
    const pixels = await exported(ids, { size: { kind: 'megapixels', megapixels: 0.24 }, format: 'png' });
    expect(await sizeOf(pixels.written[0])).toEqual({ width: 400, height: 600, format: 'png' });
    const full = await exported(ids, { size: { kind: 'long-edge', pixels: 9000 } });
    expect(await sizeOf(full.written[0])).toEqual({ width: 800, height: 1200, format: 'jpeg' });
  });

  it('overwrites nothing: another content under the same name gets a number, the same content stays as it is', async () => {
    const ids = await photos({});
    mkdirSync(to, { recursive: true });
    writeFileSync(join(to, 'IMG_1.jpg'), 'hers');
    const first = await exported(ids);
    expect(first.written.map((path) => basename(path))).toEqual(['IMG_1-1.jpg']);
    expect(readFileSync(join(to, 'IMG_1.jpg'), 'utf8')).toBe('hers');
    const other = await exported(ids, { quality: 30 });
    expect(other.written.map((path) => basename(path))).toEqual(['IMG_1-2.jpg']);
    expect(readdirSync(to).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('gives names by a pattern, and refuses one that is none', async () => {
    const ids = await photos({ captureDate: '2026:10:01 18:24:10' }, { captureDate: '2026:10:02 18:24:10' });
    const { written } = await exported(ids, { namePattern: '{date}_{seq:3}' });
    expect(written.map((path) => basename(path)).sort()).toEqual(['2026-10-01_001.jpg', '2026-10-02_002.jpg']);
    await expect(exported(ids, { namePattern: '{nonsense}' })).rejects.toMatchObject({ code: 'pattern-invalid' });
  });

  it('carries the watermark chosen, and none unless asked', async () => {
    const ids = await photos({});
    const plain = await exported(ids, { metadata: 'none' });
    const marked = await exported(ids, { metadata: 'none', watermark: 'chosen' });
    const [one, other] = [plain.written[0] ?? '', marked.written[0] ?? ''];
    const [left, right] = await Promise.all([one, other].map((path) => sharp(path).greyscale().raw().toBuffer()));
    let changed = 0;
    for (let at = 0; at < (left?.length ?? 0); at += 1)
      if (Math.abs((left?.[at] ?? 0) - (right?.[at] ?? 0)) > 10) changed += 1;
    expect(changed).toBeGreaterThan(20_000);
  });

  it('says what was chosen of metadata in every format, and where she was only when she chose that', async () => {
    const gps = { latitude: 12.37, longitude: -1.52 };
    const [id] = await photos({ gps, make: 'Canon', model: 'R6', captureDate: '2026:10:01 18:24:10' });
    if (id === undefined) throw new Error('no photo');
    await studio.client.settings.set({ copyright: '© Aïcha' });
    await studio.client.review.describe({ selection: { ids: [id] }, patch: { title: 'Marché à l’aube, œuvre' } });
    const metadata = createExifToolMetadata();
    try {
      for (const format of ['jpeg', 'png', 'webp'] as const)
        for (const [choice, keepGps] of [
          ['none', false],
          ['rights', false],
          ['rights', true],
          ['all', false],
          ['all', true],
        ] as const) {
          const { written, failed } = await exported([id], { format, metadata: choice, gps: keepGps });
          expect(failed, `${format} ${choice}`).toEqual([]);
          const tags = await metadata.readAll(written[0] ?? '');
          const has = (pattern: RegExp) => tags.some(({ tag, value }) => pattern.test(`${tag}: ${value}`));
          expect(has(/Marché à l’aube, œuvre/), `title ${format} ${choice}`).toBe(choice !== 'none');
          expect(has(/© Aïcha/), `rights ${format} ${choice}`).toBe(choice !== 'none');
          expect(has(/^Model: R6/), `camera ${format} ${choice}`).toBe(choice === 'all');
          expect(has(/^GPSLatitude\b/), `gps ${format} ${choice} ${keepGps}`).toBe(choice === 'all' && keepGps);
        }
    } finally {
      await metadata.close();
    }
  });

  it('says why a photo was not written, and writes the others', async () => {
    const ids = await photos({}, {});
    writeFileSync(join(folders.photos, 'IMG_1.jpg'), 'no photograph any more');
    const { written, failed, state } = await exported(ids);
    expect(state).toBe('done');
    expect(written.map((path) => basename(path))).toEqual(['IMG_2.jpg']);
    expect(failed).toMatchObject([{ problem: { code: 'file-changed' } }]);
  });

  it('can be paused and given up, leaves no half files, and tidies what a crash left', async () => {
    const ids = await photos({}, {}, {}, {}, {}, {});
    mkdirSync(to, { recursive: true });
    writeFileSync(join(to, '.pouire-export-0123456789abcdef.jpg'), 'half');
    writeFileSync(join(to, '.pouire-hers.jpg'), 'hers');
    const { id } = await studio.client.exports.start({ selection: { ids }, options: { folder: to } });
    await studio.client.exports.pause({ id });
    expect(await studio.client.exports.list()).toMatchObject([{ state: 'paused', total: 6 }]);
    await studio.client.exports.cancel({ id });
    const { state, written } = await studio.exports.ended(id);
    expect(state).toBe('cancelled');
    expect(written.length).toBeLessThan(6);
    expect(existsSync(join(to, '.pouire-hers.jpg'))).toBe(true);
    expect(readdirSync(to).filter((name) => name.startsWith('.pouire-export'))).toEqual([]);
    for (const path of written) expect(await sizeOf(path)).toMatchObject({ width: 1200 });
  });

  it('remembers what was chosen last, and has nothing to do without photos', async () => {
    const ids = await photos({});
    expect(await studio.client.exports.memory()).toBeNull();
    await exported(ids, { format: 'webp', quality: 70 });
    expect(await studio.client.exports.memory()).toMatchObject({ format: 'webp', quality: 70, folder: to });
    const nothing = studio.client.exports.start({ selection: { filter: { text: 'rien' } }, options: { folder: to } });
    await expect(nothing).rejects.toMatchObject({ code: 'nothing-to-export' });
  });
});
