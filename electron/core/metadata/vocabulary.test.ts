import { describe, expect, it } from 'vitest';
import { description, EMPTY_DESCRIPTION, tidyKeywords } from '../../../shared/domain/description.ts';
import { findBrokenRules } from '../../../shared/domain/rules.ts';
import { bundledVocabulary } from './bundled-words.ts';
import { foldWords, readVocabulary } from './vocabulary.ts';

const vocabulary = bundledVocabulary();
const labels = vocabulary.terms.flatMap((term) => [term.fr, term.en]);
const everyWord = vocabulary.terms.flatMap((term) => [term.fr, term.en, ...term.synonyms]);
const file = { format: 'jpeg' as const, size: 1_000_000, width: 6000, height: 4000, iccProfile: null };

describe('the bundled vocabulary', () => {
  it('has a few thousand terms, nearly all under a wider one', () => {
    console.log(`${String(vocabulary.terms.length)} terms, ${String(everyWord.length)} words to find them by`);
    expect(vocabulary.terms.length).toBeGreaterThanOrEqual(4_000);
    expect(vocabulary.terms.filter((term) => term.parent === null).length).toBeLessThan(60);
  });

  it.each(['fr', 'en'] as const)('names no two things alike (%s)', (language) => {
    const seen = new Map<string, string>();
    const doubles: string[] = [];
    for (const term of vocabulary.terms) {
      const word = foldWords(term[language]);
      if (seen.has(word)) doubles.push(`${term.fr} / ${term.en}`);
      seen.set(word, term.fr);
    }
    expect(doubles).toEqual([]);
  });

  it('holds only words that may be keywords: tidy, short, without commas and contact data, with typographic apostrophes', () => {
    for (const word of everyWord) {
      expect(word).not.toMatch(/[,;|'"<>]|\s{2}|^\s|\s$|^$/u);
      expect(description.shape.keywords.safeParse([word]).success, word).toBe(true);
      expect(tidyKeywords([word]), word).toEqual([word]);
    }
    const broken = labels.flatMap((keyword) =>
      findBrokenRules({ ...EMPTY_DESCRIPTION, keywords: [keyword], ...file }).filter((finding) =>
        ['keyword-contact', 'keyword-comma'].includes(finding.rule),
      ),
    );
    expect(broken).toEqual([]);
  });

  it('knows what general vocabularies miss, by any of its names', () => {
    const named = (word: string) => vocabulary.find(word)?.fr;
    expect(named('danfani')).toBe('faso danfani');
    expect(named('MUD CLOTH')).toBe('bogolan');
    expect(named('zem')).toBe('zémidjan');
    expect(named('aid el kebir')).toBe('tabaski');
    expect(named('bush taxi')).toBe('taxi-brousse');
    expect(vocabulary.find('Ouagadougou')?.parent?.parent?.fr).toBe('Afrique de l’Ouest');
  });
});

describe('reading a vocabulary', () => {
  const read = (text: string) => readVocabulary([{ name: 'test.txt', text }]);

  it('takes terms, their synonyms, the same in both languages, and hierarchy', () => {
    const { terms } = read('# remark\nville|city|cité;town\n> ville\n~ Kaya; Banfora\n>\nmer|sea\n');
    expect(terms.map(({ fr, en, synonyms, parent }) => [fr, en, synonyms, parent?.fr])).toEqual([
      ['ville', 'city', ['cité', 'town'], undefined],
      ['Kaya', 'Kaya', [], 'ville'],
      ['Banfora', 'Banfora', [], 'ville'],
      ['mer', 'sea', [], undefined],
    ]);
  });

  it('names the line that is not well-formed', () => {
    expect(() => read('ville|city\n> village\n')).toThrow('test.txt:2: unknown parent');
    expect(() => read('ville\n')).toThrow('test.txt:1');
    expect(() => read('a|b|c|d\n')).toThrow('test.txt:1');
  });
});
