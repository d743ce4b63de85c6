import { z } from 'zod';
import { label, rating } from '../domain/photo.ts';
import { procedure } from './procedure.ts';

/** What an edit did, in facts; the page has the sentence (`edit.<name>`). */
export const toldEdit = z.object({
  name: z.string(),
  /** As she counts them: a stack is one photo. 0: it was not about photos. */
  photos: z.int(),
  rating: rating.optional(),
  label: label.nullable().optional(),
  /** Clockwise. */
  degrees: z.int().optional(),
  /** The name of the collection it was about. */
  collection: z.string().optional(),
});
export type ToldEdit = z.infer<typeof toldEdit>;

export const historyContract = {
  history: {
    /** What undo would take back now, and what redo would bring again. Changes with every edit: ask when it is to be shown. */
    next: procedure.output(z.object({ undo: toldEdit.nullable(), redo: toldEdit.nullable() })),
  },
};
