import { expect, test } from 'vitest';
import { EMPTY_DESCRIPTION } from '../../../shared/domain/description.ts';
import { missingWords } from './missing-words.ts';

const OLD = { ...EMPTY_DESCRIPTION, title: 'Marché', keywords: ['étoffes'], priceStandard: 5000, categoryId: 'c' };

test('an empty description takes all that the old one says, and nothing that it does not', () => {
  expect(missingWords(OLD, EMPTY_DESCRIPTION)).toEqual({
    title: 'Marché',
    keywords: ['étoffes'],
    priceStandard: 5000,
    categoryId: 'c',
  });
});

test('what she has said of the new picture stays', () => {
  const fresh = { ...OLD, title: 'Autre titre', keywords: [] };
  expect(missingWords(OLD, fresh)).toEqual({ keywords: ['étoffes'] });
  expect(missingWords(OLD, { ...OLD, title: 'Autre titre' })).toBeNull();
  expect(missingWords(EMPTY_DESCRIPTION, EMPTY_DESCRIPTION)).toBeNull();
});
