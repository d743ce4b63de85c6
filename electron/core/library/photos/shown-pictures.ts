import { stat } from 'node:fs/promises';
import type { PhotoId } from '../../../../shared/domain/ids.ts';
import type { DerivedKind } from '../../../../shared/domain/photo.ts';
import type { StudioContext } from '../../context.ts';
import { derivedStoreRepository } from '../../storage/derived-store.repository.ts';
import { groupOf } from '../../storage/stored-images.ts';
import { contentsRepository } from '../ingest/contents.repository.ts';
import { type PhotoRow, photosRepository } from './photos.repository.ts';
import { createPictures } from './pictures.ts';
import { sharedWork } from './shared-work.ts';

/** That pictures were looked at is written down this often (ms) at most, and for one photo once an hour. */
const WRITE_EVERY_MS = 20_000;
const ONCE_AN_HOUR_MS = 3_600_000;

export interface ShownPictures {
  /**
   * Path of a derived image. One that made room for others is made again first, before every photo that waits to be read; an
   * abort ends that when nobody else waits for it. Null: there is none, and no file to make it from. Errors: disk-full,
   * data-folder-unwritable; the abort's reason.
   */
  file(id: PhotoId, kind: DerivedKind, signal?: AbortSignal): Promise<string | null>;
  /** Makes sure that all derived images of a photo are there, as far as they can be made. */
  ensure(id: PhotoId, signal?: AbortSignal): Promise<void>;
  /** Makes the images of a photo anew where they are of another recipe than now: another watermark was chosen. */
  renew(id: PhotoId, signal?: AbortSignal): Promise<void>;
  /** Writes down what was looked at. */
  flush(): void;
}

export function createShownPictures(context: StudioContext): ShownPictures {
  const { db, ports, paths } = context;
  const pictures = createPictures(context);
  const photos = photosRepository(db);
  const contents = contentsRepository(db, paths.derived, ports.images);
  const store = derivedStoreRepository(db);
  const making = sharedWork<PhotoId, boolean>();
  /** When each was last looked at; those not yet written down. */
  const seen = new Map<PhotoId, number>();
  let unwritten = new Set<PhotoId>();
  let writtenAt = Number.NEGATIVE_INFINITY;

  function flush(): void {
    writtenAt = ports.clock.monotonic();
    if (unwritten.size === 0) return;
    const ids = [...unwritten];
    unwritten = new Set();
    try {
      store.used(ids, ports.clock.now());
    } catch (error) {
      // A full disk: only the order in which images go is less exact.
      context.log.warn('looked-at pictures not written down', { error });
    }
  }

  function lookedAt(id: PhotoId): void {
    const now = ports.clock.monotonic();
    const before = seen.get(id);
    if (before !== undefined && now - before < ONCE_AN_HOUR_MS) return;
    if (seen.size > 100_000) seen.clear();
    seen.set(id, now);
    unwritten.add(id);
    if (now - writtenAt > WRITE_EVERY_MS) flush();
  }

  /** True when the photo has all its images again. */
  async function makeAgain(id: PhotoId, signal: AbortSignal): Promise<boolean> {
    const [row] = photos.rows([id]);
    if (!row) return false;
    const present = photos.files(id).filter((file) => file.state === 'present');
    const turn = store.turnOf(id);
    const outdated = isOutdated(row);
    // What is made of its file comes as that lies; what she turned follows by itself.
    if (turn !== 0 && !outdated) return turnAgain(row, turn, present, signal);
    for (const { path } of present) {
      const result = await ports.images.read({ path, derivedDir: paths.derived, urgent: true }, signal);
      if (result.outcome !== 'photo' || result.sha256 !== row.sha256) continue;
      db.transaction(() => {
        if (outdated || row.derived_recipe === null) contents.setDerived(id, result);
        measure(id, result.derived);
      });
      if (outdated) context.events.emit({ type: 'photos-changed', ids: [id], membership: false });
      return true;
    }
    return false;
  }

  /** Its images are there, made with another recipe. */
  function isOutdated(row: Pick<PhotoRow, 'derived_recipe'> | undefined): boolean {
    return row !== undefined && row.derived_recipe !== null && row.derived_recipe !== ports.images.recipe;
  }

  /** The old one is shown meanwhile; where its file is away, it stays. */
  function renewWhatIsSeen(id: PhotoId): void {
    if (!isOutdated(photos.rows([id])[0])) return;
    again(id).catch((error: unknown) => {
      if (!context.lifetime.aborted) context.log.warn('preview not made anew', { photo: id, error });
    });
  }

  /** Those of a photo that she turned lie as she wants them. */
  async function turnAgain(
    row: PhotoRow,
    turn: number,
    present: readonly { path: string }[],
    signal: AbortSignal,
  ): Promise<boolean> {
    const made = await ports.images.turn?.(
      {
        paths: present.map(({ path }) => path),
        sha256: row.sha256,
        derivedDir: paths.derived,
        turn,
        made: [],
        madeTurn: 0,
      },
      signal,
    );
    if (made) measure(row.id, made);
    return made !== undefined && made !== null;
  }

  function measure(id: PhotoId, images: readonly { readonly kind: string; readonly bytes: number }[]): void {
    const bytes = { previews: 0, thumbnails: 0 };
    for (const image of images) bytes[groupOf(image)] += image.bytes;
    store.measured(id, bytes);
  }

  const again = (id: PhotoId, signal?: AbortSignal) =>
    making.join(id, (shared) => makeAgain(id, AbortSignal.any([shared, context.lifetime])), signal);

  return {
    async file(id, kind, signal) {
      const path = pictures.shown(id, kind);
      if (path === null) return null;
      if (!(await isThere(path))) {
        if (!(await again(id, signal))) return null;
        lookedAt(id);
        return pictures.shown(id, kind);
      }
      lookedAt(id);
      if (kind === 'preview') renewWhatIsSeen(id);
      return path;
    },
    async renew(id, signal) {
      if (isOutdated(photos.rows([id])[0])) await again(id, signal);
    },
    async ensure(id, signal) {
      for (const kind of ['preview', 'thumb200'] as const) {
        const path = pictures.picture(id, kind);
        if (path !== null && (await isThere(path))) continue;
        // Never made yet, or gone meanwhile.
        await again(id, signal);
        return;
      }
    },
    flush,
  };
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    ({ size }) => size > 0,
    () => false,
  );
}
