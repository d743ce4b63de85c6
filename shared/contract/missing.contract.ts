import { z } from 'zod';
import { photoSelection } from './library.contract.ts';
import { procedure } from './procedure.ts';

/** Photos whose files are all gone. Their records are kept until she says otherwise. */
export const missingContract = {
  missing: {
    /**
     * Takes the missing photos of a selection out of every view; `kept` are not missing and stay. Undone by review.undo, and by
     * itself when a file with the content comes back.
     */
    forget: procedure
      .input(z.object({ selection: photoSelection }))
      .output(z.object({ forgotten: z.int(), kept: z.int() })),
  },
};
