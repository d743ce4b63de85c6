import { availableAt, xof } from '../../../../shared/domain/money.ts';
import type { StatementLine, StatementPeriod } from '../../../../shared/domain/statement.ts';
import { addDays, addPeriods, localDay, startOfDay, startOfPeriod } from '../calendar.ts';
import type { LedgerSale, StatedSale, StatementsRepository } from './statements.repository.ts';

/** The first instant of a period, and the first one after it, ms. */
export function boundsOf(period: StatementPeriod): { from: number; to: number } {
  return { from: startOfDay(period.from), to: startOfDay(addDays(period.to, 1)) };
}

/** The whole local month that begins on `first` (`YYYY-MM-01`). */
export function monthPeriod(first: string): StatementPeriod {
  return { kind: 'month', from: first, to: addDays(addPeriods(first, 'month', 1), -1) };
}

/** Whether the days are in order, and a month's those of a month. */
export function isPeriod(period: StatementPeriod): boolean {
  if (period.from > period.to) return false;
  return period.kind === 'range' || monthPeriod(startOfPeriod(period.from, 'month')).to === period.to;
}

/**
 * What a statement of the period says, oldest first. A month's also takes up what statements of months that are drawn up
 * already missed (they never change), so that over all of them every sale stands exactly as the ledger has it.
 */
export function linesOf(
  repository: StatementsRepository,
  accountId: number,
  period: StatementPeriod,
  statedMonths: readonly StatementPeriod[],
): StatementLine[] {
  const { from, to } = boundsOf(period);
  const sales = repository.sales(accountId, from, to).map((sale) => saleLine('sale', sale));
  if (period.kind === 'range') return sales;
  const late = statedMonths.flatMap((month) => {
    const bounds = boundsOf(month);
    return repository.unstated(accountId, bounds.from, bounds.to).map((sale) => saleLine('late', sale));
  });
  return [...sales, ...late, ...repository.changedSinceStated(accountId).map(correction)];
}

function saleLine(kind: 'sale' | 'late', sale: LedgerSale): StatementLine {
  return {
    kind,
    saleId: sale.id,
    day: localDay(sale.soldAt),
    orderNumber: sale.orderNumber,
    title: sale.title,
    license: sale.license,
    gross: xof.parse(sale.gross),
    commission: xof.parse(sale.commission),
    net: xof.parse(sale.net),
    availableOn: sale.unfinished === 1 ? null : localDay(availableAt(sale.soldAt)),
  };
}

/** The difference between what was stated and what is true now. */
function correction(sale: StatedSale): StatementLine {
  return {
    kind: sale.nowNet === null ? 'cancelled' : 'corrected',
    saleId: sale.id,
    day: localDay(sale.soldAt),
    orderNumber: sale.orderNumber,
    title: sale.title,
    license: sale.license,
    gross: xof.parse((sale.nowGross ?? 0) - sale.gross),
    commission: xof.parse((sale.nowCommission ?? 0) - sale.commission),
    net: xof.parse((sale.nowNet ?? 0) - sale.net),
    availableOn: localDay(availableAt(sale.soldAt)),
  };
}
