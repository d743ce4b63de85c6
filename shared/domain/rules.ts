import { z } from 'zod';
import { type Description, foldForComparison } from './description.ts';
import { type Format, SENDABLE_FORMATS } from './photo.ts';

/**
 * The marketplace's rules for a photo (POST /api/photographer/photos and its moderation), as data with a version.
 * Changing a limit changes the version.
 */
export const RULES_VERSION = 1;
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

/** One broken rule: an error blocks sending, a warning doesn't. `facts` fill the sentence (shared/messages, key `rule.<code>`). */
export const ruleFinding = z.object({
  rule: ruleCode,
  severity: z.enum(['error', 'warning']),
  field: z.enum(['title', 'caption', 'keywords', 'category', 'price', 'priceExtended', 'place', 'file']),
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
  /(https?:\/\/|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.]{2,}|(?:\+|\b00)\d[\d .-]{7,}\d|\b\d{2}(?:[ .-]\d{2}){3,}\b/iu;

function error(rule: RuleCode, field: RuleFinding['field'], facts: RuleFinding['facts'] = {}): RuleFinding {
  return { rule, severity: 'error', field, facts };
}

function warning(rule: RuleCode, field: RuleFinding['field'], facts: RuleFinding['facts'] = {}): RuleFinding {
  return { rule, severity: 'warning', field, facts };
}

/** Characters as Laravel's validator counts them (mb_strlen: Unicode code points). */
function lengthOf(text: string): number {
  return [...text].length;
}

function titleFindings(title: string): RuleFinding[] {
  const clean = title.trim();
  const length = lengthOf(clean);
  if (length === 0) return [error('title-missing', 'title')];
  const found: RuleFinding[] = [];
  if (length < RULES.titleMinimum) found.push(error('title-short', 'title', { length, minimum: RULES.titleMinimum }));
  if (length > RULES.titleMaximum) found.push(error('title-long', 'title', { length, maximum: RULES.titleMaximum }));
  if (CONTACT.test(clean)) found.push(error('title-contact', 'title'));
  const letters = clean.replace(/\P{L}/gu, '');
  if (letters.length >= 8 && letters === letters.toUpperCase() && letters !== letters.toLowerCase())
    found.push(warning('title-shouted', 'title'));
  return found;
}

function keywordFindings(keywords: readonly string[]): RuleFinding[] {
  const found: RuleFinding[] = [];
  const count = new Set(keywords.map(foldForComparison)).size;
  if (count < RULES.keywordsMinimum)
    found.push(error('keywords-few', 'keywords', { count, minimum: RULES.keywordsMinimum }));
  else if (count < RULES.keywordsAdvised)
    found.push(warning('keywords-advised', 'keywords', { count, advised: RULES.keywordsAdvised }));
  if (keywords.length > RULES.keywordsMaximum)
    found.push(error('keywords-many', 'keywords', { count: keywords.length, maximum: RULES.keywordsMaximum }));
  const comma = keywords.find((keyword) => keyword.includes(','));
  if (comma !== undefined) found.push(error('keyword-comma', 'keywords', { keyword: comma }));
  const contact = keywords.find((keyword) => CONTACT.test(keyword));
  if (contact !== undefined) found.push(error('keyword-contact', 'keywords', { keyword: contact }));
  return found;
}

function priceFindings(standard: number | null, extended: number | null): RuleFinding[] {
  const found: RuleFinding[] = [];
  if (standard === null) found.push(error('price-missing', 'price'));
  else if (standard < RULES.priceStandardMinimum)
    found.push(error('price-low', 'price', { price: standard, minimum: RULES.priceStandardMinimum }));
  if (extended === null) found.push(error('price-extended-missing', 'priceExtended'));
  else if (standard !== null && extended < standard * RULES.priceExtendedFactor) {
    found.push(
      error('price-extended-low', 'priceExtended', { price: extended, minimum: standard * RULES.priceExtendedFactor }),
    );
  }
  return found;
}

function fileFindings(subject: RuleSubject): RuleFinding[] {
  const found: RuleFinding[] = [];
  if (!SENDABLE_FORMATS.includes(subject.format))
    found.push(error('format-not-sendable', 'file', { format: subject.format }));
  if (subject.size > RULES.bytesMaximum)
    found.push(error('file-large', 'file', { bytes: subject.size, maximum: RULES.bytesMaximum }));
  const pixels = subject.width * subject.height;
  if (pixels < RULES.pixelsAdvised)
    found.push(
      warning('pixels-few', 'file', {
        megapixels: Math.round(pixels / 100_000) / 10,
        advised: RULES.pixelsAdvised / 1_000_000,
      }),
    );
  if (subject.iccProfile !== null && !isSrgb(subject.iccProfile))
    found.push(warning('not-srgb', 'file', { profile: subject.iccProfile }));
  return found;
}

/** Whether colours of this profile are what everybody shows without asking; null: no profile, which is taken for sRGB. */
export function isSrgb(iccProfile: string | null): boolean {
  return iccProfile === null || /srgb/i.test(iccProfile);
}

/** All broken rules of one photo, errors first. An empty list, or warnings alone, means it may be sent. */
export function findBrokenRules(subject: RuleSubject): RuleFinding[] {
  const caption = subject.caption.trim();
  const found = [
    ...titleFindings(subject.title),
    ...(lengthOf(caption) > RULES.captionMaximum
      ? [error('caption-long', 'caption', { length: lengthOf(caption), maximum: RULES.captionMaximum })]
      : []),
    ...(CONTACT.test(caption) ? [error('caption-contact', 'caption')] : []),
    ...keywordFindings(subject.keywords),
    ...(subject.categoryId === null ? [error('category-missing', 'category')] : []),
    ...priceFindings(subject.priceStandard, subject.priceExtended),
    ...(lengthOf(subject.place.trim()) > RULES.placeMaximum
      ? [error('place-long', 'place', { length: lengthOf(subject.place.trim()), maximum: RULES.placeMaximum })]
      : []),
    ...fileFindings(subject),
  ];
  return found.sort((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'));
}

export function blocksSending(findings: readonly RuleFinding[]): boolean {
  return findings.some((finding) => finding.severity === 'error');
}
