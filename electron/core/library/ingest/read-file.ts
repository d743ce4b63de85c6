import type { PhotoId } from '../../../../shared/domain/ids.ts';
import type { QuarantineCode } from '../../../../shared/domain/quarantine.ts';
import type { JobHandler, JobResult } from '../../jobs/job.ts';
import type { FoldersRepository } from '../folders/folders.repository.ts';
import type { CompareParts } from './compare-folder.ts';
import type { ReadPhoto } from './contents.repository.ts';
import { lookAgainAt, STILL_WRITTEN } from './still-written.ts';
import { lookAt, type SeenFile } from './walk.ts';

export type FileOutcome = 'added' | 'updated' | 'unchanged' | 'quarantined' | 'gone';

export interface ReadFileParts extends CompareParts {
  readonly folders: FoldersRepository;
  /** Called inside the transaction that writes the outcome. */
  readonly written: (path: string, outcome: FileOutcome, photos: readonly PhotoId[]) => void;
}

/** Reads one file into the catalogue. Subject: its path. */
export function readFileHandler(parts: ReadFileParts): JobHandler {
  const { images, clock } = parts.context.ports;
  return {
    // One more than can be decoded at once, so that no image process waits for the next request.
    concurrency: images.concurrency + 1,
    async run(job, signal): Promise<JobResult> {
      const path = job.subject;
      const before = await lookAtQuietly(path);
      if (before === null) return finished(parts, path, () => recordGone(parts, path));
      if (before === 'unreadable')
        return finished(parts, path, () => recordRefusal(parts, unseen(path), 'unreadable', ''));
      const result = await images.read({ path, derivedDir: parts.context.paths.derived }, signal);
      const after = await lookAtQuietly(path);
      const same =
        after !== null && after !== 'unreadable' && after.mtimeNs === before.mtimeNs && after.size === before.size;
      if (result.outcome === 'missing') return finished(parts, path, () => recordGone(parts, path));
      const again = lookAgainAt(job, before, { result, changed: !same, now: clock.now() });
      if (again !== null || result.outcome === 'unstable')
        return { state: 'retry', at: again ?? clock.now(), reason: STILL_WRITTEN };
      if (result.outcome === 'photo') return finished(parts, path, () => recordPhoto(parts, before, result));
      return finished(parts, path, () => recordRefusal(parts, before, result.code, result.detail));
    },
  };
}

interface Recorded {
  readonly outcome: FileOutcome;
  readonly photos: readonly PhotoId[];
}

function finished(parts: ReadFileParts, path: string, record: () => Recorded): JobResult {
  return {
    state: 'finished',
    commit: () => {
      const { outcome, photos } = record();
      parts.written(path, outcome, photos);
    },
  };
}

async function lookAtQuietly(path: string): Promise<SeenFile | null | 'unreadable'> {
  const seen = await lookAt(path);
  return seen?.mtimeNs === '0' && seen.inode === '' ? 'unreadable' : seen;
}

function unseen(path: string): SeenFile {
  return { path, size: 0, mtimeNs: '0', inode: '' };
}

function recordPhoto(
  { context, places, contents, folders }: ReadFileParts,
  file: SeenFile,
  photo: ReadPhoto,
): Recorded {
  const now = context.ports.clock.now();
  const folder = folders.holding(file.path);
  // The folder was removed meanwhile, or its drive went: what lies at the path may be another's.
  if (!folder || folder.state === 'offline') return { outcome: 'gone', photos: [] };
  places.forgetSetAside(file.path);
  const place = places.fileAt(file.path);
  const known = contents.find(photo.sha256);

  if (place && known && place.photoId === known.id) {
    places.updateFile(place.id, known.id, file, now);
    const outdated = known.derivedRecipe !== context.ports.images.recipe;
    if (outdated) contents.setDerived(known.id, photo);
    contents.tidyPlaces(known.id);
    return { outcome: outdated ? 'updated' : 'unchanged', photos: [known.id] };
  }
  if (
    place &&
    !known &&
    contents.countPlaces(place.photoId) === 1 &&
    contents.byId(place.photoId)?.underWay === false
  ) {
    contents.replaceContent(place.photoId, photo, now);
    places.updateFile(place.id, place.photoId, file, now);
    contents.tidyPlaces(place.photoId);
    return { outcome: 'updated', photos: [place.photoId] };
  }
  const id = known?.id ?? contents.add(photo, now);
  if (known && known.derivedRecipe !== context.ports.images.recipe) contents.setDerived(id, photo);
  if (place) places.updateFile(place.id, id, file, now);
  else places.addFile(id, folder.id, file, now);
  contents.tidyPlaces(id);
  if (place) contents.tidyPlaces(place.photoId);
  // A known content at a new place was moved or copied: nothing was added.
  return { outcome: place || known ? 'updated' : 'added', photos: place ? [id, place.photoId] : [id] };
}

function recordRefusal(
  { context, places, contents, folders }: ReadFileParts,
  file: SeenFile,
  code: QuarantineCode,
  detail: string,
): Recorded {
  const folder = folders.holding(file.path);
  if (!folder || folder.state === 'offline') return { outcome: 'gone', photos: [] };
  places.setAside({ ...file, folderId: folder.id, code, detail, now: context.ports.clock.now() });
  const place = places.fileAt(file.path);
  if (!place) return { outcome: 'quarantined', photos: [] };
  // What lay here is gone for now: the bytes under its name are no photograph any more.
  places.setState(place.id, 'missing');
  contents.tidyPlaces(place.photoId);
  return { outcome: 'quarantined', photos: [place.photoId] };
}

function recordGone({ places, contents, folders }: ReadFileParts, path: string): Recorded {
  if (folders.holding(path)?.state === 'offline') return { outcome: 'gone', photos: [] };
  places.forgetSetAside(path);
  const place = places.fileAt(path);
  if (!place) return { outcome: 'gone', photos: [] };
  places.setState(place.id, 'missing');
  contents.tidyPlaces(place.photoId);
  return { outcome: 'gone', photos: [place.photoId] };
}
