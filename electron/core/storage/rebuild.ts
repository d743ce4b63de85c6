import { mkdtemp, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import { makeFolder } from '../../files/make-folder.ts';
import type { StudioContext } from '../context.ts';
import { contentsRepository } from '../library/ingest/contents.repository.ts';
import { placesRepository } from '../library/ingest/ingest.repository.ts';
import { lookAt } from '../library/ingest/walk.ts';
import { type FileRow, photosRepository } from '../library/photos/photos.repository.ts';
import type { DerivedImage } from '../ports/images.ts';
import { rebuildRepository } from './rebuild.repository.ts';

/** Photos written down as waiting in one go: some milliseconds. */
const CHUNK = 2_000;
/** Folder below the derived images in which new sets are made; its leftovers go at the start. */
const REBUILDING = 'rebuilding';

export interface RebuildProgress {
  readonly done: number;
  readonly total: number;
  /** Files that turned out to be damaged or unreadable. */
  readonly setAside: number;
}

export interface Rebuild {
  /** Answers how many photos wait anew, and how many have no file now. */
  add(ids: readonly PhotoId[] | null): Promise<{ queued: number; offline: number }>;
  progress(): RebuildProgress | null;
  cancel(): void;
  /** Goes on with what waits, from before a restart too. */
  start(): void;
  /** Resolves when nothing waits any more (or the studio closes). */
  idle(): Promise<void>;
}

/**
 * Makes images anew from the files: beside those that are there, which are replaced only when the new ones are whole. Each
 * file is read to its end on the way, so that damage shows: a file that changed without its date changing is damaged, and is
 * set aside with that reason; what can't be decoded or read is read again by the ingest, which says why.
 */
export function createRebuild(context: StudioContext, readAgain: (path: string) => void): Rebuild {
  const { db, events, lifetime, log, paths, ports } = context;
  const waiting = rebuildRepository(db);
  const photos = photosRepository(db);
  const places = placesRepository(db);
  const contents = contentsRepository(db, paths.derived, ports.images);
  const folder = join(paths.derived, REBUILDING);
  let running: Promise<void> | null = null;
  let counts = { done: 0, total: 0, setAside: 0 };

  /** True when the photo's images are new. */
  async function rebuildFrom(id: PhotoId, content: string, file: FileRow): Promise<'made' | 'set-aside' | 'elsewhere'> {
    const { path } = file;
    const place = places.fileAt(path);
    const before = await lookAt(path);
    if (!place || !before) {
      readAgain(path);
      return 'elsewhere';
    }
    makeFolder(folder);
    const derivedDir = await mkdtemp(join(folder, 'set-'));
    try {
      const result = await ports.images.read({ path, derivedDir }, lifetime);
      if (result.outcome === 'photo' && result.sha256 === content) {
        const target = join(paths.derived, content.slice(0, 2), content);
        makeFolder(target);
        const derived: DerivedImage[] = [];
        for (const image of result.derived) {
          const replaced = join(target, basename(image.path));
          await rename(image.path, replaced);
          derived.push({ ...image, path: replaced });
        }
        db.transaction(() => contents.setDerived(id, { ...result, derived }));
        return 'made';
      }
      const unchanged = before.size === place.size && before.mtimeNs === place.mtimeNs;
      if (result.outcome === 'photo' && unchanged) {
        setAside(id, file, before);
        return 'set-aside';
      }
      readAgain(path);
      return result.outcome === 'refused' ? 'set-aside' : 'elsewhere';
    } finally {
      await rm(derivedDir, { recursive: true, force: true });
    }
  }

  function setAside(
    id: PhotoId,
    { path, folder_id: folderId }: FileRow,
    state: { size: number; mtimeNs: string },
  ): void {
    db.transaction(() => {
      const place = places.fileAt(path);
      const detail = 'its content changed, its date did not';
      places.setAside({
        path,
        size: state.size,
        mtimeNs: state.mtimeNs,
        folderId,
        code: 'damaged',
        detail,
        now: ports.clock.now(),
      });
      if (place) places.setState(place.id, 'missing');
      contents.tidyPlaces(id);
    });
    events.emit({ type: 'quarantine-changed' });
  }

  async function rebuildOne(id: PhotoId): Promise<void> {
    const [row] = photos.rows([id]);
    for (const file of row ? photos.files(id) : []) {
      if (!row || file.state !== 'present') continue;
      const outcome = await rebuildFrom(id, row.sha256, file);
      if (outcome === 'set-aside') counts.setAside += 1;
      if (outcome === 'made') break;
    }
    if (lifetime.aborted) return;
    waiting.done(id);
    counts.done += 1;
    events.emit({ type: 'photos-changed', ids: [id], membership: false });
    events.emit({ type: 'storage-changed' });
  }

  async function work(): Promise<void> {
    await rm(folder, { recursive: true, force: true });
    let last = 0;
    /** Each of a few lines takes the next photo: one line an image process. */
    const line = async () => {
      for (;;) {
        if (lifetime.aborted) return;
        const [id] = waiting.next(last, 1);
        if (id === undefined) return;
        last = id;
        await rebuildOne(id).catch((error: unknown) => {
          if (!lifetime.aborted) throw error;
        });
      }
    };
    await Promise.all(Array.from({ length: ports.images.concurrency }, line));
  }

  function start(): void {
    const total = waiting.count();
    if (running || total === 0) return;
    counts = { done: 0, total, setAside: 0 };
    let failed = false;
    running = work()
      .catch((error: unknown) => {
        failed = true;
        log.warn('images not made anew', { error });
      })
      .finally(() => {
        running = null;
        if (lifetime.aborted) return;
        events.emit({ type: 'storage-changed' });
        // Those that were asked for behind the place where the work was.
        if (!failed) start();
      });
  }

  return {
    async add(ids) {
      const asked = ids ?? waiting.everyPhoto();
      let queued = 0;
      for (let at = 0; at < asked.length; at += CHUNK) {
        queued += waiting.add(asked.slice(at, at + CHUNK));
        await new Promise((resolve) => setImmediate(resolve));
        lifetime.throwIfAborted();
      }
      const offline = asked.length - queued;
      counts.total += running ? queued : 0;
      start();
      events.emit({ type: 'storage-changed' });
      return { queued, offline };
    },
    progress: () => (running ? { ...counts } : null),
    cancel() {
      waiting.clear();
      events.emit({ type: 'storage-changed' });
    },
    start,
    async idle() {
      while (running) await running;
    },
  };
}
