import { z } from 'zod';
import { addXof, type Xof, xof, ZERO_XOF } from './money.ts';
import { paperHead, saleOnPaper } from './paper.ts';
import { payoutDetails, withdrawalState } from './withdrawal.ts';

/** A sale that a withdrawal pays out, wholly or in part. */
export const paidSale = z.object({
  ...saleOnPaper.shape,
  /** What of its net is paid out with this withdrawal; the rest went or goes with another. */
  paid: xof,
});
export type PaidSale = z.infer<typeof paidSale>;

/** All that the paper of a withdrawal says. Its number is `R-2026-0003`; provisional: it is not paid. */
export const withdrawalPaperContent = z.object({
  ...paperHead.shape,
  withdrawal: z.object({
    id: z.string(),
    amount: xof,
    details: payoutDetails,
    state: withdrawalState,
    askedOn: z.iso.date(),
    processedOn: z.iso.date().nullable(),
  }),
  lines: z.array(paidSale),
  /** What no sale in the ledger stands for: sales the marketplace knows and this catalogue does not. */
  unexplained: xof,
});
export type WithdrawalPaperContent = z.infer<typeof withdrawalPaperContent>;

/** What makes a sale go before another: the day it became available, then its number. */
export interface PayableSale extends Omit<PaidSale, 'paid'> {
  readonly availableAt: number;
}

/**
 * Which sales a withdrawal pays out. The marketplace keeps one balance and does not say, so it is told as books are kept: first
 * in, first out. `before`: what earlier withdrawals took. Sales stand in the order in which they became available, oldest first.
 */
export function paidSales(
  sales: Iterable<PayableSale>,
  before: Xof,
  amount: Xof,
): { lines: PaidSale[]; unexplained: Xof } {
  const lines: PaidSale[] = [];
  let passed = 0;
  const end = before + amount;
  for (const { availableAt: _, ...sale } of sales) {
    const from = Math.max(passed, before);
    passed += sale.net;
    const paid = Math.min(passed, end) - from;
    if (paid > 0) lines.push({ ...sale, paid: xof.parse(paid) });
    if (passed >= end) break;
  }
  const explained = lines.reduce((sum, line) => addXof(sum, line.paid), ZERO_XOF);
  return { lines, unexplained: xof.parse(amount - explained) };
}

/** `Pouire retrait R-2026-0003.pdf`: letters that every file system takes. */
export function withdrawalPaperFileName(
  { number, withdrawal }: Pick<WithdrawalPaperContent, 'number' | 'withdrawal'>,
  language: 'fr' | 'en',
  ending: string,
): string {
  const what = language === 'fr' ? 'retrait' : 'withdrawal';
  const which = number ?? `${withdrawal.askedOn} ${language === 'fr' ? 'provisoire' : 'provisional'}`;
  return `Pouire ${what} ${which}.${ending}`;
}
