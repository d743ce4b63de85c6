import type { PhotoId } from '../../../shared/domain/ids.ts';
import type { Database } from '../db/database.ts';

/**
 * Why a photo doesn't show. One notion for the whole library: `photos.hidden` holds these bits, and only photos where it is 0
 * stand in lists, counts, facets and the search index (partial indexes and triggers, migration 0005). A hidden photo keeps
 * everything it has and is still reached by its id (`summaries`, `show`, pictures). Whoever adds a reason adds a bit here.
 */
export const HIDDEN = {
  /** It stands behind the face of a stack. */
  behindFace: 1,
  /** A folder's rule leaves it out. */
  ignoredByRule: 2,
  /** Its files are gone and she wants to see it no more. Migration 0013 shows it again when one comes back. */
  forgotten: 4,
} as const;
export type HiddenBecause = (typeof HIDDEN)[keyof typeof HIDDEN];

export interface Visibility {
  /** Hides photos for a reason, or takes the reason back: they show again when no other is left. Answers how many changed. */
  setHidden(ids: readonly PhotoId[], because: HiddenBecause, hidden: boolean): number;
}

export function visibility(db: Database): Visibility {
  const hide = db.prepare<readonly [number, string, number], never>(
    'UPDATE photos SET hidden = hidden | ? WHERE id IN (SELECT value FROM json_each(?)) AND hidden & ? = 0',
  );
  const show = db.prepare<readonly [number, string, number], never>(
    'UPDATE photos SET hidden = hidden & ~? WHERE id IN (SELECT value FROM json_each(?)) AND hidden & ? <> 0',
  );
  return {
    setHidden: (ids, because, hidden) => (hidden ? hide : show).run(because, JSON.stringify(ids), because).changes,
  };
}
