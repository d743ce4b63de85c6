import { z } from 'zod';
import { photoRights, rightsPatch } from '../domain/photo-rights.ts';
import { photoSelection } from './library.contract.ts';
import { procedure } from './procedure.ts';

/** Rights of single photos, over what the settings say of all. */
export const rightsContract = {
  rights: {
    /** What the photos of a selection have in common; `mixed` names the fields in which they differ. */
    of: procedure
      .input(z.object({ selection: photoSelection }))
      .output(z.object({ photos: z.int(), rights: photoRights, mixed: z.array(photoRights.keyof()) })),
    /** One step of undo, whatever the number of photos. */
    set: procedure
      .input(z.object({ selection: photoSelection, patch: rightsPatch }))
      .output(z.object({ updated: z.int() })),
  },
};
