import type { SaleFilter } from '../../../shared/contract/sales.contract.ts';
import type { Value } from '../db/database.ts';
import { addDays, startOfDay } from './calendar.ts';

/** A part of the ledger as SQL over the table `from` called `t`, with its values in order. */
export interface WhichSales {
  /** Single sales, or their sums by photo and licence where time is not asked for. */
  readonly from: 'transactions AS t' | 'sales_photos AS t';
  /** How many sales rows of that table are. */
  readonly count: 'count(*)' | 'coalesce(sum(t.count), 0)';
  readonly where: string;
  readonly values: readonly Value[];
}

const OF_PHOTO = 'SELECT r.id FROM remote_photos AS r WHERE r.account_id = ? AND r.photo_id = ?';
const OF_COLLECTION = `SELECT r.id FROM collection_photos AS c JOIN remote_photos AS r ON r.photo_id = c.photo_id
  WHERE r.account_id = ? AND c.collection_id = ?`;
/** The marketplace's category of a photo; hers where the marketplace never said. */
const OF_CATEGORY = `WITH RECURSIVE below (id) AS (VALUES (?) UNION
    SELECT c.id FROM categories AS c JOIN below ON c.parent_id = below.id WHERE c.account_id = ?)
  SELECT r.id FROM remote_photos AS r LEFT JOIN photos AS p ON p.id = r.photo_id
  WHERE r.account_id = ? AND coalesce(r.category_id, p.category_id) IN (SELECT id FROM below)`;

/** The first instant of a filter and the first one after it, ms. */
export function boundsOfFilter({ from, to }: Pick<SaleFilter, 'from' | 'to'>): { from: number; to: number } {
  return {
    from: from === undefined ? 0 : startOfDay(from),
    to: to === undefined ? Number.MAX_SAFE_INTEGER : startOfDay(addDays(to, 1)),
  };
}

/** Whether anything but time is asked for. */
export function isNarrow({ from: _from, to: _to, ...rest }: SaleFilter): boolean {
  return Object.values(rest).some((condition) => condition !== undefined);
}

/** Sales of an account that a filter holds, between two instants (ms, the second exclusive). Gone ones count nowhere. */
export function whichSales(accountId: number, filter: SaleFilter, bounds = boundsOfFilter(filter)): WhichSales {
  const which = conditionsOf(accountId, filter);
  const when = ['t.gone_at IS NULL', 't.sold_at >= ?', 't.sold_at < ?'];
  return {
    from: 'transactions AS t',
    count: 'count(*)',
    where: [...which.conditions, ...when].join(' AND '),
    values: [...which.values, bounds.from, bounds.to],
  };
}

/** As whichSales, for sums alone. */
export function whichSums(accountId: number, filter: SaleFilter): WhichSales {
  if (filter.from !== undefined || filter.to !== undefined) return whichSales(accountId, filter);
  const { conditions, values } = conditionsOf(accountId, filter);
  return {
    from: 'sales_photos AS t',
    count: 'coalesce(sum(t.count), 0)',
    where: [...conditions, 't.count > 0'].join(' AND '),
    values,
  };
}

function conditionsOf(accountId: number, filter: SaleFilter): { conditions: string[]; values: Value[] } {
  const conditions = ['t.account_id = ?'];
  const values: Value[] = [accountId];
  const also = (condition: string, ...more: Value[]) => {
    conditions.push(condition);
    values.push(...more);
  };
  if (filter.license !== undefined) also('t.license = ?', filter.license);
  if (filter.remotePhotoId === '') also("coalesce(t.remote_photo_id, '') = ''");
  else if (filter.remotePhotoId !== undefined) also('t.remote_photo_id = ?', filter.remotePhotoId);
  if (filter.photoId !== undefined) also(`t.remote_photo_id IN (${OF_PHOTO})`, accountId, filter.photoId);
  if (filter.collectionId !== undefined)
    also(`t.remote_photo_id IN (${OF_COLLECTION})`, accountId, filter.collectionId);
  if (filter.categoryId !== undefined)
    also(`t.remote_photo_id IN (${OF_CATEGORY})`, filter.categoryId, accountId, accountId);
  return { conditions, values };
}
