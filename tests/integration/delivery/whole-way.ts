import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import type { DeliveryWorld } from '../../support/delivery-storages.ts';
import {
  cataloguePhoto,
  deliveryOf,
  largePhoto,
  noisePhoto,
  smallPhoto,
  WORDS,
} from '../../support/delivery-studio.ts';
import { arrived, expectExactlyOnce } from './proof.ts';

async function read(world: DeliveryWorld, place: { bucket: string; key: string }): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of (await world.sandbox.marketplace.storage.read(place.bucket, place.key)) ?? [])
    pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

const pixelsOf = async (bytes: Buffer): Promise<string> =>
  createHash('sha256')
    .update(await sharp(bytes).raw().toBuffer())
    .digest('hex');

/** Nothing goes wrong. */
export function wholeWaySuite(world: () => DeliveryWorld): void {
  test('a small and a large photo arrive once, with the SHA-256 of the ledger, and no byte is sent twice', async () => {
    const folder = await world().folder();
    const studio = await world().studio(folder);
    const large = await cataloguePhoto(studio, join(folder, 'photos'), await largePhoto(1));
    const small = await cataloguePhoto(studio, join(folder, 'photos'), await smallPhoto(2));
    const enqueued = await studio.client.delivery.enqueue({ selection: { ids: [large.id, small.id] } });
    expect(enqueued.queued).toEqual([large.id, small.id]);

    const result = await studio.delivery.drain();

    expect(result.failed).toEqual([]);
    expect(result.sent.map((sent) => sent.id)).toEqual([large.id, small.id]);
    expect(result.resentBytes).toBe(0);
    await expectExactlyOnce(world(), studio, [large.id, small.id]);
    const row = deliveryOf(studio, large.id);
    expect(row.sent_size).toBeGreaterThan(15 * 1024 * 1024);
    expect(result.bytes).toBe(row.bytes_total + deliveryOf(studio, small.id).bytes_total);
    expect(world().line.seen.reduce((sum, request) => sum + request.bodyBytes, 0)).toBeLessThan(result.bytes + 4096); // and an XML list of parts
    const { items } = await studio.client.delivery.list({ scope: 'history' });
    const entry = items.find((item) => item.photoId === large.id);
    expect(entry).toMatchObject({
      state: 'sent',
      partsTotal: 8,
      partsSent: 8,
      bytesSent: row.bytes_total,
      problem: null,
    });
    const progress = await studio.client.delivery.progress();
    expect(progress.bytesToday).toBe(result.bytes);
    // Confirmed: the prepared copies are not needed any more.
    expect(await readdir(studio.context.paths.prepared)).toEqual([]);
  });

  test('previews are on the marketplace before the first byte of the original', async () => {
    const folder = await world().folder();
    const studio = await world().studio(folder);
    const { id } = await cataloguePhoto(studio, folder, await smallPhoto(3));
    await studio.client.delivery.enqueue({ selection: { ids: [id] } });
    world().line.clear();
    await studio.delivery.drain();
    const puts = world()
      .line.seen.filter((request) => request.method === 'PUT')
      .map((request) => request.target.replace(/^.*\/|\?.*$/g, ''));
    // Previews go side by side, in any order.
    expect(puts.slice(0, 4).sort()).toEqual([
      'thumb_200x150.jpg',
      'thumb_400x300.jpg',
      'thumb_800x600.jpg',
      'watermarked.jpg',
    ]);
    expect(puts.slice(4)).toEqual(['original.jpg']);
  });

  test('the sent copy has her words in EXIF, IPTC and XMP, no place, no serial number, and the very same pixels', async () => {
    const folder = await world().folder();
    const studio = await world().studio(folder);
    const original = await noisePhoto(4, 1200, 900, 6);
    const { id, path } = await cataloguePhoto(studio, folder, original);
    await studio.client.delivery.enqueue({ selection: { ids: [id] } });
    await studio.delivery.drain();
    const { place } = await arrived(world(), deliveryOf(studio, id).remote_photo_id ?? '');
    const sent = await read(world(), place);
    expect(await pixelsOf(sent)).toBe(await pixelsOf(original));
    expect((await sharp(sent).metadata()).orientation).toBe(6);
    expect(await readFile(path)).toEqual(original);

    const tags = new Map(
      (await studio.ports.metadata.readAll(await keep(folder, sent))).map(({ group, tag, value }) => [
        `${group}:${tag}`,
        value,
      ]),
    );
    expect(tags.get('XMP-dc:Title')).toBe(WORDS.title);
    expect(tags.get('IPTC:ObjectName')).toBe(WORDS.title);
    expect(tags.get('XMP-dc:Description')).toBe(WORDS.caption);
    expect(tags.get('IPTC:Caption-Abstract')).toBe(WORDS.caption);
    expect(tags.get('IFD0:ImageDescription')).toBe(WORDS.caption);
    expect(tags.get('XMP-dc:Subject')).toBe(WORDS.keywords.join(', '));
    expect(tags.get('IPTC:Keywords')).toBe(WORDS.keywords.join(', '));
    expect(tags.get('XMP-dc:Creator')).toBe('Aïcha Kaboré');
    expect(tags.get('IPTC:By-line')).toBe('Aïcha Kaboré');
    expect(tags.get('IFD0:Artist')).toBe('Aïcha Kaboré');
    expect(tags.get('IFD0:Copyright')).toBe('© Aïcha Kaboré');
    expect(tags.get('XMP-iptcCore:Location')).toBe(WORDS.place);
    expect([...tags.keys()].filter((name) => /gps|serial|owner|thumbnail|preview/i.test(name))).toEqual([]);
  });

  test('what the marketplace has already is linked, and zero bytes are sent', async () => {
    const bytes = await smallPhoto(5);
    const first = await world().folder();
    const before = await world().studio(first);
    const earlier = await cataloguePhoto(before, first, bytes);
    await before.client.delivery.enqueue({ selection: { ids: [earlier.id] } });
    await before.delivery.drain();
    const remoteId = deliveryOf(before, earlier.id).remote_photo_id;
    await before.close();

    const folder = await world().folder();
    const studio = await world().studio(folder);
    const { id } = await cataloguePhoto(studio, folder, bytes);
    await studio.client.delivery.enqueue({ selection: { ids: [id] } });
    world().line.clear();
    const result = await studio.delivery.drain();
    expect(result).toMatchObject({ bytes: 0, resentBytes: 0, failed: [] });
    expect(deliveryOf(studio, id).remote_photo_id).toBe(remoteId);
    expect(world().line.seen).toEqual([]);
    await expectExactlyOnce(world(), studio, [id]);
  });
}

async function keep(folder: string, bytes: Buffer): Promise<string> {
  const { writeFile } = await import('node:fs/promises');
  const path = join(folder, 'received.jpg');
  await writeFile(path, bytes);
  return path;
}
