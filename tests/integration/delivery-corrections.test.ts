import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { PhotoId } from '../../shared/domain/ids.ts';
import { type DeliveryWorld, startWorld } from '../support/delivery-storages.ts';
import { cataloguePhoto, type DeliveryStudio, deliveryOf, smallPhoto } from '../support/delivery-studio.ts';

let world: DeliveryWorld;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(async () => await world.calm());
afterAll(async () => await world.end());

/** A photo that the marketplace has and refused. */
async function refused(
  seed: number,
): Promise<{ studio: DeliveryStudio; folder: string; id: PhotoId; remoteId: string }> {
  const folder = await world.folder();
  const studio = await world.studio(folder);
  const { id } = await cataloguePhoto(studio, folder, await smallPhoto(seed));
  await studio.client.delivery.enqueue({ selection: { ids: [id] } });
  expect((await studio.delivery.drain()).failed).toEqual([]);
  const remoteId = deliveryOf(studio, id).remote_photo_id ?? '';
  world.sandbox.marketplace.photos.moderate(remoteId, 'rejected', 'Titre trompeur');
  await studio.client.account.sync();
  expect(factsOf(studio, id)).toEqual({ delivery: 'sent', moderation: 'rejected' });
  return { studio, folder, id, remoteId };
}

function factsOf(studio: DeliveryStudio, id: PhotoId) {
  return studio.db.get(studio.db.sql.selectFrom('photos').select(['delivery', 'moderation']).where('id', '=', id));
}

function redescribe(studio: DeliveryStudio, id: PhotoId, words: { title?: string; price_standard?: number }): void {
  studio.db.run(studio.db.sql.updateTable('photos').set(words).where('id', '=', id));
}

/** Bytes of pictures that went to the storage so far. */
const pictureBytes = (): number => world.line.seen.reduce((sum, request) => sum + request.bodyBytes, 0);

test('a refused photo whose words were corrected goes back to moderation as the same item, without its picture', async () => {
  const { studio, id, remoteId } = await refused(700);
  const photosBefore = world.sandbox.marketplace.photos.all().length;
  const bytesBefore = pictureBytes();
  redescribe(studio, id, { title: 'Un titre qui dit vrai', price_standard: 4000 });

  expect(await studio.client.delivery.correct({ ids: [id] })).toMatchObject({ queued: [id], unchanged: [] });
  expect(factsOf(studio, id)).toMatchObject({ delivery: 'queued' });
  const result = await studio.delivery.drain();

  expect(result).toMatchObject({ failed: [], bytes: 0, sent: [{ id, remoteId }] });
  expect(pictureBytes()).toBe(bytesBefore);
  expect(world.sandbox.marketplace.photos.all()).toHaveLength(photosBefore);
  expect(world.sandbox.marketplace.photos.byId(remoteId)).toMatchObject({
    title: 'Un titre qui dit vrai',
    price_standard: 4000,
    status: 'pending',
  });
  expect(factsOf(studio, id)).toEqual({ delivery: 'sent', moderation: 'pending' });
  const { items } = await studio.client.delivery.list({ scope: 'history' });
  expect(items.map((entry) => [entry.kind, entry.state, entry.remoteId, entry.title])).toContainEqual([
    'correction',
    'sent',
    remoteId,
    'Un titre qui dit vrai',
  ]);
  await studio.client.account.sync();
  expect(factsOf(studio, id)).toEqual({ delivery: 'sent', moderation: 'pending' });
});

test('what was sent and did not change is neither corrected nor sent again', async () => {
  const { studio, id } = await refused(710);
  expect(await studio.client.delivery.correct({ ids: [id] })).toMatchObject({ queued: [], unchanged: [id] });
  const enqueued = await studio.client.delivery.enqueue({ selection: { ids: [id] } });
  expect(enqueued).toMatchObject({ queued: [], alreadySent: 1 });
  redescribe(studio, id, { title: 'Un autre titre' });
  expect((await studio.client.delivery.list({ scope: 'history' })).items).toMatchObject([
    { edited: true, latest: true },
  ]);
  await studio.client.delivery.correct({ ids: [id] });
  expect(await studio.client.delivery.correct({ ids: [id] })).toMatchObject({ queued: [], alreadyQueued: 1 });
  await studio.delivery.drain();
  expect((await studio.client.delivery.list({ scope: 'history' })).items).toMatchObject([
    { kind: 'correction', edited: false, latest: true },
    { kind: 'photo', latest: false },
  ]);
  expect(await studio.client.delivery.correct({ ids: [id] })).toMatchObject({ queued: [], unchanged: [id] });
});

test('a correction that breaks a rule, or of a photo that was never sent, is not queued', async () => {
  const { studio, folder, id } = await refused(720);
  const { id: never } = await cataloguePhoto(studio, folder, await smallPhoto(721));
  redescribe(studio, id, { title: 'abc' });
  const answer = await studio.client.delivery.correct({ ids: [id, never] });
  expect(answer).toMatchObject({ queued: [], notSent: 1 });
  expect(answer.refusedByRules.map((refusal) => refusal.id)).toEqual([id]);
  expect(factsOf(studio, id)).toMatchObject({ delivery: 'sent' });
});

test('a correction waits for the marketplace and survives a restart; a lost answer makes no second photo', async () => {
  const { studio, folder, id, remoteId } = await refused(730);
  redescribe(studio, id, { title: 'Un titre qui dit vrai' });
  await studio.client.delivery.correct({ ids: [id] });
  // The marketplace does the work; its answer never arrives.
  world.sandbox.marketplace.wire.faults.add({
    server: 'api',
    method: 'PUT',
    route: '^/api/photographer/photos/',
    times: 1,
    skip: 0,
    action: { kind: 'drop-after-bytes', of: 'response', bytes: 10 },
  });
  studio.delivery.start();
  await expect.poll(() => deliveryOf(studio, id).state, { timeout: 60_000 }).toBe('waiting');
  expect(JSON.parse(deliveryOf(studio, id).problem ?? '')).toMatchObject({ code: 'server-unreachable' });
  await studio.close();

  const again = await world.studio(folder);
  const result = await again.delivery.drain();
  expect(result).toMatchObject({ failed: [], bytes: 0 });
  expect(world.sandbox.marketplace.photos.byId(remoteId)).toMatchObject({
    title: 'Un titre qui dit vrai',
    status: 'pending',
  });
  const sha256 = deliveryOf(again, id).sent_sha256;
  expect(world.sandbox.marketplace.photos.all().filter((photo) => photo.sha256 === sha256)).toHaveLength(1);
});

test('a correction the marketplace refuses is hers to settle: corrected again and retried, it goes', async () => {
  const { studio, id, remoteId } = await refused(740);
  redescribe(studio, id, { title: 'Un titre qui dit vrai' });
  await studio.client.delivery.correct({ ids: [id] });
  studio.db.run(
    studio.db.sql
      .updateTable('deliveries')
      .set((row) => ({ form: row.fn('json_set', ['form', row.val('$.categoryId'), row.val('no-such-category')]) }))
      .where('kind', '=', 'correction'),
  );
  expect((await studio.delivery.drain()).failed).toMatchObject([{ id, code: 'server-refused' }]);
  expect(await studio.client.delivery.retry({})).toEqual({ queued: 1 });
  expect((await studio.delivery.drain()).sent).toMatchObject([{ id, remoteId }]);
  expect(deliveryOf(studio, id)).toMatchObject({ kind: 'correction', state: 'sent' });
});

test('a correction taken back before it went leaves the photo sent', async () => {
  const { studio, id, remoteId } = await refused(750);
  redescribe(studio, id, { title: 'Un titre qui dit vrai' });
  await studio.client.delivery.correct({ ids: [id] });
  const [entry] = (await studio.client.delivery.list({ scope: 'open' })).items;
  expect(entry).toMatchObject({ kind: 'correction', remoteId });
  if (entry) await studio.client.delivery.cancel({ id: entry.id });
  expect(factsOf(studio, id)).toMatchObject({ delivery: 'sent' });
  expect((await studio.client.delivery.enqueue({ selection: { ids: [id] } })).alreadySent).toBe(1);
  expect(world.sandbox.marketplace.photos.byId(remoteId)?.status).toBe('rejected');
});
