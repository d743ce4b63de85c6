import type { PhotoId } from '../../../shared/domain/ids.ts';
import type { Database } from '../db/database.ts';

/** Kinds of derived images that come and go together, in the order in which they go. */
export const EVICTED_IN_ORDER = ['previews', 'thumbnails'] as const;
export type DerivedGroup = (typeof EVICTED_IN_ORDER)[number];

export interface StoredImages {
  readonly photoId: PhotoId;
  readonly usedAt: number;
  readonly bytes: number;
  /** JSON: photos.derived. */
  readonly derived: string;
  /** A file is there to make them from again, and no delivery needs them. */
  readonly mayGo: boolean;
}

/** What of the derived images lies on the disk, kept by triggers as photos are written: nobody has to walk the folder. */
export function derivedStoreRepository(db: Database) {
  const totals = db.prepare<[], { kind: DerivedGroup; bytes: number }>('SELECT kind, bytes FROM derived_totals');
  const touch = db.prepare<[number, string], never>(
    'UPDATE derived_store SET used_at = ? WHERE photo_id IN (SELECT value FROM json_each(?))',
  );
  const after = (group: DerivedGroup) =>
    db.prepare<
      [number, number, number],
      { photo_id: PhotoId; used_at: number; bytes: number; derived: string; may_go: number }
    >(`
      SELECT photo_id, used_at, ${group} AS bytes, derived, present = 1 AND NOT EXISTS (
        SELECT 1 FROM deliveries WHERE deliveries.photo_id = store.photo_id AND state NOT IN ('sent', 'cancelled')) AS may_go
      FROM derived_store AS store JOIN photos ON photos.id = photo_id
      WHERE ${group} > 0 AND (used_at, photo_id) > (?, ?) ORDER BY used_at, photo_id LIMIT ?`);
  const oldest = { previews: after('previews'), thumbnails: after('thumbnails') };
  const gone = (group: DerivedGroup) =>
    db.prepare<[string], never>(
      `UPDATE derived_store SET ${group} = 0 WHERE photo_id IN (SELECT value FROM json_each(?))`,
    );
  const forget = { previews: gone('previews'), thumbnails: gone('thumbnails') };
  const found = db.prepare<[number, number, number], never>(
    'UPDATE derived_store SET previews = ?, thumbnails = ? WHERE photo_id = ?',
  );
  const known = db.prepare<[string], { sha256: string; id: PhotoId; derived: string }>(
    'SELECT sha256, photos.id, derived FROM json_each(?) AS asked CROSS JOIN photos ON sha256 = asked.value',
  );

  const lying = db.prepare<[number], { degrees: number }>('SELECT pictures_turn AS degrees FROM photos WHERE id = ?');

  return {
    totals(): Record<DerivedGroup, number> {
      const bytes: Record<DerivedGroup, number> = { previews: 0, thumbnails: 0 };
      for (const row of totals.all()) bytes[row.kind] = row.bytes;
      return bytes;
    },
    /** They were looked at. */
    used: (ids: readonly PhotoId[], now: number) => void touch.run(now, JSON.stringify(ids)),
    /** Least recently used first, from behind a place in that order. */
    oldest: (group: DerivedGroup, place: { usedAt: number; photoId: number }, limit: number): StoredImages[] =>
      oldest[group].all(place.usedAt, place.photoId, limit).map((row) => ({
        photoId: row.photo_id,
        usedAt: row.used_at,
        bytes: row.bytes,
        derived: row.derived,
        mayGo: row.may_go === 1,
      })),
    removed: (group: DerivedGroup, ids: readonly PhotoId[]) => void forget[group].run(JSON.stringify(ids)),
    /** What really lies there of one photo, in bytes. */
    measured: (id: PhotoId, bytes: Record<DerivedGroup, number>) =>
      void found.run(bytes.previews, bytes.thumbnails, id),
    /** How its images lie beyond what the file says, degrees clockwise. */
    turnOf: (id: PhotoId) => lying.get(id)?.degrees ?? 0,
    /** Which of these contents are photos of the catalogue. */
    photosOf: (contents: readonly string[]) => known.all(JSON.stringify(contents)),
  };
}

export type DerivedStoreRepository = ReturnType<typeof derivedStoreRepository>;
