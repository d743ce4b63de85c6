import type { Database } from '../db/database.ts';
import type { RemoteMonth, RemoteTransaction } from '../ports/marketplace.ts';

interface Kept {
  status: string;
  gross: number;
  commission: number;
  net: number;
  sold_at: number;
  gone_at: number | null;
}

/** The sales ledger as the sync writes it. Rows are never removed: what the marketplace stops listing is marked. */
export function ledgerRepository(db: Database) {
  const { sql } = db;
  return {
    /** same: known and unchanged. */
    store(accountId: number, sale: RemoteTransaction, now: number): 'new' | 'changed' | 'same' {
      const before = db
        .prepare<[number, string], Kept>(
          'SELECT status, gross, commission, net, sold_at, gone_at FROM transactions WHERE account_id = ? AND id = ?',
        )
        .get(accountId, sale.id);
      db.prepare<
        [number, string, string | null, string, number, number, number, number, string, string, string, number, number],
        never
      >(
        `INSERT INTO transactions (account_id, id, remote_photo_id, title, sold_at, gross, commission, net, status, license,
           order_number, first_seen_at, seen_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (account_id, id) DO UPDATE SET remote_photo_id = excluded.remote_photo_id, title = excluded.title,
           sold_at = excluded.sold_at, gross = excluded.gross, commission = excluded.commission, net = excluded.net,
           status = excluded.status, license = excluded.license, order_number = excluded.order_number,
           seen_at = excluded.seen_at, gone_at = NULL`,
      ).run(
        accountId,
        sale.id,
        sale.photoId,
        sale.title,
        sale.date,
        sale.gross,
        sale.commission,
        sale.net,
        sale.status,
        sale.license,
        sale.orderNumber,
        now,
        now,
      );
      if (!before) return 'new';
      const same =
        before.gone_at === null &&
        before.status === sale.status &&
        before.gross === sale.gross &&
        before.commission === sale.commission &&
        before.net === sale.net &&
        before.sold_at === sale.date;
      return same ? 'same' : 'changed';
    },
    count(accountId: number): number {
      const rows = sql.selectFrom('transactions').select((is) => is.fn.countAll<number>().as('count'));
      return db.get(rows.where('account_id', '=', accountId).where('gone_at', 'is', null))?.count ?? 0;
    },
    /**
     * Sales that should be available by now and were pending when last seen (before `seenBefore`), with their place in the
     * marketplace's list, newest first, from 0.
     */
    overdue(accountId: number, soldBefore: number, seenBefore: number): { id: string; place: number }[] {
      return db
        .prepare<[number, number, number], { id: string; place: number }>(
          `SELECT id, (SELECT count(*) FROM transactions AS newer
             WHERE newer.account_id = late.account_id AND newer.gone_at IS NULL AND newer.sold_at > late.sold_at) AS place
           FROM transactions AS late
           WHERE account_id = ? AND status = 'pending' AND gone_at IS NULL AND sold_at < ? AND seen_at < ?
           ORDER BY sold_at LIMIT 100`,
        )
        .all(accountId, soldBefore, seenBefore);
    },
    /** How many sales were made at the instant `at` (ms) or later: places of the marketplace's list before one's own. */
    soldSince(accountId: number, at: number): number {
      const row = db
        .prepare<[number, number], { count: number }>(
          'SELECT count(*) AS count FROM transactions WHERE account_id = ? AND sold_at >= ? AND gone_at IS NULL',
        )
        .get(accountId, at);
      return row?.count ?? 0;
    },
    /** Marks what a whole pass that began at `since` did not show; how many. */
    markGone(accountId: number, since: number, now: number): number {
      const gone = sql.updateTable('transactions').set({ gone_at: now }).where('account_id', '=', accountId);
      return db.run(gone.where('seen_at', '<', since).where('gone_at', 'is', null)).changes;
    },
    replaceMonths(accountId: number, months: readonly RemoteMonth[]): void {
      db.transaction(() => {
        db.run(sql.deleteFrom('revenue_months').where('account_id', '=', accountId));
        for (const month of months) {
          const row = {
            total_sales: month.totalSales,
            commission: month.commission,
            net_revenue: month.netRevenue,
            available_balance: month.availableBalance,
            pending_balance: month.pendingBalance,
            withdrawn: month.withdrawn,
            sales_count: month.salesCount,
          };
          db.run(
            sql
              .insertInto('revenue_months')
              .values({ ...row, account_id: accountId, month: month.month })
              .onConflict((conflict) => conflict.columns(['account_id', 'month']).doUpdateSet(row)),
          );
        }
      });
    },
  };
}

export type LedgerRepository = ReturnType<typeof ledgerRepository>;
