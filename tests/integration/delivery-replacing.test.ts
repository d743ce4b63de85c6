import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { PhotoId } from '../../shared/domain/ids.ts';
import { type DeliveryWorld, startWorld } from '../support/delivery-storages.ts';
import { cataloguePhoto, type DeliveryStudio, deliveryOf, noisePhoto } from '../support/delivery-studio.ts';
import { fastClock } from '../support/fast-clock.ts';

let world: DeliveryWorld;
let older: DeliveryWorld;
let forms: DeliveryWorld;
beforeAll(async () => {
  [world, older, forms] = await Promise.all([
    startWorld(),
    startWorld({ pictureReplacement: false }),
    startWorld({ directUpload: false }),
  ]);
});
afterEach(async () => {
  for (const one of [world, older, forms]) await one.calm();
});
afterAll(async () => {
  for (const one of [world, older, forms]) await one.end();
});

const UPLOADS = '^/api/photographer/uploads';

/** A photo that the marketplace refused for its picture, and the one that is to take its place: not approved, which is not asked. */
async function refused(on: DeliveryWorld, seed: number) {
  const folder = await on.folder();
  const studio = await on.studio(folder);
  const old = (await cataloguePhoto(studio, folder, await noisePhoto(seed, 300, 200))).id;
  await studio.client.delivery.enqueue({ selection: { ids: [old] } });
  expect((await studio.delivery.drain()).failed).toEqual([]);
  const remoteId = deliveryOf(studio, old).remote_photo_id ?? '';
  on.sandbox.marketplace.photos.moderate(remoteId, 'rejected', 'Image trop bruitée');
  await studio.client.account.sync();
  const words = { title: 'Marché, image reprise' };
  const better = (await cataloguePhoto(studio, folder, await noisePhoto(seed + 1, 320, 200), words)).id;
  studio.db.run(studio.db.sql.updateTable('photos').set({ review: 'unreviewed' }).where('id', '=', better));
  return { studio, folder, old, better, remoteId };
}

const factsOf = (studio: DeliveryStudio, id: PhotoId) =>
  studio.db.get(studio.db.sql.selectFrom('photos').select(['delivery', 'moderation']).where('id', '=', id));

const mine = (on: DeliveryWorld, ...remoteIds: readonly string[]) =>
  on.sandbox.marketplace.photos.all().filter((photo) => remoteIds.includes(photo.id));

/** One item, with the new picture; the old photo says what became of it and is not sent again by chance. */
async function expectReplaced(
  studio: DeliveryStudio,
  { old, better, remoteId }: { old: PhotoId; better: PhotoId; remoteId: string },
): Promise<void> {
  const row = deliveryOf(studio, better);
  expect(row).toMatchObject({ state: 'sent', remote_photo_id: remoteId, replaces_remote_id: remoteId });
  expect(mine(world, remoteId)).toMatchObject([
    { status: 'pending', rejection_reason: null, sha256: row.sent_sha256, title: 'Marché, image reprise' },
  ]);
  const all = world.sandbox.marketplace.photos.all();
  expect(all.filter((photo) => photo.sha256 === row.sent_sha256)).toHaveLength(1);
  const before = deliveryOf(studio, old);
  expect(before).toMatchObject({ state: 'cancelled', replaced_at: expect.any(Number), withdrawn_at: null });
  const objects = (await world.sandbox.marketplace.storage.objects()).map((object) => object.sha256);
  expect(objects).toContain(row.sent_sha256);
  expect(objects).not.toContain(before.sent_sha256);
  await studio.client.account.sync();
  expect(factsOf(studio, better)).toEqual({ delivery: 'sent', moderation: 'pending' });
  expect(factsOf(studio, old)).toEqual({ delivery: 'none', moderation: 'none' });
}

test('a new picture takes the place of a refused one in the same item, once, and the old photo is not sent again', async () => {
  const { studio, old, better, remoteId } = await refused(world, 1000);
  const { client } = studio;
  expect(await client.delivery.replacement({ id: old })).toMatchObject({ may: true, how: 'unknown', underWay: null });
  const [first, second] = [
    await client.delivery.replace({ id: better, refused: old }),
    await client.delivery.replace({ id: better, refused: old }),
  ];
  expect([first, second]).toMatchObject([{ outcome: 'queued' }, { outcome: 'queued' }]);
  expect((await client.delivery.list({ scope: 'open' })).items).toMatchObject([{ photoId: better, replaces: old }]);
  expect(await client.delivery.replacement({ id: old })).toMatchObject({ may: false, underWay: better });
  // Words on their own would only be overwritten.
  expect(await client.delivery.correct({ ids: [old] })).toMatchObject({ queued: [], alreadyQueued: 1 });
  expect((await studio.delivery.drain()).failed).toEqual([]);
  await expectReplaced(studio, { old, better, remoteId });

  expect(await client.delivery.enqueue({ selection: { ids: [old] } })).toMatchObject({ queued: [], alreadySent: 1 });
  expect(await client.delivery.replacement({ id: old })).toMatchObject({ may: false, replacedBy: { id: better } });
  expect(await client.delivery.replacement({ id: better })).toMatchObject({
    may: true,
    how: 'same-item',
    replaces: old,
  });
  const { items } = await client.delivery.list({ scope: 'history' });
  expect(items.find(({ photoId }) => photoId === old)).toMatchObject({ state: 'cancelled', replacedBy: better });
  expect((await client.delivery.csv({})).csv).toContain('remplacée par une autre');
  expect(await client.delivery.replace({ id: better, refused: old })).toMatchObject({ why: 'not-there' });
  // The picture that stands in for it leaves: nothing keeps the old one from being sent as a photo of its own.
  await client.delivery.withdraw({ ids: [better] });
  expect(mine(world, remoteId)).toEqual([]);
  expect((await client.delivery.enqueue({ selection: { ids: [old] } })).queued).toEqual([old]);
});

test('answers lost after opening and after completing, and a restart: one item, one picture, nothing sent twice', async () => {
  const { studio, folder, old, better, remoteId } = await refused(world, 1010);
  const lose = (route: string) =>
    world.sandbox.marketplace.wire.faults.add({
      server: 'api',
      method: 'POST',
      route,
      times: 1,
      skip: 0,
      action: { kind: 'drop-after-bytes', bytes: 10, of: 'response' },
    });
  lose(`${UPLOADS}$`);
  lose(`${UPLOADS}/[^/]+/complete$`);
  await studio.client.delivery.replace({ id: better, refused: old });
  await studio.close();

  const later = await world.studio(folder, { ports: { clock: fastClock(100) } });
  const result = await later.delivery.drain();
  expect(result).toMatchObject({ failed: [], resentBytes: 0 });
  await expectReplaced(later, { old, better, remoteId });
});

test('a studio that ends between the marketplace’s answer and its own note finds its picture again', async () => {
  const { studio, folder, old, better, remoteId } = await refused(world, 1020);
  await studio.client.delivery.replace({ id: better, refused: old });
  // The completed answer never arrives: every one is cut, and the studio is closed as soon as the marketplace has the picture.
  world.sandbox.marketplace.wire.faults.add({
    server: 'api',
    method: 'POST',
    route: `${UPLOADS}/[^/]+/complete$`,
    times: 100,
    skip: 0,
    action: { kind: 'drop-after-bytes', bytes: 10, of: 'response' },
  });
  const waits = new Promise<void>((resolve) => {
    studio.context.events.subscribe(() => {
      if (deliveryOf(studio, better).state === 'waiting') resolve();
    });
  });
  studio.delivery.start();
  await waits;
  expect(deliveryOf(studio, old).state).toBe('sent');
  await studio.close();
  world.sandbox.marketplace.wire.faults.clear();

  const later = await world.studio(folder);
  await later.client.delivery.retry({});
  expect((await later.delivery.drain()).failed).toEqual([]);
  await expectReplaced(later, { old, better, remoteId });
});

test('a photo that was published or deleted meanwhile: the first keeps its picture, the second makes room for another item', async () => {
  const published = await refused(world, 1030);
  await published.studio.client.delivery.replace({ id: published.better, refused: published.old });
  world.sandbox.marketplace.photos.moderate(published.remoteId, 'approved', null);
  const { failed } = await published.studio.delivery.drain();
  expect(failed).toMatchObject([{ id: published.better, code: 'picture-not-replaceable', facts: { why: 'approved' } }]);
  expect(mine(world, published.remoteId)).toMatchObject([{ status: 'approved' }]);
  await published.studio.client.account.sync();
  expect(await published.studio.client.delivery.replacement({ id: published.old })).toMatchObject({ may: false });
  await published.studio.close();

  const gone = await refused(world, 1040);
  await gone.studio.client.delivery.replace({ id: gone.better, refused: gone.old });
  world.sandbox.marketplace.photos.remove(gone.remoteId);
  expect((await gone.studio.delivery.drain()).failed).toEqual([]);
  const row = deliveryOf(gone.studio, gone.better);
  expect(row).toMatchObject({ state: 'sent', replaces_remote_id: null });
  expect(mine(world, row.remote_photo_id ?? '')).toHaveLength(1);
  expect(deliveryOf(gone.studio, gone.old)).toMatchObject({ state: 'cancelled', withdrawn_at: expect.any(Number) });
  expect(factsOf(gone.studio, gone.old)).toEqual({ delivery: 'none', moderation: 'none' });
});

test.each([
  ['direct upload without replacing', () => older],
  ['a form only', () => forms],
])('a server with %s: a new item, and only then the refused one is taken off, also after a restart', async (_, on) => {
  const { studio, folder, old, better, remoteId } = await refused(on(), 1050);
  await studio.client.delivery.replace({ id: better, refused: old });
  on().sandbox.marketplace.wire.faults.add({
    server: 'api',
    method: 'DELETE',
    route: '^/api/photographer/photos/',
    times: 1,
    skip: 0,
    action: { kind: 'status', status: 503, after: false },
  });
  expect((await studio.delivery.drain()).failed).toEqual([]);
  const row = deliveryOf(studio, better);
  expect(row).toMatchObject({ state: 'sent', replaces_remote_id: remoteId });
  expect(row.remote_photo_id).not.toBe(remoteId);
  expect(mine(on(), remoteId, row.remote_photo_id ?? '')).toHaveLength(2);
  expect(deliveryOf(studio, old)).toMatchObject({ state: 'sent', withdraw_asked_at: expect.any(Number) });
  expect(await studio.client.delivery.replacement({ id: better })).toMatchObject({ how: 'new-item', replaces: old });
  await studio.close();

  const later = await on().studio(folder);
  await later.delivery.drain();
  later.delivery.start();
  await expect.poll(() => deliveryOf(later, old).state, { timeout: 60_000 }).toBe('cancelled');
  expect(mine(on(), remoteId, row.remote_photo_id ?? '').map((photo) => photo.id)).toEqual([row.remote_photo_id]);
  expect(factsOf(later, old)).toEqual({ delivery: 'none', moderation: 'none' });
  expect(await later.client.delivery.replacement({ id: old })).toMatchObject({ replacedBy: { id: better } });
  expect(await later.client.delivery.enqueue({ selection: { ids: [old] } })).toMatchObject({
    queued: [],
    alreadySent: 1,
  });
});

test('what may not go says why; a cancelled replacement that she queues again is one still', async () => {
  const { studio, folder, old, better, remoteId } = await refused(world, 1060);
  const { client } = studio;
  expect(await client.delivery.replace({ id: old, refused: old })).toMatchObject({ why: 'same-photo' });
  expect(await client.delivery.replace({ id: old, refused: better })).toMatchObject({ why: 'not-there' });
  const other = (await cataloguePhoto(studio, folder, await noisePhoto(1062, 300, 200), { title: 'Abc' })).id;
  expect(await client.delivery.replace({ id: other, refused: old })).toMatchObject({ outcome: 'refused-by-rules' });
  const { items } = await (async () => {
    await client.delivery.replace({ id: better, refused: old });
    return await client.delivery.list({ scope: 'open' });
  })();
  expect(await client.delivery.replace({ id: other, refused: old })).toMatchObject({ why: 'under-way' });
  expect(items).toHaveLength(1);
  for (const { id } of items) await client.delivery.cancel({ id });
  studio.db.run(studio.db.sql.updateTable('photos').set({ review: 'approved' }).where('id', '=', better));
  await client.delivery.enqueue({ selection: { ids: [better] } });
  expect((await studio.delivery.drain()).failed).toEqual([]);
  await expectReplaced(studio, { old, better, remoteId });
});
