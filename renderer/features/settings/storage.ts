import { useQuery } from '@tanstack/react-query';
import type { PhotoSelection } from '../../../shared/contract/library.contract.ts';
import { keys } from '../../host/keys.ts';
import { problemOf } from '../../host/problem.ts';
import { queryClient } from '../../host/query-client.ts';
import { studio } from '../../host/studio.ts';
import { say } from '../../i18n/i18n.ts';
import { problemSentence } from '../../i18n/problems.ts';
import { toast } from '../../ui/toasts.tsx';

export function useStorageUsage() {
  return useQuery({ queryKey: keys.storage.usage, queryFn: () => studio.storage.usage() }).data;
}

export function useStorageState() {
  return useQuery({ queryKey: keys.storage.state, queryFn: () => studio.storage.state() }).data;
}

export function useBackups(enabled: boolean) {
  return useQuery({ queryKey: keys.storage.backups, queryFn: () => studio.storage.backups(), enabled }).data;
}

/** Runs a long work and says what came of it; a failure is a sentence. Null when it failed. */
export async function attempt<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    toast({ tone: 'bad', text: problemSentence(problemOf(error)) });
    return null;
  } finally {
    void queryClient.invalidateQueries({ queryKey: keys.storage.all });
  }
}

/** Makes the images of some photos, or of all, anew. */
export async function rebuildImages(selection?: PhotoSelection): Promise<void> {
  const asked = await attempt(() => studio.storage.rebuild(selection ? { selection } : {}));
  if (asked) toast({ tone: 'plain', text: say('storage.rebuild.queued', asked) });
}
