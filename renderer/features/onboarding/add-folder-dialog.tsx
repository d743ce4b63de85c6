import { useState } from 'react';
import { useSay } from '../../i18n/i18n.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { closeDialog, useShell } from '../shell/shell.store.ts';
import { addFolders } from './add-folders.ts';
import { FolderBrowser } from './folder-browser.tsx';

export function AddFolderDialog() {
  const say = useSay();
  const open = useShell((state) => state.dialog === 'add-folder');
  const [busy, setBusy] = useState(false);
  return (
    <Dialog
      open={open}
      title={say('folder.addTitle')}
      closeLabel={say('action.close')}
      onClose={closeDialog}
      width={720}
    >
      <FolderBrowser
        busy={busy}
        onChoose={(path) => {
          setBusy(true);
          void addFolders([path]).then((added) => {
            setBusy(false);
            if (added > 0) closeDialog();
          });
        }}
      />
    </Dialog>
  );
}
