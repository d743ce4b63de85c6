import { z } from 'zod';

/** Limits of what may be stored while she types. The marketplace's own, stricter rules are in rules.ts. */
const text = (max: number) => z.string().max(max);

/** What may be kept of keywords: characters of one, keywords of a photo. */
export const KEYWORD_LENGTH = 100;
export const KEYWORDS_KEPT = 200;

/** What she says of a photo. Null or empty = not said yet. Prices in whole francs CFA. */
export const description = z.object({
  title: text(500),
  caption: text(5000),
  keywords: z.array(text(KEYWORD_LENGTH).min(1)).max(KEYWORDS_KEPT),
  categoryId: z.string().max(64).nullable(),
  priceStandard: z.int().min(0).max(1_000_000_000).nullable(),
  priceExtended: z.int().min(0).max(1_000_000_000).nullable(),
  place: text(300),
});
export type Description = z.infer<typeof description>;

/**
 * A change to one or many descriptions. A field that is absent stays as it is; keywords are replaced as a whole, or
 * added to and removed from what each photo has.
 */
export const descriptionPatch = description
  .extend({
    addKeywords: z.array(text(KEYWORD_LENGTH).min(1)).max(KEYWORDS_KEPT),
    removeKeywords: z.array(text(KEYWORD_LENGTH).min(1)).max(KEYWORDS_KEPT),
  })
  .partial();
export type DescriptionPatch = z.infer<typeof descriptionPatch>;

export const EMPTY_DESCRIPTION: Description = {
  title: '',
  caption: '',
  keywords: [],
  categoryId: null,
  priceStandard: null,
  priceExtended: null,
  place: '',
};

/** Keywords as the studio keeps them: trimmed, inner white space single, no doubles (case and accents aside), order kept. */
export function tidyKeywords(keywords: readonly string[]): string[] {
  const seen = new Set<string>();
  const tidy: string[] = [];
  for (const keyword of keywords) {
    const clean = keyword.normalize('NFC').trim().replace(/\s+/g, ' ');
    const key = foldForComparison(clean);
    if (clean === '' || seen.has(key)) continue;
    seen.add(key);
    tidy.push(clean);
  }
  return tidy;
}

/** ASCII without the two marks that count as diacritics: ^ and `. */
const PLAIN = /^[ -\]_a-~]*$/;

/** Lower case without accents, for comparing what people type ("Éléphant" equals "elephant"). */
export function foldForComparison(value: string): string {
  // Most words have nothing to take away: a hundred thousand keywords are compared at once.
  if (PLAIN.test(value)) return value.toLowerCase();
  return value
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae');
}
