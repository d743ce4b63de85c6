import { mkdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { putPhoto } from '../../../../tests/support/photo-maker.ts';
import { openWholeStudio, type WholeStudio } from '../../../../tests/support/whole-studio.ts';

let whole: WholeStudio;
let photos: string;
beforeEach(async () => {
  whole = await openWholeStudio();
  photos = join(whole.dataDir, 'photos');
  mkdirSync(photos);
});
afterEach(() => whole.close());

const packet = (
  namespaces: string,
  content: string,
): string => `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" ${namespaces}>${content}</rdf:Description>
</rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;
const bag = (tag: string, items: readonly string[], kind = 'Bag') =>
  `<${tag}><rdf:${kind}>${items.map((item) => `<rdf:li>${item}</rdf:li>`).join('')}</rdf:${kind}></${tag}>`;
const alt = (tag: string, text: string) =>
  `<${tag}><rdf:Alt><rdf:li xml:lang="x-default">${text}</rdf:li></rdf:Alt></${tag}>`;

/** What each program writes by its own published conventions, and what it means here. */
const PROGRAMS = {
  'Lightroom Classic in French': {
    xmp: packet(
      'xmlns:lr="http://ns.adobe.com/lightroom/1.0/" xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:crs="http://ns.adobe.com/camera-raw-settings/1.0/" xmp:Rating="4" xmp:Label="Vert" Iptc4xmpCore:Location="Gounghin" photoshop:City="Ouagadougou" photoshop:Country="Burkina Faso" crs:Exposure2012="+0.35"',
      alt('dc:title', 'L’œuvre d’été') +
        alt('dc:description', 'Où ça ? « Là »') +
        bag('dc:subject', ['marché', 'mil', 'Sahel']) +
        bag('lr:hierarchicalSubject', ['Afrique|Sahel', 'marché|mil']),
    ),
    means: {
      title: 'L’œuvre d’été',
      caption: 'Où ça ? « Là »',
      keywords: ['marché', 'mil', 'Sahel'],
      place: 'Gounghin, Ouagadougou, Burkina Faso',
      rating: 4,
      label: 'green',
      review: 'unreviewed',
    },
  },
  'Bridge, rejected': {
    xmp: packet('xmp:Rating="-1" xmp:Label="Select"', ''),
    means: { rating: 0, label: 'red', review: 'rejected' },
  },
  digiKam: {
    xmp: packet(
      'xmlns:digiKam="http://www.digikam.org/ns/1.0/" xmlns:MicrosoftPhoto="http://ns.microsoft.com/photo/1.0/" xmp:Rating="5" digiKam:ColorLabel="5" digiKam:PickLabel="3" MicrosoftPhoto:Rating="99"',
      bag('digiKam:TagsList', ['Afrique/Mali/Ségou', 'fleuve'], 'Seq'),
    ),
    means: { keywords: ['Ségou', 'fleuve'], rating: 5, label: 'blue', review: 'approved' },
  },
  darktable: {
    xmp: packet(
      'xmlns:darktable="http://darktable.sf.net/" xmlns:lr="http://ns.adobe.com/lightroom/1.0/" xmp:Rating="2" darktable:xmp_version="5"',
      bag('darktable:colorlabels', ['4'], 'Seq') +
        bag('dc:subject', ['tissu'], 'Seq') +
        bag('lr:hierarchicalSubject', ['objets|tissu'], 'Seq'),
    ),
    means: { keywords: ['tissu'], rating: 2, label: 'purple', review: 'unreviewed' },
  },
  'Photo Mechanic': {
    xmp: packet(
      'xmlns:photomechanic="http://ns.camerabits.com/photomechanic/1.0/" xmp:Rating="3" photomechanic:ColorClass="2" photomechanic:Tagged="True" photomechanic:Prefs="1:2:3:000123"',
      bag('dc:subject', ['lutte', 'Dakar']) + alt('dc:description', 'Combat'),
    ),
    means: { caption: 'Combat', keywords: ['lutte', 'Dakar'], rating: 3, label: 'red', review: 'unreviewed' },
  },
  Xpiks: {
    xmp: packet(
      'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"',
      alt('dc:title', 'سوق باماكو') + alt('dc:description', 'نساء في السوق') + bag('dc:subject', ['سوق', 'نساء']),
    ),
    means: { title: 'سوق باماكو', caption: 'نساء في السوق', keywords: ['سوق', 'نساء'] },
  },
} as const;

const at = (...names: string[]) => join(photos, ...names);
function settle(path: string, seconds = 1_700_000_000): void {
  utimesSync(path, seconds, seconds);
}
async function put(name: string, recipe: Parameters<typeof putPhoto>[1] = {}): Promise<void> {
  await putPhoto(at(name), { width: 320, height: 240, seed: name.length, ...recipe });
  settle(at(name));
}
function putSidecar(name: string, xmp: string, seconds?: number): void {
  writeFileSync(at(name), xmp);
  settle(at(name), seconds);
}
const ingest = () => whole.studio.library.ingestOnce([photos]);
async function only() {
  const ids = await whole.studio.client.photos.ids({ filter: {}, sort: 'name', direction: 'asc' });
  const [id] = ids;
  if (id === undefined) throw new Error('no photo');
  const { title, caption, keywords, place, rating, label, review } = await whole.studio.client.photos.show({ id });
  return { id, said: { title, caption, keywords, place, rating, label, review } };
}

describe.each(Object.entries(PROGRAMS))('%s', (_program, { xmp, means }) => {
  test('a sidecar is read with its photo, and is no step of undo', async () => {
    await put('IMG_1.JPG');
    putSidecar('IMG_1.xmp', xmp);
    await ingest();
    expect((await only()).said).toMatchObject(means);
    expect(await whole.studio.client.history.next()).toEqual({ undo: null, redo: null });
  });

  test('the same inside the file is read with it', async () => {
    const { makePhoto } = await import('../../../../tests/support/photo-maker.ts');
    const { default: sharp } = await import('sharp');
    const photo = await sharp(await makePhoto({ width: 320, height: 240 }))
      .withXmp(xmp)
      .jpeg()
      .toBuffer();
    writeFileSync(at('IMG_1.JPG'), photo);
    settle(at('IMG_1.JPG'));
    await ingest();
    expect((await only()).said).toMatchObject(means);
  });
});

test('a sidecar that changes is heard as one step of undo, which brings hers back', async () => {
  await put('IMG_1.JPG');
  putSidecar('IMG_1.xmp', packet('xmp:Rating="2"', alt('dc:title', 'Premier')));
  await ingest();
  const { id } = await only();
  await whole.studio.client.review.describe({
    selection: { ids: [id] },
    patch: { title: 'Le mien', caption: 'Ma légende' },
  });
  const later = Date.now() / 1000 + 60;
  putSidecar('IMG_1.xmp', packet('xmp:Rating="5" xmp:Label="Rouge"', alt('dc:title', 'Plus récent')), later);
  await ingest();
  expect((await only()).said).toMatchObject({ title: 'Plus récent', caption: 'Ma légende', rating: 5, label: 'red' });
  expect((await whole.studio.client.history.next()).undo).toMatchObject({ name: 'read-from-files', photos: 1 });
  await whole.studio.client.review.undo();
  expect((await only()).said).toMatchObject({ title: 'Le mien', caption: 'Ma légende', rating: 2, label: null });
  await ingest();
  expect((await only()).said).toMatchObject({ title: 'Le mien', rating: 2 });
});

test('hers wins over an older sidecar, and words that merely stayed in it never come back', async () => {
  await put('IMG_1.JPG');
  await ingest();
  const { id } = await only();
  await whole.studio.client.review.describe({ selection: { ids: [id] }, patch: { title: 'Le mien' } });
  putSidecar('IMG_1.xmp', packet('xmp:Rating="4"', alt('dc:title', 'Vieux')));
  await ingest();
  expect((await only()).said).toMatchObject({ title: 'Le mien', rating: 4 });
  putSidecar('IMG_1.xmp', packet('xmp:Rating="1"', alt('dc:title', 'Vieux')), Date.now() / 1000 + 60);
  await ingest();
  expect((await only()).said).toMatchObject({ title: 'Le mien', rating: 1 });
});

test('a photo renamed with its sidecar keeps everything; a sidecar that is deleted takes nothing away', async () => {
  await put('IMG_1.JPG');
  putSidecar('IMG_1.xmp', packet('xmp:Rating="4"', alt('dc:title', 'Titre')));
  await ingest();
  renameSync(at('IMG_1.JPG'), at('Marché.JPG'));
  renameSync(at('IMG_1.xmp'), at('Marché.xmp'));
  await ingest();
  expect((await only()).said).toMatchObject({ title: 'Titre', rating: 4 });
  rmSync(at('Marché.xmp'));
  await ingest();
  expect((await only()).said).toMatchObject({ title: 'Titre', rating: 4 });
});

test('words written into the file itself by another program are heard, those that stayed in it are not', async () => {
  await put('IMG_1.JPG', { xmp: { title: 'Du fichier', rating: 1 } });
  await ingest();
  const { id } = await only();
  await whole.studio.client.review.describe({ selection: { ids: [id] }, patch: { title: 'Le mien' } });
  const later = Math.floor(Date.now() / 1000) - 5;
  await putPhoto(at('IMG_1.JPG'), { width: 320, height: 240, seed: 9, xmp: { title: 'Du fichier', rating: 5 } });
  settle(at('IMG_1.JPG'), later + 10);
  await ingest();
  const after = await only();
  expect(after.id).toBe(id);
  expect(after.said).toMatchObject({ title: 'Le mien', rating: 5 });
  expect(statSync(at('IMG_1.JPG')).size).toBeGreaterThan(0);
});

test('a sidecar that is no XMP, and one of nobody, do no harm', async () => {
  await put('IMG_1.JPG');
  writeFileSync(at('IMG_1.xmp'), 'this is <no xmp');
  writeFileSync(at('autre.xmp'), packet('xmp:Rating="4"', ''));
  await ingest();
  expect((await only()).said).toMatchObject({ title: '', rating: 0 });
});
