import type { Database } from '../db/database.ts';

/** A kept original as the catalogue knows it. */
export interface KeptOriginal {
  /** File name below the folder of kept originals. */
  readonly backup: string;
  /** When words were last written over it, ms since the epoch. */
  readonly at: number;
  /** False: no file of its photo can be reached, so that this may be the only picture there is. */
  readonly present: boolean;
}

/** Originals that were kept before words were written into them. */
export function keptOriginalsRepository(db: Database) {
  const all = db.prepare<[], { backup: string; at: number; present: number }>(
    `SELECT backup, max(at) AS at, min(present) AS present FROM original_writes
     JOIN photos ON photos.id = photo_id GROUP BY backup`,
  );
  const forget = db.prepare<[string], never>('DELETE FROM original_writes WHERE backup = ?');
  return {
    all: (): KeptOriginal[] => all.all().map((row) => ({ ...row, present: row.present === 1 })),
    /** What was written can't be taken back any more. */
    forget: (backup: string) => void forget.run(backup),
  };
}
