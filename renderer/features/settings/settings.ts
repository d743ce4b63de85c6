import { queryOptions, useQuery } from '@tanstack/react-query';
import { DEFAULT_SETTINGS, type Settings } from '../../../shared/contract/system.contract.ts';
import { keys } from '../../host/keys.ts';
import { problemOf } from '../../host/problem.ts';
import { queryClient } from '../../host/query-client.ts';
import { studio } from '../../host/studio.ts';
import { problemSentence } from '../../i18n/problems.ts';
import { toast } from '../../ui/toasts.tsx';

/** Until the studio has answered. */
const UNTIL_KNOWN: Settings = { ...DEFAULT_SETTINGS, language: 'fr', onboarded: true };

const settings = queryOptions({ queryKey: keys.settings, queryFn: () => studio.settings.get() });

/** Asks before anything is on the screen; resolves, never rejects, when they are there. */
export function askForSettings(): Promise<void> {
  return queryClient.prefetchQuery(settings);
}

export function useSettingsAnswer() {
  return useQuery(settings);
}

export function useSettings(): Settings {
  return useSettingsAnswer().data ?? UNTIL_KNOWN;
}

export function currentSettings(): Settings {
  return queryClient.getQueryData<Settings>(keys.settings) ?? UNTIL_KNOWN;
}

/** Changes settings: shown at once, kept by the studio. */
export async function changeSettings(change: Partial<Settings>): Promise<void> {
  queryClient.setQueryData<Settings>(keys.settings, (kept) => (kept ? { ...kept, ...change } : kept));
  try {
    queryClient.setQueryData(keys.settings, await studio.settings.set(change));
  } catch (error) {
    void queryClient.invalidateQueries({ queryKey: keys.settings });
    toast({ tone: 'bad', text: problemSentence(problemOf(error)) });
  }
}
