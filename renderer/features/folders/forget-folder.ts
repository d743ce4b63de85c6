import type { Folder } from '../../../shared/contract/library.contract.ts';
import { studio } from '../../host/studio.ts';
import { say } from '../../i18n/i18n.ts';
import { toast } from '../../ui/toasts.tsx';
import { library, useLibrary } from '../library/library.store.ts';
import { sayProblem } from '../shell/attempt.ts';
import { isWithin } from './within.ts';

/** No question first: the way back is one click, and the folder comes back with its rules. */
export async function forgetFolder(folder: Folder): Promise<void> {
  try {
    await studio.folders.remove({ id: folder.id });
    const { folderId, directory } = useLibrary.getState().added;
    if (folderId === folder.id || (directory !== undefined && isWithin(directory, folder.path)))
      library.showPlace(null);
    toast({
      tone: 'plain',
      text: say('folder.forgotten', { name: folder.name }),
      detail: say('folder.forgotten.detail'),
      action: { label: say('action.undo'), run: () => void watchAgain(folder) },
    });
  } catch (error) {
    sayProblem(error);
  }
}

async function watchAgain({ path, rules }: Folder): Promise<void> {
  try {
    const { id, name } = await studio.folders.add({ path });
    if (rules.paused || !rules.subfolders || rules.ignore.length > 0) await studio.folderRules.set({ id, rules });
    toast({ tone: 'plain', text: say('folder.added', { name }) });
  } catch (error) {
    sayProblem(error);
  }
}
