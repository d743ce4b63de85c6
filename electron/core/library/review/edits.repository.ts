import { z } from 'zod';
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
  })
  .partial();
export type EditedColumns = z.infer<typeof editedColumns>;

/** One side of an edit: columns, or the photo's place in a collection (null: not in it). */
const editSide = editedColumns.extend({
  member: z.object({ collection: z.int(), position: z.int().nullable() }).optional(),
});
export type EditSide = z.infer<typeof editSide>;

/** What one edit did to one photo. */
export interface PhotoEdit {
  readonly id: PhotoId;
  readonly before: EditSide;
  readonly after: EditSide;
}

/** Names of edits, spoken by shared/messages (`edit.<name>`). */
export type EditName = 'approve' | 'reject' | 'unreview' | 'rate' | 'label' | 'describe' | 'collect' | 'uncollect';

const storedChanges = z.record(z.string(), z.object({ before: editSide, after: editSide }));

/** Edits kept for undo; older ones are forgotten. */
const EDITS_KEPT = 500;

export interface StoredEdit {
  readonly editId: number;
  readonly name: string;
  readonly photos: readonly PhotoEdit[];
}

export interface EditsRepository {
  /** Records an edit; what was undone before it can't be redone any more. */
  record(name: EditName, at: number, photos: readonly PhotoEdit[]): void;
  lastDone(): StoredEdit | null;
  firstUndone(): StoredEdit | null;
  setUndone(editId: number, undone: boolean): void;
}

export function editsRepository(db: Database): EditsRepository {
  const lastDone = db.sql.selectFrom('edits').selectAll().where('undone', '=', 0).orderBy('id', 'desc').limit(1);
  const firstUndone = db.sql.selectFrom('edits').selectAll().where('undone', '=', 1).orderBy('id', 'asc').limit(1);
  return {
    record(name, at, photos) {
      const changes = Object.fromEntries(photos.map(({ id, before, after }) => [id, { before, after }]));
      db.run(db.sql.deleteFrom('edits').where('undone', '=', 1));
      const { lastId } = db.run(
        db.sql.insertInto('edits').values({ at, name, changes: JSON.stringify(changes), undone: 0 }),
      );
      db.run(db.sql.deleteFrom('edits').where('id', '<=', lastId - EDITS_KEPT));
    },
    lastDone: () => read(db.get(lastDone)),
    firstUndone: () => read(db.get(firstUndone)),
    setUndone(editId, undone) {
      db.run(
        db.sql
          .updateTable('edits')
          .set({ undone: undone ? 1 : 0 })
          .where('id', '=', editId),
      );
    },
  };
}

function read(row: { id: number; name: string; changes: string } | undefined): StoredEdit | null {
  if (!row) return null;
  const changes = storedChanges.parse(JSON.parse(row.changes));
  const photos = Object.entries(changes).map(([id, change]) => ({ id: photoId.parse(Number(id)), ...change }));
  return { editId: row.id, name: row.name, photos };
}
