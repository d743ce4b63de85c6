import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { PhotoId } from '../../shared/domain/ids.ts';
import { type DeliveryWorld, startWorld } from '../support/delivery-storages.ts';
import {
  cataloguePhoto,
  type DeliveryStudio,
  deliveryOf,
  mediumPhoto,
  smallPhoto,
} from '../support/delivery-studio.ts';
import { expectExactlyOnce } from './delivery/proof.ts';

let world: DeliveryWorld;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(async () => await world.calm());
afterAll(async () => await world.end());

async function queued(bytes: Buffer, words = {}): Promise<{ folder: string; studio: DeliveryStudio; id: PhotoId }> {
  const folder = await world.folder();
  const studio = await world.studio(folder);
  const { id } = await cataloguePhoto(studio, folder, bytes, words);
  await studio.client.delivery.enqueue({ selection: { ids: [id] } });
  return { folder, studio, id };
}

test('what the server refuses is said field by field; corrected and retried, the photo goes', async () => {
  const { studio, id } = await queued(await smallPhoto(200));
  studio.db.run(
    studio.db.sql
      .updateTable('deliveries')
      .set((row) => ({ form: row.fn('json_set', ['form', row.val('$.categoryId'), row.val('no-such-category')]) })),
  );
  const result = await studio.delivery.drain();
  expect(result.failed).toMatchObject([
    {
      id,
      code: 'server-refused',
      facts: { status: 422, fields: { category_id: expect.arrayContaining([expect.any(String)]) } },
    },
  ]);
  expect(studio.db.get(studio.db.sql.selectFrom('photos').select('delivery').where('id', '=', id))).toEqual({
    delivery: 'failed',
  });
  expect(
    await studio.client.delivery.retry({ id: (await studio.client.delivery.list({ scope: 'open' })).items[0]?.id }),
  ).toEqual({ queued: 1 });
  const second = await studio.delivery.drain();
  expect(second).toMatchObject({ failed: [], resentBytes: 0 });
  await expectExactlyOnce(world, studio, [id]);
});

test('other words after a refusal are another copy: the old session is given up, and what arrives has the new title', async () => {
  const { studio, id } = await queued(await smallPhoto(210));
  studio.db.run(
    studio.db.sql
      .updateTable('deliveries')
      .set((row) => ({ form: row.fn('json_set', ['form', row.val('$.categoryId'), row.val('no-such-category')]) })),
  );
  await studio.delivery.drain();
  const before = deliveryOf(studio, id);
  studio.db.run(studio.db.sql.updateTable('photos').set({ title: 'Un titre corrigé' }).where('id', '=', id));
  await studio.client.delivery.retry({});
  const result = await studio.delivery.drain();
  expect(result.failed).toEqual([]);
  const after = deliveryOf(studio, id);
  expect(after.client_upload_id).not.toBe(before.client_upload_id);
  expect(after.sent_sha256).not.toBe(before.sent_sha256);
  await expectExactlyOnce(world, studio, [id]);
  expect(world.sandbox.marketplace.photos.byId(after.remote_photo_id ?? '')?.title).toBe('Un titre corrigé');
  const { storage } = world.sandbox.marketplace;
  expect((await storage.objects()).filter((object) => object.sha256 === before.sent_sha256)).toEqual([]);
});

test('a session that expired waits for her, keeps everything, and goes on after she signed in', async () => {
  const { folder, id } = await queued(await smallPhoto(201)).then(async ({ folder: where, studio, id: photo }) => {
    await studio.close();
    return { folder: where, id: photo };
  });
  // Restarted with an empty vault: the token is gone and no password was kept.
  const { openDeliveryStudio } = await import('../support/delivery-studio.ts');
  const studio = openDeliveryStudio({ dataDir: join(folder, 'data'), storageLine: world.line.url });
  try {
    const result = await studio.delivery.drain();
    expect(result.failed).toMatchObject([{ id, code: 'session-expired' }]);
    expect(deliveryOf(studio, id)).toMatchObject({ state: 'waiting', next_attempt_at: null });
    studio.delivery.start();
    await studio.signIn(world.sandbox);
    await expect.poll(() => deliveryOf(studio, id).state, { timeout: 60_000 }).toBe('sent');
    await expectExactlyOnce(world, studio, [id]);
  } finally {
    await studio.close();
  }
});

test('a refusal of the whole account (403) is for her to settle', async () => {
  const { studio, id } = await queued(await smallPhoto(202));
  world.sandbox.marketplace.wire.faults.add({
    server: 'api',
    method: 'POST',
    route: '/api/photographer/uploads',
    times: 9,
    skip: 0,
    action: { kind: 'status', status: 403, after: false },
  });
  const result = await studio.delivery.drain();
  expect(result.failed).toMatchObject([{ id, code: expect.stringMatching(/^(account-|server-refused)/) }]);
});

test('a server out of reach is waited for, and the queue knocks one at a time', async () => {
  const folder = await world.folder();
  const studio = await world.studio(folder);
  const ids: PhotoId[] = [];
  for (const seed of [203, 204, 205, 206]) ids.push((await cataloguePhoto(studio, folder, await smallPhoto(seed))).id);
  await studio.client.delivery.enqueue({ selection: { ids } });
  world.sandbox.marketplace.wire.faults.add({
    server: 'api',
    method: 'POST',
    route: '/api/photographer/uploads',
    times: 3,
    skip: 0,
    action: { kind: 'drop-after-bytes', bytes: 0, of: 'request' },
  });
  const result = await studio.delivery.drain();
  expect(result.failed).toEqual([]);
  await expectExactlyOnce(world, studio, ids);
});

test('429 with Retry-After holds the queue for that long', async () => {
  const { studio, id } = await queued(await smallPhoto(207));
  world.sandbox.marketplace.wire.faults.add({
    server: 'api',
    method: 'POST',
    route: '/api/photographer/uploads',
    times: 1,
    skip: 0,
    action: { kind: 'status', status: 429, retry_after: 2, after: false },
  });
  const result = await studio.delivery.drain();
  expect(result.failed).toEqual([]);
  expect(result.seconds).toBeGreaterThan(2);
  await expectExactlyOnce(world, studio, [id]);
});

test('credentials that live two seconds are renewed in the middle of a photo', async () => {
  const { studio, id } = await queued(await mediumPhoto(208));
  world.sandbox.marketplace.settings.set('credentials_ttl_seconds', '2');
  world.line.limit(4_000_000);
  const result = await studio.delivery.drain();
  world.sandbox.marketplace.settings.set('credentials_ttl_seconds', '3600');
  expect(result).toMatchObject({ failed: [], resentBytes: 0 });
  await expectExactlyOnce(world, studio, [id]);
});

test('a PNG travels the same way: same pixels, her words inside', async () => {
  const png = await sharp({
    create: { width: 700, height: 500, channels: 4, background: { r: 10, g: 200, b: 30, alpha: 0.5 } },
  })
    .png()
    .toBuffer();
  const folder = await world.folder();
  const studio = await world.studio(folder);
  const { id } = await cataloguePhoto(studio, folder, png, {}, 'png');
  await studio.client.delivery.enqueue({ selection: { ids: [id] } });
  const result = await studio.delivery.drain();
  expect(result.failed).toEqual([]);
  await expectExactlyOnce(world, studio, [id]);
});

test('after a full run no secret is in the catalogue, its write-ahead log or the log lines', async () => {
  const { folder, studio, id } = await queued(await mediumPhoto(209));
  world.line.add({
    method: 'PUT',
    target: /partNumber=1/,
    times: 1,
    fault: { kind: 'status', status: 403, code: 'ExpiredToken' },
  });
  await studio.delivery.drain();
  await expectExactlyOnce(world, studio, [id]);
  const grep = async (word: string): Promise<string> =>
    (await promisify(execFile)('grep', ['-rlaF', word, join(folder, 'data')]).catch(() => ({ stdout: '' }))).stdout;
  const lines = JSON.stringify(studio.lines);
  for (const secret of [world.sandbox.password, 'ASIA', 'eyJ', 'X-Amz-Security-Token']) {
    expect(await grep(secret), `${secret} on the disk`).toBe('');
    expect(lines.includes(secret), `${secret} in the log`).toBe(false);
  }
});
