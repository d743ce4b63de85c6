import { z } from 'zod';
import { photoId } from '../domain/ids.ts';
import { quarantineCode } from '../domain/quarantine.ts';
import { procedure } from './procedure.ts';

/** Whether the whole photograph can be looked at, pixel for pixel. */
export const fullPictureState = z.discriminatedUnion('state', [
  /** Served as `/media/<id>/full?v=`. Size in pixels: the photograph's own, at most 50 megapixels. */
  z.object({ state: z.literal('ready'), width: z.int(), height: z.int() }),
  /** No file of it is there now, or none could be decoded: the preview is all there is to see. */
  z.object({ state: z.literal('unavailable'), reason: z.enum(['offline', ...quarantineCode.options]) }),
]);
export type FullPictureState = z.infer<typeof fullPictureState>;

export const lookingContract = {
  looking: {
    /**
     * Makes the full picture of a photo and answers when it can be asked for. It is kept for a while, never sent anywhere.
     * Ending the call ends the work. Errors: photo-unknown, disk-full, data-folder-unwritable.
     */
    full: procedure.input(z.object({ id: photoId })).output(fullPictureState),
  },
};
