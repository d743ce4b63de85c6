import { dirname } from 'node:path';
import type { PhotoId } from '../../../../shared/domain/ids.ts';
import type { QuarantineCode } from '../../../../shared/domain/quarantine.ts';
import type { Job, JobHandler, JobResult } from '../../jobs/job.ts';
import type { FoldersRepository } from '../folders/folders.repository.ts';
import { firstWords, hearEmbedded } from '../sidecars/embedded-words.ts';
import { type HeardWords, msOf } from '../sidecars/read-sidecars.ts';
import type { SidecarsRepository } from '../sidecars/sidecars.repository.ts';
import type { CompareParts } from './compare-folder.ts';
import type { ReadPhoto } from './contents.repository.ts';
import { lookAgainAt, STILL_WRITTEN } from './still-written.ts';
import { lookAt, type SeenFile } from './walk.ts';

/**
 * `added`, `updated` are said once, when the catalogue learns of the content; `pictured` when the images of a photo that was
 * only looked at are there; `withdrawn` when it then proved to be no photograph.
 */
export type FileOutcome = 'added' | 'updated' | 'unchanged' | 'pictured' | 'quarantined' | 'withdrawn' | 'gone';

export interface ReadFileParts extends CompareParts {
  readonly folders: FoldersRepository;
  readonly sidecars: SidecarsRepository;
  readonly hear: (heard: readonly HeardWords[]) => void;
  /** Called inside the transaction that writes the outcome. */
  readonly written: (
    path: string,
    outcome: FileOutcome,
    photos: readonly PhotoId[],
    stage: Stage,
    again: boolean,
  ) => void;
}

/** How far a file has come: `seen` means that its images are still to be made. */
export type Stage = 'seen' | 'read';

/** Priority of what is on the screen: above everything that waits in its turn. */
export const VISIBLE = 10;

/**
 * Reads one file into the catalogue, or only looks at it where that puts a picture on the screen sooner; `make-images` does the
 * rest then (docs/decisions/fast-first.md). Subject: its path.
 */
export function readFileHandler(parts: ReadFileParts): JobHandler {
  return handler(parts, 'read-file');
}

/** Makes the images of a file that was looked at: reads it again, to the end. Subject: its path. */
export function makeImagesHandler(parts: ReadFileParts): JobHandler {
  const { clock } = parts.context.ports;
  return {
    ...handler(parts, 'make-images'),
    // Pictures of all before better pictures of some, but for those on the screen.
    leastPriority: () => (parts.jobs.anyDue('read-file', clock.now()) ? VISIBLE : Number.MIN_SAFE_INTEGER),
  };
}

function handler(parts: ReadFileParts, kind: 'read-file' | 'make-images'): JobHandler {
  const { images, clock } = parts.context.ports;
  return {
    // One more than can be decoded at once, so that no image process waits for the next request.
    concurrency: images.concurrency + 1,
    async run(job, signal): Promise<JobResult> {
      const path = job.subject;
      // Scans and hints meet a file again while it is being looked at: what is to be read to its end is not read before.
      if (kind === 'read-file' && parts.jobs.hasOpen('make-images', path, `${path}\0`, Number.MAX_SAFE_INTEGER))
        return { state: 'finished' };
      const before = await lookAtQuietly(path);
      if (before === null && kind === 'make-images') return lookAgain(parts, job);
      if (before === null) return finished(parts, job, () => recordGone(parts, path));
      if (before === 'unreadable')
        return finished(parts, job, () => recordRefusal(parts, unseen(path), 'unreadable', ''));
      // Of a file that the catalogue has, a first look would find nothing new; and whether it was edited or replaced by another
      // photograph is seen by what it looks like.
      const request = {
        path,
        derivedDir: parts.context.paths.derived,
        ...(kind === 'read-file' && !parts.places.fileAt(path) && { quick: true as const }),
        ...(job.priority >= VISIBLE && { urgent: true as const }),
      };
      const result = await images.read(request, signal);
      const after = await lookAtQuietly(path);
      const same =
        after !== null && after !== 'unreadable' && after.mtimeNs === before.mtimeNs && after.size === before.size;
      if (result.outcome === 'missing') return finished(parts, job, () => recordGone(parts, path));
      const again = lookAgainAt(job, before, { result, changed: !same, now: clock.now() });
      if (again !== null || result.outcome === 'unstable')
        return { state: 'retry', at: again ?? clock.now(), reason: STILL_WRITTEN };
      if (result.outcome === 'photo')
        return finished(parts, job, () => recordPhoto(parts, before, result), result.seen ? 'seen' : 'read');
      return finished(parts, job, () => recordRefusal(parts, before, result.code, result.detail));
    },
  };
}

interface Recorded {
  readonly outcome: FileOutcome;
  readonly photos: readonly PhotoId[];
}

function finished(
  parts: ReadFileParts,
  { kind, subject: path }: Pick<Job, 'kind' | 'subject'>,
  record: () => Recorded,
  stage: Stage = 'read',
): JobResult {
  return {
    state: 'finished',
    commit: () => {
      const { outcome, photos } = record();
      // In the transaction that ends this job: a photo that was looked at is never without the job that makes its images.
      if (stage === 'seen') parts.jobs.add('make-images', path, 0, parts.context.ports.clock.now());
      parts.written(path, outcome, photos, stage, kind === 'make-images');
    },
  };
}

/** A file that was there a moment ago: whether it was deleted or its drive was pulled is for a look into its folder to tell. */
function lookAgain(parts: ReadFileParts, job: Job): JobResult {
  const look = (): Recorded => {
    parts.jobs.add('look-into', dirname(job.subject), 0, parts.context.ports.clock.now());
    return { outcome: 'gone', photos: [] };
  };
  return finished(parts, job, look);
}

async function lookAtQuietly(path: string): Promise<SeenFile | null | 'unreadable'> {
  const seen = await lookAt(path);
  return seen?.mtimeNs === '0' && seen.inode === '' ? 'unreadable' : seen;
}

function unseen(path: string): SeenFile {
  return { path, size: 0, mtimeNs: '0', inode: '' };
}

function recordPhoto(
  { context, places, contents, folders, sidecars, hear }: ReadFileParts,
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
    if (known.byOther) {
      if (!known.underWay) contents.replaceContent(known.id, photo, now);
      contents.tidyPlaces(known.id);
      return { outcome: 'updated', photos: [known.id] };
    }
    const outdated = !photo.seen && known.derivedRecipe !== context.ports.images.recipe;
    if (outdated) contents.setDerived(known.id, photo);
    contents.tidyPlaces(known.id);
    const renewed = known.derivedRecipe === null ? 'pictured' : 'updated';
    return { outcome: outdated ? renewed : 'unchanged', photos: [known.id] };
  }
  if (
    place &&
    !known &&
    contents.countPlaces(place.photoId) === 1 &&
    contents.byId(place.photoId)?.underWay === false &&
    !contents.isAnother(place.photoId, photo)
  ) {
    hearEmbedded({ sidecars, hear }, place.photoId, photo.metadata, msOf(file.mtimeNs));
    contents.replaceContent(place.photoId, photo, now);
    places.updateFile(place.id, place.photoId, file, now);
    contents.tidyPlaces(place.photoId);
    return { outcome: 'updated', photos: [place.photoId] };
  }
  const id = known?.id ?? contents.add(photo, now);
  if (!known) firstWords({ sidecars, hear }, id, photo.metadata);
  if (known && !photo.seen && known.derivedRecipe !== context.ports.images.recipe) contents.setDerived(id, photo);
  if (place) places.updateFile(place.id, id, file, now);
  else places.addFile(id, folder.id, file, now);
  contents.tidyPlaces(id);
  if (place) contents.tidyPlaces(place.photoId);
  // A known content at a new place was moved or copied: nothing was added.
  return { outcome: known ? 'updated' : 'added', photos: place ? [id, place.photoId] : [id] };
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
  const { photoId } = place;
  const isItsOnlyWord = contents.byId(photoId)?.neverPictured && contents.countPlaces(photoId) === 1;
  if (isItsOnlyWord && contents.withdraw(photoId)) return { outcome: 'withdrawn', photos: [photoId] };
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
