import { setTimeout as pause } from 'node:timers/promises';
import type { PhotoId } from '../../../../shared/domain/ids.ts';
import type { StudioContext } from '../../context.ts';
import type { FilesTable } from '../../db/schema.ts';
import type { ContentsRepository } from './contents.repository.ts';
import type { KnownPlace, PlacesRepository } from './ingest.repository.ts';

/** Files looked at, and files changed at most, in one turn: some ten milliseconds. */
const LOOKED_AT = 1000;
const CHANGED = 64;
/** Between turns others have the core for as long (ms), at least. */
const BREATH_MS = 10;

export interface StateBelow {
  /** Everything at or below this folder … */
  readonly directory: string;
  /** … that is in one of these states … */
  readonly from: readonly FilesTable['state'][];
  /** … is now in this one. */
  readonly to: FilesTable['state'];
  /** Asked before each batch; false: what has not changed yet is left as it is. */
  readonly goesOn: () => boolean | Promise<boolean>;
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
  const change = (some: readonly KnownPlace[]) =>
    context.db.transaction(() => {
      for (const { id } of some) places.setState(id, to);
      const ids = [...new Set(some.map(({ photoId }) => photoId))];
      for (const id of ids) contents.tidyPlaces(id);
      return ids;
    });
  for (let after: string | null = null; ; await pause(BREATH_MS)) {
    if (!(await goesOn())) return;
    context.lifetime.throwIfAborted();
    const looked = places.placesBelow(directory, after, LOOKED_AT);
    const last = looked.at(-1);
    if (!last) return;
    // What was not changed in this turn is looked at again: meanwhile it may have come back.
    const toChange = looked.filter(({ state }) => from.includes(state)).slice(0, CHANGED);
    if (toChange.length > 0) changed(change(toChange));
    after = (toChange.length === CHANGED ? toChange.at(-1) : last)?.path ?? last.path;
  }
}
