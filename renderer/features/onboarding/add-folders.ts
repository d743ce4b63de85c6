import { bridge, studio } from '../../host/studio.ts';
import { say } from '../../i18n/i18n.ts';
import { toast } from '../../ui/toasts.tsx';
import { sayProblem } from '../shell/attempt.ts';
import { openDialog } from '../shell/shell.store.ts';

/** Watches folders; each that can't be is said. Answers how many were added. */
export async function addFolders(paths: readonly string[]): Promise<number> {
  let added = 0;
  for (const path of paths) {
    try {
      const folder = await studio.folders.add({ path });
      added += 1;
      toast({ tone: 'plain', text: say('folder.added', { name: folder.name }) });
    } catch (error) {
      sayProblem(error);
    }
  }
  return added;
}

/** The system's folder dialog where there is one, the page's own elsewhere. */
export async function askForFolders(): Promise<number> {
  if (!bridge.chooseFolders) {
    openDialog('add-folder');
    return 0;
  }
  return addFolders(await bridge.chooseFolders());
}
