import type { WithdrawalPaperContent } from '../../../shared/domain/withdrawal-paper.ts';
import type { Language } from '../../../shared/messages/language.ts';
import { csvTable } from '../csv.ts';

const HEADINGS: Readonly<Record<Language, readonly string[]>> = {
  fr: ['Vendue le', 'Commande', 'Photo', 'Licence', 'Brut (XOF)', 'Commission (XOF)', 'Net (XOF)', 'Versé (XOF)'],
  en: ['Sold on', 'Order', 'Photo', 'Licence', 'Gross (XOF)', 'Commission (XOF)', 'Net (XOF)', 'Paid out (XOF)'],
};
const LICENSES: Readonly<Record<Language, Record<'standard' | 'extended', string>>> = {
  fr: { standard: 'standard', extended: 'étendue' },
  en: { standard: 'standard', extended: 'extended' },
};
const OTHERS: Readonly<Record<Language, string>> = { fr: 'Ventes hors du registre', en: 'Sales not in the ledger' };
const TOTAL: Readonly<Record<Language, string>> = { fr: 'Retrait', en: 'Withdrawal' };

/** The sales a withdrawal pays out, and its amount; `mark` as csvTable. Days are `YYYY-MM-DD`, amounts whole francs without separators. */
export function withdrawalCsv(
  { lines, unexplained, withdrawal }: WithdrawalPaperContent,
  language: Language,
  mark = true,
): string {
  const rows = lines.map((line) => [
    line.day,
    line.orderNumber,
    line.title,
    LICENSES[language][line.license],
    String(line.gross),
    String(line.commission),
    String(line.net),
    String(line.paid),
  ]);
  const others = unexplained === 0 ? [] : [[OTHERS[language], '', '', '', '', '', '', String(unexplained)]];
  const total = [TOTAL[language], withdrawal.id, '', '', '', '', '', String(withdrawal.amount)];
  return csvTable([HEADINGS[language], ...rows, ...others, total], mark);
}
