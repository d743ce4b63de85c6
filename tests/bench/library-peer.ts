import type { Database, Value } from '../../electron/core/db/database.ts';
import {
  dateConditions,
  type Fragment,
  facetConditions,
  folderCondition,
  joinFragments,
} from '../../electron/core/library/photos/photo-query.repository.ts';
import type { PhotoFilter, PhotoSort } from '../../shared/contract/library.contract.ts';

/** The obvious way over the same file: one statement, LIKE, OFFSET, GROUP BY, and whatever index SQLite takes by itself. */

const ORDER: Readonly<Record<PhotoSort, string>> = {
  captured: 'sort_at',
  imported: 'added_at',
  name: 'file_name',
  rating: 'rating',
  sales: 'sales_count',
};
const WORDS = ['title', 'caption', 'keywords', 'place', 'camera', 'lens', 'file_name'];

function conditionsOf(filter: PhotoFilter): Fragment {
  const words = (filter.text ?? '').split(/\s+/).filter((word) => word !== '');
  const all: Fragment[] = [
    { sql: 'photos.hidden = 0', parameters: [] },
    ...facetConditions(filter),
    ...dateConditions(filter).filter(({ sql }) => !sql.includes('capture_order')),
    ...(filter.folderId === undefined ? [] : [folderCondition([filter.folderId])]),
    ...(filter.collectionId === undefined
      ? []
      : [
          {
            sql: 'photos.id IN (SELECT photo_id FROM collection_photos WHERE collection_id = ?)',
            parameters: [filter.collectionId],
          },
        ]),
    ...words.map((word) => {
      const found = `(${WORDS.map((column) => `${column} LIKE ?`).join(' OR ')})`;
      const bare = word.replace(/^-|"/g, '');
      return { sql: word.startsWith('-') ? `NOT ${found}` : found, parameters: WORDS.map(() => `%${bare}%`) };
    }),
  ];
  return joinFragments(all, ' AND ');
}

export function peerPage(
  db: Database,
  filter: PhotoFilter,
  sort: PhotoSort,
  direction: 'asc' | 'desc',
  page: number,
): number {
  const where = conditionsOf(filter);
  return db
    .prepare<readonly Value[], { id: number }>(
      `SELECT id, sha256, file_name, format, width, height, capture_date, sort_at, review, rating, label, delivery, moderation,
         title, rule_errors, picture_version, present, added_at
       FROM photos WHERE ${where.sql} ORDER BY ${ORDER[sort]} ${direction}, id ${direction} LIMIT 200 OFFSET ?`,
    )
    .all(...where.parameters, page * 200).length;
}

export function peerCounts(db: Database, filter: PhotoFilter): void {
  const where = conditionsOf(filter);
  for (const column of ['review', 'moderation', 'camera', 'lens'])
    db.prepare<readonly Value[], unknown>(
      `SELECT ${column}, count(*) FROM photos WHERE ${where.sql} GROUP BY ${column}`,
    ).all(...where.parameters);
}

export function peerIds(db: Database): number {
  return db
    .prepare<readonly [], { id: number }>('SELECT id FROM photos WHERE hidden = 0 ORDER BY sort_at DESC, id DESC')
    .all().length;
}

/** What lists in memory are made of, read in one go: nothing else has a turn meanwhile. */
export function peerTraits(db: Database): number {
  return db
    .prepare<readonly [], unknown>(
      'SELECT id, facets, sort_at, capture_date, added_at, sales_count, file_name FROM photos WHERE hidden = 0',
    )
    .all().length;
}

/** A decision about many, one statement each, with nothing kept to undo it by. */
export function peerApprove(db: Database, ids: readonly number[], review: string): void {
  const update = db.prepare<readonly [string, number], never>('UPDATE photos SET review = ? WHERE id = ?');
  db.transaction(() => {
    for (const id of ids) update.run(review, id);
  });
}

export function peerDescribe(db: Database, ids: readonly number[], title: string): void {
  const update = db.prepare<readonly [string, string, number], never>(
    'UPDATE photos SET title = ?, keywords = ?, price_standard = 5000 WHERE id = ?',
  );
  db.transaction(() => {
    for (const id of ids) update.run(title, JSON.stringify([title]), id);
  });
}
