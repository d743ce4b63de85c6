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

let world: DeliveryWorld;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(async () => await world.calm());
afterAll(async () => await world.end());

async function queued(titles: readonly string[]): Promise<{ studio: DeliveryStudio; ids: PhotoId[] }> {
  const folder = await world.folder();
  const studio = await world.studio(folder);
  const ids: PhotoId[] = [];
  for (const [index, title] of titles.entries())
    ids.push((await cataloguePhoto(studio, folder, await smallPhoto(1000 + index + titles.length * 10), { title })).id);
  await studio.client.delivery.enqueue({ selection: { ids } });
  return { studio, ids };
}

const open = async (studio: DeliveryStudio) => (await studio.client.delivery.list({ scope: 'open' })).items;

test('the order she gives is the order in which photos are sent', async () => {
  const { studio } = await queued(['Photo une', 'Photo deux', 'Photo trois', 'Photo quatre', 'Photo cinq']);
  const [first, , , , last] = await open(studio);
  if (first === undefined || last === undefined) throw new Error('nothing queued');
  expect(await studio.client.delivery.move({ ids: [last.id], to: 'top' })).toEqual({ moved: 5 });
  await studio.client.delivery.move({ ids: [first.id], to: { before: null } });
  const titles = (await open(studio)).map((entry) => entry.title);
  expect(titles).toEqual(['Photo cinq', 'Photo deux', 'Photo trois', 'Photo quatre', 'Photo une']);
  await studio.delivery.drain();
  const { items } = await studio.client.delivery.list({ scope: 'history' });
  const bySending = items.toSorted((one, other) => (one.sentAt ?? 0) - (other.sentAt ?? 0));
  // Up to three are under way together.
  expect(bySending.slice(0, 3).map((entry) => entry.title)).toContain('Photo cinq');
  expect(bySending.slice(-3).map((entry) => entry.title)).toContain('Photo une');
});

test('one is paused while the others go; it goes when she resumes it', async () => {
  const { studio, ids } = await queued(['Mise en pause', 'Part tout de suite']);
  const [paused] = await open(studio);
  if (paused === undefined) throw new Error('nothing queued');
  await studio.client.delivery.pause({ id: paused.id });
  await studio.delivery.drain();
  expect(ids.map((id) => deliveryOf(studio, id).state)).toEqual(['paused', 'sent']);
  await studio.client.delivery.resume({ id: paused.id });
  await studio.delivery.drain();
  expect(ids.map((id) => deliveryOf(studio, id).state)).toEqual(['sent', 'sent']);
});

test('all are cancelled at once, and may all be queued again', async () => {
  const { studio, ids } = await queued(['Annulée une', 'Annulée deux', 'Annulée trois']);
  expect(await studio.client.delivery.cancelAll()).toEqual({ cancelled: 3, photos: ids });
  expect(await open(studio)).toEqual([]);
  await studio.client.delivery.enqueue({ selection: { ids } });
  expect((await studio.delivery.drain()).sent).toHaveLength(3);
});

test('the history is found by file, title without accents, date and checksum, and becomes a table', async () => {
  const { studio, ids } = await queued(['Marché « été » ; à Gounghin', '=Formule']);
  await studio.delivery.drain();
  const find = async (search: { text?: string; from?: number; to?: number }) =>
    (await studio.client.delivery.list({ scope: 'history', find: search })).items.map((entry) => entry.title);
  const [market] = ids;
  if (market === undefined) throw new Error('nothing sent');
  const row = deliveryOf(studio, market);
  expect(await find({ text: 'MARCHE « ete' })).toEqual([
    row.form.includes('Marché') ? 'Marché « été » ; à Gounghin' : '',
  ]);
  expect(await find({ text: row.filename.toUpperCase() })).toHaveLength(1);
  expect(await find({ text: row.sent_sha256?.slice(0, 10) ?? 'none' })).toHaveLength(1);
  expect(await find({ text: row.remote_photo_id ?? 'none' })).toHaveLength(1);
  expect(await find({ from: Date.now() - 60_000, to: Date.now() + 1000 })).toHaveLength(2);
  expect(await find({ to: Date.now() - 3_600_000 })).toEqual([]);
  expect(await find({ text: 'rien de tel' })).toEqual([]);

  const { csv, deliveries } = await studio.client.delivery.csv({ language: 'fr' });
  expect(deliveries).toBe(2);
  expect(csv.startsWith('\ufeffDate;Fichier;Titre;')).toBe(true);
  expect((await studio.client.delivery.csv({ language: 'fr', mark: false })).csv).toBe(csv.slice(1));
  expect(csv).toContain('"Marché « été » ; à Gounghin"');
  expect(csv).toContain(";'=Formule;");
  expect(csv.trimEnd().split('\r\n')).toHaveLength(3);
});

test('the log of a delivery says what went up, object by object and part by part, with its checksum', async () => {
  const folder = await world.folder();
  const studio = await world.studio(folder);
  const { id } = await cataloguePhoto(studio, folder, await mediumPhoto(1100));
  await studio.client.delivery.enqueue({ selection: { ids: [id] } });
  const [entry] = await open(studio);
  if (entry === undefined) throw new Error('nothing queued');
  expect(await studio.client.delivery.parts({ id: entry.id })).toEqual({ objects: [], resentBytes: 0 });
  await studio.delivery.drain();
  const { objects, resentBytes } = await studio.client.delivery.parts({ id: entry.id });
  expect(resentBytes).toBe(0);
  expect(objects.map((object) => object.kind).toSorted()).toEqual([
    'original',
    'preview',
    'thumb200',
    'thumb400',
    'thumb800',
  ]);
  const original = objects.find((object) => object.kind === 'original');
  expect(original?.sha256).toBe(deliveryOf(studio, id).sent_sha256);
  expect(original?.parts).toHaveLength(3);
  expect(original?.parts.every((part) => part.confirmed && part.sent === part.size && part.attempts === 1)).toBe(true);
});
