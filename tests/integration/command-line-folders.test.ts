import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { commandLine } from '../support/command-line.ts';
import { putPhoto } from '../support/photo-maker.ts';
import { temporaryFolder } from '../support/whole-studio.ts';

const folder = temporaryFolder();
const photos = join(folder.path, 'photos');
const studio = commandLine(join(folder.path, 'data'));

beforeAll(async () => {
  mkdirSync(join(photos, 'Exports'), { recursive: true });
  await putPhoto(join(photos, 'un.jpg'), { seed: 1, width: 320, height: 240 });
  await putPhoto(join(photos, 'Exports', 'deux.jpg'), { seed: 2, width: 320, height: 240 });
});
afterAll(() => folder.remove());

it('says what is read of a watched folder, and changes it', async () => {
  await studio(['ingest', photos, '--json']);
  const preview = await studio(['folders', photos, '--ignore', 'Exports/', '--preview', '--json']);
  expect(preview.json()).toMatchObject({ preview: { leave: 1, files: 2 }, folder: { rules: { ignore: [] } } });
  const set = await studio(['folders', photos, '--ignore', 'Exports/', '--json']);
  expect(set.json()).toMatchObject({ folder: { photoCount: 1, rulesPending: false, rules: { ignore: ['Exports/'] } } });
  expect((await studio(['list', '--json'])).json()).toMatchObject({ total: 1 });
  expect((await studio(['folders', '--lang', 'fr'])).stdout).toContain('Exports/');
});

it('says of a paused folder that nothing was read from it', async () => {
  await studio(['folders', photos, '--no-ignore', '--pause', '--json']);
  const paused = await studio(['ingest', photos, '--json']);
  expect(paused.exitCode).toBe(1);
  expect(paused.json()).toMatchObject({ photos: 2, failed: [{ code: 'folder-paused' }] });
  await studio(['folders', photos, '--resume', '--json']);
  expect((await studio(['ingest', photos, '--json'])).exitCode).toBe(0);
});

it('knows only folders that are watched', async () => {
  const unknown = await studio(['folders', join(folder.path, 'nulle-part'), '--json']);
  expect(unknown.exitCode).toBe(1);
  expect(unknown.json()).toMatchObject({ error: { code: 'folder-missing' } });
});

it('is told where a folder lies by now, and keeps what she said of its photos', async () => {
  await studio(['approve', '--all', '--json']);
  const elsewhere = join(folder.path, 'ailleurs');
  renameSync(photos, elsewhere);
  const empty = join(folder.path, 'vide');
  mkdirSync(empty);
  expect((await studio(['folders', photos, '--moved-to', empty, '--json'])).json()).toMatchObject({
    error: { code: 'folder-differs' },
  });
  const moved = await studio(['folders', photos, '--moved-to', elsewhere, '--json']);
  expect(moved.json()).toMatchObject({ folder: { path: elsewhere, photoCount: 2 } });
  expect((await studio(['ingest', elsewhere, '--json'])).json()).toMatchObject({ photos: 2, added: 0, updated: 0 });
  expect((await studio(['list', '--filter', 'review=approved', '--json'])).json()).toMatchObject({ total: 2 });
});

it('follows a folder that was moved while the studio was not running', async () => {
  const before = join(folder.path, 'ailleurs');
  const after = join(folder.path, 'plus loin');
  renameSync(before, after);
  expect((await studio(['ingest', after, '--json'])).json()).toMatchObject({ photos: 2, files: 2, added: 0 });
  const listed = (await studio(['list', '--json'])).json();
  expect(listed).toMatchObject({ total: 2, items: [{ review: 'approved' }, { review: 'approved' }] });
  expect(JSON.stringify(listed)).not.toContain(JSON.stringify(before).slice(1, -1));
});
