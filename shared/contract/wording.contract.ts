import { z } from 'zod';
import { description } from '../domain/description.ts';
import { photoId } from '../domain/ids.ts';
import { wordEdit } from '../domain/word-edit.ts';
import { photoSelection } from './library.contract.ts';
import { procedure } from './procedure.ts';

/** One photo that a change of words would change: the fields that differ, before and after. */
export const rewordedPhoto = z.object({
  id: photoId,
  fileName: z.string(),
  before: description.partial(),
  after: description.partial(),
});
export type RewordedPhoto = z.infer<typeof rewordedPhoto>;

/** What such an edit is called in the history: `edit.<name>`. */
export const wordEditName = z.enum([
  'replace-words',
  'edit-keywords',
  'fill-words',
  'paste-words',
  'apply-template',
  'mend-rules',
]);
export type WordEditName = z.infer<typeof wordEditName>;

/** Changes of words whose result differs from photo to photo. Errors: pattern-invalid. */
export const wordingContract = {
  wording: {
    /** What `apply` would do, nothing changed. Ending the call ends the work. */
    preview: procedure
      .input(z.object({ selection: photoSelection, edit: wordEdit, examples: z.int().min(0).max(200).default(50) }))
      .output(
        z.object({
          /** Photos looked at, and how many of them would change. */
          photos: z.int(),
          changed: z.int(),
          /** Photos with a text that would grow beyond what can be kept: it stays as it is. */
          tooLong: z.int(),
          examples: z.array(rewordedPhoto),
        }),
      ),
    /** One transaction, one step of undo. `blocked`: photos of those with a broken rule that keeps them from being sent. */
    apply: procedure
      .input(z.object({ selection: photoSelection, edit: wordEdit, name: wordEditName }))
      .output(z.object({ updated: z.int(), tooLong: z.int(), blocked: z.int() })),
  },
};
