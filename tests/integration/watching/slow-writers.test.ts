import { closeSync, ftruncateSync, mkdirSync, openSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { createImagePool } from '../../../electron/adapters/images/image-pool.ts';
import { keepImageProcesses } from '../../support/kept-processes.ts';
import { makePhoto, sha256Of } from '../../support/photo-maker.ts';
import { type IngestStudio, openIngestStudio, temporaryFolders } from '../../support/studio-builder.ts';

const start = keepImageProcesses();

/** Longer than a slow line's hiccup, and what the studio is asked to endure. */
const PAUSE_MS = 10_000;

let folders: ReturnType<typeof temporaryFolders>;
let studio: IngestStudio;
let taken: string[];

beforeEach(() => {
  folders = temporaryFolders();
  taken = [];
  const pool = createImagePool({ start });
  studio = openIngestStudio(folders.data, {
    images: {
      ...pool,
      async read(request, signal) {
        const result = await pool.read(request, signal);
        if (result.outcome === 'photo') taken.push(result.sha256);
        return result;
      },
    },
  });
});
afterEach(async () => {
  await studio.close();
  folders.remove();
});

/** A copy over a line that stops in the middle. */
async function inTwoHalves(path: string, content: Buffer): Promise<void> {
  const file = openSync(path, 'w');
  writeSync(file, content.subarray(0, content.length / 2));
  await sleep(PAUSE_MS);
  writeSync(file, content.subarray(content.length / 2));
  closeSync(file);
}

/** Ways in which files are written slowly; all at once, because each takes its ten seconds. */
const WRITERS: Readonly<Record<string, (path: string, content: Buffer) => Promise<void>>> = {
  'pause.jpg': inTwoHalves,
  /** A network drive: full length first, filled from the beginning. */
  async 'zeros.jpg'(path, content) {
    const file = openSync(path, 'w');
    ftruncateSync(file, content.length);
    await sleep(PAUSE_MS / 2);
    writeSync(file, content.subarray(0, Math.floor(content.length / 2)), 0, null, 0);
    await sleep(PAUSE_MS / 2);
    writeSync(file, content, 0, content.length, 0);
    closeSync(file);
  },
  /** Made first, filled much later. */
  async 'vide.png'(path, content) {
    const file = openSync(path, 'w');
    await sleep(PAUSE_MS);
    writeSync(file, content);
    closeSync(file);
  },
  async 'pause.png'(path, content) {
    const file = openSync(path, 'w');
    writeSync(file, content.subarray(0, content.length - 100));
    await sleep(PAUSE_MS);
    writeSync(file, content.subarray(content.length - 100));
    closeSync(file);
  },
  'pause.tif': inTwoHalves,
  'pause.webp': inTwoHalves,
  /** As rsync, browsers and cloud folders do: another name until it is whole. */
  async 'renommee.jpg'(path, content) {
    const part = join(path, '..', '.renommee.jpg.k3Jx');
    writeFileSync(part, content.subarray(0, content.length / 2));
    await sleep(PAUSE_MS / 2);
    writeFileSync(part, content);
    renameSync(part, path);
  },
  /** Whole, but kept open by the program that wrote it. */
  async 'ouverte.jpg'(path, content) {
    const file = openSync(path, 'w');
    writeSync(file, content);
    await sleep(PAUSE_MS);
    closeSync(file);
  },
};

test('files written with pauses of ten seconds are taken when they are whole, never set aside, and shown as being written', {
  timeout: 60_000,
}, async () => {
  mkdirSync(join(folders.photos, 'lente'));
  studio.ingest.start();
  await studio.folders.add({ path: folders.photos });
  const contents = new Map<string, Buffer>();
  for (const [index, name] of Object.keys(WRITERS).entries()) {
    const format = name.endsWith('png')
      ? 'png'
      : name.endsWith('tif')
        ? 'tiff'
        : name.endsWith('webp')
          ? 'webp'
          : 'jpeg';
    contents.set(name, await makePhoto({ width: 320, height: 240, seed: index + 1, format }));
  }
  let most = 0;
  const asides: string[] = [];
  const watching = new AbortController();
  onTestFinished(() => watching.abort());
  const observer = (async () => {
    while (!watching.signal.aborted) {
      most = Math.max(most, (await studio.folders.progress()).unsettled);
      asides.push(...(await studio.folders.quarantine()).map(({ path, code }) => `${code} ${path}`));
      await sleep(100);
    }
  })();
  await Promise.all(
    [...contents].map(([name, content]) => WRITERS[name]?.(join(folders.photos, 'lente', name), content)),
  );
  const names = () =>
    studio.context.db
      .prepare<[], { name: string; sha256: string }>('SELECT file_name AS name, sha256 FROM photos ORDER BY file_name')
      .all();
  const expected = [...contents].map(([name, content]) => ({ name, sha256: sha256Of(content) }));
  await expect
    .poll(names, { timeout: 60_000, interval: 100 })
    .toEqual(expected.sort((a, b) => (a.name < b.name ? -1 : 1)));
  watching.abort();
  await observer;
  expect(asides).toEqual([]);
  expect(most).toBeGreaterThanOrEqual(5);
  expect([...new Set(taken)].sort()).toEqual(expected.map(({ sha256 }) => sha256).sort());
  expect((await studio.folders.progress()).unsettled).toBe(0);
});
