import { z } from 'zod';
import { type PhotoFilter, photoFilter } from '../../../../shared/contract/library.contract.ts';
import type { CollectionId, PhotoId } from '../../../../shared/domain/ids.ts';
import type { Database } from '../../db/database.ts';
import type { CollectionsTable } from '../../db/schema.ts';

export interface CollectionRow {
  readonly id: CollectionId;
  readonly name: string;
  readonly kind: CollectionsTable['kind'];
  readonly filter: PhotoFilter | null;
  readonly createdAt: number;
  /** Photos put into it by hand; 0 for a search. */
  readonly members: number;
}

/** A photo's place in a collection. */
export interface Member {
  readonly id: PhotoId;
  readonly position: number;
}

export interface CollectionsRepository {
  /** Those that are not removed, in her order. */
  list(): CollectionRow[];
  get(id: CollectionId): CollectionRow | null;
  create(name: string, filter: PhotoFilter | null, now: number): CollectionId;
  /** Answers whether there was one. */
  rename(id: CollectionId, name: string): boolean;
  remove(id: CollectionId, now: number): boolean;
  restore(id: CollectionId): boolean;
  setPositions(ids: readonly CollectionId[]): void;
  /** Forgets what was removed before a time. */
  purge(removedBefore: number): number;
  /** Puts photos at the end, in the order given; answers those that were not in it and are in the catalogue. */
  addMembers(id: CollectionId, ids: readonly PhotoId[]): Member[];
  /** Answers those that were in it. */
  removeMembers(id: CollectionId, ids: readonly PhotoId[]): Member[];
  /** Everything in it, in her order. */
  members(id: CollectionId): Member[];
  /** One photo's place as it was; null: not in it. Nothing where the collection is gone. */
  setMember(collection: number, photo: PhotoId, position: number | null): void;
}

interface Row extends Omit<CollectionRow, 'filter'> {
  readonly filter: string | null;
}

const COLUMNS = `id, name, kind, filter, created_at AS createdAt,
  (SELECT count(*) FROM collection_photos WHERE collection_id = collections.id
    AND photo_id NOT IN (SELECT id FROM photos WHERE hidden <> 0)) AS members`;
const storedFilter = z.string().transform((text) => photoFilter.parse(JSON.parse(text)));

export function collectionsRepository(db: Database): CollectionsRepository {
  const all = db.prepare<readonly [], Row>(
    `SELECT ${COLUMNS} FROM collections WHERE removed_at IS NULL ORDER BY position, id`,
  );
  const one = db.prepare<readonly [number], Row>(
    `SELECT ${COLUMNS} FROM collections WHERE id = ? AND removed_at IS NULL`,
  );
  const create = db.prepare<readonly [string, string, string | null, number], { id: CollectionId }>(
    `INSERT INTO collections (name, kind, filter, position, created_at)
     VALUES (?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM collections), ?) RETURNING id`,
  );
  const setPosition = db.prepare<readonly [number, number], never>('UPDATE collections SET position = ? WHERE id = ?');
  const add = db.prepare<readonly [number, number, string], Member>(
    `INSERT INTO collection_photos (collection_id, photo_id, position)
     SELECT ?, asked.value, asked.key + 1 + (
       SELECT coalesce(max(position), 0) FROM collection_photos WHERE collection_id = ?)
     FROM json_each(?) AS asked CROSS JOIN photos ON photos.id = asked.value
     WHERE true ON CONFLICT DO NOTHING
     RETURNING photo_id AS id, position`,
  );
  const leave = db.prepare<readonly [number, string], Member>(
    `DELETE FROM collection_photos WHERE collection_id = ? AND photo_id IN (SELECT value FROM json_each(?))
     RETURNING photo_id AS id, position`,
  );
  const inOrder = db.prepare<readonly [number], Member>(
    'SELECT photo_id AS id, position FROM collection_photos WHERE collection_id = ? ORDER BY position, photo_id',
  );
  const enter = db.prepare<readonly [number, number, number], never>(
    `INSERT INTO collection_photos (collection_id, photo_id, position)
     SELECT id, ?, ? FROM collections WHERE id = ? ON CONFLICT DO UPDATE SET position = excluded.position`,
  );

  return {
    list: () => all.all().map(rowOf),
    get(id) {
      const row = one.get(id);
      return row ? rowOf(row) : null;
    },
    create(name, filter, now) {
      const row = create.get(name, filter ? 'search' : 'collection', filter ? JSON.stringify(filter) : null, now);
      if (!row) throw new Error('a collection was not created');
      return row.id;
    },
    rename: (id, name) =>
      db.run(db.sql.updateTable('collections').set({ name }).where('id', '=', id).where('removed_at', 'is', null))
        .changes > 0,
    remove: (id, now) =>
      db.run(
        db.sql.updateTable('collections').set({ removed_at: now }).where('id', '=', id).where('removed_at', 'is', null),
      ).changes > 0,
    restore: (id) =>
      db.run(db.sql.updateTable('collections').set({ removed_at: null }).where('id', '=', id)).changes > 0,
    setPositions(ids) {
      for (const [index, id] of ids.entries()) setPosition.run(index + 1, id);
    },
    purge: (before) => db.run(db.sql.deleteFrom('collections').where('removed_at', '<', before)).changes,
    addMembers: (id, ids) => add.all(id, id, JSON.stringify(ids)),
    removeMembers: (id, ids) => leave.all(id, JSON.stringify(ids)),
    members: (id) => inOrder.all(id),
    setMember(collection, photo, position) {
      if (position === null) leave.all(collection, JSON.stringify([photo]));
      else enter.run(photo, position, collection);
    },
  };
}

function rowOf(row: Row): CollectionRow {
  return { ...row, filter: row.filter === null ? null : storedFilter.parse(row.filter) };
}
