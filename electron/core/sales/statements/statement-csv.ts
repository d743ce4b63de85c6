import type { Sale } from '../../../../shared/contract/sales.contract.ts';
import type { StatementContent, StatementLineKind } from '../../../../shared/domain/statement.ts';
import type { Language } from '../../../../shared/messages/language.ts';
import { csvTable } from '../../csv.ts';
import { localDay } from '../calendar.ts';

const HEADINGS: Readonly<Record<Language, readonly string[]>> = {
  fr: [
    'Vendue le',
    'Commande',
    'Photo',
    'Licence',
    'Brut (XOF)',
    'Commission (XOF)',
    'Net (XOF)',
    'Disponible le',
    'État',
  ],
  en: ['Sold on', 'Order', 'Photo', 'Licence', 'Gross (XOF)', 'Commission (XOF)', 'Net (XOF)', 'Available on', 'State'],
};
const LICENSES: Readonly<Record<Language, Record<'standard' | 'extended', string>>> = {
  fr: { standard: 'standard', extended: 'étendue' },
  en: { standard: 'standard', extended: 'extended' },
};
const KINDS: Readonly<Record<Language, Record<StatementLineKind, string>>> = {
  fr: { sale: 'vendue', late: 'vente d’un mois déjà relevé', cancelled: 'annulée', corrected: 'rectifiée' },
  en: { sale: 'sold', late: 'sale of a month already stated', cancelled: 'cancelled', corrected: 'corrected' },
};
const STATES: Readonly<Record<Language, Record<Sale['status'], string>>> = {
  fr: { completed: 'payée', pending: 'en attente' },
  en: { completed: 'paid', pending: 'pending' },
};
const TOTAL: Readonly<Record<Language, string>> = { fr: 'Total', en: 'Total' };

/** Lines of a statement and their total, as a table. Days are `YYYY-MM-DD`, amounts whole francs without separators. */
export function statementCsv(content: StatementContent, language: Language, mark = true): string {
  const lines = content.lines.map((line) => [
    line.day,
    line.orderNumber,
    line.title,
    LICENSES[language][line.license],
    String(line.gross),
    String(line.commission),
    String(line.net),
    line.availableOn ?? '',
    KINDS[language][line.kind],
  ]);
  const { gross, commission, net } = content.totals;
  const total = [TOTAL[language], '', '', '', String(gross), String(commission), String(net), '', ''];
  return csvTable([HEADINGS[language], ...lines, total], mark);
}

/** Sales as a table, in the order given. `mark` as csvTable. */
export function salesCsv(sales: readonly Sale[], language: Language, mark: boolean): string {
  const lines = sales.map((sale) => [
    localDay(sale.soldAt),
    sale.orderNumber,
    sale.title,
    LICENSES[language][sale.license],
    String(sale.gross),
    String(sale.commission),
    String(sale.net),
    sale.availableAt === null ? '' : localDay(sale.availableAt),
    STATES[language][sale.status],
  ]);
  return csvTable([HEADINGS[language], ...lines], mark);
}
