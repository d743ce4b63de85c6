import { describe, expect, it } from 'vitest';
import { languageOfText, readingsOf, spelledWords } from './spelling.ts';

const words = (text: string) => spelledWords(text).map(({ text: word }) => word);

describe('the words of a text that have a spelling', () => {
  it('keep elisions, hyphens, ligatures and composed accents together, with their places', () => {
    expect(words('L’œuvre d’aujourd’hui, au grand-père Éloi !')).toEqual([
      'L’œuvre',
      'd’aujourd’hui',
      'au',
      'grand-père',
      'Éloi',
    ]);
    const text = '« Marché » de Réo';
    expect(spelledWords(text).map(({ start, end }) => text.slice(start, end))).toEqual(['Marché', 'de', 'Réo']);
    expect(words('marche\u0301')).toEqual(['marche\u0301']);
  });

  it('are not numbers, capitals, codes, addresses, hashtags, variables, names of files and other scripts', () => {
    expect(
      words('12 000 CFA, le 3e BCEAO iPhone https://pouire.com/a www.pouire.com moi@pouire.com #Fespaco2025 @awa'),
    ).toEqual(['le']);
    expect(words('{title} de {date:long} IMG_1234.jpg DSC0001 pouire.com سوق ߒߞߏ a')).toEqual(['de']);
  });
});

describe('the ways a word is read', () => {
  const read = (text: string, language: 'fr' | 'en') =>
    readingsOf({ text, start: 10, end: 10 + text.length }, language).map((way) => way.map((piece) => piece.text));

  it('are without what is elided or possessive, and by the parts of a hyphen', () => {
    expect(read('marché', 'fr')).toEqual([['marché']]);
    expect(read('l’attiéké', 'fr')).toEqual([['l’attiéké'], ['attiéké']]);
    expect(read('l’attiéké', 'en')).toEqual([['l’attiéké']]);
    expect(read('Dakar’s', 'en')).toEqual([['Dakar’s'], ['Dakar']]);
    expect(read('d’Abobo-l’Anador', 'fr').at(-1)).toEqual(['Abobo', 'Anador']);
    expect(readingsOf({ text: 'qu’Awa-Li', start: 10, end: 19 }, 'fr').at(-1)).toEqual([
      { text: 'Awa', start: 13, end: 16 },
      { text: 'Li', start: 17, end: 19 },
    ]);
  });
});

describe('the language of a text', () => {
  it('is told by small words, elisions and accents, not by names', () => {
    expect(languageOfText('Une vendeuse de mangues au marché')).toBe('fr');
    expect(languageOfText('A woman selling mangoes at the market')).toBe('en');
    expect(languageOfText('Récolte du mil')).toBe('fr');
    expect(languageOfText('Market in Sénégal')).toBe('en');
    expect(languageOfText('Portrait, Ouagadougou')).toBeNull();
    expect(languageOfText('')).toBeNull();
  });
});
