import type { PhotoId } from '../../../../shared/domain/ids.ts';
import { ruleBits } from '../../../../shared/domain/rules.ts';
import type { Database } from '../../db/database.ts';
import type { Fingerprint } from '../duplicates/fingerprint-index.ts';

/** What tells whether photos are of one shot, or look as if they were. */
export interface Looks extends Fingerprint {
  readonly id: PhotoId;
  readonly stack: number | null;
  readonly alike: PhotoId | null;
}

export interface SentAlikeRepository {
  /** Some photos, those without a fingerprint left out. */
  looks(ids: readonly PhotoId[]): Looks[];
  /** Photos of which something is said now. */
  marked(): PhotoId[];
  mark(id: PhotoId, alike: PhotoId | null): void;
  /** « Ce ne sont pas des doublons ». */
  areDismissed(one: PhotoId, other: PhotoId): boolean;
}

export function sentAlikeRepository(db: Database): SentAlikeRepository {
  const looks = db.prepare<readonly [string], Looks>(
    `SELECT photos.id, high, low, stack_id AS stack, sent_alike AS alike FROM json_each(?) AS asked
     CROSS JOIN photos ON photos.id = asked.value JOIN photo_fingerprints ON photo_id = photos.id WHERE high IS NOT NULL`,
  );
  // The rule is counted in the transaction that marks: its index knows them all, where the table would be read whole.
  const marked = db.prepare<readonly [number], { id: PhotoId }>(
    'SELECT id FROM photos INDEXED BY photos_by_rules WHERE hidden = 0 AND rules_broken & ? <> 0',
  );
  const mark = db.prepare<readonly [number | null, number], never>('UPDATE photos SET sent_alike = ? WHERE id = ?');
  const dismissed = db.prepare<readonly [number, number], { found: number }>(
    `SELECT 1 AS found FROM dismissed_duplicates AS one JOIN dismissed_duplicates AS other USING (dismissal_id)
     WHERE one.photo_id = ? AND other.photo_id = ? LIMIT 1`,
  );
  return {
    looks: (ids) => looks.all(JSON.stringify(ids)),
    marked: () => marked.all(ruleBits(['sent-alike'])).map(({ id }) => id),
    mark: (id, alike) => void mark.run(alike, id),
    areDismissed: (one, other) => dismissed.get(one, other) !== undefined,
  };
}
