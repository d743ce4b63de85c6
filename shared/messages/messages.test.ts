import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { EMPTY_DESCRIPTION } from '../domain/description.ts';
import { STUDIO_ERRORS } from '../domain/errors.ts';
import { quarantineCode } from '../domain/quarantine.ts';
import { findBrokenRules, type RuleSubject, ruleCode, ruleFacts } from '../domain/rules.ts';
import { commandLineEn } from './command-line.en.ts';
import { commandLineFr } from './command-line.fr.ts';
import { en } from './en.ts';
import { factsForSentence } from './facts.ts';
import { fr } from './fr.ts';

type Elements = ReturnType<IntlMessageFormat['getAst']>;

/** Every {name} of a sentence, those inside plurals and choices too. */
function placeholders(sentence: string, language: string): Set<string> {
  const names = new Set<string>();
  const walk = (elements: Elements) => {
    for (const element of elements) {
      if ('value' in element && element.type !== 0) names.add(element.value);
      if ('options' in element) for (const option of Object.values(element.options)) walk(option.value);
    }
  };
  walk(new IntlMessageFormat(sentence, language, undefined, { ignoreTag: true }).getAst());
  return names;
}

const SUBJECT: RuleSubject = {
  ...EMPTY_DESCRIPTION,
  format: 'jpeg',
  size: 1,
  width: 4000,
  height: 3000,
  iccProfile: null,
};

/** Photographs that together break every rule there is. */
const BROKEN: readonly Partial<RuleSubject>[] = [
  {},
  { title: 'Abc' },
  { title: 'MARCHÉ DE BOBO', caption: 'a'.repeat(2001), place: 'b'.repeat(101) },
  { title: `www.exemple.bf ${'t'.repeat(200)}`, caption: 'awa@exemple.bf' },
  { keywords: ['un, deux', '+226 70 00 00 00', 'trois'], priceStandard: 100, priceExtended: 150 },
  { keywords: ['marché', 'Marchés', 'femme'] },
  { keywords: Array.from({ length: 21 }, (_, index) => `mot ${index}`) },
  { format: 'webp', size: 60_000_000, width: 100, height: 100, iccProfile: 'Adobe RGB (1998)' },
  { sentAlike: 7, quality: { sharpness: 0.3, noise: 9, highlights: 0.5, shadows: 0.45 } },
];

function factsByRule(): Map<string, Set<string>> {
  const facts = new Map<string, Set<string>>();
  for (const broken of BROKEN) {
    for (const finding of findBrokenRules({ ...SUBJECT, ...broken }))
      facts.set(finding.rule, new Set(Object.keys(finding.facts)));
  }
  return facts;
}

describe('the sentences', () => {
  it.each([
    ['the codes', fr, en],
    ['the command line', commandLineFr, commandLineEn],
  ])('of %s are the same in French and English: keys and facts', (_what, french, english) => {
    expect(Object.keys(english).sort()).toEqual(Object.keys(french).sort());
    for (const [key, sentence] of Object.entries(french)) {
      const other = new Map(Object.entries(english)).get(key) ?? '';
      expect(placeholders(other, 'en-GB'), key).toEqual(placeholders(sentence, 'fr-FR'));
    }
  });

  it.each([
    ['French', { ...fr, ...commandLineFr }],
    ['English', { ...en, ...commandLineEn }],
  ])('use typographic apostrophes in %s, since a straight one quotes in ICU MessageFormat', (_language, sentences) => {
    expect(Object.entries(sentences).filter(([, sentence]) => sentence.includes("'"))).toEqual([]);
  });

  it('exist for every error, and ask for no fact that the error does not carry', () => {
    for (const [code, schema] of Object.entries(STUDIO_ERRORS)) {
      const sentence = new Map<string, string>(Object.entries(fr)).get(`error.${code}`);
      expect(sentence, code).toBeDefined();
      const unknown = [...placeholders(sentence ?? '', 'fr-FR')].filter((name) => !(name in schema.shape));
      expect(unknown, code).toEqual([]);
    }
  });

  it('exist for every reason a file is set aside', () => {
    for (const code of quarantineCode.options) expect(fr, code).toHaveProperty([`quarantine.${code}`]);
  });

  it('exist for every rule, and ask for no fact that the rule does not give', () => {
    const facts = factsByRule();
    for (const code of ruleCode.options) {
      expect(facts.has(code), `no photograph of this test breaks ${code}`).toBe(true);
      const unknown = [...placeholders(fr[`rule.${code}`], 'fr-FR')].filter((name) => !facts.get(code)?.has(name));
      expect(unknown, code).toEqual([]);
      expect(fr).toHaveProperty([`rule-name.${code}`]);
      expect(fr).toHaveProperty([`rule-why.${code}`]);
      const told = [
        ...placeholders(fr[`rule-name.${code}`], 'fr-FR'),
        ...placeholders(fr[`rule-why.${code}`], 'fr-FR'),
      ];
      expect(
        told.filter((name) => !(name in ruleFacts())),
        code,
      ).toEqual([]);
    }
  });

  it('belong to a code: none is left over from one that is gone', () => {
    const known = new Set([
      ...Object.keys(STUDIO_ERRORS).map((code) => `error.${code}`),
      ...quarantineCode.options.map((code) => `quarantine.${code}`),
      ...ruleCode.options.flatMap((code) => [`rule.${code}`, `rule-name.${code}`, `rule-why.${code}`]),
      'error.unexpected',
    ]);
    expect(
      Object.keys(fr).filter((key) => /^(error|quarantine|rule|rule-name|rule-why)\./.test(key) && !known.has(key)),
    ).toEqual([]);
  });
});

describe('facts in a sentence', () => {
  it('show the control characters of a file name instead of obeying them', () => {
    expect(factsForSentence({ path: 'a\nb\u001b[31m\u202egpj.exe' })).toEqual({ path: 'a␊b␛[31mgpj.exe' });
  });

  it('are cut when they are longer than a sentence bears', () => {
    const { path } = factsForSentence({ path: 'é'.repeat(5000) });
    expect([...String(path)]).toHaveLength(300);
  });

  it('become text when they are lists or records', () => {
    const { fields, issues } = factsForSentence({
      fields: { title: ['Trop court.'], tags: ['Trop peu.'] },
      issues: [{ path: 'theme', message: 'Invalid option' }],
    });
    expect(fields).toBe('title : Trop court. : tags : Trop peu.');
    expect(issues).toBe('theme : Invalid option');
  });
});
