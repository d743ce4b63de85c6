import { z } from 'zod';

/**
 * The marketplace's rules for a photo (POST /api/photographer/photos and its moderation), as data with a version.
 * Changing a limit or a rule changes the version: what was counted with another one is counted again.
 */
export const RULES_VERSION = 3;

const count = z.int().min(0).max(1_000_000_000);
const share = z.number().min(0).max(1);

/** Every number that a rule goes by. A marketplace that serves its own rules says those that differ (servedRules). */
export const ruleLimits = z.object({
  titleMinimum: count,
  titleMaximum: count,
  captionMaximum: count,
  keywordsMinimum: count,
  keywordsMaximum: count,
  /** Fewer keywords than this are allowed but sell badly. */
  keywordsAdvised: count,
  priceStandardMinimum: count,
  /** Extended price is at least this many times the standard price. */
  priceExtendedFactor: z.number().min(1).max(100),
  placeMaximum: count,
  bytesMaximum: count,
  /** Fewer pixels than this print badly. */
  pixelsAdvised: count,
  /** Below this sharpness (PictureQuality) nothing in the picture is sharp. */
  sharpnessAdvised: share,
  /** Noise (PictureQuality, steps of 8 bits) that is seen in the preview already. */
  noiseTolerated: z.number().min(0).max(255),
  /** Long edge (px) from which on a preview is so much smaller that noise is told from fine stuff. */
  noiseJudgedFrom: count,
  /** Shares of the picture that may be as good as white, or black. */
  highlightsTolerated: share,
  shadowsTolerated: share,
});
export type RuleLimits = z.infer<typeof ruleLimits>;

/** What the studio knows by itself. The last five were calibrated (picture-quality.test.ts says on what). */
const OWN_LIMITS: RuleLimits = {
  titleMinimum: 5,
  titleMaximum: 200,
  captionMaximum: 2000,
  keywordsMinimum: 3,
  keywordsMaximum: 20,
  keywordsAdvised: 7,
  priceStandardMinimum: 500,
  priceExtendedFactor: 2,
  placeMaximum: 100,
  // 51,200 KiB.
  bytesMaximum: 51_200 * 1024,
  // 4 MP.
  pixelsAdvised: 4_000_000,
  sharpnessAdvised: 0.42,
  noiseTolerated: 4,
  noiseJudgedFrom: 3000,
  highlightsTolerated: 0.15,
  shadowsTolerated: 0.35,
};

/** Rules as a marketplace may serve them: its own version, and the limits that differ from those known here. */
export const servedRules = z.object({
  version: z.union([z.int(), z.string().trim().min(1).max(60)]).transform(String),
  limits: ruleLimits.partial(),
});
export type ServedRules = z.infer<typeof servedRules>;

const limits: RuleLimits = { ...OWN_LIMITS };
let served: ServedRules | null = null;

/** The limits that hold now: the studio's own, with those that the marketplace served. */
export const RULES: Readonly<RuleLimits> = limits;

/** From now on these hold; null: the studio's own. Core and page each call it with the same. */
export function adoptRules(rules: ServedRules | null): void {
  served = rules;
  Object.assign(limits, OWN_LIMITS, rules?.limits);
}

/** The limits that hold now, as sentences about the rules name them (shared/messages, keys `rule-name.*` and `rule-why.*`). */
export function ruleFacts() {
  return { ...limits, megabytes: Math.floor(limits.bytesMaximum / 1024 ** 2), megapixels: limits.pixelsAdvised / 1e6 };
}

/** Names the rules that hold now: changes with every change of a rule. */
export function rulesVersion(): string {
  return served === null ? String(RULES_VERSION) : `${String(RULES_VERSION)}+${served.version}`;
}

/** In the order of their bits in photos.rules_broken (ruleBits): new ones go to the end. */
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
  'blurred',
  'noisy',
  'highlights-clipped',
  'shadows-clipped',
  'sent-alike',
]);
export type RuleCode = z.infer<typeof ruleCode>;

export const ruleSeverity = z.enum(['error', 'warning']);
export type RuleSeverity = z.infer<typeof ruleSeverity>;
export const ruleField = z.enum([
  'title',
  'caption',
  'keywords',
  'category',
  'price',
  'priceExtended',
  'place',
  'file',
]);

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
  blurred: { severity: 'warning', field: 'file' },
  noisy: { severity: 'warning', field: 'file' },
  'highlights-clipped': { severity: 'warning', field: 'file' },
  'shadows-clipped': { severity: 'warning', field: 'file' },
  'sent-alike': { severity: 'warning', field: 'file' },
} as const satisfies Record<RuleCode, { readonly severity: RuleSeverity; readonly field: z.infer<typeof ruleField> }>;

/** The place of a rule in photos.rules_broken. */
function ruleBit(rule: RuleCode): number {
  return 2 ** ruleCode.options.indexOf(rule);
}

/** Rules as one number, as the catalogue keeps them. */
export function ruleBits(rules: Iterable<RuleCode>): number {
  let bits = 0;
  for (const rule of new Set(rules)) bits += ruleBit(rule);
  return bits;
}
