import { join } from 'node:path';
import { expect, test } from 'vitest';
import { killUntilSent } from '../../support/delivery-kills.ts';
import type { DeliveryWorld } from '../../support/delivery-storages.ts';
import { cataloguePhoto, deliveryOf, largePhoto, smallPhoto } from '../../support/delivery-studio.ts';
import { expectExactlyOnce } from './proof.ts';

const PART_BYTES = 5 * 1024 * 1024;
const PARTS_IN_FLIGHT = 3;

/** `kill -9`, for real. */
export function killSuite(world: () => DeliveryWorld): void {
  const seed = Number(process.env.POUIRE_SEED ?? Math.floor(Math.random() * 1_000_000));

  test(`killed at random moments (seed ${seed}), the upload goes on where it was: each photo once, nothing lost, at most the parts in flight again`, async () => {
    const folder = await world().folder();
    const studio = await world().studio(folder);
    const photos = [
      await cataloguePhoto(studio, join(folder, 'photos'), await largePhoto(seed + 1)),
      await cataloguePhoto(studio, join(folder, 'photos'), await smallPhoto(seed + 2)),
      await cataloguePhoto(studio, join(folder, 'photos'), await largePhoto(seed + 3)),
    ];
    const ids = photos.map((photo) => photo.id);
    await studio.client.delivery.enqueue({ selection: { ids } });
    await studio.close();

    world().line.limit(12_000_000);
    const figures = await killUntilSent(world(), join(folder, 'data'), 6, seed);
    world().line.limit(Number.POSITIVE_INFINITY);

    const after = await world().studio(folder);
    await expectExactlyOnce(world(), after, ids).catch((error: unknown) => {
      throw new Error(figures.output, { cause: error });
    });
    const rows = ids.map((id) => deliveryOf(after, id));
    const resent = rows.reduce((sum, row) => sum + row.bytes_resent, 0);
    const total = rows.reduce((sum, row) => sum + row.bytes_total, 0);
    console.log(
      `seed ${seed}: ${figures.kills} kills, ${total} bytes to send, ${resent} sent again, ${figures.onTheLine} on the line`,
    );
    expect(resent).toBeLessThanOrEqual(figures.kills * PARTS_IN_FLIGHT * PART_BYTES);
    // The ledger counts a piece before it leaves: what reached the line is never more than what it knows of.
    expect(figures.onTheLine).toBeLessThanOrEqual(total + resent + figures.kills * 4096 + 16_384);
  }, 120_000);
}
