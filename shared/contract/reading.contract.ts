import { z } from 'zod';
import { photoId } from '../domain/ids.ts';
import { ingestProgress } from './library.contract.ts';
import { procedure } from './procedure.ts';

/** What she may say to the reading of her folders, beside pausing it (folders.pause, folders.resume). */
export const readingContract = {
  reading: {
    /** Gives up what waits to be read; what was read stays. The next rescan, or the next start, finds the rest again. */
    cancel: procedure.output(ingestProgress),
    /** These photos are on the screen: their images are made before all others. A hint; unknown photos are passed over. */
    visible: procedure.input(z.object({ ids: z.array(photoId).max(1000) })).output(z.object({})),
  },
};
