import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PhotoSelection } from '../../../shared/contract/library.contract.ts';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import type { WordEdit } from '../../../shared/domain/word-edit.ts';
import { CLEAN_WORDS, type TestCatalogue, testCatalogue } from '../../../tests/support/catalogue.ts';
import { createPhotos } from '../library/photos/photos.service.ts';
import { createReview } from '../library/review/review.service.ts';
import { createWording } from './wording.service.ts';

let catalogue: TestCatalogue;
beforeEach(() => {
  catalogue = testCatalogue();
});
afterEach(() => catalogue.close());

function studio() {
  const photos = createPhotos(catalogue.context);
  const review = createReview(catalogue.context);
  const wording = createWording(catalogue.context, {
    library: { resolve: (selection: PhotoSelection) => photos.resolve(selection), rewordAll: review.rewordAll },
  });
  return { photos, review, wording };
}

const replace: WordEdit = {
  kind: 'replace',
  find: 'marche',
  by: 'souk',
  fields: ['title', 'keywords'],
  matchCase: false,
  matchAccents: false,
  wholeWord: false,
};
const fill: WordEdit = {
  kind: 'fill',
  values: { title: '{folder} {date:long} {seq:2}' },
  keywords: 'add',
  variables: true,
  onlyEmpty: false,
  language: 'fr',
};

describe('words of many photos', () => {
  test('are shown before they change, and nothing has changed by that', async () => {
    const { photos, wording } = studio();
    const ids = [
      catalogue.addPhoto({ title: 'Le marché', keywords: ['Marché', 'femme'], file_name: 'a.jpg' }),
      catalogue.addPhoto({ title: 'La plage' }),
    ];
    const seen = await wording.preview({ ids }, replace, 10);
    expect(seen).toMatchObject({ photos: 2, changed: 1, tooLong: 0 });
    expect(seen.examples).toEqual([
      {
        id: ids[0],
        fileName: 'a.jpg',
        before: { title: 'Le marché', keywords: ['Marché', 'femme'] },
        after: { title: 'Le souk', keywords: ['souk', 'femme'] },
      },
    ]);
    expect(photos.details(ids).map((photo) => photo.title)).toEqual(['Le marché', 'La plage']);
  });

  test('change in one step, which is taken back in one', () => {
    const { photos, review, wording } = studio();
    const ids = ['Le marché', 'Un marché', 'La plage'].map((title) =>
      catalogue.addPhoto({ ...CLEAN_WORDS, keywords: ['tissu', 'femme', 'étal'], title }),
    );
    expect(wording.apply({ ids }, replace, 'replace-words')).toEqual({ updated: 2, tooLong: 0, blocked: 0 });
    const titles = () => photos.details(ids).map((photo) => photo.title);
    expect(titles()).toEqual(['Le souk', 'Un souk', 'La plage']);
    expect(review.undo()).toMatchObject({ undone: 'replace-words', photos: 2 });
    expect(titles()).toEqual(['Le marché', 'Un marché', 'La plage']);
    expect(review.redo()).toMatchObject({ redone: 'replace-words', photos: 2 });
    expect(titles()).toEqual(['Le souk', 'Un souk', 'La plage']);
  });

  test('are found by the search at once', () => {
    const { photos, wording } = studio();
    const id = catalogue.addPhoto({ title: 'Le marché' });
    wording.apply({ ids: [id] }, replace, 'replace-words');
    expect(photos.resolve({ filter: { text: 'souk' } })).toEqual([id]);
  });

  test('take variables from each photo, numbered in the order they were taken', () => {
    const { photos, wording } = studio();
    const folder = catalogue.addFolder('/photos');
    const at = (day: number, name: string): PhotoId =>
      catalogue.addPhoto({
        capture_date: `2026-10-0${day}T10:00:00`,
        sort_at: Date.UTC(2026, 9, day),
        file_name: name,
        file: { folder, path: `/photos/Tissage/${name}` },
      });
    const ids = [at(3, 'c.jpg'), at(1, 'a.jpg'), at(2, 'b.jpg')];
    wording.apply({ ids }, fill, 'fill-words');
    expect(photos.details(ids).map((photo) => photo.title)).toEqual([
      'Tissage 3 octobre 2026 03',
      'Tissage 1 octobre 2026 01',
      'Tissage 2 octobre 2026 02',
    ]);
  });

  test('are refused whole when a variable does not exist', () => {
    const { wording } = studio();
    const ids = [catalogue.addPhoto({})];
    const wrong: WordEdit = { ...fill, values: { title: '{ville}' } };
    expect(() => wording.apply({ ids }, wrong, 'fill-words')).toThrow(
      expect.objectContaining({
        code: 'pattern-invalid',
        facts: { pattern: '{ville}', problem: 'unknown', detail: '{ville}' },
      }),
    );
  });

  test('stop being looked at when nobody waits for the answer any more', async () => {
    const { wording } = studio();
    const ids = [catalogue.addPhoto({ title: 'Le marché' })];
    await expect(wording.preview({ ids }, replace, 10, AbortSignal.abort())).rejects.toThrow();
  });
});
