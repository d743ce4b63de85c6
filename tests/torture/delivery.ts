import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { PhotoId } from '../../shared/domain/ids.ts';
import { killUntilSent } from '../support/delivery-kills.ts';
import { type DeliveryWorld, startWorld } from '../support/delivery-storages.ts';
import { cataloguePhoto, deliveryOf, mediumPhoto, smallPhoto } from '../support/delivery-studio.ts';

const PART_BYTES = 5 * 1024 * 1024;
const PARTS_IN_FLIGHT = 3;
/** Slow enough that kills meet parts on their way, and that the work is not over before the last kill. */
const LINE_BYTES_PER_SECOND = 1_500_000;
/** Most die within the first two seconds, some live so long that photos are finished between kills. */
const lifeMs = (fraction: number): number => fraction ** 3 * 12_000;

/**
 * Kills the upload (`kill -9`) at random moments over many photos, then lets it finish: each photo must be on the marketplace
 * exactly once, with the ledger's SHA-256, nothing half-sent left, and no more sent again than was in flight.
 * Options: `--photos 20 --kills 20`.
 */
export async function torture(seed: number): Promise<boolean> {
  const { values } = parseArgs({
    args: process.argv.slice(2),
    allowPositionals: true,
    strict: false,
    options: { photos: { type: 'string', default: '20' }, kills: { type: 'string', default: '20' } },
  });
  const world = await startWorld();
  try {
    return await run(world, seed, Number(values.photos), Number(values.kills));
  } finally {
    await world.end();
  }
}

async function run(world: DeliveryWorld, seed: number, photos: number, kills: number): Promise<boolean> {
  const folder = await world.folder();
  const studio = await world.studio(folder);
  const ids: PhotoId[] = [];
  for (let index = 0; index < photos; index += 1) {
    const bytes = index % 3 === 2 ? await smallPhoto(seed + index) : await mediumPhoto(seed + index);
    ids.push((await cataloguePhoto(studio, join(folder, 'photos'), bytes, { title: `Photo de torture ${index}` })).id);
  }
  await studio.client.delivery.enqueue({ selection: { ids } });
  await studio.close();

  world.line.limit(LINE_BYTES_PER_SECOND);
  const figures = await killUntilSent(world, join(folder, 'data'), kills, seed, lifeMs);
  world.line.limit(Number.POSITIVE_INFINITY);

  const after = await world.studio(folder);
  const { marketplace } = world.sandbox;
  const problems: string[] = [];
  let total = 0;
  let resent = 0;
  for (const id of ids) {
    const row = deliveryOf(after, id);
    total += row.bytes_total;
    resent += row.bytes_resent;
    const copies = marketplace.photos.all().filter((photo) => photo.sha256 === row.sent_sha256);
    if (row.state !== 'sent') problems.push(`photo ${id} is ${row.state}: ${row.problem}`);
    if (copies.length !== 1) problems.push(`photo ${id} is ${copies.length} times on the marketplace`);
    if (!(await marketplace.storage.objects()).some((object) => object.sha256 === row.sent_sha256))
      problems.push(`photo ${id}: other bytes in the bucket`);
  }
  if (figures.kills < kills) problems.push(`all was sent after ${figures.kills} kills: too few to say much`);
  if (marketplace.photos.all().length !== photos)
    problems.push(`${marketplace.photos.all().length} photos on the marketplace, not ${photos}`);
  const orphans = await marketplace.storage.openMultipartUploads();
  if (orphans.length > 0) problems.push(`${orphans.length} multipart uploads left open`);
  const allowed = figures.kills * PARTS_IN_FLIGHT * PART_BYTES;
  if (resent > allowed) problems.push(`${resent} bytes sent again, more than was in flight (${allowed})`);
  if (figures.onTheLine > total + resent + (figures.kills + 1) * 16_384)
    problems.push('more bytes reached the line than the ledger counted');

  console.log(
    `${photos} photos, ${figures.kills} kills, ${megabytes(total)} MB to send, ${megabytes(resent)} MB sent again (allowed ${megabytes(allowed)}), ${orphans.length} orphan uploads`,
  );
  for (const problem of problems) console.log(`  ✗ ${problem}`);
  await after.close();
  return problems.length === 0;
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}
