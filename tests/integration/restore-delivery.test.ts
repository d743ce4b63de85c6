import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { copyCatalogue } from '../../electron/core/db/catalogue-tasks.ts';
import { waitingRestore } from '../../electron/core/db/restore.ts';
import type { PhotoId } from '../../shared/domain/ids.ts';
import { type DeliveryWorld, startWorld } from '../support/delivery-storages.ts';
import { cataloguePhoto, type DeliveryStudio, deliveryOf, smallPhoto } from '../support/delivery-studio.ts';

// Nothing is sent twice because an older catalogue does not know that it was sent.

let world: DeliveryWorld;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(async () => await world.calm());
afterAll(async () => await world.end());

const remoteCount = () => world.sandbox.marketplace.photos.all().length;
const backUp = (studio: DeliveryStudio, folder: string): string => {
  const path = join(folder, 'hers.sqlite');
  copyCatalogue(join(studio.ports.dataDir, 'catalogue.sqlite'), path);
  return path;
};
/** Puts the copy in place as restoring does, and opens the studio anew. */
async function restored(studio: DeliveryStudio, folder: string, copy: string): Promise<DeliveryStudio> {
  copyCatalogue(copy, waitingRestore(studio.ports.dataDir, '20261122T000000'));
  await studio.close();
  return world.studio(folder);
}
const bySha = (studio: DeliveryStudio, sha256: string) =>
  studio.db.get(
    studio.db.sql.selectFrom('photos').select(['id', 'delivery', 'title', 'present']).where('sha256', '=', sha256),
  );
const retitle = (studio: DeliveryStudio, id: PhotoId, title: string) =>
  studio.db.run(studio.db.sql.updateTable('photos').set({ title }).where('id', '=', id));

test('photos sent after the copy was made stay sent, those that were not even in it too', async () => {
  const folder = await world.folder();
  const before = await world.studio(folder);
  const known = await cataloguePhoto(before, folder, await smallPhoto(810));
  const copy = backUp(before, folder);
  const later = await cataloguePhoto(before, folder, await smallPhoto(811));
  // Other words than those of the copy: its sent copy would be another file.
  retitle(before, known.id, 'Un titre d’après la sauvegarde');
  await before.client.delivery.enqueue({ selection: { ids: [known.id, later.id] } });
  expect((await before.delivery.drain()).failed).toEqual([]);
  const count = remoteCount();

  const studio = await restored(before, folder, copy);
  expect(bySha(studio, known.sha256)).toMatchObject({ delivery: 'sent', title: expect.not.stringContaining('après') });
  expect(bySha(studio, later.sha256)).toMatchObject({ delivery: 'sent', present: 0 });
  const again = await studio.client.delivery.enqueue({ selection: { ids: [known.id] } });
  expect(again).toMatchObject({ queued: [], alreadySent: 1 });
  const drained = await studio.delivery.drain();
  expect(drained).toMatchObject({ sent: [], failed: [], bytes: 0 });
  expect(remoteCount()).toBe(count);
  await studio.client.account.sync();
  world.sandbox.marketplace.photos.moderate(deliveryOf(studio, known.id).remote_photo_id ?? '', 'approved', null);
  await studio.client.account.sync();
  expect(studio.db.get(studio.db.sql.selectFrom('photos').select('moderation').where('id', '=', known.id))).toEqual({
    moderation: 'approved',
  });
  await studio.close();
});

test('a delivery that was queued in the copy and sent since does not go again', async () => {
  const folder = await world.folder();
  const before = await world.studio(folder);
  const { id } = await cataloguePhoto(before, folder, await smallPhoto(820));
  await before.client.delivery.enqueue({ selection: { ids: [id] } });
  const copy = backUp(before, folder);
  expect((await before.delivery.drain()).failed).toEqual([]);
  const row = deliveryOf(before, id);
  const count = remoteCount();
  const studio = await restored(before, folder, copy);
  expect(deliveryOf(studio, id)).toMatchObject({
    state: 'sent',
    client_upload_id: row.client_upload_id,
    remote_photo_id: row.remote_photo_id,
  });
  expect(await studio.delivery.drain()).toMatchObject({ sent: [], bytes: 0 });
  expect(remoteCount()).toBe(count);
  await studio.close();
});

test('where the catalogue before is lost, the marketplace recognises the content: the photo is there once', async () => {
  const folder = await world.folder();
  const before = await world.studio(folder);
  const { id } = await cataloguePhoto(before, folder, await smallPhoto(830));
  await before.client.delivery.enqueue({ selection: { ids: [id] } });
  const copy = backUp(before, folder);
  expect((await before.delivery.drain()).failed).toEqual([]);
  const { remote_photo_id: remoteId } = deliveryOf(before, id);
  const count = remoteCount();
  await before.close();
  // Another computer: nothing but the copy.
  const elsewhere = await world.folder();
  mkdirSync(join(elsewhere, 'data'));
  copyCatalogue(copy, waitingRestore(join(elsewhere, 'data'), '20261122T000000'));
  const studio = await world.studio(elsewhere);
  const bytes = world.line.seen.reduce((sum, request) => sum + request.bodyBytes, 0);
  expect((await studio.delivery.drain()).failed).toEqual([]);
  expect(deliveryOf(studio, id)).toMatchObject({ state: 'sent', remote_photo_id: remoteId });
  expect(remoteCount()).toBe(count);
  expect(world.line.seen.reduce((sum, request) => sum + request.bodyBytes, 0)).toBe(bytes);
  await studio.close();
});
