import { z } from 'zod';
import { photoId } from '../domain/ids.ts';
import { PICTURE_FILE_LIMIT, profileWords, squareCut } from '../domain/profile.ts';
import { procedure } from './procedure.ts';

/**
 * A picture of hers. `jpeg`: base64. kept: only here, told when it can be; sent: the marketplace has it; unsupported: the
 * marketplace has no way to take one; refused: it said no.
 */
export const profilePicture = z.object({
  id: z.int(),
  jpeg: z.string(),
  side: z.int(),
  addedAt: z.number(),
  origin: z.enum(['hers', 'marketplace']),
  state: z.enum(['kept', 'sent', 'unsupported', 'refused']),
});
export type ProfilePicture = z.infer<typeof profilePicture>;

export const profile = z.object({
  words: profileWords,
  email: z.string(),
  status: z.enum(['pending', 'approved', 'rejected', 'suspended']).nullable(),
  /** When it was last read from the marketplace; null: never. */
  asOf: z.number().nullable(),
  /** True: changed here and not told yet. */
  isUnsaid: z.boolean(),
  picture: profilePicture.nullable(),
});
export type Profile = z.infer<typeof profile>;

/** One photo the marketplace has of hers. */
export const sentPhoto = z.object({
  remoteId: z.string(),
  /** The photo here that it is; null where it is not in the catalogue. */
  photoId: photoId.nullable(),
  title: z.string(),
  status: z.enum(['pending', 'approved', 'rejected']),
  reason: z.string().nullable(),
  views: z.int(),
  sales: z.int(),
  createdAt: z.number().nullable(),
});
export type SentPhoto = z.infer<typeof sentPhoto>;

/** Whether the marketplace answers, and what went wrong last. */
export const connection = z.object({
  server: z.string().nullable(),
  addresses: z.array(z.object({ path: z.string(), ok: z.boolean(), status: z.int(), message: z.string() })),
  lastProblem: z.object({ at: z.number(), code: z.string(), facts: z.record(z.string(), z.unknown()) }).nullable(),
});
export type Connection = z.infer<typeof connection>;

/** Base64 of a file of at most PICTURE_FILE_LIMIT bytes; a little more passes, to be refused with a sentence. */
const file = z.base64().max(Math.ceil((PICTURE_FILE_LIMIT * 4) / 3) + 200_000);

export const profileContract = {
  profile: {
    /** null: nobody is signed in. Kept here: no network is needed. */
    mine: procedure.output(profile.nullable()),
    /** Kept at once; told to the marketplace now or when it can be reached. Errors: not-signed-in, server-refused. */
    setWords: procedure.input(profileWords).output(profile),
    /** What a chosen file shows, upright, to cut out of. Errors: picture-too-big, picture-unusable. */
    look: procedure.input(z.object({ file })).output(z.object({ jpeg: z.string(), width: z.int(), height: z.int() })),
    /** Her picture from now on; the ones before are kept. Errors: not-signed-in, picture-too-big, picture-unusable. */
    setPicture: procedure.input(z.object({ file, cut: squareCut.nullable() })).output(profile),
    /** Every picture of hers, the one she has now first. */
    pictures: procedure.output(z.array(profilePicture)),
    /** An earlier one again. Errors: not-signed-in, picture-unknown. */
    choosePicture: procedure.input(z.object({ id: z.int() })).output(profile),
    /** An earlier one for good: nothing brings it back. Errors: not-signed-in, picture-unknown, picture-in-use (hers now). */
    removePicture: procedure.input(z.object({ id: z.int() })).output(z.object({})),
    /** Errors: password-wrong, server-refused, and those of every call. */
    changePassword: procedure
      .input(z.object({ current: z.string().min(1).max(500), next: z.string().min(1).max(500) }))
      .output(z.object({})),
    /** What the marketplace has of her photos, newest first, as last read. */
    sent: procedure
      .input(z.object({ limit: z.int().min(1).max(500).default(100), offset: z.int().min(0).default(0) }))
      .output(z.object({ total: z.int(), items: z.array(sentPhoto) })),
    connection: procedure.output(connection),
  },
};
