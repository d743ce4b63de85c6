import type { DescriptionPatch } from '../../../../shared/domain/description.ts';
import type { PhotoId } from '../../../../shared/domain/ids.ts';
import type { Label, Review } from '../../../../shared/domain/photo.ts';
import { findBrokenRules, type RuleFinding } from '../../../../shared/domain/rules.ts';
import type { StudioContext } from '../../context.ts';
import { collectionsRepository } from '../collections/collections.repository.ts';
import { columnsOf, descriptionOf, ruleSubjectOf } from '../photos/photo-words.ts';
import {
  type EditedColumns,
  type EditName,
  editsRepository,
  type PhotoEdit,
  type StoredEdit,
} from './edits.repository.ts';
import { type ReviewRow, reviewRepository } from './review.repository.ts';
import { withPatch } from './with-patch.ts';

export interface Decision {
  readonly review?: Review | undefined;
  readonly rating?: number | undefined;
  readonly label?: Label | null | undefined;
}

export interface ReviewService {
  /** Reviews, ratings and labels of many photos in one transaction. `updated`: photos that were not so already. */
  set(ids: readonly PhotoId[], decision: Decision): { updated: number };
  /** Describes many photos in one transaction; `broken` names those of them that break rules now. */
  describe(
    ids: readonly PhotoId[],
    patch: DescriptionPatch,
  ): { updated: number; broken: { id: PhotoId; findings: RuleFinding[] }[] };
  undo(): { undone: string | null; photos: number };
  redo(): { redone: string | null; photos: number };
  /** Counts broken rules again, after something else than her words changed (the file, the rules). */
  refreshRules(ids: readonly PhotoId[]): void;
}

/** Rows in memory at once. */
const CHUNK = 2_000;
const REVIEW_EDITS = { approved: 'approve', rejected: 'reject', unreviewed: 'unreview' } as const satisfies Record<
  Review,
  EditName
>;

export function createReview(context: StudioContext): ReviewService {
  const { db, events, ports } = context;
  const photos = reviewRepository(db);
  const edits = editsRepository(db);
  const collections = collectionsRepository(db);

  function* rowsOf(ids: readonly PhotoId[]): Generator<ReviewRow> {
    for (let start = 0; start < ids.length; start += CHUNK) yield* photos.rows(ids.slice(start, start + CHUNK));
  }

  /** Every edit may move photos in or out of some filter, the search included. */
  function announce(ids: readonly PhotoId[]): void {
    if (ids.length > 0) events.emit({ type: 'photos-changed', ids: [...ids], membership: true });
  }

  /** Writes what changed of a photo, with its counts of broken rules, which are returned with the rules themselves. */
  function write(row: ReviewRow, columns: EditedColumns, at: number): RuleFinding[] {
    const findings = findBrokenRules(ruleSubjectOf(Object.assign({}, row, columns)));
    const errors = findings.filter((finding) => finding.severity === 'error').length;
    photos.write(row, columns, { errors, warnings: findings.length - errors }, at);
    return findings;
  }

  function refreshRules(ids: readonly PhotoId[]): void {
    const at = ports.clock.now();
    db.transaction(() => {
      for (const row of rowsOf(ids)) write(row, {}, at);
    });
  }

  function announceUndo(done: { name: string; ids: PhotoId[] } | null): void {
    if (done?.name === 'collect' || done?.name === 'uncollect') events.emit({ type: 'collections-changed' });
    announce(done?.ids ?? []);
  }

  /** Photos that are gone since are passed over, and so is a collection that is. */
  function apply(edit: StoredEdit, side: 'before' | 'after'): PhotoId[] {
    const at = ports.clock.now();
    const columns = new Map(edit.photos.map((photo) => [photo.id, photo[side]]));
    const applied: PhotoId[] = [];
    for (const row of rowsOf([...columns.keys()])) {
      const { member, ...changed } = columns.get(row.id) ?? {};
      write(row, changed, at);
      if (member) collections.setMember(member.collection, row.id, member.position);
      applied.push(row.id);
    }
    return applied;
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
      const changed = db.transaction(() => {
        const before = photos.setForAll(ids, columns, at);
        if (before.length === 0) return [];
        const name = review !== undefined ? REVIEW_EDITS[review] : rating !== undefined ? 'rate' : 'label';
        edits.record(
          name,
          at,
          before.map(({ id, ...row }) => differences(id, row, columns)),
        );
        return before.map((row) => row.id);
      });
      announce(changed);
      return { updated: changed.length };
    },

    describe(ids, patch) {
      const at = ports.clock.now();
      const broken: { id: PhotoId; findings: RuleFinding[] }[] = [];
      const changed = db.transaction(() => {
        const made: PhotoEdit[] = [];
        for (const row of rowsOf(ids)) {
          const columns = columnsOf(withPatch(descriptionOf(row), patch));
          const edit = differences(row.id, row, columns);
          const findings = write(row, edit.after, at);
          if (Object.keys(edit.after).length > 0) made.push(edit);
          if (findings.length > 0) broken.push({ id: row.id, findings });
        }
        if (made.length > 0) edits.record('describe', at, made);
        return made.map((edit) => edit.id);
      });
      announce(changed);
      return { updated: changed.length, broken };
    },

    undo() {
      const done = db.transaction(() => {
        const edit = edits.lastDone();
        if (!edit) return null;
        const ids = apply(edit, 'before');
        edits.setUndone(edit.editId, true);
        return { name: edit.name, ids };
      });
      announceUndo(done);
      return { undone: done?.name ?? null, photos: done?.ids.length ?? 0 };
    },

    redo() {
      const done = db.transaction(() => {
        const edit = edits.firstUndone();
        if (!edit) return null;
        const ids = apply(edit, 'after');
        edits.setUndone(edit.editId, false);
        return { name: edit.name, ids };
      });
      announceUndo(done);
      return { redone: done?.name ?? null, photos: done?.ids.length ?? 0 };
    },

    refreshRules,
  };
}

/** The columns of `after` that say something else than `before`, on both sides. */
function differences<C extends EditedColumns>(
  id: PhotoId,
  before: { [K in keyof C]: unknown } & EditedColumns,
  after: C,
): PhotoEdit {
  const changed = Object.entries(after).filter(([name, value]) => Reflect.get(before, name) !== value);
  return {
    id,
    before: Object.fromEntries(changed.map(([name]) => [name, Reflect.get(before, name)])),
    after: Object.fromEntries(changed),
  };
}
