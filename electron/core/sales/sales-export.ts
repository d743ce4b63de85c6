import type { Sale, SaleFilter } from '../../../shared/contract/sales.contract.ts';
import type { Language } from '../../../shared/messages/language.ts';
import { localDay } from './calendar.ts';
import { salesCsv } from './statements/statement-csv.ts';

const NAMES: Readonly<Record<Language, string>> = { fr: 'ventes', en: 'sales' };

/** `ventes-2026-01-01-2026-03-31.csv`; without days, those of the first and last sale. */
export function exportFileName(sales: readonly Sale[], filter: SaleFilter, language: Language, format: string): string {
  const newest = sales[0];
  const oldest = sales.at(-1);
  const from = filter.from ?? (oldest && localDay(oldest.soldAt));
  const to = filter.to ?? (newest && localDay(newest.soldAt));
  return `${[NAMES[language], from, to].filter((part) => part !== undefined).join('-')}.${format}`;
}

/** Sales as text, in the order given. JSON has whole francs and ISO 8601 instants in UTC. */
export function exportText(
  sales: readonly Sale[],
  { format, language, mark }: { format: 'csv' | 'json'; language: Language; mark: boolean },
): string {
  if (format === 'csv') return salesCsv(sales, language, mark);
  const lines = sales.map(({ photoId, remotePhotoId, soldAt, availableAt, ...sale }) => ({
    ...sale,
    soldAt: new Date(soldAt).toISOString(),
    availableAt: availableAt === null ? null : new Date(availableAt).toISOString(),
    photoId,
    remotePhotoId,
    currency: 'XOF',
  }));
  return `${JSON.stringify(lines, null, 2)}\n`;
}
