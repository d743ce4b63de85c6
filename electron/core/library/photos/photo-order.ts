import { z } from 'zod';
import { type PhotoSort, photoSort } from '../../../../shared/contract/library.contract.ts';
import { StudioError } from '../../../../shared/domain/errors.ts';

export type Direction = 'asc' | 'desc';
export interface PhotoOrder {
  readonly sort: PhotoSort;
  readonly direction: Direction;
}

/** The last photo of a page: where the next one goes on. */
const position = z.object({
  sort: photoSort,
  direction: z.enum(['asc', 'desc']),
  id: z.int().positive(),
  sortAt: z.int(),
  addedAt: z.int(),
  rating: z.int(),
  sales: z.int(),
  fileName: z.string().max(300),
});
export type Position = z.infer<typeof position>;

/** Opaque to those who carry it. Holds only the key of its own order, so that a name never makes it longer than it must. */
export function cursorAfter(place: Position): string {
  const fileName = place.sort === 'name' ? place.fileName : '';
  const { sort, direction, id, sortAt, addedAt, rating, sales } = place;
  return Buffer.from(JSON.stringify([sort, direction, id, sortAt, addedAt, rating, sales, fileName])).toString(
    'base64url',
  );
}

const cursorShape = z
  .tuple([
    photoSort,
    z.enum(['asc', 'desc']),
    z.unknown(),
    z.unknown(),
    z.unknown(),
    z.unknown(),
    z.unknown(),
    z.unknown(),
  ])
  .transform(([sort, direction, id, sortAt, addedAt, rating, sales, fileName]) => ({
    sort,
    direction,
    id,
    sortAt,
    addedAt,
    rating,
    sales,
    fileName,
  }))
  .pipe(position);

/** Errors: `invalid-input` when it is not a cursor of this order. */
export function readCursor(cursor: string, order: PhotoOrder): Position {
  let found: unknown;
  try {
    found = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    found = null;
  }
  const read = cursorShape.safeParse(found);
  if (!read.success || read.data.sort !== order.sort || read.data.direction !== order.direction) {
    throw new StudioError('invalid-input', { issues: [{ path: 'cursor', message: 'not a cursor of this order' }] });
  }
  return read.data;
}
