import { existsSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, utimesSync } from 'node:fs';
import { request } from 'node:http';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createImagePool } from '../../electron/adapters/images/image-pool.ts';
import { forkImageProcess, type StartImageProcess } from '../../electron/adapters/images/image-process-starter.ts';
import { createFullPictures } from '../../electron/core/library/photos/full-pictures.ts';
import { createPictures } from '../../electron/core/library/photos/pictures.ts';
import { startWebHost } from '../../electron/web/web-host.ts';
import { type PhotoId, photoId, sha256 } from '../../shared/domain/ids.ts';
import { fullPictureSize, type Orientation } from '../../shared/domain/photo.ts';
import { type PhotoRecipe, putPhoto } from '../support/photo-maker.ts';
import { type IngestStudio, openIngestStudio, temporaryFolders } from '../support/studio-builder.ts';
import { openWholeStudio } from '../support/whole-studio.ts';

const SHA = sha256.parse('a'.repeat(64));

let folders: ReturnType<typeof temporaryFolders>;
let studio: IngestStudio;

beforeEach(() => {
  folders = temporaryFolders();
  studio = openIngestStudio(folders.data);
});
afterEach(async () => {
  await studio.close();
  folders.remove();
});

const at = (name: string) => join(folders.photos, name);
const kept = () => {
  const folder = join(folders.data, 'derived', 'full');
  return existsSync(folder) ? readdirSync(folder) : [];
};

async function put(name: string, recipe: PhotoRecipe = {}): Promise<void> {
  await putPhoto(at(name), recipe);
  const past = new Date(Date.now() - 60_000);
  utimesSync(at(name), past, past);
}

async function ingested(folder = folders.photos): Promise<Map<string, PhotoId>> {
  await studio.ingest.ingestOnce([folder]);
  const { db } = studio.context;
  const rows = db.all(db.sql.selectFrom('files').select(['path', 'photo_id']));
  return new Map(rows.map((row) => [basename(row.path), photoId.parse(row.photo_id)]));
}

function idOf(ids: Map<string, PhotoId>, name: string): PhotoId {
  const id = ids.get(name);
  if (id === undefined) throw new Error(`${name} is not in the catalogue`);
  return id;
}

async function colourAt(path: string, x: number, y: number): Promise<readonly number[]> {
  const { data } = await sharp(path)
    .extract({ left: x, top: y, width: 1, height: 1 })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return [...data];
}

describe('a full picture', () => {
  it('stands upright with all its pixels, whichever way the camera was held', async () => {
    const orientations: readonly Orientation[] = [1, 2, 3, 4, 5, 6, 7, 8];
    for (const orientation of orientations)
      await put(`o${orientation}.jpg`, { width: 600, height: 400, orientation, seed: orientation, quality: 95 });
    const ids = await ingested();
    const { fullPicture } = createFullPictures(studio.context);
    for (const orientation of orientations) {
      const full = await fullPicture(idOf(ids, `o${orientation}.jpg`));
      if (full.state !== 'ready') throw new Error(full.reason);
      const turned = orientation >= 5;
      expect(full).toMatchObject(turned ? { width: 400, height: 600 } : { width: 600, height: 400 });
      const { width, height, orientation: left, hasProfile } = await sharp(full.path).metadata();
      expect({ width, height, left, hasProfile }).toEqual({
        width: full.width,
        height: full.height,
        left: undefined,
        hasProfile: false,
      });
      // What sharp itself calls upright: each corner has a colour of its own.
      const upright = await sharp(at(`o${orientation}.jpg`))
        .autoOrient()
        .png()
        .toBuffer();
      for (const [x, y] of [
        [8, 8],
        [full.width - 8, 8],
        [8, full.height - 8],
        [full.width - 8, full.height - 8],
      ] as const) {
        const wanted = await sharp(upright).extract({ left: x, top: y, width: 1, height: 1 }).raw().toBuffer();
        const found = await colourAt(full.path, x, y);
        for (const [channel, value] of found.entries())
          expect(Math.abs(value - (wanted[channel] ?? -99))).toBeLessThan(12);
      }
    }
  });

  it('is in sRGB whatever the file is in, and carries no watermark', async () => {
    await put('p3.jpg', { width: 600, height: 400, icc: 'p3', quality: 95 });
    const ids = await ingested();
    const full = await createFullPictures(studio.context).fullPicture(idOf(ids, 'p3.jpg'));
    if (full.state !== 'ready') throw new Error(full.reason);
    const wanted = await sharp(at('p3.jpg')).toColourspace('srgb').raw().toBuffer();
    const found = await sharp(full.path).raw().toBuffer();
    let off = 0;
    for (let index = 0; index < wanted.length; index += 1) off += Math.abs((wanted[index] ?? 0) - (found[index] ?? 0));
    expect(off / wanted.length).toBeLessThan(2);
  });

  it('is as large as a screen where it is seen whole, upright and without the watermark too', async () => {
    await put('wide.jpg', { width: 3840, height: 2560, orientation: 6, quality: 95 });
    const ids = await ingested();
    const screen = await createFullPictures(studio.context).screenPicture(idOf(ids, 'wide.jpg'));
    if (screen.state !== 'ready') throw new Error(screen.reason);
    expect(screen).toMatchObject({ width: 1707, height: 2560 });
    const { width, height } = await sharp(screen.path).metadata();
    expect({ width, height }).toEqual({ width: 1707, height: 2560 });
    const wanted = await sharp(at('wide.jpg')).autoOrient().resize(1707, 2560, { fit: 'fill' }).raw().toBuffer();
    const found = await sharp(screen.path).raw().toBuffer();
    let off = 0;
    for (let index = 0; index < wanted.length; index += 1) off += Math.abs((wanted[index] ?? 0) - (found[index] ?? 0));
    expect(off / wanted.length).toBeLessThan(3);
  });

  it('is made once, by whoever asks first, and never counted among the four images of a photo', async () => {
    await put('a.jpg');
    const ids = await ingested();
    const id = idOf(ids, 'a.jpg');
    const before = studio.context.db.all(studio.context.db.sql.selectFrom('photos').select('derived'));
    const { fullPicture } = createFullPictures(studio.context);
    const [one, other] = await Promise.all([fullPicture(id), fullPicture(id)]);
    expect(one).toEqual(other);
    expect(kept()).toHaveLength(1);
    expect(studio.context.db.all(studio.context.db.sql.selectFrom('photos').select('derived'))).toEqual(before);
  });

  it('is refused for an offline photo, but shown when it was kept from before', async () => {
    await put('kept.jpg', { seed: 1 });
    await put('away.jpg', { seed: 2 });
    const ids = await ingested();
    const { fullPicture } = createFullPictures(studio.context);
    await fullPicture(idOf(ids, 'kept.jpg'));
    renameSync(folders.photos, `${folders.photos}-unplugged`);
    expect(await fullPicture(idOf(ids, 'kept.jpg'))).toMatchObject({ state: 'ready' });
    expect(await fullPicture(idOf(ids, 'away.jpg'))).toEqual({ state: 'unavailable', reason: 'offline' });
  });

  it('is not made of a file that holds something else by now', async () => {
    await put('a.jpg', { seed: 1 });
    const ids = await ingested();
    await put('a.jpg', { seed: 2 });
    const full = await createFullPictures(studio.context).fullPicture(idOf(ids, 'a.jpg'));
    expect(full).toEqual({ state: 'unavailable', reason: 'offline' });
    expect(kept()).toEqual([]);
  });

  it('leaves when it was looked at longest ago, as soon as all of them take too much room', async () => {
    for (const seed of [1, 2, 3]) await put(`${seed}.jpg`, { seed });
    const ids = await ingested();
    let now = Date.now();
    const clock = { ...studio.context.ports.clock, now: () => now };
    const context = { ...studio.context, ports: { ...studio.context.ports, clock } };
    const measured = await createFullPictures(context).fullPicture(idOf(ids, '1.jpg'));
    if (measured.state !== 'ready') throw new Error(measured.reason);
    const { fullPicture } = createFullPictures(context, readFileSync(measured.path).length * 2.5);
    await fullPicture(idOf(ids, '2.jpg'));
    now += 60_000;
    await fullPicture(idOf(ids, '1.jpg'));
    await fullPicture(idOf(ids, '3.jpg'));
    expect(kept()).toHaveLength(2);
    expect(kept()).toContain(basename(measured.path));
    rmSync(measured.path);
    expect(await fullPicture(idOf(ids, '1.jpg'))).toMatchObject({ state: 'ready' });
  });

  it('knows its size before it is made, within fifty megapixels', () => {
    expect(fullPictureSize({ width: 6000, height: 4000 })).toEqual({ width: 6000, height: 4000 });
    const { width, height } = fullPictureSize({ width: 12_000, height: 8500 });
    expect(width * height).toBeLessThanOrEqual(50_000_000);
    expect(width / height).toBeCloseTo(12_000 / 8500, 3);
  });
});

describe('the making of full pictures', () => {
  /** Image processes that never answer, so that a test decides how they end. */
  function silent() {
    const sent: number[] = [];
    let killed = 0;
    const start: StartImageProcess = (events) => ({
      send: ({ id }) => void sent.push(id),
      kill: () => {
        killed += 1;
        setTimeout(() => events.onEnd('SIGKILL'), 1);
      },
    });
    return { start, sent, killed: () => killed };
  }

  it('ends with the asking of the last who asks', async () => {
    await put('a.jpg');
    const id = idOf(await ingested(), 'a.jpg');
    const processes = silent();
    const images = createImagePool({ start: processes.start, processes: 2 });
    const { fullPicture } = createFullPictures({ ...studio.context, ports: { ...studio.context.ports, images } });
    const [one, other] = [new AbortController(), new AbortController()];
    const asked = [fullPicture(id, one.signal), fullPicture(id, other.signal)];
    await expect.poll(() => processes.sent.length).toBe(1);
    one.abort(new Error('went on'));
    await expect(asked[0]).rejects.toThrow('went on');
    expect(processes.killed()).toBe(0);
    other.abort(new Error('went on too'));
    await expect(asked[1]).rejects.toThrow('went on too');
    await expect.poll(processes.killed).toBe(1);
    await images.close();
  });

  it('goes before what waits to be read, and leaves a process to reading', async () => {
    const processes = silent();
    const pool = createImagePool({ start: processes.start, processes: 2 });
    const full = (name: string) => ({ path: name, sha256: SHA, target: join(folders.data, name) });
    const asked = [
      pool.read({ path: 'a', derivedDir: '/d' }),
      pool.full(full('b')),
      pool.full(full('c')),
      pool.read({ path: 'd', derivedDir: '/d' }),
    ];
    await expect.poll(() => processes.sent).toEqual([1, 2]);
    const ended = Promise.allSettled(asked);
    await pool.close();
    await ended;
  });

  it('costs one picture when its process hangs or crashes', async () => {
    await put('a.jpg');
    const id = idOf(await ingested(), 'a.jpg');
    const hanging = createImagePool({ start: silent().start, processes: 1, timeLimit: 20 });
    const crashing = createImagePool({
      start: (events) => ({ send: () => setTimeout(() => events.onEnd('SIGSEGV'), 1), kill: () => {} }),
    });
    for (const [images, reason] of [
      [hanging, 'decoder-timeout'],
      [crashing, 'decoder-crashed'],
    ] as const) {
      const { fullPicture } = createFullPictures({ ...studio.context, ports: { ...studio.context.ports, images } });
      expect(await fullPicture(id)).toEqual({ state: 'unavailable', reason });
      await images.close();
    }
    const healthy = createImagePool({ start: forkImageProcess });
    const { fullPicture } = createFullPictures({
      ...studio.context,
      ports: { ...studio.context.ports, images: healthy },
    });
    expect(await fullPicture(id)).toMatchObject({ state: 'ready' });
    await healthy.close();
  });
});

describe('a full picture by its address', () => {
  it('takes a photo, never a path, and ends its making when the browser goes away', async () => {
    await put('a.jpg');
    const id = idOf(await ingested(), 'a.jpg');
    const pictures = createPictures(studio.context);
    const { fullPicture } = createFullPictures(studio.context);
    const gone: string[] = [];
    const whole = await openWholeStudio();
    const host = await startWebHost({
      router: whole.studio.router,
      picture: async (asked, kind, signal) => {
        if (asked === 99)
          return new Promise((resolve) =>
            signal.addEventListener('abort', () => {
              gone.push('aborted');
              resolve(null);
            }),
          );
        if (kind !== 'full' && kind !== 'screen') return pictures.picture(asked, kind);
        const full = await fullPicture(asked, signal);
        return full.state === 'ready' ? full.path : null;
      },
      pageFolder: folders.root,
      port: 0,
      log: whole.studio.log,
    });
    const cookie = await new Promise<string>((resolve) =>
      request(host.url, (answer) => {
        answer.resume();
        resolve(String(answer.headers['set-cookie']).split(';')[0] ?? '');
      }).end(),
    );
    const ask = (path: string) => request({ host: '127.0.0.1', port: host.port, path, headers: { cookie } });
    const status = (path: string) =>
      new Promise<readonly [number, string]>((resolve, reject) => {
        ask(path)
          .on('response', (answer) => {
            answer.resume();
            resolve([answer.statusCode ?? 0, String(answer.headers['content-type'])]);
          })
          .on('error', reject)
          .end();
      });
    expect(await status(`/media/${id}/full?v=1`)).toEqual([200, 'image/jpeg']);
    for (const path of [
      `/media/${id}/full/../../../pouire.sqlite`,
      `/media/..%2f..%2fetc%2fpasswd/full`,
      `/media/${id}/full%2f..%2f..`,
      `/media/${id}/fullest`,
      '/media/-1/full',
    ])
      expect((await status(path))[0], path).toBe(404);
    const left = ask('/media/99/full?v=1').on('error', () => {});
    left.end();
    await expect.poll(() => left.socket?.bytesWritten ?? 0).toBeGreaterThan(0);
    left.destroy();
    await expect.poll(() => gone).toEqual(['aborted']);
    await host.close();
    await whole.close();
  });
});

const place = fileURLToPath(new URL('../../../shared/photos/heic', import.meta.url));
if (!existsSync(place)) console.log('skipped: no HEIC photographs (../shared/photos/heic) beside this checkout');

describe.skipIf(!existsSync(place))('a full picture of a real HEIC', () => {
  it('has every pixel', async () => {
    const ids = await ingested(realpathSync(place));
    const { fullPicture } = createFullPictures(studio.context);
    const full = await fullPicture(idOf(ids, 'IMG_5195.HEIC'));
    if (full.state !== 'ready') throw new Error(full.reason);
    const { width, height, format } = await sharp(full.path).metadata();
    expect({ width, height, format }).toEqual({ width: full.width, height: full.height, format: 'jpeg' });
    expect(full.width * full.height).toBeGreaterThan(5_000_000);
  }, 60_000);
});
