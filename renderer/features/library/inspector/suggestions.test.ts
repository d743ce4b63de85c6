import { describe, expect, it } from 'vitest';
import { type Description, EMPTY_DESCRIPTION } from '../../../../shared/domain/description.ts';
import { findBrokenRules } from '../../../../shared/domain/rules.ts';
import { splitKeywords } from './split-keywords.ts';
import { fixOf, suggestedExtendedPrice } from './suggestions.ts';

const file = { format: 'jpeg' as const, size: 1_000_000, width: 6000, height: 4000, iccProfile: null };

describe('suggestions beside the fields', () => {
  it('offer twice the standard price where the extended one is missing or too low, and nothing where it passes', () => {
    expect(suggestedExtendedPrice(5000, null)).toBe(10_000);
    expect(suggestedExtendedPrice(5000, 9999)).toBe(10_000);
    expect(suggestedExtendedPrice(5000, 10_000)).toBeNull();
    expect(suggestedExtendedPrice(null, null)).toBeNull();
    expect(suggestedExtendedPrice(100, null)).toBeNull();
  });

  it('mend what they promise to mend', () => {
    const broken: Description = {
      ...EMPTY_DESCRIPTION,
      title: 'MARCHÉ DE OUAGADOUGOU',
      keywords: ['a,b', ...Array.from({ length: 25 }, (_, index) => `mot ${String(index)}`)],
      priceStandard: 100,
      priceExtended: 50,
    };
    let mended = broken;
    for (let pass = 0; pass < 6; pass += 1) {
      for (const finding of findBrokenRules({ ...mended, ...file })) mended = { ...mended, ...fixOf(finding, mended) };
    }
    expect(findBrokenRules({ ...mended, ...file }).map((finding) => finding.rule)).toEqual(['category-missing']);
    expect(mended.title).toBe('Marché de ouagadougou');
  });

  it('invent nothing that only she can know', () => {
    for (const finding of findBrokenRules({ ...EMPTY_DESCRIPTION, ...file }))
      expect(fixOf(finding, EMPTY_DESCRIPTION)).toBeNull();
  });
});

describe('a pasted list of keywords', () => {
  it('parts at commas, semicolons, tabs and line ends, without doubles', () => {
    expect(splitKeywords('marché, tissage;  Burkina Faso\nmarche\tart ,, ')).toEqual([
      'marché',
      'tissage',
      'Burkina Faso',
      'art',
    ]);
  });
});
