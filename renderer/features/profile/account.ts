import { useQuery } from '@tanstack/react-query';
import { keys } from '../../host/keys.ts';
import { queryClient } from '../../host/query-client.ts';
import { studio } from '../../host/studio.ts';
import { say } from '../../i18n/i18n.ts';
import { toast } from '../../ui/toasts.tsx';
import { sayProblem } from '../shell/attempt.ts';

export function useAccount() {
  return useQuery({ queryKey: keys.account, queryFn: () => studio.account.current() });
}

export async function signOut(): Promise<void> {
  try {
    await studio.account.logout();
    queryClient.setQueryData(keys.account, null);
    toast({ tone: 'plain', text: say('account.signedOut') });
  } catch (error) {
    sayProblem(error);
  }
}

/** Asks the marketplace for what is new, now. */
export async function syncNow(): Promise<void> {
  try {
    const summary = await studio.account.sync();
    toast({
      tone: 'good',
      text: say('account.synced', {
        published: summary.published,
        refused: summary.refused,
        newSales: summary.newSales,
      }),
    });
  } catch (error) {
    sayProblem(error);
  }
}

/** Signs in to the marketplace that ships with the studio. */
export async function trySandbox(): Promise<boolean> {
  try {
    queryClient.setQueryData(keys.account, await studio.account.trySandbox());
    return true;
  } catch (error) {
    sayProblem(error);
    return false;
  }
}
