import { describe, expect, test } from 'vitest';
import type { PictureQuality } from './picture-quality.ts';
import {
  adoptRules,
  blocksSending,
  findBrokenRules,
  RULES,
  RULES_VERSION,
  type RuleCode,
  type RuleSubject,
  ruleBits,
  ruleCode,
  rulesVersion,
  servedRules,
} from './rules.ts';

const clean: RuleSubject = {
  title: 'Marché de Ouagadougou au matin',
  caption: 'Les vendeuses installent leurs étals.',
  keywords: ['marché', 'Ouagadougou', 'matin', 'femmes', 'couleurs', 'tissu', 'Burkina'],
  categoryId: 'c1',
  priceStandard: 5000,
  priceExtended: 10_000,
  place: 'Ouagadougou',
  format: 'jpeg',
  size: 8_000_000,
  width: 6000,
  height: 4000,
  iccProfile: 'sRGB IEC61966-2.1',
};
const keywords = (count: number) => Array.from({ length: count }, (_, index) => `mot ${index}`);

const fine: PictureQuality = { sharpness: 0.8, noise: 0.5, highlights: 0.01, shadows: 0.02 };

/** For every rule: what just breaks it, and what just doesn't. */
const EDGES: Record<
  RuleCode,
  { broken: Partial<RuleSubject>[]; kept: Partial<RuleSubject>[]; severity: 'error' | 'warning' }
> = {
  'title-missing': { broken: [{ title: '' }, { title: '  \n' }], kept: [{ title: 'a' }], severity: 'error' },
  'title-short': {
    broken: [{ title: 'abcd' }, { title: 'e\u0301e\u0301e\u0301' }, { title: ' 🦁🦁🦁🦁 ' }],
    kept: [{ title: 'abcde' }, { title: '🦁🦁🦁🦁🦁' }, { title: '' }],
    severity: 'error',
  },
  'title-long': {
    broken: [{ title: 'a'.repeat(201) }],
    kept: [{ title: 'a'.repeat(200) }, { title: '🦁'.repeat(200) }],
    severity: 'error',
  },
  'title-shouted': {
    broken: [{ title: 'MARCHÉ DE NUIT' }],
    kept: [{ title: 'Marché de nuit' }, { title: 'CAN 2026' }, { title: 'السوق في الصباح' }],
    severity: 'warning',
  },
  'title-contact': {
    broken: [
      { title: 'Voir www.awa.example' },
      { title: 'Photo https://awa.example/x' },
      { title: 'awa@example.com photographe' },
      { title: 'Appelez +226 70 12 34 56' },
      { title: 'Contact 70 12 34 56' },
      { title: 'Contact 00226 70123456' },
      { title: 'Voir awa-photo.com pour la suite' },
      { title: 'Sur instagram.com/awa' },
    ],
    kept: [
      { title: 'Fête du 12 mai 2024' },
      { title: 'Indépendance 1960-2020' },
      { title: 'Marathon 42 195 m' },
      { title: 'Le soir.Comme un rêve' },
    ],
    severity: 'error',
  },
  'caption-long': {
    broken: [{ caption: 'é'.repeat(2001) }],
    kept: [{ caption: 'é'.repeat(2000) }, { caption: '' }],
    severity: 'error',
  },
  'caption-contact': {
    broken: [{ caption: 'Écrire à awa@example.com' }],
    kept: [{ caption: 'Le 12.05.2024 à Bobo' }],
    severity: 'error',
  },
  'keywords-few': {
    broken: [{ keywords: keywords(2) }, { keywords: ['Éléphant', 'elephant', 'ÉLÉPHANT', 'savane'] }, { keywords: [] }],
    kept: [{ keywords: keywords(3) }],
    severity: 'error',
  },
  'keywords-advised': {
    broken: [{ keywords: keywords(6) }, { keywords: keywords(3) }],
    kept: [{ keywords: keywords(7) }, { keywords: keywords(2) }],
    severity: 'warning',
  },
  'keyword-repeated': {
    broken: [
      { keywords: [...keywords(6), 'marché', 'Marches'] },
      { keywords: [...keywords(6), 'bijou', 'bijoux'] },
      { keywords: [...keywords(7), 'mot 1 '] },
    ],
    kept: [{ keywords: [...keywords(6), 'marché', 'marchande'] }, { keywords: [...keywords(6), 'as', 'a'] }],
    severity: 'warning',
  },
  'keywords-many': { broken: [{ keywords: keywords(21) }], kept: [{ keywords: keywords(20) }], severity: 'error' },
  'keyword-contact': {
    broken: [{ keywords: [...keywords(6), 'www.awa.example'] }],
    kept: [{ keywords: [...keywords(6), 'arobase'] }],
    severity: 'error',
  },
  'keyword-comma': {
    broken: [{ keywords: [...keywords(6), 'rouge, vert'] }],
    kept: [{ keywords: [...keywords(6), 'rouge et vert'] }],
    severity: 'error',
  },
  'category-missing': { broken: [{ categoryId: null }], kept: [{ categoryId: 'x' }], severity: 'error' },
  'price-missing': { broken: [{ priceStandard: null }], kept: [{ priceStandard: 0 }], severity: 'error' },
  'price-low': {
    broken: [{ priceStandard: 499 }, { priceStandard: 0 }],
    kept: [{ priceStandard: 500 }, { priceStandard: null }],
    severity: 'error',
  },
  'price-extended-missing': { broken: [{ priceExtended: null }], kept: [{ priceExtended: 10_000 }], severity: 'error' },
  'price-extended-low': {
    broken: [{ priceExtended: 9999 }],
    kept: [{ priceExtended: 10_000 }, { priceExtended: 1, priceStandard: null }],
    severity: 'error',
  },
  'place-long': {
    broken: [{ place: 'a'.repeat(101) }],
    kept: [{ place: ` ${'a'.repeat(100)} ` }, { place: '' }],
    severity: 'error',
  },
  'format-not-sendable': {
    broken: [{ format: 'raw' }, { format: 'heic' }, { format: 'webp' }, { format: 'tiff' }],
    kept: [{ format: 'jpeg' }, { format: 'png' }],
    severity: 'error',
  },
  'file-large': { broken: [{ size: 52_428_801 }], kept: [{ size: 52_428_800 }], severity: 'error' },
  'pixels-few': { broken: [{ width: 2000, height: 1999 }], kept: [{ width: 2000, height: 2000 }], severity: 'warning' },
  'not-srgb': {
    broken: [{ iccProfile: 'Adobe RGB (1998)' }],
    kept: [{ iccProfile: null }, { iccProfile: 'sRGB built-in' }],
    severity: 'warning',
  },
  blurred: {
    broken: [{ quality: { ...fine, sharpness: 0.41 } }, { quality: { ...fine, sharpness: 0 } }],
    kept: [{ quality: { ...fine, sharpness: 0.42 } }, { quality: { ...fine, sharpness: null } }, { quality: null }],
    severity: 'warning',
  },
  noisy: {
    broken: [{ quality: { ...fine, noise: 4.1 } }],
    kept: [{ quality: { ...fine, noise: 4 } }, { quality: { ...fine, noise: 15 }, width: 2400, height: 1800 }, {}],
    severity: 'warning',
  },
  'highlights-clipped': {
    broken: [{ quality: { ...fine, highlights: 0.16 } }],
    kept: [{ quality: { ...fine, highlights: 0.15 } }, {}],
    severity: 'warning',
  },
  'shadows-clipped': {
    broken: [{ quality: { ...fine, shadows: 0.36 } }],
    kept: [{ quality: { ...fine, shadows: 0.35 } }, {}],
    severity: 'warning',
  },
  'sent-alike': { broken: [{ sentAlike: 12 }], kept: [{ sentAlike: null }, {}], severity: 'warning' },
};

test('a photo that keeps every rule has no finding', () => {
  expect(findBrokenRules(clean)).toEqual([]);
});

describe.each(ruleCode.options)('%s', (rule) => {
  const { broken, kept, severity } = EDGES[rule];
  test.each(broken.map((change) => [change]))('is broken by %o', (change) => {
    const findings = findBrokenRules({ ...clean, ...change });
    expect(findings.filter((finding) => finding.rule === rule)).toMatchObject([{ rule, severity }]);
    expect(blocksSending(findings)).toBe(findings.some((finding) => finding.severity === 'error'));
  });
  test.each(kept.map((change) => [change]))('is kept by %o', (change) => {
    expect(findBrokenRules({ ...clean, ...change }).map((finding) => finding.rule)).not.toContain(rule);
  });
});

test('errors come before warnings, and warnings alone do not block', () => {
  const findings = findBrokenRules({ ...clean, keywords: keywords(5), width: 100, categoryId: null });
  expect(findings.map((finding) => finding.severity)).toEqual(['error', 'warning', 'warning']);
  expect(blocksSending(findings)).toBe(true);
  expect(blocksSending(findings.slice(1))).toBe(false);
});

test('the limits are the marketplace’s', () => {
  expect(RULES).toMatchObject({
    titleMinimum: 5,
    titleMaximum: 200,
    keywordsMinimum: 3,
    keywordsMaximum: 20,
    priceStandardMinimum: 500,
    bytesMaximum: 52_428_800,
  });
});

describe('rules that the marketplace serves', () => {
  const served = servedRules.parse({ version: 12, limits: { keywordsMinimum: 5, titleMaximum: 80 }, more: true });

  test('hold instead of the studio’s own, as far as they go, under a version of their own', () => {
    try {
      adoptRules(served);
      expect(RULES).toMatchObject({ keywordsMinimum: 5, keywordsMaximum: 20, titleMaximum: 80 });
      expect(findBrokenRules({ ...clean, keywords: keywords(4) }).map(({ rule }) => rule)).toContain('keywords-few');
      expect(rulesVersion()).toBe(`${String(RULES_VERSION)}+12`);
    } finally {
      adoptRules(null);
    }
    expect(RULES).toMatchObject({ keywordsMinimum: 3, titleMaximum: 200 });
    expect(rulesVersion()).toBe(String(RULES_VERSION));
  });

  test.each([{}, { version: 1 }, { version: '', limits: {} }, { version: 1, limits: { titleMinimum: -1 } }, 'rules'])(
    'are not taken when they are no rules: %o',
    (answer) => expect(servedRules.safeParse(answer).success).toBe(false),
  );
});

test('every rule has a bit of its own in the catalogue, which no version gives to another', () => {
  expect(ruleBits(['title-missing', 'title-short', 'title-missing'])).toBe(3);
  expect(ruleBits(['blurred'])).toBe(2 ** 23);
  expect(ruleBits(ruleCode.options)).toBe(2 ** ruleCode.options.length - 1);
  expect(ruleCode.options.length).toBeLessThan(52);
});
