import type { PhotoSort } from '../../../../shared/contract/library.contract.ts';
import type { PhotoOrder, Position } from './photo-order.ts';
import { type Fragment, ID_MASK, joinFragments, VISIBLE } from './photo-query.repository.ts';

const SORT_INDEX: Readonly<Record<PhotoSort, string>> = {
  captured: 'photos_by_capture',
  imported: 'photos_by_import',
  name: 'photos_by_name',
  rating: 'photos_by_rating',
  sales: 'photos_by_sales',
};
const SORT_KEY: Readonly<Record<PhotoSort, readonly string[]>> = {
  captured: ['photos.capture_order'],
  imported: ['photos.added_at', 'photos.id'],
  name: ['photos.file_name', 'photos.id'],
  rating: ['photos.rating', 'photos.capture_order'],
  sales: ['photos.sales_count', 'photos.capture_order'],
};

/** A condition on order and id alone needs no photo beside the search row. */
export function onSearchRow(condition: Fragment): Fragment {
  const sql = condition.sql
    .replaceAll('photos.capture_order', 'photos_search.rowid')
    .replaceAll('photos.id', `(photos_search.rowid & ${ID_MASK})`);
  return /photos\./.test(sql) ? condition : { sql, parameters: condition.parameters };
}

export function selectPhotos(
  from: string,
  conditions: readonly Fragment[],
  order: PhotoOrder,
  limit: number,
): Fragment {
  const where = joinFragments([VISIBLE, ...conditions], ' AND ');
  const direction = order.direction === 'asc' ? 'ASC' : 'DESC';
  const by = SORT_KEY[order.sort].map((key) => `${key} ${direction}`).join(', ');
  return {
    sql: `SELECT photos.id AS id FROM ${from} WHERE ${where.sql} ORDER BY ${by} LIMIT ?`,
    parameters: [...where.parameters, limit],
  };
}

export function walkBy(order: PhotoOrder): string {
  return `photos INDEXED BY ${SORT_INDEX[order.sort]}`;
}

/** Up to this photo, without it. */
export function notBeyond(order: PhotoOrder, end: Position): Fragment {
  return keysetCondition({ sort: order.sort, direction: order.direction === 'asc' ? 'desc' : 'asc' }, end);
}

/** « after this photo » as a comparison of keys, which an index answers at any depth. */
export function keysetCondition(order: PhotoOrder, after: Position): Fragment {
  const than = order.direction === 'asc' ? '>' : '<';
  const captured = '(CAST(? AS INTEGER) / 1000) * 1073741824 + CAST(? AS INTEGER)';
  switch (order.sort) {
    case 'captured':
      return { sql: `photos.capture_order ${than} ${captured}`, parameters: [after.sortAt, after.id] };
    case 'imported':
      return { sql: `(photos.added_at, photos.id) ${than} (?, ?)`, parameters: [after.addedAt, after.id] };
    case 'name':
      return { sql: `(photos.file_name, photos.id) ${than} (?, ?)`, parameters: [after.fileName, after.id] };
    case 'rating':
      return {
        sql: `(photos.rating, photos.capture_order) ${than} (?, ${captured})`,
        parameters: [after.rating, after.sortAt, after.id],
      };
    case 'sales':
      return {
        sql: `(photos.sales_count, photos.capture_order) ${than} (?, ${captured})`,
        parameters: [after.sales, after.sortAt, after.id],
      };
  }
}
