import type { Description } from '../../../../shared/domain/description.ts';
import { mendingOf, suggestedExtendedPrice } from '../../../../shared/domain/mend.ts';
import type { RuleFinding } from '../../../../shared/domain/rules.ts';

export { suggestedExtendedPrice };

/** The change that mends a broken rule by itself; null where only she can know. */
export function fixOf(finding: RuleFinding, description: Description): Partial<Description> | null {
  return mendingOf(finding.rule, description);
}
