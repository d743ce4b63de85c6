import { z } from 'zod';
import { type ToldEdit, toldEdit } from '../../../../shared/contract/history.contract.ts';
import { type PhotoId, photoId } from '../../../../shared/domain/ids.ts';
import { label, rating, review } from '../../../../shared/domain/photo.ts';
import type { Database } from '../../db/database.ts';

/** Columns that she edits; an edit keeps those that changed. */
export const editedColumns = z
  .object({
    review,
    rating,
    label: label.nullable(),
    title: z.string(),
    caption: z.string(),
    keywords: z.string(),
    category_id: z.string().nullable(),
    price_standard: z.int().nullable(),
    price_extended: z.int().nullable(),
    place: z.string(),
    rights: z.string().nullable(),
  })
  .partial();
export type EditedColumns = z.infer<typeof editedColumns>;

const stackPlace = z.object({
  stack: z.int().nullable(),
  kind: z.enum(['pair', 'hand']),
  chosen: z.boolean(),
  apart: z.boolean(),
});

/** One side of an edit: columns, the photo's place in a collection (null: not in it) or among stacks, the way it is turned. */
const editSide = editedColumns.extend({
  member: z.object({ collection: z.int(), position: z.int().nullable() }).optional(),
  place_in_stack: stackPlace.optional(),
  turn: z.int().optional(),
  forgotten: z.boolean().optional(),
});
export type EditSide = z.infer<typeof editSide>;

/** What one edit did to one photo. */
export interface PhotoEdit {
  readonly id: PhotoId;
  readonly before: EditSide;
  readonly after: EditSide;
}

/** Names of edits, spoken by the page (`edit.<name>`). */
export type EditName =
  | 'approve'
  | 'reject'
  | 'unreview'
  | 'choose'
  | 'rate'
  | 'label'
  | 'describe'
  | 'collect'
  | 'uncollect'
  | 'create-collection'
  | 'rename-collection'
  | 'remove-collection'
  | 'restore-collection'
  | 'reorder-collections'
  | 'arrange-collection'
  | 'dismiss-duplicates'
  | 'stack'
  | 'unstack'
  | 'choose-face'
  | 'turn'
  | 'forget-missing'
  | 'read-from-files'
  | 'replace-words'
  | 'edit-keywords'
  | 'fill-words'
  | 'paste-words'
  | 'apply-template'
  | 'mend-rules'
  | 'set-rights';

const collectionState = z.object({ name: z.string(), removed: z.boolean() });
const storedFacts = z.object({
  told: toldEdit.omit({ name: true, photos: true }).default({}),
  /** A collection that was made, renamed, removed or brought back. */
  collection: z.object({ id: z.int(), before: collectionState, after: collectionState }).optional(),
  order: z.object({ before: z.array(z.int()), after: z.array(z.int()) }).optional(),
  /** « Ce ne sont pas des doublons ». */
  dismissal: z.object({ id: z.int(), photos: z.array(photoId) }).optional(),
});
/** What an edit did beside the photos' columns, and what there is to say of it. */
export type EditFacts = z.infer<typeof storedFacts>;

const storedChanges = z.record(z.string(), z.object({ before: editSide, after: editSide }));

/** Edits kept for undo, and photos that they may hold together: the oldest are forgotten, the newest never is. */
const EDITS_KEPT = 500;
const PHOTOS_KEPT = 2_000_000;

export interface StoredEdit {
  readonly editId: number;
  readonly name: string;
  readonly photos: readonly PhotoEdit[];
  readonly facts: EditFacts;
  readonly told: ToldEdit;
}

export interface EditsRepository {
  /** Records an edit; what was undone before it can't be redone any more. `counted`: the photos as she counts them. */
  record(
    name: EditName,
    at: number,
    photos: readonly PhotoEdit[],
    facts?: Partial<EditFacts> & { readonly counted?: number },
  ): void;
  lastDone(): StoredEdit | null;
  firstUndone(): StoredEdit | null;
  setUndone(editId: number, undone: boolean): void;
  setFacts(editId: number, facts: EditFacts): void;
  /** A dismissal that was taken back by itself is no step of undo any more. */
  forgetDismissal(dismissal: number): void;
  /** What undo and redo would do, without reading the changes. */
  next(): { undo: ToldEdit | null; redo: ToldEdit | null };
}

type Row = { id: number; name: string; changes: string; facts: string; photos: number };
type ToldRow = Omit<Row, 'changes'>;

export function editsRepository(db: Database): EditsRepository {
  const LAST_DONE = 'FROM edits WHERE undone = 0 ORDER BY id DESC LIMIT 1';
  const FIRST_UNDONE = 'FROM edits WHERE undone = 1 ORDER BY id ASC LIMIT 1';
  const lastDone = db.prepare<readonly [], Row>(`SELECT id, name, changes, facts, photos ${LAST_DONE}`);
  const firstUndone = db.prepare<readonly [], Row>(`SELECT id, name, changes, facts, photos ${FIRST_UNDONE}`);
  const nextUndo = db.prepare<readonly [], ToldRow>(`SELECT id, name, facts, photos ${LAST_DONE}`);
  const nextRedo = db.prepare<readonly [], ToldRow>(`SELECT id, name, facts, photos ${FIRST_UNDONE}`);
  const forgetLarge = db.prepare<readonly [number, number], never>(
    `DELETE FROM edits WHERE id < ? AND id IN (
       SELECT id FROM (SELECT id, sum(photos) OVER (ORDER BY id DESC) AS kept FROM edits) WHERE kept > ?)`,
  );
  const forgetDismissal = db.prepare<readonly [number], never>(
    "DELETE FROM edits WHERE name = 'dismiss-duplicates' AND facts ->> '$.dismissal.id' = ?",
  );
  return {
    record(name, at, photos, { counted, ...facts } = {}) {
      const changes = Object.fromEntries(photos.map(({ id, before, after }) => [id, { before, after }]));
      db.run(db.sql.deleteFrom('edits').where('undone', '=', 1));
      const { lastId } = db.run(
        db.sql.insertInto('edits').values({
          at,
          name,
          changes: JSON.stringify(changes),
          undone: 0,
          facts: JSON.stringify(facts),
          photos: counted ?? photos.length,
        }),
      );
      db.run(db.sql.deleteFrom('edits').where('id', '<=', lastId - EDITS_KEPT));
      forgetLarge.run(lastId, PHOTOS_KEPT);
    },
    lastDone: () => read(lastDone.get()),
    firstUndone: () => read(firstUndone.get()),
    setUndone(editId, undone) {
      db.run(
        db.sql
          .updateTable('edits')
          .set({ undone: undone ? 1 : 0 })
          .where('id', '=', editId),
      );
    },
    setFacts(editId, facts) {
      db.run(
        db.sql
          .updateTable('edits')
          .set({ facts: JSON.stringify(facts) })
          .where('id', '=', editId),
      );
    },
    forgetDismissal: (dismissal) => void forgetDismissal.run(dismissal),
    next() {
      const [undo, redo] = [nextUndo.get(), nextRedo.get()];
      return { undo: undo ? tell(undo) : null, redo: redo ? tell(redo) : null };
    },
  };
}

function tell({ name, facts, photos }: ToldRow): ToldEdit {
  return { ...storedFacts.parse(JSON.parse(facts)).told, name, photos };
}

function read(row: Row | undefined): StoredEdit | null {
  if (!row) return null;
  const changes = storedChanges.parse(JSON.parse(row.changes));
  const photos = Object.entries(changes).map(([id, change]) => ({ id: photoId.parse(Number(id)), ...change }));
  const facts = storedFacts.parse(JSON.parse(row.facts));
  return { editId: row.id, name: row.name, photos, facts, told: tell(row) };
}
