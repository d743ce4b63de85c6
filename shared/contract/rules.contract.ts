import { z } from 'zod';
import { photoId } from '../domain/ids.ts';
import { ruleCode } from '../domain/rules.ts';
import { photoSelection } from './library.contract.ts';
import { procedure } from './procedure.ts';

/** The marketplace's rules over many photos at once. Mended by `wording.apply` with an edit of kind `mend`. */
export const rulesContract = {
  rules: {
    /** Every rule that some photo breaks, those that block sending first, the most frequent first. Ending the call ends the work. */
    overview: procedure.input(z.object({ selection: photoSelection })).output(
      z.object({
        /** rulesVersion of shared/domain. */
        version: z.string(),
        photos: z.int(),
        /** Photos that break a rule which keeps them from being sent; photos with advice alone. */
        blocked: z.int(),
        advised: z.int(),
        rules: z.array(z.object({ rule: ruleCode, photos: z.int() })),
      }),
    ),
    /** The photos that break one rule, in the selection's order. */
    broken: procedure.input(z.object({ selection: photoSelection, rule: ruleCode })).output(z.array(photoId)),
  },
};
