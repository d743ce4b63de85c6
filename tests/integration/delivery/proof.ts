import { expect } from 'vitest';
import { z } from 'zod';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import type { DeliveryWorld } from '../../support/delivery-storages.ts';
import { type DeliveryStudio, deliveryOf } from '../../support/delivery-studio.ts';

const places = z.object({ original: z.object({ bucket: z.string(), key: z.string() }) });

/** The marketplace's photo, and the bytes in its bucket: size and SHA-256. */
export async function arrived(world: DeliveryWorld, remoteId: string) {
  const { photos, storage } = world.sandbox.marketplace;
  const photo = photos.byId(remoteId);
  if (photo === undefined) throw new Error(`the marketplace has no photo ${remoteId}`);
  const { original } = places.parse(photo.objects);
  return { photo, place: original, stored: await storage.head(original.bucket, original.key) };
}

/**
 * What must be true of every photo after whatever happened: exactly once on the marketplace, the bytes in the bucket are those
 * of the ledger, nothing half-sent is left, the catalogue says so.
 */
export async function expectExactlyOnce(
  world: DeliveryWorld,
  studio: DeliveryStudio,
  ids: readonly PhotoId[],
): Promise<void> {
  for (const id of ids) {
    const row = deliveryOf(studio, id);
    expect(row.state, `photo ${id}: ${row.problem}`).toBe('sent');
    const { photo, stored } = await arrived(world, row.remote_photo_id ?? '');
    expect(stored?.sha256).toBe(row.sent_sha256);
    expect(stored?.size).toBe(row.sent_size);
    expect(world.sandbox.marketplace.photos.all().filter((one) => one.sha256 === row.sent_sha256)).toHaveLength(1);
    expect(photo.status).toBe('pending');
    const facts = studio.db.get(
      studio.db.sql.selectFrom('photos').select(['delivery', 'moderation']).where('id', '=', id),
    );
    expect(facts).toEqual({ delivery: 'sent', moderation: 'pending' });
    const linked = studio.db.get(
      studio.db.sql.selectFrom('remote_photos').select('photo_id').where('id', '=', photo.id),
    );
    expect(linked?.photo_id).toBe(id);
    expect(row.bytes_sent).toBe(row.bytes_total);
  }
  expect(await world.sandbox.marketplace.storage.openMultipartUploads()).toEqual([]);
}
