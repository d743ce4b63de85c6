import type { PhotoId } from '../../../../shared/domain/ids.ts';
import type { Label, Review } from '../../../../shared/domain/photo.ts';
import type { StudioContext } from '../../context.ts';
import { editedPhotos } from './edited-photos.ts';
import { type EditedColumns, type EditName, editsRepository, type PhotoEdit } from './edits.repository.ts';
import { differences, mergeEdits } from './photo-edits.ts';
import { reviewRepository } from './review.repository.ts';
import { createRewording, type Rewording } from './rewording.ts';
import { createUndo, type Undo } from './undo.ts';

export interface Decision {
  readonly review?: Review | undefined;
  readonly rating?: number | undefined;
  readonly label?: Label | null | undefined;
}

export interface ReviewService extends Rewording, Undo {
  /**
   * Reviews, ratings and labels of many photos in one transaction. What is said of the face of a pair is said of all its files.
   * `updated`: photos that were not so already, a pair counted as one.
   */
  set(ids: readonly PhotoId[], decision: Decision): { updated: number };
  /** Approves one photo and rejects others, as one edit. */
  choose(winner: PhotoId, others: readonly PhotoId[]): { updated: number };
  /** Counts broken rules again, after something else than her words changed (the file, the rules). */
  refreshRules(ids: readonly PhotoId[]): void;
}

const REVIEW_EDITS = { approved: 'approve', rejected: 'reject', unreviewed: 'unreview' } as const satisfies Record<
  Review,
  EditName
>;

/** What she decides of photos and says of them, each change one step of undo. */
export function createReview(context: StudioContext): ReviewService {
  const { db, ports } = context;
  const photos = reviewRepository(db);
  const edits = editsRepository(db);
  const edited = editedPhotos(context);

  function refreshRules(ids: readonly PhotoId[]): void {
    const at = ports.clock.now();
    db.transaction(() => {
      for (const row of edited.rowsOf(ids)) edited.write(row, {}, at);
    });
  }

  /** Decides for photos inside a transaction; answers what changed of each. */
  function decide(ids: readonly PhotoId[], columns: EditedColumns, at: number): PhotoEdit[] {
    return photos.setForAll(edited.withPairs(ids), columns, at).map(({ id, ...row }) => differences(id, row, columns));
  }

  return {
    set(ids, { review, rating, label }) {
      const columns: EditedColumns = {
        ...(review === undefined ? {} : { review }),
        ...(rating === undefined ? {} : { rating }),
        ...(label === undefined ? {} : { label }),
      };
      if (Object.keys(columns).length === 0) return { updated: 0 };
      const at = ports.clock.now();
      const made = db.transaction(() => {
        const decided = decide(ids, columns, at);
        if (decided.length === 0) return decided;
        const name = review !== undefined ? REVIEW_EDITS[review] : rating !== undefined ? 'rate' : 'label';
        const told = { ...(rating === undefined ? {} : { rating }), ...(label === undefined ? {} : { label }) };
        edits.record(name, at, decided, { told, counted: edited.counted(decided.map((edit) => edit.id)) });
        return decided;
      });
      const changed = made.map((edit) => edit.id);
      edited.announce(changed);
      return { updated: edited.counted(changed) };
    },

    choose(winner, others) {
      const at = ports.clock.now();
      const made = db.transaction(() => {
        const decided = [
          ...decide(
            others.filter((id) => id !== winner),
            { review: 'rejected' },
            at,
          ),
          ...decide([winner], { review: 'approved' }, at),
        ];
        const asked = new Set([winner, ...others]);
        if (decided.length > 0) edits.record('choose', at, mergeEdits(decided), { counted: asked.size });
        return decided;
      });
      const changed = [...new Set(made.map((edit) => edit.id))];
      edited.announce(changed);
      return { updated: edited.counted(changed) };
    },

    ...createRewording(context, edited),
    ...createUndo(context, edited),
    refreshRules,
  };
}
