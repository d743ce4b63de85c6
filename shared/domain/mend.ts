import { type Description, tidyKeywords } from './description.ts';
import { keywordStem, RULES, type RuleCode, withoutContact } from './rules.ts';

/** Changes that mend a broken rule by themselves. Rules that only she can mend have none. */
const MENDINGS: Readonly<Partial<Record<RuleCode, (broken: Description) => Partial<Description>>>> = {
  'title-shouted': ({ title }) => ({ title: sentenceCase(title) }),
  'title-contact': ({ title }) => ({ title: withoutContact(title) }),
  'caption-contact': ({ caption }) => ({ caption: withoutContact(caption) }),
  'keyword-contact': ({ keywords }) => ({ keywords: tidyKeywords(keywords.map(withoutContact)) }),
  'keyword-comma': ({ keywords }) => ({ keywords: tidyKeywords(keywords.flatMap((keyword) => keyword.split(/[,;]/))) }),
  'keyword-repeated': ({ keywords }) => ({ keywords: withoutRepeats(keywords) }),
  'keywords-many': ({ keywords }) => ({ keywords: keywords.slice(0, RULES.keywordsMaximum) }),
  'price-low': ({ priceStandard }) => ({ priceStandard: Math.max(priceStandard ?? 0, RULES.priceStandardMinimum) }),
  'price-extended-missing': dearEnough,
  'price-extended-low': dearEnough,
};

/** Rules in an order in which no mending breaks what one before it mended. */
const ORDER: readonly RuleCode[] = [
  'keyword-comma',
  'keyword-contact',
  'keyword-repeated',
  'keywords-many',
  'title-contact',
  'title-shouted',
  'caption-contact',
  'price-low',
  'price-extended-missing',
  'price-extended-low',
];

/** Whether a rule can be mended without her. */
export function isMendable(rule: RuleCode): boolean {
  return MENDINGS[rule] !== undefined;
}

/** A description with what breaks these rules mended, as far as that can be. `isBroken`: whether it breaks one now. */
export function mend(
  before: Description,
  rules: readonly RuleCode[],
  isBroken: (rule: RuleCode, description: Description) => boolean,
): Description {
  let mended = before;
  for (const rule of ORDER) {
    const mending = MENDINGS[rule];
    if (mending && rules.includes(rule) && isBroken(rule, mended)) mended = { ...mended, ...mending(mended) };
  }
  return mended;
}

/** The change that mends one rule; null where only she can know. */
export function mendingOf(rule: RuleCode, broken: Description): Partial<Description> | null {
  const change = MENDINGS[rule]?.(broken) ?? null;
  return change === null || Object.keys(change).length === 0 ? null : change;
}

/** An extended price that passes the rule, when the present one does not; null when there is nothing to suggest. */
export function suggestedExtendedPrice(standard: number | null, extended: number | null): number | null {
  if (standard === null || standard < RULES.priceStandardMinimum) return null;
  const least = standard * RULES.priceExtendedFactor;
  return extended === null || extended < least ? least : null;
}

function dearEnough({ priceStandard, priceExtended }: Description): Partial<Description> {
  const suggested = suggestedExtendedPrice(priceStandard, priceExtended);
  return suggested === null ? {} : { priceExtended: suggested };
}

/** `MARCHÉ DE ROOD WOKO` → `Marché de rood woko`: a start; proper names are hers to restore. */
function sentenceCase(title: string): string {
  const lower = title.toLocaleLowerCase('fr');
  return lower.charAt(0).toLocaleUpperCase('fr') + lower.slice(1);
}

/** The first of each that say the same stays. */
function withoutRepeats(keywords: readonly string[]): string[] {
  const seen = new Set<string>();
  return keywords.filter((keyword) => {
    const stem = keywordStem(keyword);
    const isNew = !seen.has(stem);
    seen.add(stem);
    return isNew;
  });
}
