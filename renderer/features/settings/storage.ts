import { useQuery } from '@tanstack/react-query';
import type { PhotoSelection } from '../../../shared/contract/library.contract.ts';
import { keys } from '../../host/keys.ts';
import { queryClient } from '../../host/query-client.ts';
import { studio } from '../../host/studio.ts';
import { say } from '../../i18n/i18n.ts';
import { toast } from '../../ui/toasts.tsx';
import { attempt } from '../shell/attempt.ts';

export function useStorageUsage() {
  return useQuery({ queryKey: keys.storage.usage, queryFn: () => studio.storage.usage() }).data;
}

export function useStorageState() {
  return useQuery({ queryKey: keys.storage.state, queryFn: () => studio.storage.state() }).data;
}

export function useBackups(enabled: boolean) {
  return useQuery({ queryKey: keys.storage.backups, queryFn: () => studio.storage.backups(), enabled }).data;
}

/** Runs a long work; a failure is a sentence, and null. */
export async function attemptStorage<T>(work: () => Promise<T>): Promise<T | null> {
  const outcome = await attempt(work);
  void queryClient.invalidateQueries({ queryKey: keys.storage.all });
  return outcome;
}

/** Makes the images of some photos, or of all, anew. */
export async function rebuildImages(selection?: PhotoSelection): Promise<void> {
  const asked = await attemptStorage(() => studio.storage.rebuild(selection ? { selection } : {}));
  if (asked) toast({ tone: 'plain', text: say('storage.rebuild.queued', asked) });
}
