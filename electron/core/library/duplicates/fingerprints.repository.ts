import type { PhotoId } from '../../../../shared/domain/ids.ts';
import type { Database } from '../../db/database.ts';
import { type Fingerprint, fingerprintOfDigits } from './fingerprint-index.ts';

/** What photos look like, as the ingest and the filling job write it. */
export interface FingerprintsRepository {
  /** 16 hexadecimal digits; null: looked at, nothing to recognise. */
  write(id: PhotoId, digits: string | null): void;
  /** Null: never looked at, or nothing to recognise. */
  of(id: PhotoId): Fingerprint | null;
  /** Photos with an id in (after, upTo] that were never looked at and have derived images, smallest id first. */
  lacking(after: number, upTo: number, limit: number): PhotoId[];
  largestId(): number;
}

export function fingerprintsRepository(db: Database): FingerprintsRepository {
  const write = db.prepare<[number, number | null, number | null], never>(
    `INSERT INTO photo_fingerprints (photo_id, high, low) VALUES (?, ?, ?)
     ON CONFLICT (photo_id) DO UPDATE SET high = excluded.high, low = excluded.low
     WHERE high IS NOT excluded.high OR low IS NOT excluded.low`,
  );
  const one = db.prepare<[number], { high: number | null; low: number | null }>(
    'SELECT high, low FROM photo_fingerprints WHERE photo_id = ?',
  );
  const lacking = db.prepare<[number, number, number], { id: PhotoId }>(
    `SELECT id FROM photos WHERE id > ? AND id <= ? AND derived_recipe IS NOT NULL
     AND NOT EXISTS (SELECT 1 FROM photo_fingerprints WHERE photo_id = photos.id) ORDER BY id LIMIT ?`,
  );
  const largest = db.prepare<[], { largest: number | null }>('SELECT max(id) AS largest FROM photos');
  return {
    write(id, digits) {
      const fingerprint = digits === null ? null : fingerprintOfDigits(digits);
      write.run(id, fingerprint?.high ?? null, fingerprint?.low ?? null);
    },
    of(id) {
      const row = one.get(id);
      return row && row.high !== null && row.low !== null ? { high: row.high, low: row.low } : null;
    },
    lacking: (after, upTo, limit) => lacking.all(after, upTo, limit).map((row) => row.id),
    largestId: () => largest.get()?.largest ?? 0,
  };
}
