import { z } from 'zod';
import { photoId } from '../domain/ids.ts';
import { quarterTurn } from '../domain/photo.ts';
import { photoSelection } from './library.contract.ts';
import { procedure } from './procedure.ts';

/**
 * Photos that stand as one behind a face. Pairs (a RAW, its JPEG, edited versions) are found by the studio; others are put
 * together by hand. Everything here is undone by review.undo.
 */
export const stacksContract = {
  stacks: {
    /** What stands behind the faces of stacks, best first. Stacks that are no more are left out. */
    members: procedure
      .input(z.object({ stacks: z.array(z.int()).max(1000) }))
      .output(z.array(z.object({ stack: z.int(), face: photoId, behind: z.array(photoId) }))),
    /** Puts photos together, whole stacks as they are; `face` shows (absent: the one that would show by itself). Errors: invalid-input for fewer than two. */
    stack: procedure
      .input(z.object({ selection: photoSelection, face: photoId.optional() }))
      .output(z.object({ stacked: z.int(), face: photoId })),
    /** Takes stacks apart whose face is named; a member behind a face leaves its stack alone. They are not put together again by themselves. */
    unstack: procedure.input(z.object({ selection: photoSelection })).output(z.object({ freed: z.int() })),
    /** This member shows from now on. Errors: photo-unknown; invalid-input when it is in no stack. */
    choose: procedure.input(z.object({ id: photoId })).output(z.object({})),
  },
  turning: {
    /** Turns photos in the catalogue; the files stay as they are. */
    turn: procedure
      .input(z.object({ selection: photoSelection, degrees: quarterTurn }))
      .output(z.object({ turned: z.int() })),
  },
};
