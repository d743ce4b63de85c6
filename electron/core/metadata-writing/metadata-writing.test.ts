import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import { exiftool } from '../../../tests/support/exiftool.ts';
import { putPhoto } from '../../../tests/support/photo-maker.ts';
import { openWholeStudio, type WholeStudio } from '../../../tests/support/whole-studio.ts';
import { pictureDigest } from '../delivery/picture-data.ts';

let whole: WholeStudio;
let photos: string;
beforeEach(async () => {
  whole = await openWholeStudio();
  photos = join(whole.dataDir, 'photos');
  mkdirSync(photos);
});
afterEach(() => whole.close());

const at = (name: string) => join(photos, name);
async function put(name: string, recipe: Parameters<typeof putPhoto>[1] = {}): Promise<void> {
  await putPhoto(at(name), { width: 320, height: 240, seed: name.length, ...recipe });
  utimesSync(at(name), 1_700_000_000, 1_700_000_000);
}
const ingest = () => whole.studio.library.ingestOnce([photos]);
const client = () => whole.studio.client;
const ids = () => client().photos.ids({ filter: {}, sort: 'name', direction: 'asc' });
async function only(): Promise<PhotoId> {
  const [id] = await ids();
  if (id === undefined) throw new Error('no photo');
  return id;
}
async function describePhoto(id: PhotoId): Promise<void> {
  const selection = { ids: [id] };
  await client().review.describe({
    selection,
    patch: { title: 'L’œuvre — « Été »', caption: 'Où ça ?\nسوق', keywords: ['marché', 'سوق'], place: 'Gaô' },
  });
  await client().review.set({ selection, rating: 4, label: 'green' });
}
/** Every file below the photographs with its content: what « originals are sacred » is measured by. */
function tree(): Record<string, string> {
  return Object.fromEntries(readdirSync(photos).map((name) => [name, sha(at(name))]));
}
const sha = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
function told(path: string): Record<string, unknown> {
  const json = exiftool('-j', '-n', '-G1', '-a', '-struct', path);
  const [tags] = JSON.parse(json);
  return tags;
}

describe('sidecars', () => {
  test('are written beside, in the words of other programs; originals stay as they are; a second time changes nothing', async () => {
    await put('IMG_1.JPG');
    await ingest();
    const id = await only();
    await describePhoto(id);
    const before = tree();
    const asked = await client().writing.sidecars({ selection: { ids: [id] }, dryRun: true });
    expect(asked).toEqual({ written: [{ id, path: at('IMG_1.xmp') }], unchanged: 0, failed: [] });
    expect(tree()).toEqual(before);
    expect(await client().writing.sidecars({ selection: { ids: [id] } })).toEqual(asked);
    expect(told(at('IMG_1.xmp'))).toMatchObject({
      'XMP-dc:Title': 'L’œuvre — « Été »',
      'XMP-dc:Description': 'Où ça ?\nسوق',
      'XMP-dc:Subject': ['marché', 'سوق'],
      'XMP-iptcCore:Location': 'Gaô',
      'XMP-xmp:Rating': 4,
      'XMP-xmp:Label': 'Green',
      'XMP-plus:DataMining': 'DMI-PROHIBITED-AIMLTRAINING',
    });
    const { 'IMG_1.xmp': _written, ...originals } = tree();
    expect(originals).toEqual(before);
    const once = sha(at('IMG_1.xmp'));
    expect(await client().writing.sidecars({ selection: { ids: [id] } })).toMatchObject({ written: [], unchanged: 1 });
    expect(sha(at('IMG_1.xmp'))).toBe(once);
    await ingest();
    expect((await client().history.next()).undo?.name).not.toBe('read-from-files');
  });

  test('keep what others wrote there, their names of colours too, and hear it before they write', async () => {
    await put('IMG_1.JPG');
    await ingest();
    const id = await only();
    await client().review.set({ selection: { ids: [id] }, label: 'green' });
    writeFileSync(
      at('IMG_1.xmp'),
      `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:crs="http://ns.adobe.com/camera-raw-settings/1.0/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmp:Label="Vert" xmp:Rating="3" crs:Exposure2012="+0.35" photoshop:Instructions="urgent"/></rdf:RDF></x:xmpmeta>`,
    );
    await client().review.describe({ selection: { ids: [id] }, patch: { title: 'Le mien' } });
    await client().writing.sidecars({ selection: { ids: [id] } });
    expect(told(at('IMG_1.xmp'))).toMatchObject({
      'XMP-dc:Title': 'Le mien',
      'XMP-xmp:Label': 'Vert',
      'XMP-xmp:Rating': 3,
      'XMP-crs:Exposure2012': '+0.35',
      'XMP-photoshop:Instructions': 'urgent',
    });
    expect(await client().photos.show({ id })).toMatchObject({ rating: 3, title: 'Le mien' });
  });

  test('of photos that share a base name do not meet; a rejected photo is −1; nothing half written is left', async () => {
    await put('IMG_1.JPG');
    await put('IMG_1.PNG', { format: 'png', seed: 7 });
    await ingest();
    await client().review.set({ selection: { filter: {} }, review: 'rejected' });
    const { written } = await client().writing.sidecars({ selection: { filter: {} } });
    expect(written.map(({ path }) => basename(path)).sort()).toEqual(['IMG_1.JPG.xmp', 'IMG_1.PNG.xmp']);
    expect(told(at('IMG_1.JPG.xmp'))['XMP-xmp:Rating']).toBe(-1);
    expect(readdirSync(photos).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('are written again where rights alone changed, of one photo or of all; what she takes back goes out of them', async () => {
    await put('IMG_1.JPG');
    await ingest();
    const selection = { ids: [await only()] };
    const write = () => client().writing.sidecars({ selection });
    await describePhoto(await only());
    await write();
    const patch = { creator: 'Awa Traoré', credit: 'Agence du Sahel', modelRelease: 'unlimited' } as const;
    await client().rights.set({ selection, patch: { ...patch, dataMining: 'prohibited' } });
    expect(await client().writing.sidecars({ selection, dryRun: true })).toMatchObject({ written: [{}], unchanged: 0 });
    expect(await write()).toMatchObject({ written: [{ path: at('IMG_1.xmp') }], unchanged: 0 });
    expect(told(at('IMG_1.xmp'))).toMatchObject({
      'XMP-dc:Title': 'L’œuvre — « Été »',
      'XMP-dc:Creator': ['Awa Traoré'],
      'XMP-photoshop:Credit': 'Agence du Sahel',
      'XMP-plus:DataMining': 'DMI-PROHIBITED',
      'XMP-plus:ModelReleaseStatus': 'MR-UMR',
    });
    expect(await write()).toMatchObject({ written: [], unchanged: 1 });
    await client().settings.set({ copyright: '© 2026  Awa Traoré', usageTerms: 'Presse\nuniquement' });
    expect(await write()).toMatchObject({ written: [{}], unchanged: 0 });
    expect(told(at('IMG_1.xmp'))).toMatchObject({
      'XMP-dc:Rights': '© 2026  Awa Traoré',
      'XMP-xmpRights:UsageTerms': 'Presse\nuniquement',
    });
    expect(await write()).toMatchObject({ written: [], unchanged: 1 });
    exiftool('-overwrite_original', '-XMP-photoshop:Credit=Une autre agence', at('IMG_1.xmp'));
    await client().rights.set({ selection, patch: { credit: null, modelRelease: null, dataMining: null } });
    expect(await write()).toMatchObject({ written: [{}] });
    const after = told(at('IMG_1.xmp'));
    expect(after).not.toHaveProperty('XMP-plus:ModelReleaseStatus');
    expect(after).toMatchObject({
      'XMP-photoshop:Credit': 'Une autre agence',
      'XMP-plus:DataMining': 'DMI-PROHIBITED-AIMLTRAINING',
      'XMP-dc:Creator': ['Awa Traoré'],
    });
    expect(await write()).toMatchObject({ written: [], unchanged: 1 });
  });

  test('are written by themselves from the moment she wants it', async () => {
    await put('IMG_1.JPG');
    await ingest();
    const id = await only();
    await client().settings.set({ writeSidecars: true });
    whole.studio.start();
    const catalogue = new DatabaseSync(join(whole.dataDir, 'catalogue.sqlite'), { readOnly: true });
    const begun = catalogue.prepare("SELECT 1 FROM settings WHERE key = 'sidecars.writtenUntil'");
    await vi.waitFor(() => expect(begun.get()).toBeDefined(), { timeout: 15_000, interval: 100 });
    catalogue.close();
    await client().review.set({ selection: { ids: [id] }, rating: 5 });
    await vi.waitFor(() => expect(existsSync(at('IMG_1.xmp'))).toBe(true), { timeout: 15_000, interval: 200 });
    expect(told(at('IMG_1.xmp'))['XMP-xmp:Rating']).toBe(5);
  }, 30_000);
});

describe('originals', () => {
  test('are never written without her word', async () => {
    await put('IMG_1.JPG');
    await ingest();
    await describePhoto(await only());
    const before = tree();
    const selection = { ids: [await only()] };
    await expect(client().writing.originals({ selection, meantIt: false })).rejects.toMatchObject({
      code: 'originals-not-meant',
    });
    expect((await client().writing.originals({ selection, meantIt: false, dryRun: true })).written).toHaveLength(1);
    expect(tree()).toEqual(before);
  });

  test.each([
    ['IMG_1.JPG', 'jpeg'],
    ['IMG_1.png', 'png'],
    ['IMG_1.tif', 'tiff'],
  ] as const)(
    '%s gets her words, the same picture, is the same photo; and comes back as it was',
    async (name, format) => {
      await put(name, { format, gps: { latitude: 12.3, longitude: -1.5 }, description: 'DCIM' });
      await ingest();
      const id = await only();
      await describePhoto(id);
      await client().review.set({ selection: { ids: [id] }, review: 'approved' });
      const original = sha(at(name));
      const gps = told(at(name))['GPS:GPSLatitude'];
      const picture = pictureDigest(readFileSync(at(name)));
      const outcome = await client().writing.originals({ selection: { ids: [id] }, meantIt: true });
      expect(outcome).toEqual({ written: [{ id, path: at(name) }], unchanged: 0, failed: [] });
      expect(sha(at(name))).not.toBe(original);
      expect(pictureDigest(readFileSync(at(name)))).toBe(picture);
      expect(told(at(name))).toMatchObject({
        'XMP-dc:Title': 'L’œuvre — « Été »',
        'IPTC:ObjectName': 'L’œuvre — « Été »',
        'IFD0:ImageDescription': 'Où ça ?\nسوق',
        'IPTC:Keywords': ['marché', 'سوق'],
        'XMP-xmp:Rating': 4,
      });
      expect(told(at(name))['GPS:GPSLatitude']).toEqual(gps);
      expect(readdirSync(photos)).toEqual([name]);
      expect(
        readdirSync(join(whole.dataDir, 'originals')).map((kept) => sha(join(whole.dataDir, 'originals', kept))),
      ).toEqual([original]);
      const known = { title: 'L’œuvre — « Été »', rating: 4, label: 'green', review: 'approved' };
      expect(await client().photos.show({ id })).toMatchObject({ ...known, sha256: sha(at(name)) });
      expect(await ingest()).toMatchObject({ added: 0, photos: 1 });
      expect(await ids()).toEqual([id]);
      expect(await client().photos.show({ id })).toMatchObject(known);
      expect(await client().writing.originals({ selection: { ids: [id] }, meantIt: true })).toMatchObject({
        written: [],
        unchanged: 1,
      });

      await client().rights.set({ selection: { ids: [id] }, patch: { creator: 'Awa' } });
      expect((await client().writing.originals({ selection: { ids: [id] }, meantIt: true })).written).toHaveLength(1);
      expect(told(at(name))).toMatchObject({ 'XMP-dc:Creator': ['Awa'], 'IFD0:Artist': 'Awa' });
      expect((await client().writing.originals({ selection: { ids: [id] }, meantIt: true })).unchanged).toBe(1);
      // Each writing is taken back by one step.
      expect((await client().writing.restore({ selection: { ids: [id] } })).written).toHaveLength(1);
      expect(told(at(name))).not.toHaveProperty('XMP-dc:Creator');

      expect(await client().writing.restore({ selection: { ids: [id] } })).toMatchObject({
        written: [{ id }],
        failed: [],
      });
      expect(sha(at(name))).toBe(original);
      expect(await ingest()).toMatchObject({ added: 0, photos: 1 });
      expect(await client().photos.show({ id })).toMatchObject({ ...known, sha256: original });
    },
  );

  test('written where the process ends before the catalogue learns of it are the same photo at the next scan', async () => {
    await whole.close();
    const { nodePorts } = await import('../../web/node-ports.ts');
    let deaf = false;
    const { images } = await nodePorts({ dataDir: tmpdir(), host: 'web', sandbox: false, server: null });
    whole = await openWholeStudio({
      images: {
        ...images,
        read: (request, signal) => (deaf ? Promise.reject(new Error('gone')) : images.read(request, signal)),
      },
    });
    photos = join(whole.dataDir, 'photos');
    mkdirSync(photos);
    await put('IMG_1.JPG');
    await ingest();
    const id = await only();
    await describePhoto(id);
    mkdirSync(join(photos, 'copie'));
    copyFileSync(at('IMG_1.JPG'), at('copie/autre.JPG'));
    deaf = true;
    expect((await client().writing.originals({ selection: { ids: [id] }, meantIt: true })).written).toHaveLength(1);
    deaf = false;
    expect(await ingest()).toMatchObject({ added: 0, photos: 1, files: 2 });
    expect(await ids()).toEqual([id]);
    expect(await client().photos.show({ id })).toMatchObject({ title: 'L’œuvre — « Été »', rating: 4 });
  });

  test('that changed behind our back, are being sent, or can’t be written into are left alone and said', async () => {
    await put('IMG_1.JPG');
    await put('IMG_2.webp', { format: 'webp' });
    await put('IMG_30.JPG');
    await ingest();
    await client().review.set({ selection: { filter: {} }, rating: 2 });
    const sending = (await ids()).at(-1);
    writeFileSync(at('IMG_1.JPG'), Buffer.concat([readFileSync(at('IMG_1.JPG')), Buffer.from(' ')]));
    const db = new DatabaseSync(join(whole.dataDir, 'catalogue.sqlite'));
    db.prepare("UPDATE photos SET delivery = 'sending' WHERE id = ?").run(sending ?? 0);
    db.close();
    const before = tree();
    const { written, failed } = await client().writing.originals({ selection: { filter: {} }, meantIt: true });
    expect(written).toEqual([]);
    expect(Object.fromEntries(failed.map(({ path, code }) => [basename(path), code]))).toEqual({
      'IMG_1.JPG': 'file-changed',
      'IMG_2.webp': 'metadata-unwritable',
      'IMG_30.JPG': 'original-in-use',
    });
    expect(tree()).toEqual(before);
  });

  test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'in a folder that can’t be written are said',
    async () => {
      await put('IMG_1.JPG');
      await ingest();
      await client().review.set({ selection: { filter: {} }, rating: 2 });
      chmodSync(photos, 0o555);
      const { failed } = await client().writing.sidecars({ selection: { filter: {} } });
      chmodSync(photos, 0o755);
      expect(failed.map(({ code }) => code)).toEqual(['folder-unwritable']);
      expect(statSync(at('IMG_1.JPG')).size).toBeGreaterThan(0);
    },
  );
});
