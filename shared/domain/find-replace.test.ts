import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findIn, replaceIn, type Search } from './find-replace.ts';

const loose = (find: string): Search => ({ find, matchCase: false, matchAccents: false, wholeWord: false });

describe('finding and replacing', () => {
  it('takes case and accents as they come, unless told otherwise', () => {
    expect(replaceIn('Le MARCHÉ, le marche', loose('marché'), 'souk')).toBe('Le souk, le souk');
    expect(replaceIn('Le MARCHÉ, le marché', { ...loose('marché'), matchCase: true }, 'souk')).toBe(
      'Le MARCHÉ, le souk',
    );
    expect(replaceIn('marché, marche', { ...loose('marche'), matchAccents: true }, 'souk')).toBe('marché, souk');
  });

  it('finds letters written with combining marks, ligatures and both apostrophes', () => {
    expect(replaceIn('E\u0301le\u0301phant', loose('éléphant'), 'lion')).toBe('lion');
    expect(replaceIn('un œuf', loose('oeuf'), 'coq')).toBe('un coq');
    expect(replaceIn('l’eau', loose("l'eau"), 'le lait')).toBe('le lait');
  });

  it('never cuts a ligature in two', () => {
    expect(findIn('cœur', loose('e'))).toEqual([]);
    expect(replaceIn('cœur', loose('o'), 'x')).toBe('cœur');
  });

  it('finds whole words alone when asked to, whatever letters stand beside them', () => {
    const whole = { ...loose('port'), wholeWord: true };
    expect(replaceIn('port, aéroport, portée, Port-Bouët', whole, 'quai')).toBe('quai, aéroport, portée, quai-Bouët');
    expect(replaceIn('éport', whole, 'quai')).toBe('éport');
  });

  it('puts what replaces as it is written, signs of patterns too, and does not look into it again', () => {
    expect(replaceIn('a.a', loose('a'), '$&aa')).toBe('$&aa.$&aa');
    expect(replaceIn('a+b', loose('+'), '*')).toBe('a*b');
  });

  it('leaves every text alone in which it finds nothing, and undoes itself by a word that was not there', () => {
    const seed = 20261121;
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme', minLength: 1 }), (text, find) => {
        const exact: Search = { find, matchCase: true, matchAccents: true, wholeWord: false };
        const composed = text.normalize('NFC');
        expect(findIn(composed, exact).length > 0).toBe(composed.includes(find.normalize('NFC')));
        if (!composed.includes(find.normalize('NFC'))) expect(replaceIn(text, exact, 'x')).toBe(text);
      }),
      { seed },
    );
  });
});
