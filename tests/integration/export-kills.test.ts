import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, utimesSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, expect, it } from 'vitest';
import { createStudio } from '../../electron/core/studio.ts';
import { makeFolder } from '../../electron/files/make-folder.ts';
import { seededRandom } from '../../sandbox/random.ts';
import { putPhoto } from '../support/photo-maker.ts';
import { temporaryFolders, testPorts } from '../support/studio-builder.ts';

const CHILD = fileURLToPath(new URL('../support/export-child.ts', import.meta.url));
const PHOTOS = 10;
const KILLS = 3;
const folders = temporaryFolders();
afterAll(() => folders.remove());

it('an export that is killed again and again has every copy once, whole, and what stood there before is untouched', async () => {
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
  console.log(`seed ${seed}`);
  const random = seededRandom(seed);
  const past = new Date(Date.now() - 60_000);
  for (let index = 0; index < PHOTOS; index += 1) {
    const path = join(folders.photos, `IMG_${index}.jpg`);
    await putPhoto(path, { seed: index + 1, width: 900, height: 600 });
    utimesSync(path, past, past);
  }
  const studio = await createStudio(testPorts(folders.data));
  await studio.library.ingestOnce([folders.photos]);
  await studio.close();
  const folder = join(folders.root, 'copies');
  makeFolder(folder);
  writeFileSync(join(folder, 'copie.jpg'), 'hers');

  const copies = () => readdirSync(folder).filter((name) => !name.startsWith('.') && name !== 'copie.jpg');
  const order = JSON.stringify({ dataDir: folders.data, folder });
  let kills = 0;
  for (let done = false; !done; ) {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', CHILD, order], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', (text: Buffer) => {
      said += text.toString();
    });
    // Its own files say when: after so many things happened in the folder, whatever they were.
    let left = kills < KILLS ? 2 + Math.floor(random() * 9) : Number.POSITIVE_INFINITY;
    const watcher = watch(folder, () => {
      left -= 1;
      if (left === 0 && child.kill('SIGKILL')) kills += 1;
    });
    await once(child, 'close');
    watcher.close();
    done = said.includes('done');
    if (!done && left > 0) throw new Error(`the studio ended with ${child.exitCode}`);
    // Whatever stands under a name of its own is whole at any moment.
    for (const name of copies()) expect((await sharp(join(folder, name)).stats()).channels).toHaveLength(3);
  }

  expect(kills).toBeGreaterThan(0);
  expect(copies()).toHaveLength(PHOTOS);
  const contents = new Set<string>();
  for (const name of copies()) contents.add((await sharp(join(folder, name)).raw().toBuffer()).toString('base64'));
  expect(contents.size).toBe(PHOTOS);
  expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
}, 120_000);
