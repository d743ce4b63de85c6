import type { Sale } from '../../../shared/contract/sales.contract.ts';
import { photoId } from '../../../shared/domain/ids.ts';
import { availableAt, xof } from '../../../shared/domain/money.ts';
import type { Database } from '../db/database.ts';

/** Thirty days, and a day of grace for clocks that differ: a sale seen pending after that has an order not yet completed. */
const WAIT_MS = availableAt(0);
const GRACE_MS = 86_400_000;

/**
 * The ledger read. An amount counts by its own availability date, so that it turns from pending to available when the clock
 * passes it, also offline; only a sale that the marketplace still called pending well after that date does not.
 */
const UNFINISHED = `(status = 'pending' AND seen_at >= sold_at + ${WAIT_MS + GRACE_MS})`;

interface SaleRow {
  id: string;
  photoId: number | null;
  remotePhotoId: string | null;
  title: string;
  license: 'standard' | 'extended';
  orderNumber: string;
  soldAt: number;
  gross: number;
  commission: number;
  net: number;
  status: 'completed' | 'pending';
  unfinished: number;
}

export interface Totals {
  readonly available: number;
  readonly pending: number;
  readonly thisMonth: number;
  readonly sinceStart: number;
  readonly count: number;
}

export function salesRepository(db: Database) {
  return {
    list(accountId: number, limit: number, offset: number): Sale[] {
      const rows = db
        .prepare<[number, number, number], SaleRow>(
          `SELECT t.id, r.photo_id AS photoId, t.remote_photo_id AS remotePhotoId, t.title, t.license, t.order_number AS orderNumber,
             t.sold_at AS soldAt, t.gross, t.commission, t.net, t.status, t.unfinished
           FROM (SELECT *, ${UNFINISHED} AS unfinished FROM transactions WHERE account_id = ? AND gone_at IS NULL
                 ORDER BY sold_at DESC, id DESC LIMIT ? OFFSET ?) AS t
           LEFT JOIN remote_photos AS r ON r.account_id = t.account_id AND r.id = t.remote_photo_id
           ORDER BY t.sold_at DESC, t.id DESC`,
        )
        .all(accountId, limit, offset);
      return rows.map(({ unfinished, ...row }) => ({
        ...row,
        photoId: row.photoId === null ? null : photoId.parse(row.photoId),
        gross: xof.parse(row.gross),
        commission: xof.parse(row.commission),
        net: xof.parse(row.net),
        availableAt: unfinished === 1 ? null : availableAt(row.soldAt),
      }));
    },

    count(accountId: number): number {
      const { sql } = db;
      const rows = sql.selectFrom('transactions').select((is) => is.fn.countAll<number>().as('count'));
      return db.get(rows.where('account_id', '=', accountId).where('gone_at', 'is', null))?.count ?? 0;
    },

    /** Nets of all sales, as they stand at `now`; what was withdrawn is not taken off. */
    totals(accountId: number, now: number, monthStart: number): Totals {
      const row = db
        .prepare<[number, number, number, number], Totals>(
          `SELECT coalesce(sum(CASE WHEN free THEN net END), 0) AS available,
             coalesce(sum(CASE WHEN NOT free THEN net END), 0) AS pending,
             coalesce(sum(CASE WHEN sold_at >= ? AND sold_at <= ? THEN net END), 0) AS thisMonth,
             coalesce(sum(net), 0) AS sinceStart, count(*) AS count
           FROM (SELECT sold_at, net, sold_at <= ? AND NOT ${UNFINISHED} AS free
                 FROM transactions WHERE account_id = ? AND gone_at IS NULL)`,
        )
        .get(monthStart, now, now - WAIT_MS, accountId);
      return row ?? { available: 0, pending: 0, thisMonth: 0, sinceStart: 0, count: 0 };
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

    /** Sales from the instant `from` to before `to`. Reads the covering index alone: cheap enough for one call a bar. */
    sums(accountId: number, from: number, to: number): { net: number; commission: number; count: number } {
      const row = db
        .prepare<[number, number, number], { net: number; commission: number; count: number }>(
          `SELECT coalesce(sum(net), 0) AS net, coalesce(sum(commission), 0) AS commission, count(*) AS count FROM transactions
           WHERE account_id = ? AND sold_at >= ? AND sold_at < ? AND gone_at IS NULL`,
        )
        .get(accountId, from, to);
      return row ?? { net: 0, commission: 0, count: 0 };
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
