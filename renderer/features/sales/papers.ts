import type { SaleFilter } from '../../../shared/contract/sales.contract.ts';
import { saveFile } from '../../host/save-file.ts';
import { studio } from '../../host/studio.ts';
import { currentLanguage } from '../../i18n/i18n.ts';
import { currentSettings } from '../settings/settings.ts';
import { attempt } from '../shell/attempt.ts';

/** What the filter holds, as a file. */
export async function saveSales(filter: SaleFilter, format: 'csv' | 'json'): Promise<void> {
  await attempt(async () => {
    const mark = currentSettings().csvMark;
    const { content, fileName } = await studio.sales.export({ filter, format, language: currentLanguage(), mark });
    saveFile(content, fileName, format === 'csv' ? 'text/csv;charset=utf-8' : 'application/json');
  });
}

/** The marketplace's own invoice of an order; where it keeps that for the buyer, a sentence says so. */
export async function saveInvoice(orderNumber: string): Promise<void> {
  await attempt(async () => {
    const { base64, fileName } = await studio.sales.invoice({ orderNumber });
    saveFile(
      Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)),
      fileName,
      'application/pdf',
    );
  });
}
