import { rm, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { createExifToolMetadata } from '../../../electron/adapters/metadata/exiftool-metadata.ts';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import type { DeliveryWorld } from '../../support/delivery-storages.ts';
import {
  cataloguePhoto,
  type DeliveryStudio,
  deliveryOf,
  mediumPhoto,
  smallPhoto,
} from '../../support/delivery-studio.ts';
import { clockOfShortPauses, fastClock } from '../../support/fast-clock.ts';
import type { LineFault } from '../../support/faulty-line.ts';
import { expectExactlyOnce } from './proof.ts';

const PART = /original\.jpg\?.*partNumber=/;
const PART_BYTES = 5 * 1024 * 1024;

async function queuedMedium(
  world: DeliveryWorld,
  seed: number,
  options: Parameters<DeliveryWorld['studio']>[1] = {},
): Promise<{ studio: DeliveryStudio; id: PhotoId; path: string }> {
  const folder = await world.folder();
  const studio = await world.studio(folder, { ports: { clock: clockOfShortPauses(20) }, ...options });
  const { id, path } = await cataloguePhoto(studio, folder, await mediumPhoto(seed));
  await studio.client.delivery.enqueue({ selection: { ids: [id] } });
  return { studio, id, path };
}

/** What stops a delivery in the middle: two of its parts are there, the next is refused for good. */
function refuseThirdPart({ line }: DeliveryWorld): void {
  line.add({
    method: 'PUT',
    target: /partNumber=3/,
    times: 100,
    fault: { kind: 'status', status: 403, code: 'AccessDenied' },
  });
}

/** Every way in which a network and a storage fail. The seed of a photo makes it a content of its own. */
export function faultSuite(world: () => DeliveryWorld): void {
  const passing: [string, { method: string; target: RegExp; times: number; fault: LineFault }, number][] = [
    [
      'a part answered 500',
      { method: 'PUT', target: PART, times: 2, fault: { kind: 'status', status: 500, code: 'InternalError' } },
      2,
    ],
    [
      'a part answered 503 SlowDown with Retry-After',
      {
        method: 'PUT',
        target: PART,
        times: 1,
        fault: { kind: 'status', status: 503, code: 'SlowDown', retryAfter: 1 },
      },
      1,
    ],
    [
      'a part answered 429',
      {
        method: 'PUT',
        target: PART,
        times: 1,
        fault: { kind: 'status', status: 429, code: 'TooManyRequests', retryAfter: 1 },
      },
      1,
    ],
    [
      'a connection cut in a part',
      { method: 'PUT', target: PART, times: 2, fault: { kind: 'cut-request', afterBytes: 700_000 } },
      2,
    ],
    [
      'a connection cut in a preview',
      { method: 'PUT', target: /watermarked/, times: 1, fault: { kind: 'cut-request', afterBytes: 1 } },
      1,
    ],
    [
      'expired credentials on a part',
      { method: 'PUT', target: PART, times: 1, fault: { kind: 'status', status: 403, code: 'ExpiredToken' } },
      1,
    ],
    [
      'expired credentials at the beginning',
      {
        method: 'POST',
        target: /original\.jpg\?uploads/,
        times: 1,
        fault: { kind: 'status', status: 403, code: 'ExpiredToken' },
      },
      0,
    ],
    [
      'the answer to CreateMultipartUpload lost',
      { method: 'POST', target: /original\.jpg\?uploads/, times: 1, fault: { kind: 'lose-answer' } },
      0,
    ],
    [
      'the answer to CompleteMultipartUpload lost',
      { method: 'POST', target: /original\.jpg\?uploadId/, times: 1, fault: { kind: 'lose-answer' } },
      0,
    ],
    [
      'the list of parts out of reach',
      {
        method: 'POST',
        target: /original\.jpg\?uploadId/,
        times: 2,
        fault: { kind: 'status', status: 500, code: 'InternalError' },
      },
      0,
    ],
  ];
  let seed = 100;
  for (const [name, rule, partsAgain] of passing) {
    seed += 1;
    const photoSeed = seed;
    test(`${name}: the photo arrives once, and at most ${partsAgain} part(s) go twice`, async () => {
      const { studio, id } = await queuedMedium(world(), photoSeed);
      world().line.add(rule);
      const result = await studio.delivery.drain();
      expect(result.failed).toEqual([]);
      expect(result.resentBytes).toBeLessThanOrEqual(partsAgain * PART_BYTES);
      await expectExactlyOnce(world(), studio, [id]);
    });
  }

  test('the answer to a part lost: the part is found on the storage and not sent again', async () => {
    const { studio, id } = await queuedMedium(world(), 120);
    world().line.add({ method: 'PUT', target: PART, times: 2, fault: { kind: 'lose-answer' } });
    const result = await studio.delivery.drain();
    expect(result.resentBytes).toBe(0);
    await expectExactlyOnce(world(), studio, [id]);
  });

  test('a request on which nothing moves for 30 s is given up and begun again', async () => {
    const { studio, id } = await queuedMedium(world(), 121, { ports: { clock: fastClock(20) } });
    world().line.add({ method: 'PUT', target: PART, times: 1, fault: { kind: 'stall', afterBytes: 300_000 } });
    const result = await studio.delivery.drain({ patienceMs: 3_600_000 });
    expect(result.failed).toEqual([]);
    expect(result.resentBytes).toBeGreaterThan(0);
    expect(result.resentBytes).toBeLessThanOrEqual(PART_BYTES);
    await expectExactlyOnce(world(), studio, [id]);
  });

  test('a storage that refuses is a failure with its code; after "retry" the photo goes on from where it was', async () => {
    const { studio, id } = await queuedMedium(world(), 122);
    refuseThirdPart(world());
    const result = await studio.delivery.drain();
    expect(result.failed).toMatchObject([{ id, code: 'storage-refused', facts: { code: 'AccessDenied' } }]);
    world().line.clear();
    expect(await studio.client.delivery.retry({})).toEqual({ queued: 1 });
    const second = await studio.delivery.drain();
    expect(second.failed).toEqual([]);
    await expectExactlyOnce(world(), studio, [id]);
    expect(
      world().line.seen.filter((request) => request.method === 'PUT' && /partNumber=[12]\b/.test(request.target)),
    ).toEqual([]);
  });

  for (const [name, route, method] of [
    ['opening', '^/api/photographer/uploads$', 'POST'],
    ['completing', '^/api/photographer/uploads/.*/complete$', 'POST'],
  ] as const) {
    test(`the marketplace's answer to ${name} is lost: the photo is there once`, async () => {
      const { studio, id } = await queuedMedium(world(), name === 'opening' ? 123 : 124);
      world().sandbox.marketplace.wire.faults.add({
        server: 'api',
        method,
        route,
        times: 2,
        skip: 0,
        action: { kind: 'drop-after-bytes', bytes: 10, of: 'response' },
      });
      const result = await studio.delivery.drain();
      expect(result.failed).toEqual([]);
      expect(result.resentBytes).toBe(0);
      await expectExactlyOnce(world(), studio, [id]);
    });
  }

  test('the marketplace forgets the session in the middle: a new one is opened and the photo arrives once', async () => {
    const { studio, id } = await queuedMedium(world(), 125);
    refuseThirdPart(world());
    await studio.delivery.drain();
    const { remote_upload_id: session } = deliveryOf(studio, id);
    const { uploads, storage } = world().sandbox.marketplace;
    uploads.remove(session ?? '');
    await storage.removePrefix(`photos/`);
    world().line.clear();
    await studio.client.delivery.retry({});
    const result = await studio.delivery.drain();
    expect(result.failed).toEqual([]);
    expect(deliveryOf(studio, id).remote_upload_id).not.toBe(session);
    await expectExactlyOnce(world(), studio, [id]);
  });

  test('the storage lost a finished part: ListParts says so, and only that part is sent again', async () => {
    const { studio, id } = await queuedMedium(world(), 126);
    refuseThirdPart(world());
    await studio.delivery.drain();
    // The ledger believes a part that the storage never had.
    const object = studio.db.get(
      studio.db.sql
        .selectFrom('delivery_objects')
        .selectAll()
        .where('delivery_id', '=', deliveryOf(studio, id).id)
        .where('kind', '=', 'original'),
    );
    studio.db.run(
      studio.db.sql
        .updateTable('delivery_parts')
        .set({ etag: '"00000000000000000000000000000000"' })
        .where('object_id', '=', object?.id ?? 0)
        .where('part_number', '=', 3),
    );
    world().line.clear();
    await studio.client.delivery.retry({});
    await studio.delivery.drain();
    await expectExactlyOnce(world(), studio, [id]);
    const parts = world().line.seen.filter((request) => request.method === 'PUT' && PART.test(request.target));
    expect(parts.map((request) => /partNumber=(\d+)/.exec(request.target)?.[1])).toEqual(['3']);
  });

  test('an original that changed, or is gone, is said at once; nothing of another content is ever sent', async () => {
    const folder = await world().folder();
    const studio = await world().studio(folder);
    const changed = await cataloguePhoto(studio, folder, await smallPhoto(130));
    const gone = await cataloguePhoto(studio, folder, await smallPhoto(131));
    await studio.client.delivery.enqueue({ selection: { ids: [changed.id, gone.id] } });
    await writeFile(changed.path, await smallPhoto(132));
    await rm(gone.path);
    world().line.clear();
    const result = await studio.delivery.drain();
    expect(result.failed).toEqual([
      { id: changed.id, code: 'file-changed', facts: { path: changed.path } },
      { id: gone.id, code: 'file-missing', facts: { path: gone.path } },
    ]);
    expect(world().line.seen).toEqual([]);
  });

  test('a disk that is full while the copy is made is said as such, and nothing is left behind', async () => {
    const metadata = createExifToolMetadata();
    const folder = await world().folder();
    const full = async (): Promise<void> => {
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    };
    let isFull = true;
    const studio = await world().studio(folder, {
      ports: { metadata: { ...metadata, writeSent: (...call) => (isFull ? full() : metadata.writeSent(...call)) } },
    });
    const { id } = await cataloguePhoto(studio, folder, await smallPhoto(133));
    await studio.client.delivery.enqueue({ selection: { ids: [id] } });
    const result = await studio.delivery.drain();
    expect(result.failed).toMatchObject([{ id, code: 'disk-full' }]);
    isFull = false;
    await studio.client.delivery.retry({});
    await studio.delivery.drain();
    await expectExactlyOnce(world(), studio, [id]);
  });

  test('cancelling in the middle leaves no upload and no object, and the photo may be queued again', async () => {
    const { studio, id } = await queuedMedium(world(), 134);
    // The second part waits on the line: what is to happen in the middle can't come too late.
    const { promise: until, resolve: release } = Promise.withResolvers<void>();
    world().line.add({ method: 'PUT', target: /partNumber=2/, fault: { kind: 'hold', afterBytes: 300_000, until } });
    studio.delivery.start();
    await expect.poll(() => deliveryOf(studio, id).bytes_sent, { timeout: 60_000 }).toBeGreaterThan(PART_BYTES);
    const { items } = await studio.client.delivery.list({ scope: 'open' });
    const [entry] = items;
    if (entry === undefined) throw new Error('nothing is open');
    expect(await studio.client.delivery.cancel({ id: entry.id })).toEqual({ cancelled: true });
    release();
    await expect.poll(() => deliveryOf(studio, id).remote_upload_id, { timeout: 60_000 }).toBeNull();
    const { storage } = world().sandbox.marketplace;
    expect(await storage.openMultipartUploads()).toEqual([]);
    const places = studio.db.all(
      studio.db.sql
        .selectFrom('delivery_objects')
        .select(['bucket', 'key'])
        .where('delivery_id', '=', deliveryOf(studio, id).id),
    );
    expect(places).toHaveLength(5);
    for (const { bucket, key } of places) expect(await storage.head(bucket ?? '', key ?? '')).toBeUndefined();
    world().line.clear();
    await studio.delivery.stop();
    expect((await studio.client.delivery.enqueue({ selection: { ids: [id] } })).queued).toEqual([id]);
    await studio.delivery.drain();
    await expectExactlyOnce(world(), studio, [id]);
  });

  test('a pause holds across a restart; what was sent before it is not sent again', async () => {
    const folder = await world().folder();
    const studio = await world().studio(folder);
    const { id } = await cataloguePhoto(studio, folder, await mediumPhoto(135));
    await studio.client.delivery.enqueue({ selection: { ids: [id] } });
    // The second part waits on the line: what is to happen in the middle can't come too late.
    const { promise: until, resolve: release } = Promise.withResolvers<void>();
    world().line.add({ method: 'PUT', target: /partNumber=2/, fault: { kind: 'hold', afterBytes: 300_000, until } });
    studio.delivery.start();
    await expect.poll(() => deliveryOf(studio, id).bytes_sent, { timeout: 60_000 }).toBeGreaterThan(PART_BYTES);
    expect(await studio.client.delivery.pause()).toMatchObject({ paused: true, active: 0 });
    release();
    const confirmed = deliveryOf(studio, id).bytes_sent;
    await studio.close();

    world().line.clear();
    const later = await world().studio(folder);
    later.delivery.start();
    expect(await later.client.delivery.progress()).toMatchObject({ paused: true, bytesSent: confirmed });
    await later.delivery.stop();
    expect(world().line.seen).toEqual([]);
    await later.client.delivery.resume();
    await later.delivery.drain();
    await expectExactlyOnce(world(), later, [id]);
    expect(deliveryOf(later, id).bytes_resent).toBeLessThanOrEqual(3 * PART_BYTES);
  });
}
