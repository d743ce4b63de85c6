import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  baseNameOf,
  folderOf,
  folderPatternProblem,
  namePatternProblem,
  numbered,
  PATTERN_TOKENS,
  type PatternFacts,
  safeName,
} from './name-pattern.ts';

const FACTS: PatternFacts = {
  takenAt: '2026-10-01T18:24:10',
  camera: 'Canon EOS R6',
  name: 'IMG_0042',
  extension: 'CR3',
  folder: '100CANON',
  event: 'Mariage d’Awa',
  sequence: 7,
};

describe('a pattern', () => {
  it('makes folders and names of what is known of a photograph', () => {
    expect(folderOf('{YYYY}/{MM}-{DD}', FACTS)).toBe('2026/10-01');
    expect(folderOf('{YYYY}\\{date} {event}', FACTS)).toBe('2026/2026-10-01 Mariage d’Awa');
    expect(folderOf('', FACTS)).toBe('');
    expect(baseNameOf('{date}_{event}_{seq:3}', FACTS)).toBe('2026-10-01_Mariage d’Awa_007');
    expect(baseNameOf('{YY}{MM}{DD}-{time}-{name}.{ext}', FACTS)).toBe('261001-182410-IMG_0042');
    expect(folderOf('{ext}/{camera}/{folder}', FACTS)).toBe('CR3/Canon EOS R6/100CANON');
  });

  it('leaves nothing dangling where a value is empty', () => {
    const bare = { ...FACTS, event: '', camera: null };
    expect(folderOf('{camera}/{date} {event}', bare)).toBe('2026-10-01');
    expect(folderOf('{date}_{event}', bare)).toBe('2026-10-01');
    expect(baseNameOf('{event}_{date}_{event}_{seq:2}', bare)).toBe('2026-10-01_07');
    expect(baseNameOf('_{name}', bare)).toBe('_IMG_0042');
    expect(baseNameOf('{event}', bare)).toBe('IMG_0042');
  });

  it('says what is wrong with it', () => {
    expect(folderPatternProblem('{YYYY}/{MM}-{DD}')).toBeNull();
    expect(folderPatternProblem('')).toBeNull();
    expect(namePatternProblem(' ')).toEqual({ code: 'empty' });
    expect(namePatternProblem('{jour}')).toEqual({ code: 'unknown', token: '{jour}' });
    expect(namePatternProblem('{seq:x}')).toEqual({ code: 'unknown', token: '{seq:x}' });
    expect(namePatternProblem('{name')).toEqual({ code: 'unclosed' });
    expect(namePatternProblem('{hh}:{mm}')).toEqual({ code: 'forbidden', character: ':' });
    expect(namePatternProblem('{YYYY}/{name}')).toEqual({ code: 'forbidden', character: '/' });
    expect(folderPatternProblem('../{name}')).toEqual({ code: 'climbs' });
    expect(folderPatternProblem(`${'long '.repeat(50)}`)).toEqual({ code: 'long' });
  });

  it('never leaves the destination and never makes a name that Windows refuses, whatever it is fed with', () => {
    const text = fc.string({ unit: 'binary', maxLength: 300 });
    const piece = fc.oneof(
      fc.constantFrom(...PATTERN_TOKENS.map((token) => `{${token}}`), '{seq:4}', '/', '-', '_', '.', ' ', 'con', 'é'),
      fc.string({ maxLength: 10 }),
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 12 }),
        fc.record({ camera: fc.option(text), name: text, extension: text, folder: text, event: text }),
        fc.integer({ min: 0, max: 1_000_000 }),
        (pieces, texts, sequence) => {
          const facts = { ...FACTS, ...texts, sequence };
          const pattern = pieces.join('');
          const names: string[] = [];
          if (folderPatternProblem(pattern) === null) names.push(...folderOf(pattern, facts).split('/'));
          if (namePatternProblem(pattern) === null) names.push(numbered(baseNameOf(pattern, facts), 99));
          for (const name of names.filter((candidate) => candidate !== '')) {
            expect(name).not.toMatch(/[<>:"|?*\\/\p{Cc}]/u);
            expect(name).not.toMatch(/^\s|[\s.]$/);
            expect(name).not.toMatch(/^\.+$/);
            expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i);
            expect(Buffer.byteLength(name)).toBeLessThanOrEqual(210);
            expect(name).toBe(name.normalize('NFC'));
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('gives every system’s reserved names a sign in front', () => {
    expect(safeName('CON')).toBe('_CON');
    expect(safeName('lpt1.photo')).toBe('_lpt1.photo');
    expect(safeName('console')).toBe('console');
  });
});
