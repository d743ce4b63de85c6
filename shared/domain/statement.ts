import { z } from 'zod';
import { addXof, xof, ZERO_XOF } from './money.ts';
import { paperHead, saleOnPaper } from './paper.ts';

/** Local calendar days, both inclusive. A month's statement also takes up what earlier months' statements missed. */
export const statementPeriod = z.object({ kind: z.enum(['month', 'range']), from: z.iso.date(), to: z.iso.date() });
export type StatementPeriod = z.infer<typeof statementPeriod>;

/**
 * sale: sold in the period. late: sold in a month whose statement had been drawn up without it. cancelled: on an earlier
 * statement and taken back since, its amounts negative. corrected: stated otherwise before; its amounts are the difference.
 */
export const statementLineKind = z.enum(['sale', 'late', 'cancelled', 'corrected']);
export type StatementLineKind = z.infer<typeof statementLineKind>;

/** One sale on a statement. */
export const statementLine = z.object({
  kind: statementLineKind,
  ...saleOnPaper.shape,
  /** null: the order is not completed. */
  availableOn: z.iso.date().nullable(),
});
export type StatementLine = z.infer<typeof statementLine>;

export const statementTotals = z.object({ count: z.int(), gross: xof, commission: xof, net: xof });
export type StatementTotals = z.infer<typeof statementTotals>;

/**
 * All that a statement says: the same content always makes the same paper. Its number is `2026-0007`; provisional: the period is
 * not over or not fetched to its end.
 */
export const statementContent = z.object({
  ...paperHead.shape,
  period: statementPeriod,
  lines: z.array(statementLine),
  totals: statementTotals,
  /** Of the net: what may be withdrawn on the day it was drawn up, and what may not yet. */
  available: xof,
  pending: xof,
});
export type StatementContent = z.infer<typeof statementContent>;

export function totalsOf(lines: readonly StatementLine[]): StatementTotals {
  return {
    count: lines.length,
    gross: addXof(...lines.map((line) => line.gross)),
    commission: addXof(...lines.map((line) => line.commission)),
    net: addXof(...lines.map((line) => line.net)),
  };
}

/** What of the lines may be withdrawn on a day. */
export function availableOn(lines: readonly StatementLine[], day: string): z.infer<typeof xof> {
  return lines.reduce(
    (sum, line) => (line.availableOn !== null && line.availableOn <= day ? addXof(sum, line.net) : sum),
    ZERO_XOF,
  );
}

/** `Pouire releve 2026-0007.pdf`, `Pouire statement 2026-11 provisional.pdf`: letters that every file system takes. */
export function statementFileName(
  { number, period }: Pick<StatementContent, 'number' | 'period'>,
  language: 'fr' | 'en',
  ending: string,
): string {
  const what = language === 'fr' ? 'releve' : 'statement';
  const when = period.kind === 'month' ? period.from.slice(0, 7) : `${period.from} ${period.to}`;
  const which = number ?? (language === 'fr' ? 'provisoire' : 'provisional');
  return `Pouire ${what} ${when} ${which}.${ending}`;
}
