import type { BestRow, Sale, SaleFilter } from '../../../shared/contract/sales.contract.ts';
import { bestRow } from '../../../shared/contract/sales.contract.ts';
import type { Database, Value } from '../db/database.ts';
import { type WhichSales, whichSales, whichSums } from './sale-filter.ts';
import { asSale, SALES, type SaleRow, THEIR_PHOTOS } from './sales.repository.ts';

/** Amounts in whole francs CFA. */
export interface FilteredSums {
  readonly gross: number;
  readonly commission: number;
  readonly net: number;
  readonly count: number;
}

const sumsOf = ({ count }: WhichSales) => `coalesce(sum(t.gross), 0) AS gross,
  coalesce(sum(t.commission), 0) AS commission, coalesce(sum(t.net), 0) AS net, ${count} AS count`;

interface Instants {
  readonly from: number;
  readonly to: number;
}

/** The ledger narrowed by a filter. Sums and pages are read from indexes that hold all they need (migration 18). */
export function filteredSalesRepository(db: Database) {
  return {
    sums(accountId: number, filter: SaleFilter): FilteredSums {
      const which = whichSums(accountId, filter);
      const row = db
        .prepare<readonly Value[], FilteredSums>(`SELECT ${sumsOf(which)} FROM ${which.from} WHERE ${which.where}`)
        .get(...which.values);
      return row ?? { gross: 0, commission: 0, net: 0, count: 0 };
    },

    /** Instants (ms) and amounts between two instants, for putting into periods. */
    amounts(
      accountId: number,
      filter: SaleFilter,
      bounds: Instants,
    ): { at: number; net: number; commission: number }[] {
      const { where, values } = whichSales(accountId, filter, bounds);
      return db
        .prepare<readonly Value[], { at: number; net: number; commission: number }>(
          `SELECT t.sold_at AS at, t.net, t.commission FROM transactions AS t WHERE ${where}`,
        )
        .all(...values);
    },

    /** Newest first. */
    list(accountId: number, filter: SaleFilter, limit: number, offset: number): Sale[] {
      const { from, where, values } = whichSales(accountId, filter);
      return db
        .prepare<readonly Value[], SaleRow>(
          `${SALES} FROM (SELECT t.account_id, t.id FROM ${from} WHERE ${where}
                 ORDER BY t.sold_at DESC, t.id DESC LIMIT ? OFFSET ?) AS page
           JOIN transactions AS t ON t.account_id = page.account_id AND t.id = page.id ${THEIR_PHOTOS}
           ORDER BY t.sold_at DESC, t.id DESC`,
        )
        .all(...values, limit, offset)
        .map(asSale);
    },

    bestPhotos(accountId: number, filter: SaleFilter, limit: number): BestRow[] {
      const which = whichSums(accountId, filter);
      return db
        .prepare<readonly Value[], unknown>(
          `SELECT coalesce(best.key, '') AS key,
             coalesce(r.title, (SELECT title FROM transactions WHERE account_id = ? AND remote_photo_id = best.key
               AND gone_at IS NULL LIMIT 1), '') AS title,
             r.photo_id AS photoId, best.gross, best.commission, best.net, best.count, r.views_count AS views,
             coalesce(r.sales_count, best.count) AS salesEver
           FROM (SELECT t.remote_photo_id AS key, ${sumsOf(which)} FROM ${which.from} WHERE ${which.where}
                 GROUP BY t.remote_photo_id ORDER BY net DESC, count DESC, key LIMIT ?) AS best
           LEFT JOIN remote_photos AS r ON r.account_id = ? AND r.id = best.key
           ORDER BY best.net DESC, best.count DESC, best.key`,
        )
        .all(accountId, ...which.values, limit, accountId)
        .map((row) => bestRow.parse(row));
    },

    /** By the marketplace's categories; views are those of all her photos in it. */
    bestCategories(accountId: number, filter: SaleFilter, limit: number): BestRow[] {
      const which = whichSums(accountId, filter);
      return db
        .prepare<readonly Value[], unknown>(
          `WITH sold AS (SELECT t.remote_photo_id AS photo, ${sumsOf(which)} FROM ${which.from} WHERE ${which.where} GROUP BY 1),
             seen AS MATERIALIZED (SELECT coalesce(r.category_id, p.category_id, '') AS category,
               sum(r.views_count) AS views, sum(r.sales_count) AS sales
               FROM remote_photos AS r LEFT JOIN photos AS p ON p.id = r.photo_id WHERE r.account_id = ? GROUP BY 1),
             best AS MATERIALIZED (SELECT coalesce(r.category_id, p.category_id, '') AS key, sum(sold.gross) AS gross,
               sum(sold.commission) AS commission, sum(sold.net) AS net, sum(sold.count) AS count
               FROM sold LEFT JOIN remote_photos AS r ON r.account_id = ? AND r.id = sold.photo
               LEFT JOIN photos AS p ON p.id = r.photo_id GROUP BY 1)
           SELECT best.key, coalesce(c.name, '') AS title, NULL AS photoId, best.gross, best.commission, best.net,
             best.count, seen.views, coalesce(seen.sales, best.count) AS salesEver
           FROM best LEFT JOIN seen ON seen.category = best.key
           LEFT JOIN categories AS c ON c.account_id = ? AND c.id = best.key
           ORDER BY net DESC, key LIMIT ?`,
        )
        .all(...which.values, accountId, accountId, accountId, limit)
        .map((row) => bestRow.parse(row));
    },

    bestLicenses(accountId: number, filter: SaleFilter): BestRow[] {
      const which = whichSums(accountId, filter);
      return db
        .prepare<readonly Value[], unknown>(
          `SELECT t.license AS key, t.license AS title, NULL AS photoId, ${sumsOf(which)}, NULL AS views,
             ${which.count} AS salesEver
           FROM ${which.from} WHERE ${which.where} GROUP BY t.license ORDER BY net DESC`,
        )
        .all(...which.values)
        .map((row) => bestRow.parse(row));
    },
  };
}

export type FilteredSalesRepository = ReturnType<typeof filteredSalesRepository>;
