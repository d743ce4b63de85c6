import type { License } from '../../../shared/domain/license.ts';
import { availableAt, xof } from '../../../shared/domain/money.ts';
import {
  type PayableSale,
  type WithdrawalPaperContent,
  withdrawalPaperContent,
} from '../../../shared/domain/withdrawal-paper.ts';
import type { Database } from '../db/database.ts';
import { localDay } from '../sales/calendar.ts';
import { UNFINISHED } from '../sales/sales.repository.ts';

interface SaleRow {
  id: string;
  soldAt: number;
  orderNumber: string;
  title: string;
  license: License;
  gross: number;
  commission: number;
  net: number;
}

/** Papers of withdrawals that have a number, and the sales that withdrawals pay out. */
export function papersRepository(db: Database) {
  const { sql } = db;
  return {
    /** Sales whose thirty days had passed at `at`, in the order in which they became available. */
    payable(accountId: number, at: number): PayableSale[] {
      return db
        .prepare<[number, number], SaleRow>(
          `SELECT t.id, t.sold_at AS soldAt, t.order_number AS orderNumber, t.title, t.license, t.gross, t.commission, t.net
           FROM transactions AS t
           WHERE t.account_id = ? AND t.gone_at IS NULL AND t.sold_at <= ? AND t.net > 0 AND NOT ${UNFINISHED}
           ORDER BY t.sold_at, t.id`,
        )
        .all(accountId, at - availableAt(0))
        .map(({ id, soldAt, ...sale }) => ({
          ...sale,
          saleId: id,
          day: localDay(soldAt),
          availableAt: availableAt(soldAt),
          gross: xof.parse(sale.gross),
          commission: xof.parse(sale.commission),
          net: xof.parse(sale.net),
        }));
    },

    number(accountId: number, withdrawalId: string): { year: number; number: number } | null {
      const row = sql.selectFrom('withdrawal_papers').select(['year', 'number']).where('account_id', '=', accountId);
      return db.get(row.where('withdrawal_id', '=', withdrawalId)) ?? null;
    },

    content(accountId: number, withdrawalId: string): WithdrawalPaperContent | null {
      const row = db.get(
        sql
          .selectFrom('withdrawal_papers')
          .select('content')
          .where('account_id', '=', accountId)
          .where('withdrawal_id', '=', withdrawalId),
      );
      return row === undefined ? null : withdrawalPaperContent.parse(JSON.parse(row.content));
    },

    /** Within a transaction: the number after the last one of the year. None is ever left out: rows are never removed. */
    nextNumber(accountId: number, year: number): number {
      const row = db.get(
        sql
          .selectFrom('withdrawal_papers')
          .select((is) => is.fn.max('number').as('last'))
          .where('account_id', '=', accountId)
          .where('year', '=', year),
      );
      return Number(row?.last ?? 0) + 1;
    },

    add(accountId: number, year: number, number: number, content: WithdrawalPaperContent): void {
      db.run(
        sql.insertInto('withdrawal_papers').values({
          account_id: accountId,
          year,
          number,
          withdrawal_id: content.withdrawal.id,
          content: JSON.stringify(content),
        }),
      );
    },
  };
}
