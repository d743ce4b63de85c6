import type { Folder } from '../../../shared/contract/library.contract.ts';
import { studio } from '../../host/studio.ts';
import { say } from '../../i18n/i18n.ts';
import { toast } from '../../ui/toasts.tsx';
import { sayProblem } from '../shell/attempt.ts';

/** Nothing more is read from a folder, or again; its photos stay where they are. */
export async function pauseFolder({ id, name }: Folder, paused: boolean): Promise<void> {
  try {
    await studio.folderRules.set({ id, rules: { paused } });
    toast({
      tone: 'plain',
      text: say(paused ? 'folder.isPaused' : 'folder.isResumed', { name }),
      ...(paused && { detail: say('folder.isPaused.detail') }),
    });
  } catch (error) {
    sayProblem(error);
  }
}
