import type { OtherVersion } from '../../../../shared/contract/duplicates.contract.ts';
import { StudioError } from '../../../../shared/domain/errors.ts';
import type { PhotoId } from '../../../../shared/domain/ids.ts';
import type { StudioContext } from '../../context.ts';
import { photosRepository } from '../photos/photos.repository.ts';
import type { Duplicates } from './duplicates.service.ts';
import { versionsRepository } from './versions.repository.ts';

/** Told at once: who looks for more has the search. */
const TOLD = 40;
/** What editors and copies add to a name: `DSC_0012-2`, `DSC_0012 (1)`, `DSC_0012_edit`, `DSC_0012-Modifié`. */
const ADDED =
  /[-_ ]*(?:\(\d{1,3}\)|[-_ ](?:\d{1,2}|e|edit(?:ed)?|copy|copie|modifi[ée]e?|modifier|retouch\w*|final|v\d+))$/iu;

/** The part of a file name that its other versions have too. */
export function commonStem(fileName: string): string {
  const bare = fileName.replace(/\.[^.]+$/u, '');
  for (let stem = bare; ; ) {
    const shorter = stem.replace(ADDED, '');
    if (shorter === stem || shorter.length < 3) return stem;
    stem = shorter;
  }
}

/** Which photos are likely another version of one: almost the same picture, name or instant, the likeliest first. */
export function createVersions({ db }: StudioContext, duplicates: Pick<Duplicates, 'of'>) {
  const photos = photosRepository(db);
  const repository = versionsRepository(db);

  return {
    /** Rejected ones and those that are no file for the marketplace are told too: she decides. Errors: photo-unknown. */
    async of(id: PhotoId): Promise<OtherVersion[]> {
      const [row] = photos.rows([id]);
      if (row === undefined) throw new StudioError('photo-unknown', { id: String(id) });
      const distances = new Map((await duplicates.of(id)).map((photo) => [photo.id, photo.distance]));
      const stem = commonStem(row.file_name);
      const second = secondOf(row.capture_date);
      const ids = new Set([...distances.keys(), ...repository.related(id, second, stem)]);
      const told = photos.summaries([...ids]).map(({ addedAt, ...summary }) => {
        const version: OtherVersion = {
          ...summary,
          distance: distances.get(summary.id) ?? null,
          sameName: commonStem(summary.fileName).toLowerCase() === stem.toLowerCase(),
          sameTime: second !== null && secondOf(summary.captureDate) === second,
        };
        return { version, addedAt };
      });
      return told
        .filter(({ version }) => version.distance !== null || version.sameName || version.sameTime)
        .sort((a, b) => weight(b.version) - weight(a.version) || b.addedAt - a.addedAt)
        .slice(0, TOLD)
        .map(({ version }) => version);
    },
  };
}

const secondOf = (captureDate: string | null): string | null => captureDate?.slice(0, 19) ?? null;

/** Looks count most, then the name, then the instant, which a burst shares. */
function weight({ distance, sameName, sameTime }: OtherVersion): number {
  const looks = distance === null ? 0 : 4 - distance / 100;
  return looks + (sameName ? 2 : 0) + (sameTime ? 1 : 0);
}
