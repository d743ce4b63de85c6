import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keepImageProcesses } from '../../../../tests/support/kept-processes.ts';
import { putPhoto } from '../../../../tests/support/photo-maker.ts';
import { type IngestStudio, openIngestStudio, temporaryFolders } from '../../../../tests/support/studio-builder.ts';
import { isSystemFolder } from './candidates.ts';
import { pagesOf, seenFolder } from './listing.ts';
import { rangeBelow } from './paths.ts';
import { listFolder, listingOf, walk } from './walk.ts';

keepImageProcesses();

let folders: ReturnType<typeof temporaryFolders>;
let studio: IngestStudio;

beforeEach(() => {
  folders = temporaryFolders();
  studio = openIngestStudio(folders.data);
});
afterEach(async () => {
  await studio.close();
  folders.remove();
});

const at = (...names: string[]) => join(folders.photos, ...names);
const ingest = () => studio.ingest.ingestOnce([folders.photos]);

async function put(name: string, seed: number): Promise<void> {
  await putPhoto(at(name), { width: 320, height: 240, seed });
  utimesSync(at(name), 1_700_000_000, 1_700_000_000);
}

function rows() {
  const { db } = studio.context;
  return db.all(db.sql.selectFrom('files').select(['path', 'state', 'photo_id']).orderBy('path'));
}

it('takes names as macOS writes them, letter and accent apart, for what they are', async () => {
  const apart = 'été à Dori.jpg'.normalize('NFD');
  await put(apart, 1);
  expect(await ingest()).toMatchObject({ files: 1, added: 1 });
  expect(await ingest()).toMatchObject({ added: 0, updated: 0, unchanged: 1 });
  expect(rows().map(({ path }) => basename(path))).toEqual([apart]);
});

it('follows a photo whose name changed only in how its accents are written, with what she said of it', async () => {
  const [apart, whole] = ['marché.jpg'.normalize('NFD'), 'marché.jpg'.normalize('NFC')];
  await put(apart, 1);
  await ingest();
  const { db } = studio.context;
  db.run(db.sql.updateTable('photos').set({ rating: 4 }));
  renameSync(at(apart), at(whole));
  expect(await ingest()).toMatchObject({ photos: 1, files: 1, added: 0 });
  expect(rows().map(({ path, state }) => [basename(path), state])).toEqual([[whole, 'present']]);
  expect(db.all(db.sql.selectFrom('photos').select('rating'))).toEqual([{ rating: 4 }]);
});

it('follows a photo, and a folder, whose name changed only in its capitals', async () => {
  await put('mariage/img_1.jpg', 1);
  await ingest();
  renameSync(at('mariage', 'img_1.jpg'), at('mariage', 'IMG_1.JPG'));
  expect(await ingest()).toMatchObject({ photos: 1, files: 1, added: 0 });
  renameSync(at('mariage'), at('Mariage'));
  expect(await ingest()).toMatchObject({ photos: 1, files: 1, added: 0 });
  expect(rows()).toMatchObject([{ path: at('Mariage', 'IMG_1.JPG'), state: 'present' }]);
});

it.skipIf(process.platform === 'win32')(
  'goes down until the system gives up, says where, and reads the rest',
  async () => {
    await put('a.jpg', 1);
    const step = 'd'.repeat(200);
    // Deeper than any path may be long (4096 on Linux, 1024 on macOS): only by going into each folder.
    const down = 'for (1..25) { mkdir $ARGV[0]; chdir $ARGV[0] or die } open(F, ">", "z.jpg") or die';
    execFileSync('perl', ['-e', down, step], { cwd: folders.photos });
    const summary = await ingest();
    expect(summary).toMatchObject({ files: 1, quarantined: [{ code: 'unreadable' }] });
    expect(await ingest()).toMatchObject({ files: 1, unchanged: 1 });
    execFileSync('rm', ['-rf', step], { cwd: folders.photos });
  },
);

it('walks each folder once, however links lead around', async () => {
  mkdirSync(at('a', 'b'), { recursive: true });
  const outside = mkdtempSync(join(tmpdir(), 'pouire-outside-'));
  try {
    writeFileSync(join(outside, 'x.jpg'), '');
    symlinkSync(folders.photos, at('a', 'b', 'up'));
    symlinkSync(at('a'), at('again'));
    symlinkSync(outside, at('one'));
    symlinkSync(outside, at('two'));
    symlinkSync(at('nowhere'), at('dead'));
    symlinkSync(at('self'), at('self'));
    const walked: string[] = [];
    let files = 0;
    for await (const seen of walk(folders.photos, { enter: () => true, signal: new AbortController().signal })) {
      walked.push(seen.path);
      files += seen.files.length;
    }
    expect(walked.sort()).toEqual([folders.photos, at('a'), at('a', 'b'), at('one')].sort());
    expect(files).toBe(1);
  } finally {
    rmSync(outside, { recursive: true });
  }
});

it('spells a listing as the catalogue does, in pages, and tells its files apart again', async () => {
  writeFileSync(at('first.jpg'), 'x');
  for (let index = 0; index < 2500; index += 1) linkSync(at('first.jpg'), at(`IMG_${index} é\n🦁.jpg`));
  const listing = await listingOf(folders.photos, null);
  expect(listing.pages.map(({ count }) => count)).toEqual([1000, 1000, 501]);
  const { files } = seenFolder(listing);
  expect(files).toHaveLength(2501);
  expect(pagesOf(files, folders.photos)).toEqual(listing.pages);
  expect((await listFolder(folders.photos)).files).toEqual(files);
});

it('sees one changed file among thousands in one folder, and that one alone', { timeout: 60_000 }, async () => {
  const { db } = studio.context;
  writeFileSync(at('IMG_0.jpg'), '');
  for (let index = 1; index < 2500; index += 1) linkSync(at('IMG_0.jpg'), at(`IMG_${index}.jpg`));
  const { id } = await studio.folders.add({ path: folders.photos });
  const photo = db.prepare<[string], never>(
    `INSERT INTO photos (sha256, size, format, width, height, sort_at, derived_recipe, file_name, added_at, changed_at)
     VALUES (?, 0, 'jpeg', 1, 1, 0, '${studio.context.ports.images.recipe}', 'x', 0, 0)`,
  );
  photo.run('0'.repeat(64));
  for (const { path, size, mtimeNs } of (await listFolder(folders.photos)).files)
    db.prepare<[number, string, string, number, string], never>(
      'INSERT INTO files (photo_id, folder_id, path, directory, size, mtime_ns, seen_at) VALUES (1, ?, ?, ?, ?, ?, 0)',
    ).run(id, path, folders.photos, size, mtimeNs);
  expect(await ingest()).toMatchObject({ files: 2500, added: 0, updated: 0, unchanged: 2500, quarantined: [] });
  rmSync(at('IMG_1234.jpg'));
  await put('IMG_1234.jpg', 7);
  rmSync(at('IMG_99.jpg'));
  expect(await ingest()).toMatchObject({ files: 2499, added: 1, updated: 0, unchanged: 2498 });
});

it('finds what lies below a folder by a range that holds neither its namesakes nor drives’ own names twice', () => {
  const { from, below } = rangeBelow('/a/b');
  const inside = (path: string) => path >= from && path < below;
  expect(['/a/b/c', '/a/b/\u{1F981}', '/a/b', '/a/b-c/d', '/a/b0'].map(inside)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});

it('stays out of bins, caches and what programs keep for themselves', () => {
  const kept = [
    '$RECYCLE.BIN',
    '.Trash-1000',
    '.thumbnails',
    '.git',
    '@eaDir',
    '#recycle',
    'node_modules',
    'lost+found',
  ];
  const packages = ['Catalogue Previews.lrdata', 'Photos Library.photoslibrary', 'Aperture.aplibrary'];
  for (const name of [...kept, ...packages]) expect([name, isSystemFolder(name)]).toEqual([name, true]);
  for (const name of ['Mariage', 'Exports', 'Corbeille de mangues', 'lrdata']) expect(isSystemFolder(name)).toBe(false);
});
