import { rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import type { StudioContext } from '../context.ts';
import { type DerivedGroup, type DerivedStoreRepository, EVICTED_IN_ORDER } from './derived-store.repository.ts';
import { groupOf, readStoredImages } from './stored-images.ts';

const GIGABYTE = 1_000_000_000;
/** Without her word: a tenth of the disk, but no more than this. */
const MOST_BY_ITSELF = 20 * GIGABYTE;
/** Less would be made again while it is still looked at. */
export const LEAST_LIMIT = GIGABYTE / 2;
/** Left to the catalogue, to sent copies and to other programs: below it images go, whatever the limit. */
const RESERVE = GIGABYTE;
/** Once the limit is reached, so much below it: not one image out for each that comes in. */
const DOWN_TO = 0.95;
/** What was on the screen within this time (ms) stays, unless the disk itself is full. */
const JUST_USED_MS = 15 * 60_000;
const BATCH = 200;

export interface DiskRoom {
  readonly free: number;
  readonly total: number;
}

export interface EvictionParts {
  readonly store: DerivedStoreRepository;
  readonly disk?: () => Promise<DiskRoom>;
  /** Removes full pictures first when the disk is full: they are the easiest to make again. Answers the bytes. */
  readonly removeFullPictures: (bytes: number) => Promise<number>;
}

/** The limit of derived images in bytes: hers, or what suits the disk. */
export function limitFor(chosen: number | null, disk: DiskRoom): number {
  return chosen ?? Math.max(LEAST_LIMIT, Math.min(MOST_BY_ITSELF, Math.round(disk.total / 10)));
}

export async function diskRoom(folder: string): Promise<DiskRoom> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return { free: bavail * bsize, total: blocks * bsize };
}

/**
 * Keeps derived images within their limit, and the disk from filling up with them: the longest unseen go first, previews
 * before thumbnails. Those of photos whose files are away stay (they could not be made again), and those that a delivery
 * still needs. Files go before their rows say so: whatever a killed process left is put right by the next round.
 */
export function createEviction(context: StudioContext, parts: EvictionParts) {
  const { db, paths, ports, log, lifetime } = context;
  const { store } = parts;
  const disk = parts.disk ?? (() => diskRoom(ports.dataDir));
  let running: Promise<number> | null = null;

  async function removeFiles(group: DerivedGroup, derived: string): Promise<void> {
    for (const image of readStoredImages(derived)) {
      if (groupOf(image) === group) await rm(join(paths.derived, image.path), { force: true });
    }
  }

  /** Removes images of one group until `bytes` are freed or none is left that may go; answers the bytes. */
  async function removeOldest(group: DerivedGroup, bytes: number, usedBefore: number): Promise<number> {
    let freed = 0;
    let place = { usedAt: -1, photoId: 0 };
    while (freed < bytes && !lifetime.aborted) {
      const batch = store.oldest(group, place, BATCH);
      const removed: PhotoId[] = [];
      for (const images of batch) {
        place = images;
        if (freed >= bytes || images.usedAt >= usedBefore) break;
        if (!images.mayGo) continue;
        try {
          await removeFiles(group, images.derived);
        } catch (error) {
          log.warn('derived images could not be removed', { photo: images.photoId, error });
          continue;
        }
        removed.push(images.photoId);
        freed += images.bytes;
      }
      if (removed.length > 0) db.transaction(() => store.removed(group, removed));
      if (batch.length < BATCH || place.usedAt >= usedBefore) break;
    }
    return freed;
  }

  async function free(bytes: number, usedBefore: number): Promise<number> {
    let freed = 0;
    for (const group of EVICTED_IN_ORDER)
      if (freed < bytes) freed += await removeOldest(group, bytes - freed, usedBefore);
    return freed;
  }

  async function keepWithin(chosen: number | null): Promise<number> {
    const room = await disk();
    const totals = store.totals();
    const used = totals.previews + totals.thumbnails;
    const limit = limitFor(chosen, room);
    const now = ports.clock.now();
    let freed = used > limit ? await free(used - limit * DOWN_TO, now - JUST_USED_MS) : 0;
    const missing = Math.min(RESERVE, room.total / 20) - room.free - freed;
    if (missing > 0) {
      const full = await parts.removeFullPictures(missing);
      freed += full;
      if (full < missing) freed += await free(missing - full, now + 1);
    }
    if (freed > 0) log.info('derived images removed', { bytes: freed, limit, diskFree: room.free });
    return freed;
  }

  return {
    disk,
    /** Answers the bytes that were freed. A round under way is joined by one more, with the limit as it is now. */
    async keepWithin(chosen: number | null): Promise<number> {
      await running?.catch(() => {});
      running = keepWithin(chosen).finally(() => {
        running = null;
      });
      return running;
    },
  };
}

export type Eviction = ReturnType<typeof createEviction>;
