import { z } from 'zod';
import { photoId } from '../domain/ids.ts';
import { procedure } from './procedure.ts';

export const shapesContract = {
  shapes: {
    /**
     * The shape of every photo of the catalogue: width by height as seen, in thousandths, beside its id. What laying out rows
     * of pictures needs before any of them is shown; ten bytes a photo.
     */
    list: procedure.output(z.object({ ids: z.array(photoId), shapes: z.array(z.int()) })),
  },
};
