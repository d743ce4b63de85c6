import { z } from 'zod';
import { photoId } from '../domain/ids.ts';
import { ruleFinding } from '../domain/rules.ts';
import { procedure } from './procedure.ts';

/**
 * What became of sending a picture in the place of another. `not-replaceable` speaks of the one before (`not-there`: the
 * marketplace does not have it; `leaving`: she takes it off sale; `under-way`: another picture is on its way to its place); the
 * others of the new one (`under-way`: it is being sent as a photo of its own; `already-there`: the marketplace has it).
 */
export const replacing = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('queued'), bytes: z.int() }),
  z.object({
    outcome: z.literal('not-replaceable'),
    why: z.enum(['same-photo', 'not-there', 'published', 'leaving', 'under-way']),
  }),
  z.object({ outcome: z.literal('under-way') }),
  z.object({ outcome: z.literal('already-there') }),
  z.object({ outcome: z.literal('refused-by-rules'), findings: z.array(ruleFinding) }),
  z.object({ outcome: z.literal('file-missing'), path: z.string() }),
]);
export type Replacing = z.infer<typeof replacing>;

/** What there is to say of a photo in this respect, for the current account. */
export const replacement = z.object({
  /** Another picture may be sent in the place of this one. */
  may: z.boolean(),
  /**
   * What the marketplace makes of it. `same-item`: the item stays and gets the picture. `new-item`: the picture becomes an item of
   * its own, and the one before is taken off once that is confirmed. `unknown`: the marketplace was never asked.
   */
  how: z.enum(['same-item', 'new-item', 'unknown']),
  /** A picture on its way to the place of this one. */
  underWay: photoId.nullable(),
  /** The photo whose place this one takes or took. */
  replaces: photoId.nullable(),
  /** The photo that took the place of this one, and when (ms). */
  replacedBy: z.object({ id: photoId, at: z.number() }).nullable(),
});
export type Replacement = z.infer<typeof replacement>;

/** Spread into the delivery's procedures. */
export const replacingProcedures = {
  /**
   * Sends `id` in the place of `refused`, which awaits moderation or was refused; neither approval nor being the face of a stack
   * is asked of it. Asked twice, it is queued once. Errors: not-signed-in, photo-unknown.
   */
  replace: procedure.input(z.object({ id: photoId, refused: photoId })).output(replacing),
  replacement: procedure.input(z.object({ id: photoId })).output(replacement),
};
