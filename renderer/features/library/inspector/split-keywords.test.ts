import { expect, it } from 'vitest';
import { fittingKeywords, splitKeywords } from './split-keywords.ts';

it('lists are parted by commas and semicolons of any script, tabs and line ends of any system', () => {
  expect(splitKeywords('mil, récolte; Sahel\nfemme\r\nsoir\tcase،سوق؛فن')).toEqual([
    'mil',
    'récolte',
    'Sahel',
    'femme',
    'soir',
    'case',
    'سوق',
    'فن',
  ]);
  expect(splitKeywords(' ,; \n')).toEqual([]);
  expect(splitKeywords('Marché,marche , MARCHÉ')).toEqual(['Marché']);
});

it('what is too long or too much is left, not lost', () => {
  const long = 'x'.repeat(101);
  expect(fittingKeywords([long, 'mil', 'riz'], 10)).toEqual({ fitting: ['mil', 'riz'], left: [long] });
  expect(fittingKeywords(['mil', 'riz', 'fonio'], 2)).toEqual({ fitting: ['mil', 'riz'], left: ['fonio'] });
  expect(fittingKeywords(['mil'], -1)).toEqual({ fitting: [], left: ['mil'] });
});
