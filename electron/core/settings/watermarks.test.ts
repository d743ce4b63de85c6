import { existsSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { watermarkId } from '../../../shared/contract/watermark.contract.ts';
import { type PhotoId, photoId } from '../../../shared/domain/ids.ts';
import { MARKETPLACE_WATERMARK } from '../../../shared/domain/watermark.ts';
import { keepImageProcesses } from '../../../tests/support/kept-processes.ts';
import { putPhoto } from '../../../tests/support/photo-maker.ts';
import { temporaryFolders, testPorts } from '../../../tests/support/studio-builder.ts';
import { createStudio, type Studio } from '../studio.ts';
import { digestOf } from './watermarks.ts';

keepImageProcesses();

let folders: ReturnType<typeof temporaryFolders>;
let studio: Studio;
beforeEach(async () => {
  folders = temporaryFolders();
  studio = await createStudio(testPorts(folders.data));
});
afterEach(async () => {
  await studio.close();
  folders.remove();
});

const mine = {
  ...MARKETPLACE_WATERMARK,
  content: { kind: 'text' as const, text: '© Aïcha' },
  opacity: 60,
};

async function onePhoto(): Promise<PhotoId> {
  const path = join(folders.photos, 'one.jpg');
  await putPhoto(path, { width: 1200, height: 800, seed: 4 });
  const past = new Date(Date.now() - 60_000);
  utimesSync(path, past, past);
  await studio.library.ingestOnce([folders.photos]);
  const { items } = await studio.client.photos.page({});
  return photoId.parse(items[0]?.id);
}

const previewPath = async (id: PhotoId) => {
  const path = await studio.library.pictureFile(id, 'preview');
  if (path === null) throw new Error('no preview');
  return path;
};

describe('a watermark that she chose', () => {
  it('is part of the recipe by its digest, and the marketplace’s own is not', () => {
    expect(digestOf(MARKETPLACE_WATERMARK)).toBe('');
    expect(digestOf(mine)).toMatch(/^[0-9a-f]{8}$/);
    expect(digestOf({ ...mine, opacity: 61 })).not.toBe(digestOf(mine));
    // What a tiled mark has no use for changes nothing.
    expect(digestOf({ ...mine, anchor: 'top', margin: 9 })).toBe(digestOf(mine));
  });

  it('makes previews anew, what is looked at first; the old one is shown until then and thumbnails look the same', async () => {
    const id = await onePhoto();
    const before = await previewPath(id);
    const old = readFileSync(before);
    const preset = await studio.client.watermarks.save({ id: null, name: 'À moi', design: mine });
    await studio.client.watermarks.choose({ id: preset.id });
    expect(readFileSync(await previewPath(id))).toEqual(old);
    await expect.poll(() => previewPath(id), { timeout: 20_000 }).toContain(`-w${digestOf(mine)}-preview.jpg`);
    expect(readFileSync(await previewPath(id))).not.toEqual(old);
    const thumbnail = await studio.library.pictureFile(id, 'thumb800');
    expect(readFileSync(thumbnail ?? '')).toEqual(readFileSync(before.replace('preview', 'thumb800')));
    // Back to the marketplace's: what was made is found again.
    await studio.client.watermarks.choose({ id: null });
    await studio.library.ensurePictures(id);
    expect(readFileSync(await previewPath(id))).toEqual(old);
  });

  it('is on the preview before that is sent, also where nobody looked', async () => {
    const id = await onePhoto();
    const preset = await studio.client.watermarks.save({ id: null, name: 'À moi', design: mine });
    await studio.client.watermarks.choose({ id: preset.id });
    await studio.library.ensurePictures(id);
    expect(studio.library.picture(id, 'preview')).toContain(digestOf(mine));
  });

  it('can be deleted and brought back, chosen as it was', async () => {
    const preset = await studio.client.watermarks.save({ id: null, name: 'À moi', design: mine });
    await studio.client.watermarks.choose({ id: preset.id });
    await studio.client.watermarks.remove({ id: preset.id });
    expect(await studio.client.watermarks.list()).toMatchObject({ presets: [], chosen: null });
    await studio.client.watermarks.restore({ id: preset.id });
    expect(await studio.client.watermarks.list()).toMatchObject({ presets: [{ name: 'À moi' }], chosen: preset.id });
    await expect(studio.client.watermarks.choose({ id: watermarkId.parse(99) })).rejects.toMatchObject({
      code: 'watermark-unknown',
    });
  });

  it('is kept over a restart, with the logo it shows, whatever became of the logo’s file', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><circle cx="20" cy="20" r="18" fill="#c00"/></svg>';
    const logo = await studio.client.watermarks.addLogo({
      name: 'logo.svg',
      content: Buffer.from(svg).toString('base64'),
    });
    const design = { ...mine, content: { kind: 'logo' as const, logo: logo.sha256 }, tone: 'own' as const };
    const preset = await studio.client.watermarks.save({ id: null, name: 'Logo', design });
    await studio.client.watermarks.choose({ id: preset.id });
    await studio.close();
    studio = await createStudio(testPorts(folders.data));
    const id = await onePhoto();
    const path = studio.library.picture(id, 'preview');
    expect(path).toContain(digestOf(design));
    expect(existsSync(path ?? '')).toBe(true);
    await expect(
      studio.client.watermarks.addLogo({ name: 'x.gif', content: Buffer.from('GIF89a').toString('base64') }),
    ).rejects.toMatchObject({ code: 'logo-unusable' });
  });

  it('is tried on her photographs in any shape, with what is missing of it said', async () => {
    const photo = await onePhoto();
    for (const ratio of [null, 1 / 3, 1, 3]) {
      const sample = await studio.client.watermarks.sample({ photo, design: mine, ratio });
      const { width, height } = await sharp(Buffer.from(sample.jpeg ?? '', 'base64')).metadata();
      expect(width / height).toBeCloseTo(ratio ?? 1.5, 1);
      expect(sample).toMatchObject({ missing: [], survives: true });
    }
    const design = { ...mine, layout: 'anchored' as const, content: { kind: 'text' as const, text: 'Aïcha 写' } };
    expect(await studio.client.watermarks.sample({ photo, design, ratio: null })).toMatchObject({
      missing: ['写'],
      survives: false,
    });
  });
});
