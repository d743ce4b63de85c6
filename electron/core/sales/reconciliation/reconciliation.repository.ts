import { z } from 'zod';
import {
  type Difference,
  difference,
  type LedgerChange,
  ledgerChange,
} from '../../../../shared/contract/sales.contract.ts';
import { availableAt } from '../../../../shared/domain/money.ts';
import type { Database } from '../../db/database.ts';
import { UNFINISHED } from '../sales.repository.ts';
import type { MonthAmounts, NamedSale } from './explain-month.ts';

/** What the marketplace says of a UTC month (`YYYY-MM`). Whole francs CFA. */
export interface StatedMonth extends MonthAmounts {
  readonly month: string;
  readonly available: number;
  readonly withdrawn: number;
}

const NAMED = 't.id, t.order_number AS orderNumber, t.title, t.sold_at AS soldAt, t.gross, t.commission, t.net';
const WAIT_MS = availableAt(0);
/** Amounts are freed by a job that runs once a day at most: this far from the fetch (ms) a moment may explain. */
const MOMENT_MS = 36 * 3_600_000;
const CHANGES_SHOWN = 200;
const SETTLED_SHOWN = 100;

interface KeptDifference {
  readonly key: string;
  readonly value: string;
  readonly foundAt: number;
  readonly settledAt: number | null;
}

export function reconciliationRepository(db: Database) {
  const namedSales = (accountId: number, from: number, to: number, gone: boolean) =>
    db
      .prepare<[number, number, number], NamedSale>(
        `SELECT ${NAMED} FROM transactions AS t WHERE t.account_id = ? AND t.sold_at >= ? AND t.sold_at < ?
           AND t.gone_at IS ${gone ? 'NOT NULL' : 'NULL'} ORDER BY t.sold_at, t.id`,
      )
      .all(accountId, from, to);

  return {
    statedMonths(accountId: number): StatedMonth[] {
      return db
        .prepare<[number], StatedMonth>(
          `SELECT month, total_sales AS gross, commission, net_revenue AS net, sales_count AS count,
             available_balance AS available, withdrawn FROM revenue_months WHERE account_id = ? ORDER BY month`,
        )
        .all(accountId);
    },

    /** The ledger by UTC month, oldest first; those whose shares do not make their gross counted by their own. */
    ledgerMonths(accountId: number): (MonthAmounts & { month: string })[] {
      return db
        .prepare<[number, number], MonthAmounts & { month: string }>(
          `WITH days AS (SELECT strftime('%Y-%m', day * 86400, 'unixepoch') AS month, sum(net) AS net,
               sum(commission) AS commission, sum(count) AS count FROM sales_days WHERE account_id = ? GROUP BY 1),
             odd AS (SELECT strftime('%Y-%m', sold_at / 1000, 'unixepoch') AS month, sum(gross - net - commission) AS more
               FROM transactions WHERE account_id = ? AND gone_at IS NULL AND net + commission <> gross GROUP BY 1)
           SELECT days.month, days.net, days.commission, days.count,
             days.net + days.commission + coalesce(odd.more, 0) AS gross
           FROM days LEFT JOIN odd ON odd.month = days.month WHERE days.count > 0 ORDER BY days.month`,
        )
        .all(accountId, accountId);
    },

    sums(accountId: number, from: number, to: number): MonthAmounts {
      const row = db
        .prepare<[number, number, number], MonthAmounts>(
          `SELECT coalesce(sum(gross), 0) AS gross, coalesce(sum(commission), 0) AS commission,
             coalesce(sum(net), 0) AS net, count(*) AS count
           FROM transactions WHERE account_id = ? AND gone_at IS NULL AND sold_at >= ? AND sold_at < ?`,
        )
        .get(accountId, from, to);
      return row ?? { gross: 0, commission: 0, net: 0, count: 0 };
    },

    sales: (accountId: number, from: number, to: number) => namedSales(accountId, from, to, false),
    gone: (accountId: number, from: number, to: number) => namedSales(accountId, from, to, true),

    /** The last change of each sale whose amounts changed. */
    changed(accountId: number, from: number, to: number): { sale: NamedSale; before: Omit<MonthAmounts, 'count'> }[] {
      return db
        .prepare<
          [number, number, number],
          NamedSale & { grossBefore: number; commissionBefore: number; netBefore: number }
        >(
          `SELECT ${NAMED}, c.gross_before AS grossBefore, c.commission_before AS commissionBefore,
             c.net_before AS netBefore
           FROM transactions AS t JOIN ledger_changes AS c ON c.id = (SELECT max(id) FROM ledger_changes
             WHERE account_id = t.account_id AND sale_id = t.id AND kind = 'changed')
           WHERE t.account_id = ? AND t.sold_at >= ? AND t.sold_at < ? AND t.gone_at IS NULL`,
        )
        .all(accountId, from, to)
        .map(({ grossBefore, commissionBefore, netBefore, ...sale }) => ({
          sale,
          before: { gross: grossBefore, commission: commissionBefore, net: netBefore },
        }));
    },

    /** Sales whose thirty days passed within hours before `at` (the last first), or pass within hours after it. */
    freedNear(accountId: number, at: number): { before: NamedSale[]; after: NamedSale[] } {
      const edge = at - WAIT_MS;
      return {
        before: namedSales(accountId, edge - MOMENT_MS, edge + 1, false).reverse(),
        after: namedSales(accountId, edge + 1, edge + MOMENT_MS, false),
      };
    },

    /** Sales seen pending after their date, and counted as available here all the same. */
    open(accountId: number, at: number): NamedSale[] {
      return db
        .prepare<[number, number], NamedSale>(
          `SELECT ${NAMED} FROM transactions AS t INDEXED BY transactions_waiting
           WHERE t.account_id = ? AND t.gone_at IS NULL AND t.status = 'pending' AND t.sold_at <= ?
             AND t.seen_at >= t.sold_at + ${WAIT_MS} AND NOT ${UNFINISHED} ORDER BY t.sold_at`,
        )
        .all(accountId, at - WAIT_MS);
    },

    /** What is found now: new ones are kept, those that are no more are marked as settled. */
    keep(accountId: number, found: readonly Difference[], now: number): void {
      db.transaction(() => {
        const known = db.prepare<[number, string, string, number, number], never>(
          `INSERT INTO differences (account_id, key, value, found_at, seen_at) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT DO UPDATE SET value = excluded.value, seen_at = excluded.seen_at,
             found_at = iif(settled_at IS NULL, found_at, excluded.found_at), settled_at = NULL`,
        );
        for (const one of found) known.run(accountId, keyOf(one), JSON.stringify(one), now, now);
        const keys = JSON.stringify(found.map(keyOf));
        db.prepare<[number, number, string], never>(
          `UPDATE differences SET settled_at = ? WHERE account_id = ? AND settled_at IS NULL
             AND key NOT IN (SELECT value FROM json_each(?))`,
        ).run(now, accountId, keys);
      });
    },

    kept(accountId: number): {
      open: (Difference & { foundAt: number })[];
      settled: (Difference & { foundAt: number; settledAt: number })[];
    } {
      const rows = (settled: boolean) =>
        db
          .prepare<[number, number], KeptDifference>(
            `SELECT key, value, found_at AS foundAt, settled_at AS settledAt FROM differences
             WHERE account_id = ? AND settled_at IS ${settled ? 'NOT NULL' : 'NULL'}
             ORDER BY ${settled ? 'settled_at DESC, ' : ''}key DESC LIMIT ?`,
          )
          .all(accountId, SETTLED_SHOWN);
      return {
        open: rows(false).map((row) => ({ ...readDifference(row.value), foundAt: row.foundAt })),
        settled: rows(true).map((row) => ({
          ...readDifference(row.value),
          foundAt: row.foundAt,
          settledAt: row.settledAt ?? 0,
        })),
      };
    },

    /** Newest first. */
    changes(accountId: number): LedgerChange[] {
      const rows = db
        .prepare<[number, number], unknown>(
          `SELECT c.at, c.kind, c.sale_id AS saleId, t.order_number AS orderNumber, t.title, t.sold_at AS soldAt,
             c.net_before AS netBefore,
             coalesce((SELECT n.net_before FROM ledger_changes AS n WHERE n.account_id = c.account_id
               AND n.sale_id = c.sale_id AND n.id > c.id ORDER BY n.id LIMIT 1), t.net) AS netNow
           FROM ledger_changes AS c JOIN transactions AS t ON t.account_id = c.account_id AND t.id = c.sale_id
           WHERE c.account_id = ? ORDER BY c.id DESC LIMIT ?`,
        )
        .all(accountId, CHANGES_SHOWN);
      return z.array(ledgerChange).parse(rows);
    },
  };
}

function readDifference(value: string): Difference {
  return difference.parse(JSON.parse(value));
}

function keyOf({ subject, month, kind, count, gross, net }: Difference): string {
  return [month ?? '', subject, kind, count, gross, net].join(' ');
}

export type ReconciliationRepository = ReturnType<typeof reconciliationRepository>;
