import type { FolderId, PhotoId } from '../../../../shared/domain/ids.ts';
import type { StudioContext } from '../../context.ts';
import type { JobsRepository } from '../../jobs/jobs.repository.ts';
import type { ContentsRepository } from './contents.repository.ts';
import type { PlacesRepository } from './ingest.repository.ts';
import { fileNameOf } from './ingest.repository.ts';
import type { SeenFile, SeenFolder } from './walk.ts';

/** New files first: when a photo was moved and another put in its place, the move must be seen before the replacement. */
export const PRIORITY = { newFile: 0, changedFile: -1, outdatedImages: -2 } as const;

export interface Comparison {
  /** Files that are as the catalogue knows them. */
  readonly unchanged: number;
  readonly toRead: number;
  /** Photos whose places changed (gone or back). */
  readonly photos: readonly PhotoId[];
  /** Folders below that the catalogue knows something in and that are no longer there: what they held is still to be told missing. */
  readonly goneFolders: readonly string[];
  readonly quarantineChanged: boolean;
}

export interface CompareParts {
  readonly context: StudioContext;
  readonly jobs: JobsRepository;
  readonly places: PlacesRepository;
  readonly contents: ContentsRepository;
}

/** Compares one listed folder with the catalogue and writes down the difference, in one transaction; nothing when there is none. */
export function compareFolder(
  { context, jobs, places, contents }: CompareParts,
  folderId: FolderId,
  seen: SeenFolder,
): Comparison {
  const { db, ports } = context;
  const known = new Map(places.filesIn(seen.path).map((file) => [file.path, file]));
  const aside = new Map(places.setAsideIn(seen.path).map((entry) => [entry.path, entry]));
  const toRead: { file: SeenFile; priority: number }[] = [];
  const back: { id: number; photoId: PhotoId }[] = [];
  let unchanged = 0;
  for (const file of seen.files) {
    const place = known.get(file.path);
    const refused = aside.get(file.path);
    known.delete(file.path);
    aside.delete(file.path);
    // A permission given back changes neither size nor time: what could not be read is tried every time.
    if (refused && refused.code !== 'unreadable' && sameState(refused, file)) continue;
    if (!place) toRead.push({ file, priority: PRIORITY.newFile });
    else if (refused || !sameState(place, file)) toRead.push({ file, priority: PRIORITY.changedFile });
    else {
      unchanged += 1;
      if (place.state !== 'present') back.push(place);
    }
  }
  const illegible = seen.illegible.filter((path) => aside.get(path)?.code !== 'name-unreadable');
  for (const path of seen.illegible) aside.delete(path);
  const gone = [...known.values()].filter((file) => file.state !== 'missing');
  const goneFolders = vanishedFolders(places, seen);
  // A folder that could not be listed is set aside under its own path, which is the parent's business, not a file of it.
  const forgotten = [...aside.keys()].filter((path) => !seen.folders.includes(path));
  if (toRead.length + back.length + gone.length + goneFolders.length + forgotten.length + illegible.length === 0) {
    return { unchanged, toRead: 0, photos: [], goneFolders, quarantineChanged: false };
  }
  return db.transaction(() => {
    const photos = new Set<PhotoId>();
    for (const { id, photoId } of back) {
      places.setState(id, 'present');
      photos.add(photoId);
    }
    for (const { id, photoId } of gone) {
      places.setState(id, 'missing');
      photos.add(photoId);
    }
    for (const folder of goneFolders) {
      places.forgetSetAsideBelow(folder);
      places.forgetSetAside(folder);
    }
    for (const path of forgotten) places.forgetSetAside(path);
    for (const id of photos) contents.tidyPlaces(id);
    const now = ports.clock.now();
    for (const path of illegible) {
      const state = { size: 0, mtimeNs: '0', code: 'name-unreadable', detail: '' } as const;
      places.setAside({ path, directory: seen.path, folderId, ...state, now });
    }
    for (const { file, priority } of toRead) jobs.add('read-file', file.path, priority, now);
    return {
      unchanged,
      toRead: toRead.length,
      photos: [...photos],
      goneFolders,
      quarantineChanged: forgotten.length + goneFolders.length + illegible.length > 0,
    };
  });
}

function sameState(known: { size: number; mtimeNs: string }, file: SeenFile): boolean {
  return known.size === file.size && known.mtimeNs === file.mtimeNs;
}

/** Folders that the catalogue knows something in and that are no longer there. */
function vanishedFolders(places: PlacesRepository, seen: SeenFolder): string[] {
  const there = new Set(seen.folders);
  return places.foldersBelow(seen.path).filter((folder) => !there.has(folder) && fileNameOf(folder) !== '');
}
