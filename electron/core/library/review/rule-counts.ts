import { setImmediate, setTimeout } from 'node:timers/promises';
import { rulesVersion } from '../../../../shared/domain/rules.ts';
import type { StudioContext } from '../../context.ts';
import type { ReviewService } from './review.service.ts';
import { ruleCountsRepository } from './rule-counts.repository.ts';

/** Photos counted at once: some ten milliseconds, after which others have their turn. */
const CHUNK = 500;
/** The window opens first, and shows her photos. */
const PATIENCE_MS = 3_000;

/**
 * Counts the broken rules of every photo again when the rules are of another version than the stored counts. What an end of
 * the studio interrupts is begun anew at the next start. Answers how many photos were looked at.
 */
export async function refreshRuleCounts(
  context: StudioContext,
  review: Pick<ReviewService, 'refreshRules'>,
  version: string = rulesVersion(),
  patience = PATIENCE_MS,
): Promise<number> {
  const counts = ruleCountsRepository(context.db);
  if (counts.version() === version) return 0;
  if (patience > 0 && counts.idsAfter(0, 1).length > 0)
    await setTimeout(patience, undefined, { signal: context.lifetime }).catch(() => {});
  let looked = 0;
  let last = 0;
  while (!context.lifetime.aborted) {
    const ids = counts.idsAfter(last, CHUNK);
    if (ids.length === 0) {
      counts.setVersion(version);
      if (looked > 0) context.events.emit({ type: 'photos-changed', ids: null, membership: true });
      return looked;
    }
    review.refreshRules(ids);
    looked += ids.length;
    last = ids.at(-1) ?? last;
    await setImmediate();
  }
  return looked;
}
