import type { PhotoSelection } from '../../../shared/contract/library.contract.ts';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import {
  type PhotoRights,
  photoRights,
  RIGHTS_FIELDS,
  type RightsField,
  type RightsPatch,
  readRights,
  withRights,
} from '../../../shared/domain/photo-rights.ts';
import type { StudioContext } from '../context.ts';
import type { ContractImplementer } from '../contract.ts';
import { reviewRepository } from '../library/review/review.repository.ts';

const CHUNK = 2_000;

interface Road {
  readonly library: {
    resolve(selection: PhotoSelection): readonly PhotoId[];
    changeRights(ids: readonly PhotoId[], change: (before: PhotoRights) => PhotoRights): { updated: number };
  };
}

/** Who made a photo, who may do what with it, and who agreed to be on it: of one, or of thousands at once. */
export function createPhotoRights({ db }: Pick<StudioContext, 'db'>, { library }: Road) {
  const photos = reviewRepository(db);

  function of(selection: PhotoSelection): { photos: number; rights: PhotoRights; mixed: RightsField[] } {
    const ids = library.resolve(selection);
    // Few different rights for many photos: each text is read once.
    const texts = new Map<string | null, number>();
    for (let start = 0; start < ids.length; start += CHUNK)
      for (const { rights } of photos.rows(ids.slice(start, start + CHUNK)))
        texts.set(rights, (texts.get(rights) ?? 0) + 1);
    const all = [...texts.keys()].map(readRights);
    const mixed = RIGHTS_FIELDS.filter((field) => all.some((rights) => rights[field] !== all[0]?.[field]));
    const shared = Object.entries(all[0] ?? {}).filter(([field]) => !mixed.some((one) => one === field));
    return {
      photos: [...texts.values()].reduce((sum, count) => sum + count, 0),
      rights: photoRights.parse(Object.fromEntries(shared)),
      mixed,
    };
  }

  function set(selection: PhotoSelection, patch: RightsPatch): { updated: number } {
    return library.changeRights(library.resolve(selection), (before) => withRights(before, patch));
  }

  return {
    of,
    set,
    router: (os: ContractImplementer) => ({
      rights: {
        of: os.rights.of.handler(({ input }) => of(input.selection)),
        set: os.rights.set.handler(({ input }) => set(input.selection, input.patch)),
      },
    }),
  };
}
