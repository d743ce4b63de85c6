import { readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createImagePool } from '../../../../electron/adapters/images/image-pool.ts';
import { photoId } from '../../../../shared/domain/ids.ts';
import { withComment, withThumbnail } from '../../../../tests/support/exif-thumbnail.ts';
import { keepImageProcesses } from '../../../../tests/support/kept-processes.ts';
import { makePhoto } from '../../../../tests/support/photo-maker.ts';
import { openIngestStudio, temporaryFolders } from '../../../../tests/support/studio-builder.ts';
import type { ReadPhotoRequest } from '../../ports/images.ts';
import type { StudioPorts } from '../../ports.ts';
import { createPictures } from '../photos/pictures.ts';

const start = keepImageProcesses();
let folders: ReturnType<typeof temporaryFolders>;
let studio: ReturnType<typeof openIngestStudio> | null = null;
let big: Buffer;

beforeEach(async () => {
  folders = temporaryFolders();
  big ??= await withThumbnail(
    await makePhoto({ width: 2400, height: 1600, seed: 7, captureDate: '2026:01:05 09:00:00' }),
  );
});
afterEach(async () => {
  await studio?.close();
  studio = null;
  folders.remove();
});

function put(name: string, content = withComment(big, name)): string {
  const path = join(folders.photos, name);
  writeFileSync(path, content);
  utimesSync(path, 1_700_000_000, 1_700_000_000);
  return path;
}

function open(change: Partial<StudioPorts> = {}) {
  studio = openIngestStudio(folders.data, change);
  return studio;
}

/** Real image processes that tell what is asked of them; while `held`, nothing but first looks comes through. */
function recorded() {
  const pool = createImagePool({ start });
  const asked: ReadPhotoRequest[] = [];
  const gate = { held: true, open: () => {} };
  const opened = new Promise<void>((resolve) => {
    gate.open = () => {
      gate.held = false;
      resolve();
    };
  });
  const images: StudioPorts['images'] = {
    ...pool,
    async read(request, signal) {
      signal?.throwIfAborted();
      asked.push(request);
      if (gate.held && !request.quick)
        await new Promise<void>((resolve, reject) => {
          void opened.then(resolve);
          signal?.addEventListener('abort', () => reject(signal.reason));
        });
      return pool.read(request, signal);
    },
  };
  return { images, asked, gate };
}

const WITHIN = { timeout: 60_000 };
const rows = (from: NonNullable<typeof studio>) =>
  from.context.db.all(
    from.context.db.sql
      .selectFrom('photos')
      .select(['id', 'file_name', 'derived_recipe', 'picture_version', 'width', 'height'])
      .orderBy('file_name'),
  );
const waitingKinds = (from: NonNullable<typeof studio>) =>
  from.context.db.all(from.context.db.sql.selectFrom('jobs').select(['kind', 'priority']).orderBy('id'));

describe('fast first', () => {
  it('shows what the camera embedded before any image is made, and the images when they are there', async () => {
    for (const name of ['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg', 'e.jpg']) put(name);
    const { images, gate } = recorded();
    const { ingest, context } = open({ images });
    const pass = ingest.ingestOnce([folders.photos]);
    await expect.poll(() => rows(current()).length, WITHIN).toBe(5);
    const [first] = rows(current());
    expect(first).toMatchObject({ derived_recipe: null, picture_version: 1, width: 2400, height: 1600 });
    const pictures = createPictures(context);
    const id = photoId.parse(first?.id);
    expect(pictures.picture(id, 'preview')).toBeNull();
    expect(readFileSync(pictures.shown(id, 'thumb400') ?? '').length).toBeGreaterThan(500);
    gate.open();
    expect(await pass).toMatchObject({ photos: 5, added: 5, updated: 0, unchanged: 0 });
    for (const row of rows(current())) expect(row).toMatchObject({ derived_recipe: 'p1', picture_version: 2 });
    expect(pictures.shown(id, 'thumb400')).toBe(pictures.picture(id, 'thumb400'));
    expect(waitingKinds(current())).toEqual([]);
  });

  it('goes on after the process died between the look and the images', async () => {
    put('a.jpg');
    const { images } = recorded();
    const before = open({ images });
    const stop = new AbortController();
    const pass = before.ingest.ingestOnce([folders.photos], { signal: stop.signal });
    await expect.poll(() => rows(before).length, WITHIN).toBe(1);
    stop.abort(new Error('killed'));
    await expect(pass).rejects.toThrow('killed');
    await before.close();
    const after = open();
    expect(after.ingest.progress()).toMatchObject({ waiting: 1, toLookAt: 0 });
    expect(await after.ingest.ingestOnce([folders.photos])).toMatchObject({ photos: 1, added: 0, updated: 0 });
    expect(rows(after)).toMatchObject([{ derived_recipe: 'p1', picture_version: 2 }]);
    expect(await after.ingest.ingestOnce([folders.photos])).toMatchObject({ added: 0, updated: 0, unchanged: 1 });
  });

  it('reads a file once more only, however often it is met while it waits for its images', async () => {
    const path = put('a.jpg');
    const { images, asked, gate } = recorded();
    const { ingest } = open({ images });
    const pass = ingest.ingestOnce([folders.photos]);
    await expect.poll(() => rows(current()).length, WITHIN).toBe(1);
    ingest.readAgain(path);
    await expect.poll(() => waitingKinds(current()).map(({ kind }) => kind), WITHIN).toEqual(['make-images']);
    gate.open();
    await pass;
    expect(asked.map(({ quick }) => quick === true)).toEqual([true, false]);
  });

  it('sets aside what proves damaged, and no photo is left of it', async () => {
    put('a.jpg');
    const damaged = withComment(big, 'damaged');
    damaged.fill(Buffer.from([0xff, 0xd3]), damaged.length - 60_000, damaged.length - 40_000);
    put('b.jpg', damaged);
    const { ingest } = open();
    const summary = await ingest.ingestOnce([folders.photos]);
    expect(summary).toMatchObject({ photos: 1, files: 1, added: 1, quarantined: [{ code: 'damaged' }] });
    expect(rows(current()).map((row) => row.file_name)).toEqual(['a.jpg']);
  });

  it('keeps what she touched before it proved damaged, as missing, and nothing of it when only its rules were counted', async () => {
    const damaged = withComment(big, 'damaged');
    damaged.fill(Buffer.from([0xff, 0xd3]), damaged.length - 60_000, damaged.length - 40_000);
    put('hers.jpg', damaged);
    put('nobodys.jpg', withComment(damaged, 'another'));
    const { images, gate } = recorded();
    const opened = open({ images });
    const { db } = opened.context;
    const pass = opened.ingest.ingestOnce([folders.photos]);
    await expect.poll(() => rows(opened).length, WITHIN).toBe(2);
    db.prepare("UPDATE photos SET rating = 4, changed_at = added_at + 1 WHERE file_name = 'hers.jpg'").run();
    gate.open();
    expect(await pass).toMatchObject({ photos: 0, quarantined: [{ code: 'damaged' }, { code: 'damaged' }] });
    expect(rows(opened).map((row) => row.file_name)).toEqual(['hers.jpg']);
    expect(db.all(db.sql.selectFrom('files').select(['state']))).toEqual([{ state: 'missing' }]);
  });

  it('blames no photograph for a fault of the program: it is told, logged, and tried again by the next pass', async () => {
    put('a.jpg');
    const pool = createImagePool({ start });
    const fault = { is: true };
    const { ingest, log } = open({
      images: {
        ...pool,
        read: (request, signal) =>
          fault.is && !request.quick
            ? Promise.reject(new Error('image process: ReferenceError: nothing is not defined'))
            : pool.read(request, signal),
      },
    });
    const summary = await ingest.ingestOnce([folders.photos]);
    expect(summary).toMatchObject({
      photos: 1,
      quarantined: [],
      failed: [{ path: join(folders.photos, 'a.jpg'), code: 'reading-failed' }],
    });
    expect(JSON.stringify(log)).toContain('nothing is not defined');
    fault.is = false;
    expect(await ingest.ingestOnce([folders.photos])).toMatchObject({ photos: 1, failed: [], quarantined: [] });
    expect(rows(current())).toMatchObject([{ derived_recipe: 'p1' }]);
  });

  it('leaves a file that went away in between to a look into its folder', async () => {
    const path = put('a.jpg');
    put('b.jpg');
    const { images, gate } = recorded();
    const { ingest } = open({ images });
    const pass = ingest.ingestOnce([folders.photos]);
    await expect.poll(() => rows(current()).length, WITHIN).toBe(2);
    rmSync(path);
    gate.open();
    await pass;
    await ingest.ingestOnce([folders.photos]);
    const present = current().context.db.all(
      current().context.db.sql.selectFrom('photos').select(['file_name', 'present']),
    );
    expect(present.filter((photo) => photo.present === 1)).toMatchObject([{ file_name: 'b.jpg' }]);
  });

  it('makes the images of what is on the screen before the others, also when she scrolls', async () => {
    const names = Array.from({ length: 30 }, (_unused, index) => `IMG_${String(index).padStart(2, '0')}.jpg`);
    for (const name of names) put(name);
    const { images, asked, gate } = recorded();
    const { ingest } = open({ images });
    const pass = ingest.ingestOnce([folders.photos]);
    await expect.poll(() => rows(current()).length, WITHIN).toBe(30);
    await expect.poll(() => asked.filter(({ quick }) => !quick).length).toBeGreaterThan(0);
    const idsOf = (some: readonly string[]) =>
      rows(current())
        .filter((row) => some.includes(row.file_name))
        .map((row) => photoId.parse(row.id));
    ingest.putFirst(idsOf(names.slice(10, 14)));
    ingest.putFirst(idsOf(names.slice(24, 28)));
    const begun = asked.length;
    gate.open();
    await pass;
    const order = asked.slice(begun).map(({ path }) => path.slice(-10));
    expect(order.slice(0, 4).sort()).toEqual(names.slice(24, 28));
    expect(asked.slice(begun, begun + 4).every(({ urgent }) => urgent === true)).toBe(true);
    expect(order.indexOf('IMG_10.jpg')).toBeGreaterThan(4);
  });

  it('lets nobody who waits to be looked at wait for images that nobody sees, but what is seen goes before', async () => {
    for (let index = 0; index < 12; index += 1) put(`IMG_${index}.jpg`);
    const { images, asked } = recorded();
    const { ingest } = open({ images });
    const stop = new AbortController();
    const pass = ingest.ingestOnce([folders.photos], { signal: stop.signal }).catch(() => {});
    await expect.poll(() => rows(current()).length, WITHIN).toBe(12);
    const firstImages = asked.findIndex(({ quick }) => !quick);
    expect(firstImages === -1 || firstImages >= 12).toBe(true);
    stop.abort(new Error('enough'));
    await pass;
  });

  it('reads small pictures and those without one to the end at once', async () => {
    put(
      'small.jpg',
      await withThumbnail(await makePhoto({ width: 1200, height: 800, captureDate: '2026:01:05 09:00:00' })),
    );
    put('bare.jpg', await makePhoto({ width: 2400, height: 1600, seed: 3 }));
    const { asked, images, gate } = recorded();
    gate.open();
    await open({ images }).ingest.ingestOnce([folders.photos]);
    expect(asked).toHaveLength(2);
    for (const row of rows(current())) expect(row).toMatchObject({ derived_recipe: 'p1', picture_version: 1 });
  });
});

describe('the reading of folders', () => {
  it('stays paused over a restart, and goes on where it was', async () => {
    put('a.jpg');
    put('b.jpg');
    const before = open();
    await before.folders.pause();
    await before.folders.add({ path: folders.photos });
    before.ingest.start();
    expect(before.ingest.progress().state).toBe('paused');
    await before.close();
    const after = open();
    after.ingest.start();
    await new Promise((resolve) => setImmediate(resolve));
    expect(after.ingest.progress().state).toBe('paused');
    expect(rows(after)).toEqual([]);
    await after.folders.resume();
    await expect.poll(() => rows(after).map((row) => row.derived_recipe), { timeout: 60_000 }).toEqual(['p1', 'p1']);
    await after.close();
    const again = open();
    expect(again.ingest.progress().state).not.toBe('paused');
  });

  it('can be given up: what was read stays, the rest comes with the next look that is asked for', async () => {
    for (let index = 0; index < 8; index += 1) put(`IMG_${index}.jpg`);
    const { images, gate } = recorded();
    const { ingest, folders: calls } = open({ images });
    const { id } = await calls.add({ path: folders.photos });
    ingest.start();
    await expect.poll(() => rows(current()).length, WITHIN).toBe(8);
    ingest.cancel();
    await expect.poll(() => ingest.progress()).toMatchObject({ state: 'idle', waiting: 0 });
    expect(rows(current())).toHaveLength(8);
    gate.open();
    await calls.rescan({ id });
    await expect
      .poll(() => rows(current()).every((row) => row.derived_recipe === 'p1'), { timeout: 60_000 })
      .toBe(true);
  });
});

function current() {
  if (!studio) throw new Error('no studio is open');
  return studio;
}
