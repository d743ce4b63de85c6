import { z } from 'zod';
import { type Description, foldForComparison } from './description.ts';
import { type Format, SENDABLE_FORMATS } from './photo.ts';

/**
 * The marketplace's rules for a photo (POST /api/photographer/photos and its moderation), as data with a version.
 * Changing a limit changes the version.
 */
export const RULES_VERSION = 2;
export const RULES = {
  titleMinimum: 5,
  titleMaximum: 200,
  captionMaximum: 2000,
  keywordsMinimum: 3,
  keywordsMaximum: 20,
  /** Fewer keywords than this are allowed but sell badly. */
  keywordsAdvised: 7,
  priceStandardMinimum: 500,
  /** Extended price is at least this many times the standard price. */
  priceExtendedFactor: 2,
  placeMaximum: 100,
  /** 51,200 KiB. */
  bytesMaximum: 51_200 * 1024,
  /** Fewer pixels than this print badly (4 MP). */
  pixelsAdvised: 4_000_000,
} as const;

export const ruleCode = z.enum([
  'title-missing',
  'title-short',
  'title-long',
  'title-shouted',
  'title-contact',
  'caption-long',
  'caption-contact',
  'keywords-few',
  'keywords-many',
  'keywords-advised',
  'keyword-repeated',
  'keyword-contact',
  'keyword-comma',
  'category-missing',
  'price-missing',
  'price-low',
  'price-extended-missing',
  'price-extended-low',
  'place-long',
  'format-not-sendable',
  'file-large',
  'pixels-few',
  'not-srgb',
]);
export type RuleCode = z.infer<typeof ruleCode>;

const ruleSeverity = z.enum(['error', 'warning']);
export type RuleSeverity = z.infer<typeof ruleSeverity>;
const ruleField = z.enum(['title', 'caption', 'keywords', 'category', 'price', 'priceExtended', 'place', 'file']);

/** The rules: whether one blocks sending, and what it is about. Their limits are in RULES, how each is mended in mend.ts. */
export const RULE_BOOK = {
  'title-missing': { severity: 'error', field: 'title' },
  'title-short': { severity: 'error', field: 'title' },
  'title-long': { severity: 'error', field: 'title' },
  'title-contact': { severity: 'error', field: 'title' },
  'title-shouted': { severity: 'warning', field: 'title' },
  'caption-long': { severity: 'error', field: 'caption' },
  'caption-contact': { severity: 'error', field: 'caption' },
  'keywords-few': { severity: 'error', field: 'keywords' },
  'keywords-many': { severity: 'error', field: 'keywords' },
  'keyword-contact': { severity: 'error', field: 'keywords' },
  'keyword-comma': { severity: 'error', field: 'keywords' },
  'keywords-advised': { severity: 'warning', field: 'keywords' },
  'keyword-repeated': { severity: 'warning', field: 'keywords' },
  'category-missing': { severity: 'error', field: 'category' },
  'price-missing': { severity: 'error', field: 'price' },
  'price-low': { severity: 'error', field: 'price' },
  'price-extended-missing': { severity: 'error', field: 'priceExtended' },
  'price-extended-low': { severity: 'error', field: 'priceExtended' },
  'place-long': { severity: 'error', field: 'place' },
  'format-not-sendable': { severity: 'error', field: 'file' },
  'file-large': { severity: 'error', field: 'file' },
  'pixels-few': { severity: 'warning', field: 'file' },
  'not-srgb': { severity: 'warning', field: 'file' },
} as const satisfies Record<RuleCode, { readonly severity: RuleSeverity; readonly field: z.infer<typeof ruleField> }>;

/** One broken rule: an error blocks sending, a warning doesn't. `facts` fill the sentence (shared/messages, key `rule.<code>`). */
export const ruleFinding = z.object({
  rule: ruleCode,
  severity: ruleSeverity,
  field: ruleField,
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type RuleFinding = z.infer<typeof ruleFinding>;

/** What the rules look at besides the words. */
export type RuleSubject = Description & {
  readonly format: Format;
  readonly size: number;
  readonly width: number;
  readonly height: number;
  readonly iccProfile: string | null;
};

/** Web addresses, e-mail addresses and telephone numbers: contact data is refused by the marketplace's moderators. */
const CONTACT =
  /(https?:\/\/|www\.)\S+|(?<![\p{L}\d@.-])[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d-]+)*\.(?:com|net|org|info|fr|bf|africa|me)\b(?:\/\S*)?|[\w.+-]+@[\w-]+\.[\w.]{2,}|(?:\+|\b00)\d[\d .-]{7,}\d|\b\d{2}(?:[ .-]\d{2}){3,}\b/iu;

/** A broken rule, as the book has it. */
function broken(rule: RuleCode, facts: RuleFinding['facts'] = {}): RuleFinding {
  return { rule, ...RULE_BOOK[rule], facts };
}

/** Characters as Laravel's validator counts them (mb_strlen: Unicode code points), of the text as it is sent: in NFC. */
function lengthOf(text: string): number {
  return [...text.normalize('NFC')].length;
}

/** A text without contact data, and without the white space and the signs that led to it. */
export function withoutContact(text: string): string {
  const every = new RegExp(CONTACT.source, `g${CONTACT.flags}`);
  if (!CONTACT.test(text)) return text;
  return text
    .replace(every, ' ')
    .replace(/[ \t]{2,}/g, ' ')
    .replace(/[ \t]+([.,;!?])/g, '$1')
    .replace(/^[\s,;:–—-]+|[\s,;:–—-]+$/g, '');
}

function titleFindings(title: string): RuleFinding[] {
  const clean = title.trim();
  const length = lengthOf(clean);
  if (length === 0) return [broken('title-missing')];
  const found: RuleFinding[] = [];
  if (length < RULES.titleMinimum) found.push(broken('title-short', { length, minimum: RULES.titleMinimum }));
  if (length > RULES.titleMaximum) found.push(broken('title-long', { length, maximum: RULES.titleMaximum }));
  if (CONTACT.test(clean)) found.push(broken('title-contact'));
  const letters = clean.replace(/\P{L}/gu, '');
  if (letters.length >= 8 && letters === letters.toUpperCase() && letters !== letters.toLowerCase())
    found.push(broken('title-shouted'));
  return found;
}

/** A keyword as it is compared with others: « marchés » says no more than « marché ». */
export function keywordStem(keyword: string): string {
  return foldForComparison(keyword.trim())
    .split(/[\s'’-]+/)
    .map((word) => (word.length > 3 ? word.replace(/(?:s|x)$/, '') : word))
    .join(' ');
}

/** The first keyword that says what one before it said, its plural included. */
function repeatedKeyword(keywords: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return keywords.find((keyword) => {
    const stem = keywordStem(keyword);
    const repeats = stem !== '' && seen.has(stem);
    seen.add(stem);
    return repeats;
  });
}

function keywordFindings(keywords: readonly string[]): RuleFinding[] {
  const found: RuleFinding[] = [];
  const said = keywords.map((keyword) => foldForComparison(keyword.trim())).filter((keyword) => keyword !== '');
  const count = new Set(said).size;
  if (count < RULES.keywordsMinimum) found.push(broken('keywords-few', { count, minimum: RULES.keywordsMinimum }));
  else if (count < RULES.keywordsAdvised)
    found.push(broken('keywords-advised', { count, advised: RULES.keywordsAdvised }));
  if (keywords.length > RULES.keywordsMaximum)
    found.push(broken('keywords-many', { count: keywords.length, maximum: RULES.keywordsMaximum }));
  const again = repeatedKeyword(keywords);
  if (again !== undefined) found.push(broken('keyword-repeated', { keyword: again }));
  const comma = keywords.find((keyword) => keyword.includes(','));
  if (comma !== undefined) found.push(broken('keyword-comma', { keyword: comma }));
  const contact = keywords.find((keyword) => CONTACT.test(keyword));
  if (contact !== undefined) found.push(broken('keyword-contact', { keyword: contact }));
  return found;
}

function priceFindings(standard: number | null, extended: number | null): RuleFinding[] {
  const found: RuleFinding[] = [];
  if (standard === null) found.push(broken('price-missing'));
  else if (standard < RULES.priceStandardMinimum)
    found.push(broken('price-low', { price: standard, minimum: RULES.priceStandardMinimum }));
  if (extended === null) found.push(broken('price-extended-missing'));
  else if (standard !== null && extended < standard * RULES.priceExtendedFactor) {
    found.push(broken('price-extended-low', { price: extended, minimum: standard * RULES.priceExtendedFactor }));
  }
  return found;
}

function fileFindings(subject: RuleSubject): RuleFinding[] {
  const found: RuleFinding[] = [];
  if (!SENDABLE_FORMATS.includes(subject.format)) found.push(broken('format-not-sendable', { format: subject.format }));
  if (subject.size > RULES.bytesMaximum)
    found.push(broken('file-large', { bytes: subject.size, maximum: RULES.bytesMaximum }));
  const pixels = subject.width * subject.height;
  if (pixels < RULES.pixelsAdvised)
    found.push(
      broken('pixels-few', {
        megapixels: Math.round(pixels / 100_000) / 10,
        advised: RULES.pixelsAdvised / 1_000_000,
      }),
    );
  if (subject.iccProfile !== null && !isSrgb(subject.iccProfile))
    found.push(broken('not-srgb', { profile: subject.iccProfile }));
  return found;
}

/** Whether colours of this profile are what everybody shows without asking; null: no profile, which is taken for sRGB. */
export function isSrgb(iccProfile: string | null): boolean {
  return iccProfile === null || /srgb/i.test(iccProfile);
}

/** Broken rules of words and prices alone. */
export function findBrokenWords(words: Description): RuleFinding[] {
  const caption = words.caption.trim();
  const place = lengthOf(words.place.trim());
  return [
    ...titleFindings(words.title),
    ...(lengthOf(caption) > RULES.captionMaximum
      ? [broken('caption-long', { length: lengthOf(caption), maximum: RULES.captionMaximum })]
      : []),
    ...(CONTACT.test(caption) ? [broken('caption-contact')] : []),
    ...keywordFindings(words.keywords),
    ...(words.categoryId === null ? [broken('category-missing')] : []),
    ...priceFindings(words.priceStandard, words.priceExtended),
    ...(place > RULES.placeMaximum ? [broken('place-long', { length: place, maximum: RULES.placeMaximum })] : []),
  ];
}

/** All broken rules of one photo, errors first. An empty list, or warnings alone, means it may be sent. */
export function findBrokenRules(subject: RuleSubject): RuleFinding[] {
  const found = [...findBrokenWords(subject), ...fileFindings(subject)];
  return found.sort((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'));
}

export function blocksSending(findings: readonly RuleFinding[]): boolean {
  return findings.some((finding) => finding.severity === 'error');
}
