import { readdir } from 'node:fs/promises';
import { basename, dirname, sep } from 'node:path';
import type { PhotoId } from '../../../../shared/domain/ids.ts';
import type { JobHandler, JobResult } from '../../jobs/job.ts';
import type { FolderIdentity } from '../folders/folder-identity.ts';
import type { FoldersRepository, WatchedFolder } from '../folders/folders.repository.ts';
import { type ScanRules, scanRules } from '../folders/scan-rules.ts';
import { haveSidecarsChanged } from '../sidecars/read-sidecars.ts';
import type { SidecarsRepository } from '../sidecars/sidecars.repository.ts';
import { type CompareParts, compareFolder, PRIORITY } from './compare-folder.ts';
import { fileNameOf } from './ingest.repository.ts';
import type { Lister, ListingThreads } from './listing-thread.ts';
import { isBelow } from './paths.ts';
import { changeStateBelow } from './state-below.ts';
import { unchangedFolders } from './unchanged-folder.ts';
import { isFolderThere, type listFolder, type SeenFolder, walk } from './walk.ts';

/** What a scan tells while it goes. */
export interface ScanListener {
  scanning(folder: WatchedFolder, found: { unchanged: number; toRead: number }): void;
  scanned(folder: WatchedFolder, ignored: number): void;
  photosChanged(ids: readonly PhotoId[]): void;
  quarantineChanged(): void;
  foldersChanged(): void;
}

export interface ScanParts extends CompareParts {
  readonly folders: FoldersRepository;
  readonly listener: ScanListener;
  readonly list?: typeof listFolder;
  readonly sidecars: SidecarsRepository;
  readonly standing: FolderIdentity['standing'];
  readonly listing: ListingThreads;
  /** Makes the catalogue follow a watched folder's rules, to the end. */
  readonly followRules: (id: number) => Promise<void>;
}

/** Folders compared at once: one disk is not faster for two, but a hung network drive must not hold up the others. */
const CONCURRENCY = 2;

/** Compares a watched folder and everything below it with the catalogue. Subject: the folder's id. */
export function scanFolderHandler(parts: ScanParts): JobHandler {
  return {
    concurrency: CONCURRENCY,
    async run(job, signal): Promise<JobResult> {
      const folder = parts.folders.byId(Number(job.subject));
      if (!folder) return { state: 'finished' };
      for (const { id, path, rulesPending } of parts.folders.all())
        if (rulesPending > 0 && (id === folder.id || isBelow(path, folder.path))) await parts.followRules(id);
      const ignored = await scan(parts, parts.folders.byId(folder.id) ?? folder, folder.path, () => true, signal);
      if (ignored !== null) parts.listener.scanned(folder, ignored);
      return {
        state: 'finished',
        commit: () => {
          if (ignored !== null) parts.folders.setScanned(folder.id, parts.context.ports.clock.now());
        },
      };
    },
  };
}

/** Compares one folder that a watcher hinted at, and those below it that the catalogue has never seen. Subject: its path. */
export function lookIntoHandler(parts: ScanParts): JobHandler {
  return {
    concurrency: CONCURRENCY,
    async run(job, signal): Promise<JobResult> {
      const folder = parts.folders.holding(job.subject);
      if (!folder) return { state: 'finished' };
      const isNew = (child: string) =>
        !parts.places.knowsFolder(child) && parts.places.foldersBelow(child).length === 0;
      await scan(parts, folder, job.subject, isNew, signal);
      return { state: 'finished' };
    },
  };
}

/** Answers how many files are no photographs; null when the watched folder itself could not be looked into. */
async function scan(
  parts: ScanParts,
  folder: WatchedFolder,
  start: string,
  enter: (child: string) => boolean,
  signal: AbortSignal,
): Promise<number | null> {
  const rules = scanRules(folder, parts.folders.all());
  if (rules.ownerOf(start).rules.paused) return lookWherePaused(parts, folder, start);
  if (start !== folder.path && !rules.enters(start)) return null;
  const lister = parts.listing.lease();
  try {
    return await compareBelow(parts, folder, start, { rules, lister, enter, signal });
  } finally {
    lister.release();
  }
}

interface Scanning {
  readonly rules: ScanRules;
  readonly lister: Lister;
  readonly enter: (child: string) => boolean;
  readonly signal: AbortSignal;
}

async function compareBelow(
  parts: ScanParts,
  folder: WatchedFolder,
  start: string,
  { rules, lister, enter, signal }: Scanning,
): Promise<number | null> {
  const { context, folders, listener, jobs } = parts;
  const places = rules.within(parts.places);
  const dataDir = context.ports.dataDir;
  let ignored = 0;
  const unchangedIn = unchangedFolders(context.db, places);
  // Another drive at the same path may have a folder of this name, too.
  if (start !== folder.path && (await parts.standing(folder)) === 'away') {
    await takeOffline(parts, folder);
    return null;
  }
  const unreadable = new Set(places.unreadableBelow(folder.path));
  const options = {
    signal,
    enter: (child: string) => child !== dataDir && rules.enters(child) && (enter(child) || unreadable.has(child)),
    list: parts.list ?? ((path: string) => lister.list(path, rules.patternsFor(path))),
  };
  for await (const seen of walk(start, options)) {
    if (seen.path === folder.path && !(await rootIsThere(parts, folder, seen))) return null;
    // Its drive went while it was walked through: what is listed now may be another's.
    if (folders.byId(folder.id)?.state === 'offline') return null;
    if (seen.problem === 'missing' && seen.path === start) return goneBelow(parts, folder, start, signal);
    if (seen.problem === 'missing') continue; // its parent will say so next time
    if (seen.problem === 'unreadable') {
      setAsideFolder(parts, folder, seen.path);
      continue;
    }
    if (unreadable.has(seen.path)) {
      places.forgetSetAside(seen.path);
      listener.quarantineChanged();
    }
    ignored += seen.ignored;
    if (seen.ignored > 0 || parts.sidecars.anyIn(seen.path)) await lookForSidecars(parts, seen.path);
    const same = await unchangedIn(seen);
    if (same !== null) {
      if (same > 0) listener.scanning(folder, { unchanged: same, toRead: 0 });
      continue;
    }
    const found = compareFolder({ ...parts, places }, folder.id, seen);
    const { unchanged, toRead, photos, goneFolders, quarantineChanged } = found;
    listener.scanning(folder, { unchanged, toRead });
    if (photos.length > 0) listener.photosChanged(photos);
    for (const directory of goneFolders) {
      const goesOn = async () => !signal.aborted && !(await isBack(directory));
      await changeStateBelow(
        parts,
        { directory, from: ['present', 'offline'], to: 'missing', goesOn },
        listener.photosChanged,
      );
    }
    if (quarantineChanged) listener.quarantineChanged();
  }
  if (start === folder.path) {
    const outdated = places.outdated(folder.path, context.ports.images.recipe);
    const now = context.ports.clock.now();
    context.db.transaction(() => {
      for (const path of outdated) jobs.add('read-file', path, PRIORITY.outdatedImages, now);
    });
    if (outdated.length > 0) listener.scanning(folder, { unchanged: -outdated.length, toRead: outdated.length });
    if (folders.byId(folder.id)?.state !== 'ok' && folders.setState(folder.id, 'ok')) listener.foldersChanged();
  }
  return ignored;
}

/** Whether a folder lies there under this very name: where case doesn't count, a renamed one is still found by its old name. */
async function isBack(folder: string): Promise<boolean> {
  return (await isFolderThere(folder)) && (await readdir(dirname(folder))).includes(basename(folder));
}

/** Sidecars are no photographs and not in the listing: they are read behind all photographs, each when it changed. */
async function lookForSidecars({ context, jobs, sidecars }: ScanParts, folder: string): Promise<void> {
  if (await haveSidecarsChanged(folder, sidecars)) jobs.add('read-sidecars', folder, 0, context.ports.clock.now());
}

/**
 * Nothing is read from a paused folder, but whether its drive is there is known all the same: what lies on it is offline or back.
 * Back means as it was: the first scan after the pause looks closely.
 */
async function lookWherePaused(parts: ScanParts, folder: WatchedFolder, start: string): Promise<null> {
  const { folders, listener } = parts;
  if (start !== folder.path) return null;
  const there = (await isFolderThere(folder.path)) && (await parts.standing(folder)) === 'here';
  if (!there && folder.state !== 'offline') await takeOffline(parts, folder);
  if (!there || folder.state === 'ok') return null;
  folders.setState(folder.id, 'ok');
  listener.foldersChanged();
  const goesOn = () => folders.byId(folder.id)?.state === 'ok';
  await changeStateBelow(
    parts,
    { directory: folder.path, from: ['offline'], to: 'present', goesOn },
    listener.photosChanged,
  );
  return null;
}

/**
 * A watched folder that is not there, or in whose place there is something else (a bare mount point, another drive), is away,
 * not deleted: what lies in it becomes offline and comes back with it.
 */
async function rootIsThere(parts: ScanParts, folder: WatchedFolder, seen: SeenFolder): Promise<boolean> {
  const { folders, listener } = parts;
  if (seen.problem === 'unreadable') {
    if (folders.setState(folder.id, 'unreadable')) listener.foldersChanged();
    return false;
  }
  if (seen.problem === null && (await parts.standing(folder)) === 'here') {
    if (folders.setState(folder.id, 'ok')) listener.foldersChanged();
    return true;
  }
  await takeOffline(parts, folder);
  return false;
}

/**
 * Its drive was pulled, or it was renamed: what lies in it is browsed as before and comes back with it. The folder itself is told
 * at once; should it come back meanwhile, the rest stays as it is.
 */
export async function takeOffline(
  parts: Pick<ScanParts, 'context' | 'places' | 'contents' | 'folders' | 'listener'>,
  folder: WatchedFolder,
): Promise<void> {
  const { folders, listener } = parts;
  folders.setState(folder.id, 'offline');
  listener.foldersChanged();
  const goesOn = () => folders.byId(folder.id)?.state === 'offline';
  await changeStateBelow(
    parts,
    { directory: folder.path, from: ['present'], to: 'offline', goesOn },
    listener.photosChanged,
  );
}

/** A folder that was hinted at is no more: its parent is looked at instead, up to the watched folder, which knows what to do. */
async function goneBelow(
  parts: ScanParts,
  folder: WatchedFolder,
  start: string,
  signal: AbortSignal,
): Promise<number | null> {
  const parent = start.slice(0, start.lastIndexOf(sep));
  if (parent !== folder.path && !isBelow(parent, folder.path)) return null;
  return scan(parts, folder, parent, () => false, signal);
}

/** An unreadable folder is shown with what could not be read; what the catalogue knows of it stays as it is. */
function setAsideFolder({ context, places, listener }: ScanParts, folder: WatchedFolder, path: string): void {
  const entry = {
    path,
    folderId: folder.id,
    size: 0,
    mtimeNs: '0',
    code: 'unreadable',
    detail: fileNameOf(path),
  } as const;
  places.setAside({ ...entry, now: context.ports.clock.now() });
  listener.quarantineChanged();
}
