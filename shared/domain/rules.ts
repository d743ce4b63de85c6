import { z } from 'zod';
import { type Description, foldForComparison } from './description.ts';
import { type Format, SENDABLE_FORMATS } from './photo.ts';
import type { PictureQuality } from './picture-quality.ts';
import { RULE_BOOK, RULES, type RuleCode, ruleCode, ruleField, ruleSeverity } from './rule-book.ts';

export {
  adoptRules,
  RULE_BOOK,
  RULES,
  RULES_VERSION,
  type RuleCode,
  type RuleSeverity,
  ruleBits,
  ruleCode,
  ruleFacts,
  rulesVersion,
  type ServedRules,
  servedRules,
} from './rule-book.ts';

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
  /** Null or absent: not measured yet. */
  readonly quality?: PictureQuality | null | undefined;
  /** A photo of another shot that looks the same and that the marketplace has already. */
  readonly sentAlike?: number | null | undefined;
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
  if (subject.sentAlike != null) found.push(broken('sent-alike', { photo: subject.sentAlike }));
  return subject.quality ? [...found, ...qualityFindings(subject.quality, subject)] : found;
}

/** What the pixels say. Only she knows whether it was meant so: none of it keeps a photo from being sent. */
function qualityFindings(quality: PictureQuality, { width, height }: { width: number; height: number }): RuleFinding[] {
  const found: RuleFinding[] = [];
  const percent = (part: number) => Math.round(part * 100);
  if (quality.sharpness !== null && quality.sharpness < RULES.sharpnessAdvised)
    found.push(broken('blurred', { sharpness: percent(quality.sharpness) }));
  if (quality.noise > RULES.noiseTolerated && Math.max(width, height) >= RULES.noiseJudgedFrom)
    found.push(broken('noisy', { noise: Math.round(quality.noise * 10) / 10 }));
  if (quality.highlights > RULES.highlightsTolerated)
    found.push(broken('highlights-clipped', { share: percent(quality.highlights) }));
  if (quality.shadows > RULES.shadowsTolerated)
    found.push(broken('shadows-clipped', { share: percent(quality.shadows) }));
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
