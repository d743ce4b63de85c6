import { useState } from 'react';
import { useSay } from '../../i18n/i18n.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useFolders } from '../library/queries.ts';
import { FolderBrowser } from '../onboarding/folder-browser.tsx';
import { relocateFolder, stopRelocating, useRelocating } from './relocate-folder.ts';

/** Where a folder that is away lies now, for hosts without a folder dialog. */
export function RelocateDialog() {
  const say = useSay();
  const id = useRelocating((state) => state.folder);
  const folder = (useFolders().data ?? []).find((one) => one.id === id);
  const [busy, setBusy] = useState(false);
  if (!folder) return null;
  return (
    <Dialog
      open
      title={say('folder.relocate.title', { name: folder.name })}
      closeLabel={say('action.close')}
      onClose={stopRelocating}
      width={720}
    >
      <p className="mb-3 text-muted text-sm">{say('folder.relocate.words', { path: folder.path })}</p>
      <FolderBrowser
        busy={busy}
        onChoose={(path) => {
          setBusy(true);
          void relocateFolder(folder, path).then((found) => {
            setBusy(false);
            if (found) stopRelocating();
          });
        }}
      />
    </Dialog>
  );
}
