import { describe, expect, it } from 'vitest';
import { expandText, type TextFacts, textPatternProblem } from './text-pattern.ts';

const FACTS: TextFacts = {
  captureDate: '2026-10-01T18:24:10',
  title: 'Tisserande au métier',
  caption: '',
  place: 'Bobo-Dioulasso',
  folder: 'Tissage',
  file: 'IMG_0042',
  camera: 'Canon EOS R6',
  lens: null,
  sequence: 7,
};
const fr = (pattern: string, facts: Partial<TextFacts> = {}) => expandText(pattern, { ...FACTS, ...facts }, 'fr');

describe('variables in words', () => {
  it('stand for what is known of each photo', () => {
    expect(fr('{title}, {place} ({seq:3})')).toBe('Tisserande au métier, Bobo-Dioulasso (007)');
    expect(fr('{folder} – {file} – {camera} – {time}')).toBe('Tissage – IMG_0042 – Canon EOS R6 – 18:24');
  });

  it('write dates as one does in the language, or as they are laid out', () => {
    expect(fr('{date}')).toBe('2026-10-01');
    expect(fr('{date:long}')).toBe('1 octobre 2026');
    expect(expandText('{date:long}', FACTS, 'en')).toBe('1 October 2026');
    expect(fr('{date:short} {date:month} {date:year}')).toBe('01/10/2026 octobre 2026 2026');
    expect(fr('{date:JJ.MM.AAAA} {date:YYYY}')).toBe('01.10.2026 2026');
  });

  it('leave no comma or dash behind where nothing is known', () => {
    expect(fr('{title}, {place}', { place: '' })).toBe('Tisserande au métier');
    expect(fr('{place} – {title}', { place: '' })).toBe('Tisserande au métier');
    expect(fr('{title} – {date:long}', { captureDate: null })).toBe('Tisserande au métier');
  });

  it('are told when they do not exist or are not closed', () => {
    expect(textPatternProblem('{title} {ville}')).toEqual({ code: 'unknown', token: '{ville}' });
    expect(textPatternProblem('{seq:x}')).toEqual({ code: 'unknown', token: '{seq:x}' });
    expect(textPatternProblem('{title')).toEqual({ code: 'unclosed' });
    expect(textPatternProblem('rien de tel')).toBeNull();
  });
});
