import { expect, it } from 'vitest';
import { EMPTY_DESCRIPTION, KEYWORDS_KEPT } from '../../../../shared/domain/description.ts';
import { withPatch } from './with-patch.ts';

const words = (count: number, from: string) => Array.from({ length: count }, (_, index) => `${from} ${String(index)}`);

it('a photo keeps no more keywords than can be kept, the first of them', () => {
  const before = { ...EMPTY_DESCRIPTION, keywords: words(150, 'mot') };
  const { keywords } = withPatch(before, { addKeywords: words(100, 'autre') });
  expect(keywords).toHaveLength(KEYWORDS_KEPT);
  expect(keywords.slice(149, 151)).toEqual(['mot 149', 'autre 0']);
});

it('keywords are removed before others are added, whatever their case and accents, and keep their order', () => {
  const before = { ...EMPTY_DESCRIPTION, title: 'Titre', keywords: ['Marché', 'femme', 'mil'] };
  expect(withPatch(before, { removeKeywords: ['marche'], addKeywords: ['Femme', 'soir'] })).toEqual({
    ...before,
    keywords: ['femme', 'mil', 'soir'],
  });
});
