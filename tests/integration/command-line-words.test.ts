import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { commandLine } from '../support/command-line.ts';
import { putPhoto } from '../support/photo-maker.ts';
import { temporaryFolder } from '../support/whole-studio.ts';

const folder = temporaryFolder();
const photos = join(folder.path, 'Tissage');
const studio = commandLine(join(folder.path, 'data'));

beforeAll(async () => {
  mkdirSync(photos, { recursive: true });
  for (const seed of [1, 2]) await putPhoto(join(photos, `${String(seed)}.jpg`), { seed, width: 320, height: 240 });
  await studio(['ingest', photos, '--json']);
  await studio(['describe', '--all', '--title', 'Un marché', '--tags', 'Marche,femme,fête', '--json']);
});
afterAll(() => folder.remove());

it('finds and replaces words, after showing what would change', async () => {
  const words = ['replace', '--all', '--find', 'marché', '--by', 'souk', '--json'];
  const shown = await studio([...words, '--dry-run']);
  expect(shown.json()).toMatchObject({ photos: 2, changed: 2 });
  const done = await studio([...words, '--in', 'title']);
  expect(done.json()).toMatchObject({ updated: 2, tooLong: 0 });
  expect((await studio(['show', '1', '--json'])).json()).toMatchObject({
    title: 'Un souk',
    keywords: ['Marche', 'femme', 'fête'],
  });
});

it('takes templates from a file and gives photos their words', async () => {
  const file = join(folder.path, 'modeles.json');
  const template = { name: 'Atelier', values: { caption: '{title}, {folder}' }, keywords: 'add', onlyEmpty: false };
  writeFileSync(file, JSON.stringify({ format: 'pouire-studio-templates', version: 1, templates: [template] }));
  expect((await studio(['templates', '--import', file, '--json'])).json()).toEqual({ added: ['Atelier'], known: 0 });
  const applied = await studio(['describe', '--all', '--template', 'atelier', '--json']);
  expect(applied.json()).toMatchObject({ updated: 2 });
  expect((await studio(['show', '2', '--json'])).json()).toMatchObject({ caption: 'Un souk, Tissage' });
  const copy = join(folder.path, 'copie.json');
  expect((await studio(['templates', '--export', copy, '--json'])).json()).toMatchObject({ templates: 1 });
  expect((await studio(['describe', '--all', '--template', 'Autre', '--json'])).json()).toMatchObject({
    error: { code: 'template-unknown' },
  });
});

it('tells the doubtful words of titles and captions, and learns hers', async () => {
  const said = await studio(['describe', '--all', '--title', 'Une tisserande et son bogolan au marchee', '--json']);
  expect(said.json()).toMatchObject({ updated: 2 });
  const told = await studio(['spell', '--all', '--suggest', '--json']);
  expect(told.json()).toMatchObject({
    photos: 2,
    doubtful: 2,
    words: [{ word: 'marchee', languages: ['fr'], count: 2, photos: expect.arrayContaining([1, 2]) }],
  });
  expect((await studio(['spell', '--add', 'marchee', '--json'])).json()).toEqual({ own: ['marchee'] });
  expect((await studio(['spell', '--all', '--json'])).json()).toMatchObject({ doubtful: 0, words: [] });
}, 120_000);

it('says the rights of photos and gives them to many; an empty one is taken back', async () => {
  const given = await studio([
    'rights',
    '--all',
    '--credit',
    'Agence du Sahel',
    '--model-release',
    'limited',
    '--json',
  ]);
  expect(given.json()).toEqual({ updated: 2 });
  expect((await studio(['rights', '1', '--credit', '', '--json'])).json()).toEqual({ updated: 1 });
  expect((await studio(['rights', '--all', '--json'])).json()).toEqual({
    photos: 2,
    rights: { modelRelease: 'limited' },
    mixed: ['credit'],
  });
});
