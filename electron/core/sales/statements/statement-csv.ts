import type { Sale } from '../../../../shared/contract/sales.contract.ts';
import type { StatementContent, StatementLineKind } from '../../../../shared/domain/statement.ts';
import type { Language } from '../../../../shared/messages/language.ts';
import { csvTable } from '../../csv.ts';
import { localDay } from '../calendar.ts';
import { SALE_HEADINGS, saleCells } from '../sale-csv.ts';

const HEADINGS: Readonly<Record<Language, readonly string[]>> = {
  fr: [...SALE_HEADINGS.fr, 'Disponible le', 'État'],
  en: [...SALE_HEADINGS.en, 'Available on', 'State'],
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
    ...saleCells(line, language),
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
    ...saleCells({ ...sale, day: localDay(sale.soldAt) }, language),
    sale.availableAt === null ? '' : localDay(sale.availableAt),
    STATES[language][sale.status],
  ]);
  return csvTable([HEADINGS[language], ...lines], mark);
}
