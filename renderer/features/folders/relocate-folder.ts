import { create } from 'zustand';
import type { Folder } from '../../../shared/contract/library.contract.ts';
import type { FolderId } from '../../../shared/domain/ids.ts';
import { bridge, studio } from '../../host/studio.ts';
import { say } from '../../i18n/i18n.ts';
import { toast } from '../../ui/toasts.tsx';
import { library, useLibrary } from '../library/library.store.ts';
import { sayProblem } from '../shell/attempt.ts';
import { isWithin } from './within.ts';

/** The folder that she is asked the place of, where there is no folder dialog of the system. */
export const useRelocating = create<{ readonly folder: FolderId | null }>(() => ({ folder: null }));

export function stopRelocating(): void {
  useRelocating.setState({ folder: null });
}

/** Asks where a folder that is away lies now. */
export async function askWhereFolderIs(folder: Folder): Promise<void> {
  if (!bridge.chooseFolders) {
    useRelocating.setState({ folder: folder.id });
    return;
  }
  const [path] = await bridge.chooseFolders();
  if (path !== undefined) await relocateFolder(folder, path);
}

/** Answers whether the folder lies there. */
export async function relocateFolder(folder: Folder, path: string): Promise<boolean> {
  try {
    const found = await studio.folders.relocate({ id: folder.id, path });
    followShownPlace(folder, found);
    toast({
      tone: 'good',
      text: say('folder.relocated', { name: found.name }),
      detail: say('folder.relocated.detail'),
    });
    return true;
  } catch (error) {
    sayProblem(error);
    return false;
  }
}

/** What she looks at is in the folder: it goes on showing, at its new place. */
function followShownPlace(before: Folder, found: Folder): void {
  const { directory } = useLibrary.getState().added;
  if (directory === undefined || (directory !== before.path && !isWithin(directory, before.path))) return;
  library.showPlace({ directory: found.path + directory.slice(before.path.length) });
}
