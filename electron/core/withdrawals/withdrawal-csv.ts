import type { WithdrawalPaperContent } from '../../../shared/domain/withdrawal-paper.ts';
import type { Language } from '../../../shared/messages/language.ts';
import { csvTable } from '../csv.ts';
import { SALE_HEADINGS, saleCells } from '../sales/sale-csv.ts';

const PAID: Readonly<Record<Language, string>> = { fr: 'Versé (XOF)', en: 'Paid out (XOF)' };
const OTHERS: Readonly<Record<Language, string>> = { fr: 'Ventes hors du registre', en: 'Sales not in the ledger' };
const TOTAL: Readonly<Record<Language, string>> = { fr: 'Retrait', en: 'Withdrawal' };

/** The sales a withdrawal pays out, and its amount; `mark` as csvTable. Days are `YYYY-MM-DD`, amounts whole francs without separators. */
export function withdrawalCsv(
  { lines, unexplained, withdrawal }: WithdrawalPaperContent,
  language: Language,
  mark = true,
): string {
  const rows = lines.map((line) => [...saleCells(line, language), String(line.paid)]);
  const others = unexplained === 0 ? [] : [[OTHERS[language], '', '', '', '', '', '', String(unexplained)]];
  const total = [TOTAL[language], withdrawal.id, '', '', '', '', '', String(withdrawal.amount)];
  return csvTable([[...SALE_HEADINGS[language], PAID[language]], ...rows, ...others, total], mark);
}
