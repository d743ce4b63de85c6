import { readdirSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createStudio } from '../../electron/core/studio.ts';
import { commandLine } from '../support/command-line.ts';
import { putPhoto } from '../support/photo-maker.ts';
import { temporaryFolders, testPorts } from '../support/studio-builder.ts';

const folders = temporaryFolders();
const studio = commandLine(folders.data);
const to = join(folders.root, 'copies');

beforeAll(async () => {
  const past = new Date(Date.now() - 60_000);
  for (const seed of [1, 2]) {
    const path = join(folders.photos, `IMG_${seed}.jpg`);
    await putPhoto(path, { seed, width: 600, height: 400 });
    utimesSync(path, past, past);
  }
  await studio(['ingest', folders.photos, '--json']);
});
afterAll(() => folders.remove());

it('keeps ways to export under names, says them, and removes them', async () => {
  const saved = await studio(['export', '--to', to, '--size', '300', '--metadata', 'none', '--save-preset', 'Écran']);
  expect(saved.exitCode).toBe(0);
  expect((await studio(['export', '--presets', '--json'])).json()).toMatchObject({
    presets: [{ name: 'Écran', options: { folder: to, size: { kind: 'long-edge', pixels: 300 }, metadata: 'none' } }],
  });
  await studio(['export', '--preset', 'écran', '--format', 'png', '--save-preset', 'Agence', '--json']);
  const left = await studio(['export', '--remove-preset', 'agence', '--json']);
  expect(left.json()).toMatchObject({ presets: [{ name: 'Écran' }] });
  expect((await studio(['export', '--all', '--preset', 'nul', '--json'])).json()).toMatchObject({
    error: { code: 'export-preset-unknown' },
  });
});

it('exports as a preset says, but for what is said here', async () => {
  const done = await studio(['export', '--all', '--preset', 'Écran', '--rename', 'copie_{seq:2}', '--json']);
  expect(done.exitCode).toBe(0);
  expect(readdirSync(to).sort()).toEqual(['copie_01.jpg', 'copie_02.jpg']);
  expect((await sharp(join(to, 'copie_01.jpg')).metadata()).width).toBe(300);
  rmSync(to, { recursive: true });
});

it('goes on with what was interrupted', async () => {
  expect((await studio(['export', '--resume', '--json'])).json()).toEqual({ written: [], failed: [] });
  // A studio that ends with an export before it: its rows stay.
  const interrupted = await createStudio(testPorts(folders.data));
  await interrupted.client.exports.start({
    selection: { filter: {} },
    options: { folder: to, metadata: 'none' },
  });
  await interrupted.close();
  const resumed = await studio(['export', '--resume', '--json']);
  expect(resumed.exitCode).toBe(0);
  expect(readdirSync(to).sort()).toEqual(['IMG_1.jpg', 'IMG_2.jpg']);
  // Told once, here.
  expect((await studio(['export', '--resume', '--json'])).json()).toEqual({ written: [], failed: [] });
});
