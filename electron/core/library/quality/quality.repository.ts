import type { PhotoId, Sha256 } from '../../../../shared/domain/ids.ts';
import type { PictureQuality } from '../../../../shared/domain/picture-quality.ts';
import type { Database } from '../../db/database.ts';

/** Columns of `photos` that hold what its pixels say. */
export function qualityColumns(quality: PictureQuality | null) {
  return {
    measured: 1,
    sharpness: quality?.sharpness ?? null,
    noise: quality?.noise ?? null,
    highlights: quality?.highlights ?? null,
    shadows: quality?.shadows ?? null,
  };
}

export interface QualityRepository {
  /** Null: looked at, and nothing could be measured. */
  write(id: PhotoId, quality: PictureQuality | null): void;
  /** Photos with an id in (after, upTo] that may be sent one day and were never measured, smallest id first, each with a file. */
  lacking(after: number, upTo: number, limit: number): { id: PhotoId; sha256: Sha256; path: string }[];
  /** The rules that some photos break, as bits. */
  rulesBroken(ids: readonly PhotoId[]): ReadonlyMap<PhotoId, number>;
  largestId(): number;
}

export function qualityRepository(db: Database): QualityRepository {
  const lacking = db.prepare<readonly [number, number, number], { id: PhotoId; sha256: Sha256; path: string }>(
    `SELECT id, sha256, (SELECT path FROM files WHERE photo_id = photos.id AND state = 'present' LIMIT 1) AS path FROM photos
     WHERE id > ? AND id <= ? AND measured = 0 AND derived_recipe IS NOT NULL AND present = 1 AND review <> 'rejected'
       AND delivery IN ('none', 'failed') AND moderation = 'none' ORDER BY id LIMIT ?`,
  );
  const bits = db.prepare<readonly [string], { id: PhotoId; rules_broken: number }>(
    'SELECT id, rules_broken FROM photos WHERE id IN (SELECT value FROM json_each(?))',
  );
  const largest = db.prepare<readonly [], { largest: number | null }>('SELECT max(id) AS largest FROM photos');
  return {
    write: (id, quality) => void db.run(db.sql.updateTable('photos').set(qualityColumns(quality)).where('id', '=', id)),
    lacking: (after, upTo, limit) => lacking.all(after, upTo, limit).filter(({ path }) => path !== null),
    rulesBroken: (ids) => new Map(bits.all(JSON.stringify(ids)).map((row) => [row.id, row.rules_broken])),
    largestId: () => largest.get()?.largest ?? 0,
  };
}
