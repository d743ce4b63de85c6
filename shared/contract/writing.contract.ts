import { z } from 'zod';
import { photoId } from '../domain/ids.ts';
import { photoSelection } from './library.contract.ts';
import { procedure } from './procedure.ts';

const fileOfPhoto = z.object({ id: photoId, path: z.string() });

/** What writing did to each file, or would do. `problem` is a StudioError's code with its facts. */
export const writingOutcome = z.object({
  written: z.array(fileOfPhoto),
  /** Files that say all of it already. */
  unchanged: z.int(),
  failed: z.array(fileOfPhoto.extend({ code: z.string(), facts: z.record(z.string(), z.unknown()) })),
});
export type WritingOutcome = z.infer<typeof writingOutcome>;

/** Her words into files of hers. Nothing is ever written unless one of these is called, or she chose sidecars always. */
export const writingContract = {
  writing: {
    /** Words, rating and label into `name.xmp` beside each photo, next to what other programs wrote there. */
    sidecars: procedure
      .input(z.object({ selection: photoSelection, dryRun: z.boolean().default(false) }))
      .output(writingOutcome),
    /**
     * The same into the originals themselves (JPEG, PNG, TIFF, DNG). Each is kept whole first; the picture is proved to be the
     * same. `meantIt`: she was told and said yes; nothing is written without it.
     */
    originals: procedure
      .input(z.object({ selection: photoSelection, dryRun: z.boolean().default(false), meantIt: z.boolean() }))
      .output(writingOutcome),
    /** Puts the kept originals back where they were. */
    restore: procedure.input(z.object({ selection: photoSelection })).output(writingOutcome),
  },
};
