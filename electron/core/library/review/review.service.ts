import type { ToldEdit } from '../../../../shared/contract/history.contract.ts';
import type { Description, DescriptionPatch } from '../../../../shared/domain/description.ts';
import type { PhotoId } from '../../../../shared/domain/ids.ts';
import type { Label, Review } from '../../../../shared/domain/photo.ts';
import { type PhotoRights, readRights, writeRights } from '../../../../shared/domain/photo-rights.ts';
import { blocksSending, findBrokenRules, type RuleFinding, ruleBits } from '../../../../shared/domain/rules.ts';
import type { StudioContext } from '../../context.ts';
import { columnsOf, descriptionOf, ruleSubjectOf } from '../photos/photo-words.ts';
import type { HeardWords } from '../sidecars/read-sidecars.ts';
import { stacksRepository } from '../stacks/stacks.repository.ts';
import { editApplier } from './apply-edit.ts';
import {
  type EditedColumns,
  type EditName,
  editsRepository,
  type PhotoEdit,
  type StoredEdit,
} from './edits.repository.ts';
import { differences, mergeEdits } from './photo-edits.ts';
import { type ReviewRow, reviewRepository } from './review.repository.ts';
import { withPatch } from './with-patch.ts';

export interface Decision {
  readonly review?: Review | undefined;
  readonly rating?: number | undefined;
  readonly label?: Label | null | undefined;
}

export type ChangeOfRights = (before: PhotoRights) => PhotoRights;

export interface ReviewService {
  /**
   * Reviews, ratings and labels of many photos in one transaction. What is said of the face of a pair is said of all its files.
   * `updated`: photos that were not so already, a pair counted as one.
   */
  set(ids: readonly PhotoId[], decision: Decision): { updated: number };
  /** Approves one photo and rejects others, as one edit. */
  choose(winner: PhotoId, others: readonly PhotoId[]): { updated: number };
  /** Describes many photos in one transaction; `broken` names those of them that break rules now. */
  describe(
    ids: readonly PhotoId[],
    patch: DescriptionPatch,
  ): { updated: number; broken: { id: PhotoId; findings: RuleFinding[] }[] };
  /**
   * The same with words that differ from photo to photo; `blocked` counts those of them that may not be sent now. `change` is
   * called for the files behind the faces of pairs too.
   */
  rewordAll(
    ids: readonly PhotoId[],
    name: EditName,
    change: (before: Description, id: PhotoId) => Description,
    rights?: ChangeOfRights | null,
  ): { updated: number; blocked: number };
  /** Rights of many photos in one transaction, one step of undo. */
  changeRights(ids: readonly PhotoId[], change: ChangeOfRights): { updated: number };
  undo(): { undone: string | null; photos: number; edit: ToldEdit | null };
  redo(): { redone: string | null; photos: number; edit: ToldEdit | null };
  /** What undo and redo would do now. */
  next(): { undo: ToldEdit | null; redo: ToldEdit | null };
  /**
   * What files said of photos, as one edit, so that undo brings hers back. Of an untouched photo it is no change of hers and no
   * edit. Inside a transaction; nothing is announced.
   */
  hear(heard: readonly HeardWords[]): void;
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
  const stacks = stacksRepository(db);

  /** With the files behind those that are faces of pairs: they are the same photo. */
  function withPairs(ids: readonly PhotoId[]): readonly PhotoId[] {
    const behind = stacks.behind(ids, 'pair');
    return behind.length === 0 ? ids : [...new Set([...ids, ...behind.map((member) => member.id)])];
  }

  /** How many of these she would count: what stands behind one of the others is part of it. */
  function counted(ids: readonly PhotoId[]): number {
    const among = new Set(ids);
    const behind = stacks.behind(ids, 'pair').filter(({ id }) => among.has(id));
    return ids.length - new Set(behind.map(({ id }) => id)).size;
  }

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
    const bits = ruleBits(findings.map(({ rule }) => rule));
    photos.write(row, columns, { errors, warnings: findings.length - errors, bits }, at);
    return findings;
  }

  function refreshRules(ids: readonly PhotoId[]): void {
    const at = ports.clock.now();
    db.transaction(() => {
      for (const row of rowsOf(ids)) write(row, {}, at);
    });
  }

  function announceUndo(edit: StoredEdit | undefined, ids: readonly PhotoId[]): void {
    const { collection, order, dismissal } = edit?.facts ?? {};
    const inCollection = ['collect', 'uncollect', 'arrange-collection'].includes(edit?.name ?? '');
    if (collection || order || inCollection) events.emit({ type: 'collections-changed' });
    if (dismissal) events.emit({ type: 'duplicates-changed' });
    announce(ids);
  }

  const apply = editApplier(context, { edits, rowsOf, write });

  /** One step back or forth. */
  function step(side: 'before' | 'after'): { edit: StoredEdit; photos: number } | null {
    let ids: PhotoId[] = [];
    const edit = db.transaction(() => {
      const next = side === 'before' ? edits.lastDone() : edits.firstUndone();
      if (!next) return null;
      ids = apply(next, side);
      edits.setUndone(next.editId, side === 'before');
      return next;
    });
    if (!edit) return null;
    announceUndo(edit, ids);
    const whole = edit.told.photos > 0 && ids.length === edit.photos.length;
    return { edit, photos: whole ? edit.told.photos : counted(ids) };
  }

  /** Decides for photos inside a transaction; answers what changed of each. */
  function decide(ids: readonly PhotoId[], columns: EditedColumns, at: number): PhotoEdit[] {
    return photos.setForAll(withPairs(ids), columns, at).map(({ id, ...row }) => differences(id, row, columns));
  }

  /** Writes words in one transaction, one step of undo. `whenBroken` hears of those asked for that break rules now. */
  function rewordAll(
    ids: readonly PhotoId[],
    name: EditName,
    change: (before: Description, id: PhotoId) => Description,
    whenBroken: (id: PhotoId, findings: RuleFinding[]) => void,
    rights: ChangeOfRights | null = null,
  ): number {
    const at = ports.clock.now();
    const changed = db.transaction(() => {
      const made: PhotoEdit[] = [];
      const asked = new Set(ids);
      for (const row of rowsOf(withPairs(ids))) {
        const edit = differences(row.id, row, {
          ...columnsOf(change(descriptionOf(row), row.id)),
          ...(rights && { rights: writeRights(rights(readRights(row.rights))) }),
        });
        const findings = write(row, edit.after, at);
        if (Object.keys(edit.after).length > 0) made.push(edit);
        // A RAW behind its JPEG breaks rules that nobody asks it to keep.
        if (findings.length > 0 && asked.has(row.id)) whenBroken(row.id, findings);
      }
      const described = made.map((edit) => edit.id);
      if (made.length > 0) edits.record(name, at, made, { counted: counted(described) });
      return described;
    });
    announce(changed);
    return counted(changed);
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
        edits.record(name, at, decided, { told, counted: counted(decided.map((edit) => edit.id)) });
        return decided;
      });
      const changed = made.map((edit) => edit.id);
      announce(changed);
      return { updated: counted(changed) };
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
      announce(changed);
      return { updated: counted(changed) };
    },

    describe(ids, patch) {
      const broken: { id: PhotoId; findings: RuleFinding[] }[] = [];
      const updated = rewordAll(
        ids,
        'describe',
        (before) => withPatch(before, patch),
        (id, findings) => broken.push({ id, findings }),
      );
      return { updated, broken };
    },

    rewordAll(ids, name, change, rights) {
      let blocked = 0;
      const count = (_: PhotoId, findings: RuleFinding[]) => {
        if (blocksSending(findings)) blocked += 1;
      };
      const updated = rewordAll(ids, name, change, count, rights ?? null);
      return { updated, blocked };
    },

    changeRights(ids, change) {
      const at = ports.clock.now();
      const changed = db.transaction(() => {
        const made: PhotoEdit[] = [];
        for (const row of rowsOf(withPairs(ids))) {
          const edit = differences(row.id, row, { rights: writeRights(change(readRights(row.rights))) });
          if (Object.keys(edit.after).length === 0) continue;
          write(row, edit.after, at);
          made.push(edit);
        }
        const all = made.map((edit) => edit.id);
        if (made.length > 0) edits.record('set-rights', at, made, { counted: counted(all) });
        return all;
      });
      announce(changed);
      return { updated: counted(changed) };
    },

    undo() {
      const done = step('before');
      return { undone: done?.edit.name ?? null, photos: done?.photos ?? 0, edit: done?.edit.told ?? null };
    },

    redo() {
      const done = step('after');
      return { redone: done?.edit.name ?? null, photos: done?.photos ?? 0, edit: done?.edit.told ?? null };
    },

    next: () => edits.next(),

    hear(heard) {
      const at = ports.clock.now();
      const byId = new Map(heard.map((words) => [words.id, words]));
      const made: PhotoEdit[] = [];
      for (const row of rowsOf([...byId.keys()])) {
        const words = byId.get(row.id);
        if (!words) continue;
        const edit = differences(row.id, row, words.columns);
        if (Object.keys(edit.after).length === 0) continue;
        write(row, edit.after, words.untouched ? photos.addedAt(row.id) : at);
        if (!words.untouched) made.push(edit);
      }
      if (made.length > 0) edits.record('read-from-files', at, made, { counted: counted(made.map(({ id }) => id)) });
    },

    refreshRules,
  };
}
