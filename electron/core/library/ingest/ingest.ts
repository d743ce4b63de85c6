import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type FolderFailure, folderFailure, type IngestSummary } from '../../../../shared/contract/library.contract.ts';
import { isStudioError, StudioError } from '../../../../shared/domain/errors.ts';
import type { PhotoId } from '../../../../shared/domain/ids.ts';
import type { StudioContext } from '../../context.ts';
import type { ContractImplementer } from '../../contract.ts';
import { isDiskFull } from '../../db/disk-full.ts';
import { createJobQueue, type JobQueue } from '../../jobs/job-queue.ts';
import { ALL_PHOTOS, fillFingerprintsHandler } from '../duplicates/fill-fingerprints.ts';
import { browse } from '../folders/browse.ts';
import { folderIdentity } from '../folders/folder-identity.ts';
import { folderPlacesRepository } from '../folders/folder-places.repository.ts';
import { folderRulesService } from '../folders/folder-rules.service.ts';
import { foldersRepository, type WatchedFolder } from '../folders/folders.repository.ts';
import { foldersService } from '../folders/folders.service.ts';
import { relocation } from '../folders/relocate.ts';
import { measurePhotosHandler } from '../quality/measure-photos.ts';
import { type HeardWords, readSidecarsHandler } from '../sidecars/read-sidecars.ts';
import { sidecarsRepository } from '../sidecars/sidecars.repository.ts';
import { PRIORITY } from './compare-folder.ts';
import { contentsRepository } from './contents.repository.ts';
import { placesRepository } from './ingest.repository.ts';
import { progressCounter } from './ingest-progress.ts';
import { listingThreads } from './listing-thread.ts';
import { liveWatching } from './live-watching.ts';
import { ingestPass, type PassListener, type PassOptions } from './one-pass.ts';
import { type FileOutcome, makeImagesHandler, readFileHandler, type Stage } from './read-file.ts';
import { readingControl } from './reading-control.ts';
import { lookIntoHandler, type ScanListener, scanFolderHandler, takeOffline } from './scan-folder.ts';
import type { listFolder } from './walk.ts';

export interface IngestHooks {
  /** Photos are new or have another content: what derives from it is computed again. Called inside the transaction. */
  refreshRules(ids: readonly PhotoId[]): void;
  /** What files say of photos, written as one edit. Called inside the transaction. Absent: files are not listened to. */
  hear?(heard: readonly HeardWords[]): void;
  /** Lists a folder; replaced in tests. */
  readonly list?: typeof listFolder;
  /** How often (ms) to look for drives; less in tests. */
  readonly drivesEveryMs?: number;
}

/** Outcomes that change which photos are where in a list; of the others only the picture is new. */
const MOVES: ReadonlySet<FileOutcome> = new Set(['added', 'updated', 'withdrawn', 'quarantined', 'gone']);

export type Ingest = ReturnType<typeof createIngest>;

/** Folders into the catalogue: found, read when stable, hashed, previewed, or set aside with a reason. */
export function createIngest(context: StudioContext, hooks: IngestHooks) {
  const { db, events, ports, paths } = context;
  const folders = foldersRepository(db);
  const places = placesRepository(db);
  const contents = contentsRepository(db, paths.derived, ports.images);
  const folderPlaces = folderPlacesRepository(db);
  const identity = folderIdentity({ context, folders, folderPlaces });
  const passes = new Set<PassListener>();
  let written: { path: string; outcome: FileOutcome; photos: readonly PhotoId[]; stage: Stage; again: boolean }[] = [];
  // What a killed process had begun to write; whole files have other names.
  rmSync(join(paths.derived, 'unfinished'), { recursive: true, force: true });

  const listener: ScanListener = {
    scanning(_folder, { unchanged }) {
      progress.foundUnchanged(unchanged);
      sayProgress();
    },
    scanned(folder, ignored) {
      for (const pass of passes) pass.ignored(folder, ignored);
      events.emit({ type: 'folders-changed' });
    },
    photosChanged: (ids) => events.emit({ type: 'photos-changed', ids: [...ids], membership: true }),
    quarantineChanged: () => events.emit({ type: 'quarantine-changed' }),
    foldersChanged: () => events.emit({ type: 'folders-changed' }),
  };
  const progress = progressCounter(() => queue, ports.clock);
  const control = readingControl({ context, queue: () => queue, places, onCancelled: progress.reset });
  const hear = (heard: readonly HeardWords[]) => hooks.hear?.(heard);
  const parts = {
    context,
    hear,
    sidecars: sidecarsRepository(db),
    places,
    contents,
    folders,
    listener,
    standing: identity.standing,
    listing: listingThreads(context),
    followRules: (id: number) => folderRules.follow(id),
    get jobs() {
      return queue.jobs;
    },
    written: (path: string, outcome: FileOutcome, photos: readonly PhotoId[], stage: Stage, again: boolean) =>
      void written.push({ path, outcome, photos, stage, again }),
    ...(hooks.list ? { list: hooks.list } : {}),
  };
  const queue: JobQueue = createJobQueue(context, {
    handlers: {
      'scan-folder': control.unlessCancelled(scanFolderHandler(parts)),
      'look-into': lookIntoHandler(parts),
      'read-file': readFileHandler(parts),
      'make-images': makeImagesHandler(parts),
      'fill-fingerprints': fillFingerprintsHandler(context, () => queue.jobs),
      'measure-photos': measurePhotosHandler(context, () => queue.jobs, hooks.refreshRules),
      'read-sidecars': readSidecarsHandler({
        context,
        get jobs() {
          return queue.jobs;
        },
        hear,
        photosChanged: listener.photosChanged,
      }),
    },
    beforeBatchEnds: () => hooks.refreshRules([...new Set(written.flatMap(({ photos }) => photos))]),
    onBatchFailed: () => {
      written = [];
    },
    onMoved: moved,
  });
  const moving = relocation({
    context,
    queue: () => queue,
    folders,
    folderPlaces,
    contents,
    identity,
    onFolders: () => live.refresh(),
    photosChanged: listener.photosChanged,
  });
  const live = liveWatching({
    context,
    folders,
    queue,
    identity,
    relocation: moving,
    ...(hooks.drivesEveryMs && { drivesEveryMs: hooks.drivesEveryMs }),
  });
  const folderRules = folderRulesService({
    context,
    folders,
    onFollowed(folder) {
      live.refresh();
      service.scan(folder);
    },
  });
  const service = foldersService({
    followRules: (folder) =>
      void folderRules.follow(folder.id).catch((error) => context.log.error('folder rules not followed', { error })),
    context,
    queue,
    folders,
    contents,
    onFolders: live.refresh,
    relocation: moving,
    methodOf: live.methodOf,
    photosChanged: listener.photosChanged,
    takeOffline: (folder) => takeOffline({ context, places, contents, folders, listener }, folder),
  });
  let letGo: (() => Promise<void>) | null = null;

  /** After every batch: tells passes and the page what came of it. */
  function moved(): void {
    const batch = written;
    written = [];
    for (const { path, outcome, stage, again } of batch) {
      progress.came(stage, again);
      for (const pass of passes) pass.outcome(path, outcome);
    }
    const ids = [...new Set(batch.flatMap(({ photos }) => photos))];
    if (ids.length > 0)
      events.emit({ type: 'photos-changed', ids, membership: batch.some(({ outcome }) => MOVES.has(outcome)) });
    if (batch.some(({ outcome }) => outcome === 'quarantined' || outcome === 'withdrawn' || outcome === 'gone'))
      events.emit({ type: 'quarantine-changed' });
    sayProgress();
    for (const pass of passes) pass.moved();
  }

  /** Counting what waits costs a query: at most a few times a second. */
  let lastSaid = Number.NEGATIVE_INFINITY;
  let sayLater: NodeJS.Timeout | null = null;
  function sayProgress(): void {
    const wait = lastSaid + 200 - ports.clock.monotonic();
    if (sayLater || context.lifetime.aborted) return;
    sayLater = setTimeout(
      () => {
        sayLater = null;
        if (context.lifetime.aborted) return;
        lastSaid = ports.clock.monotonic();
        events.emit({ type: 'ingest-progress', progress: progress.now() });
      },
      Math.max(0, wait),
    );
    sayLater.unref();
  }

  async function ingestOnce(asked: readonly string[], options: PassOptions = {}): Promise<IngestSummary> {
    const watched: WatchedFolder[] = [];
    const closed: { failure: FolderFailure; error: unknown }[] = [];
    for (const path of asked) {
      try {
        watched.push(await service.ensure(path));
      } catch (error) {
        if (isDiskFull(error)) throw new StudioError('disk-full', { path: ports.dataDir }, { cause: error });
        const code = folderFailure.safeParse(isStudioError(error) ? error.code : null);
        if (!code.success) throw error;
        closed.push({ failure: { path: resolve(path), code: code.data }, error });
      }
    }
    if (watched.length === 0 && closed[0]) throw closed[0].error;
    const listen = (pass: PassListener) => {
      passes.add(pass);
      return () => void passes.delete(pass);
    };
    const summary = await ingestPass(
      { context, queue, folders, progress: progress.now, listen },
      [...new Map(watched.map((folder) => [folder.id, folder])).values()],
      options,
    );
    return { ...summary, failed: [...closed.map(({ failure }) => failure), ...summary.failed] };
  }

  control.restore();
  return {
    rulesHandlers: (os: ContractImplementer) => ({
      preview: os.folderRules.preview.handler(({ input }) => folderRules.preview(input.id, input.rules)),
      set: os.folderRules.set.handler(({ input }) => service.toFolder(folderRules.set(input.id, input.rules))),
    }),
    readingHandlers: (os: ContractImplementer) => ({
      cancel: os.reading.cancel.handler(() => {
        control.cancel();
        return progress.now();
      }),
      visible: os.reading.visible.handler(({ input }) => {
        control.putFirst(input.ids);
        return {};
      }),
    }),
    handlers: (os: ContractImplementer) => ({
      list: os.folders.list.handler(() => service.list()),
      tree: os.folders.tree.handler(({ input }) => service.tree(input.id, input.path)),
      add: os.folders.add.handler(({ input }) => service.add(input.path)),
      remove: os.folders.remove.handler(({ input }) => service.remove(input.id)),
      relocate: os.folders.relocate.handler(async ({ input }) =>
        service.toFolder(await moving.relocate(input.id, input.path)),
      ),
      rescan: os.folders.rescan.handler(({ input }) => service.rescan(input.id)),
      browse: os.folders.browse.handler(({ input }) => {
        if (!ports.canBrowseFolders) throw new StudioError('not-supported-here', { what: 'folders.browse' });
        return browse(input.path);
      }),
      pause: os.folders.pause.handler(() => {
        control.pause();
        return progress.now();
      }),
      resume: os.folders.resume.handler(() => {
        control.resume();
        return progress.now();
      }),
      progress: os.folders.progress.handler(() => progress.now()),
      quarantine: os.folders.quarantine.handler(() => folders.quarantine()),
      retry: os.folders.retry.handler(({ input }) => service.retry(input.path)),
    }),
    /** Begins to read what waits, scans every folder and watches them. */
    start(): void {
      if (letGo) return;
      for (const folder of folders.all()) queue.add('scan-folder', String(folder.id));
      queue.add('fill-fingerprints', ALL_PHOTOS, -3);
      queue.add('measure-photos', ALL_PHOTOS, -4);
      letGo = queue.run();
      live.start();
    },
    async stop(): Promise<void> {
      if (sayLater) clearTimeout(sayLater);
      await live.stop();
      await letGo?.();
      letGo = null;
    },
    /**
     * One pass over folders, to the end. One that can't be opened does not keep the others waiting: it is in `failed`. Errors,
     * when none can be opened those of the first: folder-missing, not-a-folder, folder-unreadable, disk-full.
     */
    ingestOnce,
    /** Watches a folder unless a watched one holds it; what lies in it is read. Errors: as folders.add. */
    async include(path: string): Promise<void> {
      if (folders.holding(path)) queue.add('look-into', path);
      else await service.add(path);
      queue.wake();
    },
    /** Something new lies in these folders. */
    lookInto(paths: readonly string[]): void {
      for (const path of paths) queue.add('look-into', path);
      queue.wake();
    },
    progress: progress.now,
    /** These photos are on the screen. */
    putFirst: control.putFirst,
    /** Gives up what waits to be read. */
    cancel: () => control.cancel(),
    /** A file that is not what the catalogue thinks: read again, and set aside with its reason where it has one. */
    readAgain: (path: string) => {
      queue.add('read-file', path);
      queue.wake();
    },
    /** Images of another recipe than now (another watermark was chosen) are made anew, behind everything else. */
    remakeOutdated(): void {
      for (const { path } of folders.all().filter(({ state }) => state === 'ok'))
        db.transaction(() => {
          for (const file of places.outdated(path, ports.images.recipe))
            queue.add('read-file', file, PRIORITY.outdatedImages);
        });
      queue.wake();
      sayProgress();
    },
    /** Room was made on the disk: what had stopped for want of it goes on. */
    diskHasRoom: () => {
      if (queue.problem?.code === 'disk-full') queue.resume();
    },
  };
}
