import { z } from 'zod';
import { ruleLimits } from '../domain/rule-book.ts';
import { procedure } from './procedure.ts';

/** Which rules hold: the page adopts the same (adoptRules). Changes with `rules-changed`. */
export const ruleBookContract = {
  ruleBook: {
    now: procedure.output(
      z.object({
        version: z.string(),
        /** What the marketplace serves instead of the studio's own; null: nothing. */
        served: z.object({ version: z.string(), limits: ruleLimits.partial() }).nullable(),
        /** When it was last asked, ms since the epoch. */
        at: z.number().nullable(),
      }),
    ),
  },
};
