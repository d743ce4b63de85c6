import type { Description } from '../../../../shared/domain/description.ts';
import { RULES, type RuleFinding } from '../../../../shared/domain/rules.ts';
import { splitKeywords } from './split-keywords.ts';

/** An extended price that passes the rule, when the present one does not; null when there is nothing to suggest. */
export function suggestedExtendedPrice(standard: number | null, extended: number | null): number | null {
  if (standard === null || standard < RULES.priceStandardMinimum) return null;
  const least = standard * RULES.priceExtendedFactor;
  return extended === null || extended < least ? least : null;
}

/** The change that mends a broken rule by itself; null where only she can know. */
export function fixOf(finding: RuleFinding, description: Description): Partial<Description> | null {
  switch (finding.rule) {
    case 'price-low':
      return { priceStandard: RULES.priceStandardMinimum };
    case 'price-extended-missing':
    case 'price-extended-low': {
      const priceExtended = suggestedExtendedPrice(description.priceStandard, description.priceExtended);
      return priceExtended === null ? null : { priceExtended };
    }
    case 'title-shouted':
      return { title: sentenceCase(description.title) };
    case 'keyword-comma':
      return { keywords: description.keywords.flatMap((keyword) => splitKeywords(keyword)) };
    case 'keywords-many':
      return { keywords: description.keywords.slice(0, RULES.keywordsMaximum) };
    default:
      return null;
  }
}

/** `MARCHÉ DE ROOD WOKO` → `Marché de rood woko`: a start; proper names are hers to restore. */
function sentenceCase(title: string): string {
  const lower = title.toLocaleLowerCase('fr');
  return lower.charAt(0).toLocaleUpperCase('fr') + lower.slice(1);
}
