import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PhotoSelection } from '../../../shared/contract/library.contract.ts';
import { findBrokenWords } from '../../../shared/domain/rules.ts';
import { CLEAN_WORDS, type TestCatalogue, testCatalogue } from '../../../tests/support/catalogue.ts';
import { createPhotos } from '../library/photos/photos.service.ts';
import { createReview } from '../library/review/review.service.ts';
import { createRuleOverview } from './rule-overview.ts';
import { createWording } from './wording.service.ts';

let catalogue: TestCatalogue;
beforeEach(() => {
  catalogue = testCatalogue();
});
afterEach(() => catalogue.close());

function studio() {
  const photos = createPhotos(catalogue.context);
  const review = createReview(catalogue.context);
  const library = { resolve: (selection: PhotoSelection) => photos.resolve(selection), rewordAll: review.rewordAll };
  return {
    photos,
    review,
    rules: createRuleOverview(catalogue.context, { library }),
    wording: createWording(catalogue.context, { library }),
  };
}

describe('what is to be corrected', () => {
  test('is counted over all photos, what blocks sending first, the most frequent first', async () => {
    const { rules } = studio();
    catalogue.addPhoto(CLEAN_WORDS);
    catalogue.addPhoto({ ...CLEAN_WORDS, title: 'MARCHÉ DE NUIT' });
    const dear = { ...CLEAN_WORDS, title: 'Nu', price_extended: 1 };
    const ids = [catalogue.addPhoto(dear), catalogue.addPhoto({ ...dear, title: CLEAN_WORDS.title })];
    const seen = await rules.overview({ filter: {} });
    expect(seen).toMatchObject({ photos: 4, blocked: 2, advised: 1 });
    expect(seen.rules).toEqual([
      { rule: 'price-extended-low', photos: 2 },
      { rule: 'title-short', photos: 1 },
      { rule: 'title-shouted', photos: 1 },
    ]);
    expect(await rules.broken({ ids }, 'title-short')).toEqual([ids[0]]);
    expect(await rules.overview({ ids: ids.slice(1) })).toMatchObject({ photos: 1, blocked: 1 });
  });

  test('is mended in one step for all photos, which is taken back in one; what only she can know stays', async () => {
    const { photos, review, rules, wording } = studio();
    const ids = [
      catalogue.addPhoto({ ...CLEAN_WORDS, title: 'MARCHÉ DE NUIT', caption: 'Écrire à awa@example.com' }),
      catalogue.addPhoto({ ...CLEAN_WORDS, title: '', price_extended: 1 }),
    ];
    const before = photos.details(ids).map(({ title, caption, priceExtended }) => ({ title, caption, priceExtended }));
    const all = (await rules.overview({ ids })).rules.map(({ rule }) => rule);
    expect(wording.apply({ ids }, { kind: 'mend', rules: all }, 'mend-rules')).toMatchObject({
      updated: 2,
      blocked: 1,
    });
    const [shouted, untitled] = photos.details(ids);
    expect(shouted).toMatchObject({ title: 'Marché de nuit', caption: 'Écrire à', findings: [] });
    expect(untitled && findBrokenWords(untitled).map(({ rule }) => rule)).toEqual(['title-missing']);
    expect(review.undo()).toMatchObject({ undone: 'mend-rules', photos: 2 });
    expect(photos.details(ids)).toMatchObject(before);
  });

  test('stops being looked for when nobody waits for the answer any more', async () => {
    const { rules } = studio();
    catalogue.addPhoto({});
    await expect(rules.overview({ filter: {} }, AbortSignal.abort())).rejects.toThrow();
  });
});
