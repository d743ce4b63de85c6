import type { Sale } from '../../../shared/contract/sales.contract.ts';
import { photoId } from '../../../shared/domain/ids.ts';
import type { License } from '../../../shared/domain/license.ts';
import { availableAt, xof } from '../../../shared/domain/money.ts';
import type { Database } from '../db/database.ts';

/** Thirty days, and a day of grace for clocks that differ: a sale seen pending after that has an order not yet completed. */
const WAIT_MS = availableAt(0);
const GRACE_MS = 86_400_000;

/**
 * The ledger read. An amount counts by its own availability date, so that it turns from pending to available when the clock
 * passes it, also offline; only a sale that the marketplace still called pending well after that date does not.
 */
export const UNFINISHED = `(t.status = 'pending' AND t.seen_at >= t.sold_at + ${WAIT_MS + GRACE_MS})`;

export interface SaleRow {
  id: string;
  photoId: number | null;
  remotePhotoId: string | null;
  title: string;
  license: License;
  orderNumber: string;
  soldAt: number;
  gross: number;
  commission: number;
  net: number;
  status: 'completed' | 'pending';
  unfinished: number;
}

export const SALES = `SELECT t.id, r.photo_id AS photoId, t.remote_photo_id AS remotePhotoId, t.title, t.license,
  t.order_number AS orderNumber, t.sold_at AS soldAt, t.gross, t.commission, t.net, t.status, ${UNFINISHED} AS unfinished`;
export const THEIR_PHOTOS = 'LEFT JOIN remote_photos AS r ON r.account_id = t.account_id AND r.id = t.remote_photo_id';

export function asSale({ unfinished, ...row }: SaleRow): Sale {
  return {
    ...row,
    photoId: row.photoId === null ? null : photoId.parse(row.photoId),
    gross: xof.parse(row.gross),
    commission: xof.parse(row.commission),
    net: xof.parse(row.net),
    availableAt: unfinished === 1 ? null : availableAt(row.soldAt),
  };
}

const DAY_MS = 86_400_000;
/** From this offset on, walking over the sales before it costs more than adding up days. */
const DEEP = 1_000;

export interface Sums {
  readonly net: number;
  readonly commission: number;
  readonly count: number;
}

const NOTHING: Sums = { net: 0, commission: 0, count: 0 };

export function salesRepository(db: Database) {
  /** By single sales: for the edges that are no whole UTC days. */
  function sumsOfSales(accountId: number, from: number, to: number): Sums {
    if (from >= to) return NOTHING;
    const row = db
      .prepare<[number, number, number], Sums>(
        `SELECT coalesce(sum(net), 0) AS net, coalesce(sum(commission), 0) AS commission, count(*) AS count FROM transactions
         WHERE account_id = ? AND sold_at >= ? AND sold_at < ? AND gone_at IS NULL`,
      )
      .get(accountId, from, to);
    return row ?? NOTHING;
  }

  function sumsOfDays(accountId: number, from: number, to: number): Sums {
    const row = db
      .prepare<[number, number, number], Sums>(
        `SELECT coalesce(sum(net), 0) AS net, coalesce(sum(commission), 0) AS commission, coalesce(sum(count), 0) AS count
         FROM sales_days WHERE account_id = ? AND day >= ? AND day < ?`,
      )
      .get(accountId, from, to);
    return row ?? NOTHING;
  }

  /** Sales from the instant `from` to before `to`: whole UTC days from their sums, the two edges one by one. */
  function sums(accountId: number, from: number, to: number): Sums {
    const firstDay = Math.ceil(from / DAY_MS);
    const lastDay = Math.floor(to / DAY_MS);
    if (firstDay >= lastDay) return sumsOfSales(accountId, from, to);
    const parts = [
      sumsOfSales(accountId, from, firstDay * DAY_MS),
      sumsOfDays(accountId, firstDay, lastDay),
      sumsOfSales(accountId, lastDay * DAY_MS, to),
    ];
    return parts.reduce((all, part) => ({
      net: all.net + part.net,
      commission: all.commission + part.commission,
      count: all.count + part.count,
    }));
  }

  /** Where the sale at `offset` (newest first) lies: before an instant, and how many after it to pass over. Days do the counting. */
  function placeOf(accountId: number, offset: number): { before: number; skip: number } {
    const everything = { before: Number.MAX_SAFE_INTEGER, skip: offset };
    if (offset < DEEP) return everything;
    const days = db
      .prepare<[number], { day: number; count: number }>(
        'SELECT day, count FROM sales_days WHERE account_id = ? ORDER BY day DESC',
      )
      .all(accountId);
    let passed = 0;
    for (const { day, count } of days) {
      if (passed + count > offset) return { before: (day + 1) * DAY_MS, skip: offset - passed };
      passed += count;
    }
    return everything;
  }

  return {
    sums,

    /** Everything ever sold. */
    allSums: (accountId: number): Sums => sumsOfDays(accountId, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),

    /** Net whose thirty days have passed at `now`; what was withdrawn is not taken off. */
    freed(accountId: number, now: number): number {
      const unfinished = db
        .prepare<[number, number], { net: number }>(
          `SELECT coalesce(sum(t.net), 0) AS net FROM transactions AS t INDEXED BY transactions_waiting
           WHERE t.account_id = ? AND t.sold_at <= ? AND t.gone_at IS NULL AND ${UNFINISHED}`,
        )
        .get(accountId, now - WAIT_MS);
      return sums(accountId, 0, now - WAIT_MS + 1).net - (unfinished?.net ?? 0);
    },

    list(accountId: number, limit: number, offset: number): Sale[] {
      const { before, skip } = placeOf(accountId, offset);
      return db
        .prepare<[number, number, number, number], SaleRow>(
          `${SALES} FROM (SELECT account_id, id FROM transactions WHERE account_id = ? AND gone_at IS NULL AND sold_at < ?
                 ORDER BY sold_at DESC, id DESC LIMIT ? OFFSET ?) AS page
           JOIN transactions AS t ON t.account_id = page.account_id AND t.id = page.id ${THEIR_PHOTOS}
           ORDER BY t.sold_at DESC, t.id DESC`,
        )
        .all(accountId, before, limit, skip)
        .map(asSale);
    },

    /** All from the instant `from` to before `to`, oldest first. */
    between(accountId: number, from: number, to: number): Sale[] {
      return db
        .prepare<[number, number, number], SaleRow>(
          `${SALES} FROM transactions AS t ${THEIR_PHOTOS}
           WHERE t.account_id = ? AND t.gone_at IS NULL AND t.sold_at >= ? AND t.sold_at < ? ORDER BY t.sold_at, t.id`,
        )
        .all(accountId, from, to)
        .map(asSale);
    },

    withdrawn(accountId: number): number {
      return (
        db
          .prepare<[number], { withdrawn: number }>(
            'SELECT coalesce(sum(withdrawn), 0) AS withdrawn FROM revenue_months WHERE account_id = ?',
          )
          .get(accountId)?.withdrawn ?? 0
      );
    },

    /** Sales whose net becomes available after `now`. */
    becomingAvailable(accountId: number, now: number): { soldAt: number; net: number }[] {
      return db
        .prepare<[number, number], { soldAt: number; net: number }>(
          `SELECT sold_at AS soldAt, net FROM transactions
           WHERE account_id = ? AND sold_at > ? AND gone_at IS NULL ORDER BY sold_at`,
        )
        .all(accountId, now - WAIT_MS);
    },

    /** When the ledger was last fetched, and the balances the marketplace stated. */
    stated(accountId: number): { at: number; value: string | null } | null {
      const row = db
        .prepare<[number], { at: number; value: string | null }>(
          `SELECT transactions.at AS at, balances.value AS value FROM sync_state AS transactions
           LEFT JOIN sync_state AS balances ON balances.account_id = transactions.account_id AND balances.kind = 'balances'
           WHERE transactions.account_id = ? AND transactions.kind = 'transactions'`,
        )
        .get(accountId);
      return row ?? null;
    },
  };
}

export type SalesRepository = ReturnType<typeof salesRepository>;
