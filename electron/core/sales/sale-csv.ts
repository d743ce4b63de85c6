import type { SaleOnPaper } from '../../../shared/domain/paper.ts';
import type { Language } from '../../../shared/messages/language.ts';
import { LICENSE_NAMES } from '../../../shared/messages/license-names.ts';

/** Names of the columns that every table of sales begins with. */
export const SALE_HEADINGS: Readonly<Record<Language, readonly string[]>> = {
  fr: ['Vendue le', 'Commande', 'Photo', 'Licence', 'Brut (XOF)', 'Commission (XOF)', 'Net (XOF)'],
  en: ['Sold on', 'Order', 'Photo', 'Licence', 'Gross (XOF)', 'Commission (XOF)', 'Net (XOF)'],
};

/** A sale in these columns. The day is `YYYY-MM-DD`, amounts are whole francs without separators. */
export function saleCells(sale: Omit<SaleOnPaper, 'saleId'>, language: Language): string[] {
  return [
    sale.day,
    sale.orderNumber,
    sale.title,
    LICENSE_NAMES[language][sale.license],
    String(sale.gross),
    String(sale.commission),
    String(sale.net),
  ];
}
