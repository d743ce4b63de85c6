import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { openS3ObjectStore } from '../../../electron/adapters/object-store/s3-object-store.ts';
import { systemClock } from '../../../electron/adapters/system/clock.ts';
import type { FaultAction } from '../../../sandbox/faults.ts';
import { seededRandom } from '../../../sandbox/random.ts';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import type { DeliveryWorld } from '../../support/delivery-storages.ts';
import {
  cataloguePhoto,
  type DeliveryStudio,
  deliveryOf,
  largePhoto,
  mediumPhoto,
  noisePhoto,
  smallPhoto,
} from '../../support/delivery-studio.ts';
import { fastClock } from '../../support/fast-clock.ts';
import type { LineFault } from '../../support/faulty-line.ts';
import { expectExactlyOnce } from './proof.ts';

const MIB = 1024 * 1024;
const PART = /original\.jpg\?.*partNumber=/;
const CHILD = join(import.meta.dirname, '../../support/delivery-child.ts');
const SHIFTED_TIME = join(import.meta.dirname, '../../support/shifted-time.ts');

type StudioOptions = Parameters<DeliveryWorld['studio']>[1];

async function queued(
  world: DeliveryWorld,
  pictures: readonly Promise<Buffer>[],
  options: StudioOptions = {},
): Promise<{ studio: DeliveryStudio; ids: PhotoId[]; paths: string[]; folder: string }> {
  const folder = await world.folder();
  const studio = await world.studio(folder, options);
  const ids: PhotoId[] = [];
  const paths: string[] = [];
  for (const [index, picture] of pictures.entries()) {
    const { id, path } = await cataloguePhoto(studio, folder, await picture, { title: `Par tous les temps ${index}` });
    ids.push(id);
    paths.push(path);
  }
  await studio.client.delivery.enqueue({ selection: { ids } });
  return { studio, ids, paths, folder };
}

const FAST = () => ({ ports: { clock: fastClock(20) } });
const PATIENT = { patienceMs: 3_600_000 };

/** Sends to the end, proves it, and prints what it cost. */
async function expectArrival(
  world: DeliveryWorld,
  name: string,
  { studio, ids }: { studio: DeliveryStudio; ids: readonly PhotoId[] },
): Promise<{ bytes: number; resentBytes: number }> {
  const began = performance.now();
  const result = await studio.delivery.drain(PATIENT);
  const seconds = (performance.now() - began) / 1000;
  expect(result.failed).toEqual([]);
  await expectExactlyOnce(world, studio, ids);
  console.log(
    `${name}: ${ids.length} photos, ${world.line.seen.length} requests to the storage, ${megabytes(result.bytes)} MB sent, ${megabytes(result.resentBytes)} MB of them again, ${seconds.toFixed(1)} s`,
  );
  return result;
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);

/** Networks and servers that stay bad for as long as the photos are on their way. */
export function weatherSuite(world: () => DeliveryWorld): void {
  const seed = Number(process.env.POUIRE_SEED ?? Math.floor(Math.random() * 1_000_000));
  const kinds: readonly [string, (fraction: () => number) => LineFault, FaultAction | null][] = [
    [
      'a reset',
      (fraction) => ({ kind: 'cut-request', afterBytes: Math.floor(fraction() * 4 * MIB) }),
      { kind: 'drop-after-bytes', bytes: 0, of: 'request' },
    ],
    ['a timeout', (fraction) => ({ kind: 'stall', afterBytes: Math.floor(fraction() * 4 * MIB) }), null],
    ['500', () => ({ kind: 'status', status: 500, code: 'InternalError' }), status(500)],
    ['503', () => ({ kind: 'status', status: 503, code: 'SlowDown', retryAfter: 1 }), status(503)],
    ['429', () => ({ kind: 'status', status: 429, code: 'TooManyRequests', retryAfter: 1 }), status(429)],
    ['a truncated answer', () => ({ kind: 'halve-answer' }), { kind: 'truncate' }],
  ];
  for (const [index, [name, fault, ofApi]] of kinds.entries()) {
    test(`a fifth of all requests ends in ${name} (seed ${seed}): every photo arrives once`, async () => {
      const pictures = [
        mediumPhoto(seed + index * 10),
        smallPhoto(seed + index * 10 + 1),
        mediumPhoto(seed + index * 10 + 2),
      ];
      const sending = await queued(world(), pictures, FAST());
      const fraction = seededRandom(seed + index);
      world().line.weather(() => (fraction() < 0.2 ? fault(fraction) : undefined));
      for (let skip = 1; ofApi !== null && skip < 60; skip += 5)
        world().sandbox.marketplace.wire.faults.add({
          server: 'api',
          route: '/api/photographer/uploads',
          times: 1,
          skip,
          action: ofApi,
        });
      await expectArrival(world(), `a fifth ends in ${name}`, sending);
    });
  }

  test.each([6, 9])(
    'every connection is cut after every %i MiB: parts get through one at a time',
    async (mebibytes) => {
      const sending = await queued(
        world(),
        [mediumPhoto(seed + 100 + mebibytes), mediumPhoto(seed + 200 + mebibytes)],
        FAST(),
      );
      world().line.cutEvery(mebibytes * MIB);
      await expectArrival(world(), `cut after every ${mebibytes} MiB`, sending);
    },
  );

  test('every request takes two seconds to be heard: the photo arrives, and nothing is sent again', async () => {
    const sending = await queued(world(), [mediumPhoto(seed + 300)]);
    world().line.latency(2_000);
    expect((await expectArrival(world(), '2 s latency', sending)).resentBytes).toBe(0);
  });

  test('a line of 256 kbit/s carries a photo, and nothing is sent again', async () => {
    const sending = await queued(world(), [noisePhoto(seed + 301, 250, 200)]);
    world().line.limit(32_000);
    expect((await expectArrival(world(), '256 kbit/s', sending)).resentBytes).toBe(0);
  });

  test('the storage’s name is not found for a while: said as such, and then the photo arrives', async () => {
    let lookUps = 0;
    const sending = await queued(world(), [mediumPhoto(seed + 302)], {
      ports: {
        clock: fastClock(20),
        openObjectStore: (session) => {
          lookUps += 1;
          return openS3ObjectStore({
            ...session,
            endpoint: lookUps <= 2 ? 'http://storage.invalid:9000' : world().line.url,
          });
        },
      },
    });
    sending.studio.delivery.start();
    const problem = () => deliveryOf(sending.studio, sending.ids[0] ?? nobody()).problem ?? '';
    await expect.poll(problem, { timeout: 60_000 }).toContain('server-unreachable');
    expect(problem()).toContain('dns');
    await expectArrival(world(), 'name not found', sending);
  });

  test('the storage is away in the middle, and comes back: it goes on where it was', async () => {
    const sending = await queued(world(), [largePhoto(seed + 303), smallPhoto(seed + 304)], FAST());
    world().line.limit(6_000_000);
    // Seen from here it could be too late: the line itself goes when the second part knocks.
    let parts = 0;
    const gone = new Promise<void>((resolve) => {
      world().line.weather(({ target }) => {
        if (!PART.test(target)) return undefined;
        parts += 1;
        if (parts === 2) void world().line.goAway().then(resolve);
        return undefined;
      });
    });
    sending.studio.delivery.start();
    await gone;
    try {
      const problem = () => deliveryOf(sending.studio, sending.ids[0] ?? nobody()).problem ?? '';
      await expect.poll(problem, { timeout: 60_000 }).toContain('server-unreachable');
    } finally {
      await world().line.comeBack();
    }
    await expectArrival(world(), 'restarted in the middle', sending);
  });

  test('keys that last as long as a part takes, and a token that ends in the middle, are renewed in time', async () => {
    const { settings } = world().sandbox.marketplace;
    // What the polling does for tokens of an hour (account/polling.ts).
    let keeping: NodeJS.Timeout | undefined;
    try {
      const sending = await queued(world(), [mediumPhoto(seed + 305), mediumPhoto(seed + 306)]);
      settings.set('credentials_ttl_seconds', '3');
      settings.set('token_ttl_seconds', '6');
      await sending.studio.signIn(world().sandbox);
      keeping = setInterval(() => {
        sending.studio.account.session.authorised(async () => {}).catch(() => {});
      }, 500);
      // An engine whose keys can't be made so short says so itself, now and then.
      let requests = 0;
      world().line.weather(({ target }) => {
        requests += Number(PART.test(target));
        return PART.test(target) && requests % 4 === 0
          ? { kind: 'status', status: 403, code: 'ExpiredToken' }
          : undefined;
      });
      world().line.limit(2_500_000);
      await expectArrival(world(), 'keys of 3 s, token of 6 s', sending);
    } finally {
      clearInterval(keeping);
      settings.set('credentials_ttl_seconds', '3600');
      settings.set('token_ttl_seconds', '3600');
    }
  });

  test.each([3_600_000, -3_600_000])('a machine whose clock is wrong by %i ms sends as any other', async (off) => {
    const { studio, ids, folder } = await queued(world(), [mediumPhoto(seed + 307 + Math.sign(off))]);
    await studio.close();
    const { api, email, password } = world().sandbox;
    const order = JSON.stringify({ dataDir: join(folder, 'data'), server: api, email, storageLine: world().line.url });
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', '--import', SHIFTED_TIME, CHILD, order],
      {
        env: { ...process.env, POUIRE_PASSWORD: password, POUIRE_CLOCK_OFF_MS: String(off) },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    let said = '';
    child.stdout.on('data', (piece: Buffer) => {
      said += piece.toString();
    });
    await once(child, 'close');
    const result = z
      .object({ failed: z.array(z.unknown()), resentBytes: z.int() })
      .parse(JSON.parse(said.trim().split('\n').at(-1) ?? ''));
    expect(result.failed).toEqual([]);
    const after = await world().studio(folder, { ports: { clock: systemClock } });
    await expectExactlyOnce(world(), after, ids);
    console.log(`clock off by ${off / 60_000} min: ${megabytes(result.resentBytes)} MB sent again`);
  });

  test('the original is written over in mid-upload: what was begun arrives whole, as it was', async () => {
    const sending = await queued(world(), [mediumPhoto(seed + 310)]);
    const { promise: until, resolve: release } = Promise.withResolvers<void>();
    world().line.add({ method: 'PUT', target: /partNumber=2/, fault: { kind: 'hold', afterBytes: MIB, until } });
    sending.studio.delivery.start();
    const sent = () => deliveryOf(sending.studio, sending.ids[0] ?? nobody()).bytes_sent;
    await expect.poll(sent, { timeout: 60_000 }).toBeGreaterThan(5 * MIB);
    await writeFile(sending.paths[0] ?? '', await smallPhoto(seed + 311));
    release();
    expect((await expectArrival(world(), 'original modified in mid-upload', sending)).resentBytes).toBe(0);
  });

  test('the prepared copy is damaged in mid-upload: its bytes are refused, it is made again, and arrives whole', async () => {
    const sending = await queued(world(), [mediumPhoto(seed + 312)], FAST());
    const { prepared } = sending.studio.context.paths;
    const { promise: until, resolve: release } = Promise.withResolvers<void>();
    // Before the first part of it: the digests are taken, its bytes are not read yet.
    world().line.add({
      method: 'POST',
      target: /original\.jpg\?uploads/,
      fault: { kind: 'hold', afterBytes: 0, until },
    });
    sending.studio.delivery.start();
    await expect
      .poll(() => world().line.seen.some(({ target }) => /original\.jpg\?uploads/.test(target)), { timeout: 60_000 })
      .toBe(true);
    const [copy = ''] = await readdir(prepared);
    const bytes = await readFile(join(prepared, copy));
    await writeFile(join(prepared, copy), bytes.fill(0, bytes.length - 3 * MIB));
    release();
    await expectArrival(world(), 'copy damaged in mid-upload', sending);
  });
}

function status(code: 500 | 503 | 429): FaultAction {
  return { kind: 'status', status: code, after: false, ...(code === 500 ? {} : { retry_after: 1 }) };
}

function nobody(): never {
  throw new Error('no photo is queued');
}
