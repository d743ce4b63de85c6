import type { Selectable } from 'kysely';
import { type IssuedStatement, issuedStatement } from '../../../../shared/contract/statements.contract.ts';
import type { License } from '../../../../shared/domain/license.ts';
import { type StatementContent, type StatementPeriod, statementContent } from '../../../../shared/domain/statement.ts';
import type { Database } from '../../db/database.ts';
import type { StatementsTable } from '../../db/schema.ts';

/** A sale of the ledger as a statement needs it. Amounts in whole francs CFA, times in ms. */
export interface LedgerSale {
  readonly id: string;
  readonly soldAt: number;
  readonly orderNumber: string;
  readonly title: string;
  readonly license: License;
  readonly gross: number;
  readonly commission: number;
  readonly net: number;
  /** 1: the order is not completed although its thirty days have passed. */
  readonly unfinished: number;
}

/** What statements said of a sale, and what the ledger says of it now (nulls: it is gone). */
export interface StatedSale extends Omit<LedgerSale, 'unfinished'> {
  readonly nowGross: number | null;
  readonly nowCommission: number | null;
  readonly nowNet: number | null;
}

type StatementRow = Omit<Selectable<StatementsTable>, 'content' | 'account_id'>;

const COLUMNS = 'id, year, number, kind, from_day, to_day, day, count, gross, net';
const SALE =
  't.id, t.sold_at AS soldAt, t.order_number AS orderNumber, t.title, t.license, t.gross, t.commission, t.net';

/** `2026-0007` */
export function statementNumber(year: number, number: number): string {
  return `${year}-${String(number).padStart(4, '0')}`;
}

function asIssued(row: StatementRow): IssuedStatement {
  return issuedStatement.parse({
    ...row,
    number: statementNumber(row.year, row.number),
    period: { kind: row.kind, from: row.from_day, to: row.to_day },
  });
}

export type StatementsRepository = ReturnType<typeof statementsRepository>;

/** Papers that have a number, and what of the ledger goes on the next. `unfinished`: SQL that tells an order not completed. */
export function statementsRepository(db: Database, unfinished: string) {
  const { sql } = db;
  return {
    /** Newest first. */
    issued(accountId: number): IssuedStatement[] {
      return db
        .prepare<[number], StatementRow>(
          `SELECT ${COLUMNS} FROM statements WHERE account_id = ? ORDER BY year DESC, number DESC`,
        )
        .all(accountId)
        .map(asIssued);
    },

    of(accountId: number, period: StatementPeriod): IssuedStatement | null {
      const row = db
        .prepare<[number, string, string, string], StatementRow>(
          `SELECT ${COLUMNS} FROM statements WHERE account_id = ? AND kind = ? AND from_day = ? AND to_day = ?`,
        )
        .get(accountId, period.kind, period.from, period.to);
      return row === undefined ? null : asIssued(row);
    },

    content(accountId: number, id: number): StatementContent | null {
      const row = db
        .prepare<[number, number], { content: string }>(
          'SELECT content FROM statements WHERE account_id = ? AND id = ?',
        )
        .get(accountId, id);
      return row === undefined ? null : statementContent.parse(JSON.parse(row.content));
    },

    /** Within a transaction: the number after the last one of the year. None is ever left out: rows are never removed. */
    nextNumber(accountId: number, year: number): number {
      const row = db
        .prepare<[number, number], { last: number | null }>(
          'SELECT max(number) AS last FROM statements WHERE account_id = ? AND year = ?',
        )
        .get(accountId, year);
      return (row?.last ?? 0) + 1;
    },

    add(accountId: number, year: number, number: number, content: StatementContent): number {
      const { period, totals } = content;
      const { lastId: id } = db.run(
        sql.insertInto('statements').values({
          account_id: accountId,
          year,
          number,
          kind: period.kind,
          from_day: period.from,
          to_day: period.to,
          day: content.day,
          count: totals.count,
          gross: totals.gross,
          net: totals.net,
          content: JSON.stringify(content),
        }),
      );
      if (period.kind === 'month') {
        const stated = db.prepare<[number, string, number, number, number, number], never>(
          `INSERT INTO stated_sales (account_id, sale_id, statement_id, gross, commission, net) VALUES (?, ?, ?, ?, ?, ?)
           ON CONFLICT DO UPDATE SET gross = gross + excluded.gross, commission = commission + excluded.commission,
             net = net + excluded.net`,
        );
        for (const line of content.lines) stated.run(accountId, line.saleId, id, line.gross, line.commission, line.net);
      }
      return id;
    },

    /** Sold from the instant `from` to before `to`, oldest first. */
    sales(accountId: number, from: number, to: number): LedgerSale[] {
      return db
        .prepare<[number, number, number], LedgerSale>(
          `SELECT ${SALE}, ${unfinished} AS unfinished FROM transactions AS t
           WHERE t.account_id = ? AND t.sold_at >= ? AND t.sold_at < ? AND t.gone_at IS NULL ORDER BY t.sold_at, t.id`,
        )
        .all(accountId, from, to);
    },

    /** Sold from the instant `from` to before `to` and on no month's statement, oldest first. */
    unstated(accountId: number, from: number, to: number): LedgerSale[] {
      return db
        .prepare<[number, number, number], LedgerSale>(
          `SELECT ${SALE}, ${unfinished} AS unfinished FROM transactions AS t
           WHERE t.account_id = ? AND t.sold_at >= ? AND t.sold_at < ? AND t.gone_at IS NULL
             AND NOT EXISTS (SELECT 1 FROM stated_sales AS s WHERE s.account_id = t.account_id AND s.sale_id = t.id)
           ORDER BY t.sold_at, t.id`,
        )
        .all(accountId, from, to);
    },

    /** Stated sales of which the ledger says something else now, oldest first. */
    changedSinceStated(accountId: number): StatedSale[] {
      return db
        .prepare<[number], StatedSale>(
          `SELECT t.id, t.sold_at AS soldAt, t.order_number AS orderNumber, t.title, t.license,
             sum(s.gross) AS gross, sum(s.commission) AS commission, sum(s.net) AS net,
             CASE WHEN t.gone_at IS NULL THEN t.gross END AS nowGross,
             CASE WHEN t.gone_at IS NULL THEN t.commission END AS nowCommission,
             CASE WHEN t.gone_at IS NULL THEN t.net END AS nowNet
           FROM stated_sales AS s JOIN transactions AS t ON t.account_id = s.account_id AND t.id = s.sale_id
           WHERE s.account_id = ? GROUP BY t.id
           HAVING sum(s.net) <> coalesce(nowNet, 0) OR sum(s.gross) <> coalesce(nowGross, 0)
           ORDER BY t.sold_at, t.id`,
        )
        .all(accountId);
    },

    /** The first sale that is kept, ms; null: none. */
    firstSaleAt(accountId: number): number | null {
      return (
        db
          .prepare<[number], { first: number | null }>(
            'SELECT min(sold_at) AS first FROM transactions WHERE account_id = ? AND gone_at IS NULL',
          )
          .get(accountId)?.first ?? null
      );
    },

    /** When the sales were last fetched, ms; null: never. */
    fetchedAt(accountId: number): number | null {
      return (
        db
          .prepare<[number], { at: number }>("SELECT at FROM sync_state WHERE account_id = ? AND kind = 'transactions'")
          .get(accountId)?.at ?? null
      );
    },
  };
}
