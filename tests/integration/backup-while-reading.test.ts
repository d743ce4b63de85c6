import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createStudio } from '../../electron/core/studio.ts';
import { putPhoto } from '../support/photo-maker.ts';
import { temporaryFolders, testPorts } from '../support/studio-builder.ts';

const PHOTOS = 24;
const folders = temporaryFolders();
afterAll(() => folders.remove());

it('a copy of the catalogue made while photographs are read is whole, holds what was there, and holds up nothing', async () => {
  const past = new Date(Date.now() - 60_000);
  for (let seed = 1; seed <= PHOTOS; seed += 1) {
    const path = join(folders.photos, `IMG_${seed}.jpg`);
    await putPhoto(path, { seed, width: 300, height: 200 });
    utimesSync(path, past, past);
  }
  const studio = await createStudio(testPorts(folders.data));
  const copies: ReturnType<typeof copy>[] = [];
  const copy = async (name: string, atLeast: number) => {
    const { path, contents } = await studio.client.storage.backUp({ path: join(folders.root, name) });
    return { path, contents, atLeast };
  };
  try {
    // The pass itself says when: after the first photographs, and once more before the last.
    let known = 0;
    let last: Promise<unknown> = Promise.resolve();
    const stop = studio.events.subscribe((event) => {
      if (event.type !== 'photos-changed' || copies.length >= 2) return;
      known += 1;
      const next = last.then(() => copy(`copie-${copies.length}.sqlite`, 0));
      copies.push(next);
      last = next.catch(() => {});
    });
    const { added } = await studio.library.ingestOnce([folders.photos]);
    stop();
    expect(added).toBe(PHOTOS);
    expect(known).toBeGreaterThan(0);
    for (const one of await Promise.all(copies)) {
      expect(one.contents.photos).toBeLessThanOrEqual(PHOTOS);
      expect(await studio.client.storage.inspect({ path: one.path })).toEqual(one.contents);
    }
    const { contents } = await copy('toutes.sqlite', PHOTOS);
    expect(contents.photos).toBe(PHOTOS);
    // A copy from the middle is a catalogue to go on from: what it had not seen yet is found by the next look.
    const [first] = await Promise.all(copies);
    await studio.client.storage.restore({ path: first?.path ?? '' });
  } finally {
    await studio.close();
  }
  const restored = await createStudio(testPorts(folders.data));
  try {
    await restored.library.ingestOnce([folders.photos]);
    const { total } = await restored.client.photos.counts({ filter: {} });
    expect(total).toBe(PHOTOS);
  } finally {
    await restored.close();
  }
}, 120_000);
