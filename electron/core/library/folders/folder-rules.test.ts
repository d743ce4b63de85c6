import { copyFileSync, mkdirSync, renameSync, rmSync, utimesSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FolderId } from '../../../../shared/domain/ids.ts';
import { keepImageProcesses } from '../../../../tests/support/kept-processes.ts';
import { putPhoto } from '../../../../tests/support/photo-maker.ts';
import { type IngestStudio, openIngestStudio, temporaryFolders } from '../../../../tests/support/studio-builder.ts';
import { contractImplementer } from '../../contract.ts';
import { readsName, ruleFilter } from './folder-rules.ts';

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
const ingest = (...paths: string[]) => studio.ingest.ingestOnce(paths.length > 0 ? paths : [folders.photos]);
const rules = () => createRouterClient(studio.ingest.rulesHandlers(contractImplementer(studio.context.log)));

async function put(name: string, seed: number): Promise<void> {
  await putPhoto(at(name), { width: 320, height: 240, seed });
  utimesSync(at(name), 1_700_000_000, 1_700_000_000);
}

/** Names of the photos that show, and of those that don't. */
function shown(hidden = false): string[] {
  const { db } = studio.context;
  return db
    .all(db.sql.selectFrom('photos').select(['file_name', 'hidden']).orderBy('file_name'))
    .filter((photo) => (photo.hidden !== 0) === hidden)
    .map((photo) => photo.file_name);
}

function rateAll(rating: number): void {
  const { db } = studio.context;
  db.run(db.sql.updateTable('photos').set({ rating, title: 'Marché', changed_at: 1e15 }));
}

async function idOf(path = folders.photos): Promise<FolderId> {
  const found = (await studio.folders.list()).find((folder) => folder.path === path);
  if (!found) throw new Error(`${path} is not watched`);
  return found.id;
}

async function followed(): Promise<void> {
  await expect.poll(async () => (await studio.folders.list()).some((folder) => folder.rulesPending)).toBe(false);
}

describe('patterns', () => {
  it('follow .gitignore, whatever the capitals and however accents are written', () => {
    const filter = ruleFilter('/p', { subfolders: true, ignore: ['*.tmp.jpg', 'Exports/', '**/Corbeille/**', 'Été/'] });
    expect(['/p/a.jpg', '/p/x/a.TMP.jpg', '/p/x/exports/a.jpg', '/p/y/Corbeille/z/a.jpg'].map(filter.file)).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(filter.folder('/p/x/Exports')).toBe(false);
    expect(filter.file('/p/Exports')).toBe(true);
    expect(filter.folder(`/p/${'Été'.normalize('NFD')}`)).toBe(false);
    expect(filter.folder('/p')).toBe(true);
  });

  it('take one back with an exclamation mark', () => {
    const filter = ruleFilter('/p', { subfolders: true, ignore: ['*.png', '!logo.png'] });
    expect([filter.file('/p/a.png'), filter.file('/p/logo.png')]).toEqual([false, true]);
  });

  it('are asked by name alone where a folder is listed', () => {
    expect(readsName('/p/a', { root: '/p', ignore: [] })).toBeNull();
    const reads = readsName('/p/a', { root: '/p', ignore: ['/a/x.jpg', '/y.jpg'] });
    expect([reads?.('x.jpg'), reads?.('y.jpg')]).toEqual([false, true]);
  });
});

describe('what a rule leaves out', () => {
  it('leaves the views, keeps her work, and comes back whole when the rule goes', async () => {
    await put('a.jpg', 1);
    await put('Exports/b.jpg', 2);
    await ingest();
    rateAll(5);
    const id = await idOf();
    expect(await rules().preview({ id, rules: { ignore: ['Exports/'] } })).toEqual({
      files: 2,
      leftOut: 1,
      leave: 1,
      comeBack: 0,
      examples: [join('Exports', 'b.jpg')],
    });
    expect(await rules().set({ id, rules: { ignore: ['Exports/'] } })).toMatchObject({ rulesPending: true });
    await followed();
    expect([shown(), shown(true)]).toEqual([['a.jpg'], ['b.jpg']]);
    expect(await studio.folders.list()).toMatchObject([{ photoCount: 1, rules: { ignore: ['Exports/'] } }]);
    expect(await ingest()).toMatchObject({ photos: 1, files: 1, added: 0, updated: 0, unchanged: 1 });

    await rules().set({ id, rules: { ignore: [] } });
    await followed();
    expect(shown()).toEqual(['a.jpg', 'b.jpg']);
    expect(await ingest()).toMatchObject({ files: 2, added: 0, updated: 0, unchanged: 2 });
    const { db } = studio.context;
    expect(db.all(db.sql.selectFrom('photos').select(['rating', 'title', 'present']))).toEqual([
      { rating: 5, title: 'Marché', present: 1 },
      { rating: 5, title: 'Marché', present: 1 },
    ]);
  });

  it('is not read, and read as soon as the rule goes', async () => {
    await put('a.jpg', 1);
    await put('b-copie.jpg', 2);
    await put('tri/c-copie.jpg', 3);
    const folder = await studio.folders.add({ path: folders.photos });
    await rules().set({ id: folder.id, rules: { ignore: ['*-copie.jpg'] } });
    expect(await ingest()).toMatchObject({ files: 1, added: 1, ignored: 2 });
    await rules().set({ id: folder.id, rules: { ignore: [] } });
    expect(await ingest()).toMatchObject({ files: 3, added: 2, ignored: 0 });
  });

  it('is everything below when subfolders are not asked for', async () => {
    await put('a.jpg', 1);
    await put('x/b.jpg', 2);
    await put('x/y/c.jpg', 3);
    await ingest();
    await rules().set({ id: await idOf(), rules: { subfolders: false } });
    await followed();
    expect(shown()).toEqual(['a.jpg']);
    expect(await ingest()).toMatchObject({ files: 1, unchanged: 1 });
    await rules().set({ id: await idOf(), rules: { subfolders: true } });
    expect(await ingest()).toMatchObject({ files: 3, added: 0, updated: 0, unchanged: 3 });
  });

  it('still shows where the same photo lies in another place', async () => {
    await put('a.jpg', 1);
    mkdirSync(at('Exports'));
    copyFileSync(at('a.jpg'), at('Exports', 'a.jpg'));
    utimesSync(at('Exports', 'a.jpg'), 1_700_000_000, 1_700_000_000);
    await ingest();
    await rules().set({ id: await idOf(), rules: { ignore: ['Exports/'] } });
    await followed();
    expect(shown()).toEqual(['a.jpg']);
    rmSync(at('a.jpg'));
    await ingest();
    expect(shown()).toEqual([]);
  });

  it('is seen again when it is moved to where the rule does not reach', async () => {
    await put('Exports/b.jpg', 2);
    await ingest();
    rateAll(4);
    await rules().set({ id: await idOf(), rules: { ignore: ['Exports/'] } });
    await followed();
    expect(shown()).toEqual([]);
    renameSync(at('Exports', 'b.jpg'), at('b.jpg'));
    await ingest();
    expect(shown()).toEqual(['b.jpg']);
  });

  it('waits no longer to be read, and is no longer among what could not be', async () => {
    await put('a.jpg', 1);
    mkdirSync(at('Exports'));
    copyFileSync('/dev/null', at('Exports', 'vide.jpg'));
    utimesSync(at('Exports', 'vide.jpg'), 1_700_000_000, 1_700_000_000);
    expect(await ingest()).toMatchObject({ quarantined: [{ code: 'empty-file' }] });
    await rules().set({ id: await idOf(), rules: { ignore: ['Exports/'] } });
    await followed();
    expect(await studio.folders.quarantine()).toEqual([]);
    expect(await ingest()).toMatchObject({ files: 1, quarantined: [] });
  });

  it('is left out after a crash in the middle, at the next scan', async () => {
    await put('a.jpg', 1);
    await put('Exports/b.jpg', 2);
    await ingest();
    const { db } = studio.context;
    db.run(db.sql.updateTable('folders').set({ ignore: '["Exports/"]', rules_pending: 3 }));
    expect(await ingest()).toMatchObject({ files: 1 });
    expect(shown(true)).toEqual(['b.jpg']);
    await followed();
  });
});

describe('nested watched folders', () => {
  it('follow the rules of the nearest one alone', async () => {
    await put('a.jpg', 1);
    await put('Exports/b.jpg', 2);
    await put('Exports/brut/c.jpg', 3);
    await ingest();
    await rules().set({ id: await idOf(), rules: { ignore: ['Exports/'] } });
    await followed();
    expect(shown()).toEqual(['a.jpg']);
    await studio.folders.add({ path: at('Exports') });
    await ingest(folders.photos, at('Exports'));
    expect(await ingest(at('Exports'))).toMatchObject({ files: 2, added: 0 });
    expect(shown()).toEqual(['a.jpg', 'b.jpg', 'c.jpg']);
    const inner = await idOf(at('Exports'));
    await rules().set({ id: inner, rules: { subfolders: false } });
    await ingest(at('Exports'));
    expect(shown()).toEqual(['a.jpg', 'b.jpg']);
    expect(await rules().preview({ id: await idOf(), rules: {} })).toMatchObject({ files: 1, leftOut: 0 });
    await studio.folders.remove({ id: inner });
    await followed();
    expect(shown()).toEqual(['a.jpg']);
  });

  it('are read within a folder without rules by their own', async () => {
    await put('a.png', 1);
    await put('tri/b.png', 2);
    const inner = await studio.folders.add({ path: at('tri') }).catch(() => null);
    if (!inner) throw new Error('not added');
    await rules().set({ id: inner.id, rules: { ignore: ['*.png'] } });
    await ingest();
    expect(shown()).toEqual(['a.png']);
  });
});

describe('a paused folder', () => {
  it('is browsed as before, and nothing is read from it until it goes on', async () => {
    await put('a.jpg', 1);
    await ingest();
    rateAll(3);
    const id = await idOf();
    await rules().set({ id, rules: { paused: true } });
    await put('b.jpg', 2);
    rmSync(at('a.jpg'));
    await ingest();
    expect(shown()).toEqual(['a.jpg']);
    expect(await studio.folders.list()).toMatchObject([{ photoCount: 1, state: 'ok', rules: { paused: true } }]);
    await rules().set({ id, rules: { paused: false } });
    await ingest();
    expect(shown()).toEqual(['a.jpg', 'b.jpg']);
    const { db } = studio.context;
    expect(db.all(db.sql.selectFrom('photos').select(['file_name', 'present']).orderBy('file_name'))).toEqual([
      { file_name: 'a.jpg', present: 0 },
      { file_name: 'b.jpg', present: 1 },
    ]);
  });

  it('holds what is nested in it only as far as no nearer folder has rules of its own', async () => {
    await put('a.jpg', 1);
    await put('tri/b.jpg', 2);
    const outer = await studio.folders.add({ path: folders.photos });
    await studio.folders.add({ path: at('tri') });
    await rules().set({ id: outer.id, rules: { paused: true } });
    await followed();
    await ingest(at('tri'));
    expect(shown()).toEqual(['b.jpg']);
  });

  it('knows when its drive is away and when it is back', async () => {
    await put('carte/a.jpg', 1);
    await ingest(at('carte'));
    const id = await idOf(at('carte'));
    await rules().set({ id, rules: { paused: true } });
    await followed();
    renameSync(at('carte'), at('débranchée'));
    studio.ingest.start();
    await studio.folders.rescan({ id });
    await expect.poll(async () => (await studio.folders.list())[0]?.state).toBe('offline');
    renameSync(at('débranchée'), at('carte'));
    await studio.folders.rescan({ id });
    await expect.poll(async () => (await studio.folders.list())[0]?.state).toBe('ok');
    const { db } = studio.context;
    expect(
      db
        .all(db.sql.selectFrom('files').select(['path', 'state']))
        .map((file) => `${basename(file.path)} ${file.state}`),
    ).toEqual(['a.jpg present']);
  });
});
