import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { PaperIdentity } from '../../../shared/domain/paper.ts';
import type { StatementPeriod } from '../../../shared/domain/statement.ts';
import { keys } from '../../host/keys.ts';
import { queryClient } from '../../host/query-client.ts';
import { saveFile } from '../../host/save-file.ts';
import { studio } from '../../host/studio.ts';
import { currentLanguage, say } from '../../i18n/i18n.ts';
import { toast } from '../../ui/toasts.tsx';
import { currentSettings } from '../settings/settings.ts';
import { attempt } from '../shell/attempt.ts';

/** The whole month `YYYY-MM`. */
export function monthPeriod(month: string): StatementPeriod {
  const [year = 1970, number = 1] = month.split('-').map(Number);
  const last = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return { kind: 'month', from: `${month}-01`, to: `${month}-${String(last).padStart(2, '0')}` };
}

export function useStatements() {
  return useQuery({ queryKey: keys.sales.statements, queryFn: () => studio.statements.list() });
}

export function useStatement(period: StatementPeriod | null) {
  return useQuery({
    queryKey: keys.sales.statement(period),
    queryFn: () => (period === null ? null : studio.statements.show({ period })),
    placeholderData: keepPreviousData,
  });
}

export function useIdentity() {
  return useQuery({ queryKey: keys.sales.identity, queryFn: () => studio.statements.identity() });
}

/** Keeps it; papers that have a number stay as they are. Gives whether that went well. */
export async function keepIdentity(identity: PaperIdentity): Promise<boolean> {
  const kept = await attempt(async () => {
    queryClient.setQueryData(keys.sales.identity, await studio.statements.setIdentity(identity));
    await queryClient.invalidateQueries({ queryKey: keys.sales.allStatements });
    return true;
  });
  return kept === true;
}

export async function giveNumber(period: StatementPeriod): Promise<void> {
  await attempt(async () => {
    const { number } = await studio.statements.issue({ period });
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: keys.sales.statements }),
      queryClient.invalidateQueries({ queryKey: keys.sales.allStatements }),
    ]);
    toast({ tone: 'good', text: say('statements.numbered', { number }) });
  });
}

export async function savePdf(period: StatementPeriod): Promise<void> {
  await attempt(async () => {
    const { base64, fileName } = await studio.statements.pdf({ period, language: currentLanguage() });
    saveFile(
      Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)),
      fileName,
      'application/pdf',
    );
  });
}

export async function saveTable(period: StatementPeriod): Promise<void> {
  await attempt(async () => {
    const mark = currentSettings().csvMark;
    const { csv, fileName } = await studio.statements.csv({ period, language: currentLanguage(), mark });
    saveFile(csv, fileName, 'text/csv;charset=utf-8');
  });
}

/** Every sale there ever was, for a spreadsheet. */
export async function saveAllSales(): Promise<void> {
  await attempt(async () => {
    const mark = currentSettings().csvMark;
    const { csv } = await studio.statements.salesCsv({ language: currentLanguage(), mark });
    saveFile(csv, `${say('statements.allSales.file')}.csv`, 'text/csv;charset=utf-8');
  });
}
