import fc from 'fast-check';
import { expect, test } from 'vitest';
import { descriptionPatch, foldForComparison, tidyKeywords } from './description.ts';

test('keywords are trimmed, single-spaced, and said once whatever their case, accents and ligatures; the first spelling stays', () => {
  expect(tidyKeywords(['  Marché   de nuit ', 'marche de nuit', 'Œuvre', 'oeuvre', '', ' ', 'savane'])).toEqual([
    'Marché de nuit',
    'Œuvre',
    'savane',
  ]);
});

test('tidying what is tidy changes nothing, and no two keywords compare equal', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 12 })), (keywords) => {
      const tidy = tidyKeywords(keywords);
      expect(tidyKeywords(tidy)).toEqual(tidy);
      expect(new Set(tidy.map(foldForComparison)).size).toBe(tidy.length);
    }),
  );
});

test('two ways of writing the same accent compare equal', () => {
  expect(foldForComparison('e\u0301le\u0301phant')).toBe(foldForComparison('éléphant'));
  expect(foldForComparison('CŒUR')).toBe('coeur');
});

test('a patch says only what changes', () => {
  expect(descriptionPatch.parse({})).toEqual({});
  expect(descriptionPatch.parse({ categoryId: null })).toEqual({ categoryId: null });
  expect(descriptionPatch.safeParse({ priceStandard: 12.5 }).success).toBe(false);
  expect(descriptionPatch.safeParse({ addKeywords: [''] }).success).toBe(false);
});
