import { setImmediate } from 'node:timers/promises';
import type { PhotoId } from '../../../../shared/domain/ids.ts';
import type { StudioContext } from '../../context.ts';
import type { FilesTable } from '../../db/schema.ts';
import type { ContentsRepository } from './contents.repository.ts';
import type { PlacesRepository } from './ingest.repository.ts';

/** Files of one turn: some ten milliseconds. */
const BATCH = 250;

export interface StateBelow {
  /** Everything at or below this folder … */
  readonly directory: string;
  /** … that is in one of these states … */
  readonly from: readonly FilesTable['state'][];
  /** … is now in this one. */
  readonly to: FilesTable['state'];
  /** Asked before each batch; false: what has not changed yet is left as it is. */
  readonly goesOn: () => boolean;
}

/**
 * A drive that was pulled, or a folder thrown away, may hold a hundred thousand photographs: their states change batch by batch,
 * each a transaction, and whoever asks for a page in between is answered. What a stop leaves is found by the next scan.
 * Errors: the reason of the studio's end.
 */
export async function changeStateBelow(
  { context, places, contents }: { context: StudioContext; places: PlacesRepository; contents: ContentsRepository },
  { directory, from, to, goesOn }: StateBelow,
  changed: (ids: readonly PhotoId[]) => void,
): Promise<void> {
  for (let after: string | null = null; ; await setImmediate()) {
    context.lifetime.throwIfAborted();
    if (!goesOn()) return;
    const batch = places.placesBelow(directory, from, after, BATCH);
    const last = batch.at(-1);
    if (!last) return;
    const photos = context.db.transaction(() => {
      for (const { id } of batch) places.setState(id, to);
      const ids = [...new Set(batch.map(({ photoId }) => photoId))];
      for (const id of ids) contents.tidyPlaces(id);
      return ids;
    });
    after = last.path;
    changed(photos);
  }
}
