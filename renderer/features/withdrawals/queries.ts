import { useQuery } from '@tanstack/react-query';
import { keys } from '../../host/keys.ts';
import { queryClient } from '../../host/query-client.ts';
import { saveFile } from '../../host/save-file.ts';
import { studio } from '../../host/studio.ts';
import { currentLanguage, say } from '../../i18n/i18n.ts';
import { toast } from '../../ui/toasts.tsx';
import { currentSettings } from '../settings/settings.ts';
import { attempt } from '../shell/attempt.ts';

export function useWithdrawals() {
  return useQuery({ queryKey: keys.withdrawals, queryFn: () => studio.withdrawals.overview() });
}

/** What the studio learnt from its calls: the marketplace answers, or not. */
export function useIsOnline(): boolean {
  return useQuery({ queryKey: keys.online, queryFn: () => navigator.onLine }).data ?? true;
}

/** Reads the marketplace's list now; quiet where there is no network, since what is kept stays on the screen. */
export async function refreshWithdrawals(): Promise<void> {
  const overview = await studio.withdrawals.refresh().catch(() => null);
  if (overview) queryClient.setQueryData(keys.withdrawals, overview);
}

export async function cancelWithdrawal(key: string): Promise<void> {
  const item = await attempt(() => studio.withdrawals.cancel({ key }));
  if (item) toast({ tone: 'plain', text: say('payout.cancelled') });
  await queryClient.invalidateQueries({ queryKey: keys.withdrawals });
}

/** The paper of one: with its number where it is paid. */
export async function savePaper(key: string, isPaid: boolean): Promise<void> {
  if (isPaid && (await attempt(() => studio.withdrawals.issue({ key }))) === null) return;
  const made = await attempt(() => studio.withdrawals.pdf({ key, language: currentLanguage() }));
  if (made) saveFile(bytesOf(made.base64), made.fileName, 'application/pdf');
  await queryClient.invalidateQueries({ queryKey: keys.withdrawals });
}

export async function savePaidSales(key: string): Promise<void> {
  const made = await attempt(() =>
    studio.withdrawals.csv({ key, language: currentLanguage(), mark: currentSettings().csvMark }),
  );
  if (made) saveFile(made.csv, made.fileName, 'text/csv;charset=utf-8');
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
