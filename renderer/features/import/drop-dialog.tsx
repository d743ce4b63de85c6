import { Copy, FolderPlus } from 'lucide-react';
import { useState } from 'react';
import { useSay } from '../../i18n/i18n.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { addFolders } from '../onboarding/add-folders.ts';
import { closeDialog, useShell } from '../shell/shell.store.ts';
import { openImport, useImportSubject } from './import.store.ts';

/** After a drop of files and folders whose paths are known: leave them where they are, or copy them. */
export function DropDialog() {
  const say = useSay();
  const open = useShell((state) => state.dialog === 'drop');
  const { subject, inPlace } = useImportSubject();
  const [busy, setBusy] = useState(false);
  const paths = subject.kind === 'paths' ? subject.paths : [];
  const choice =
    'flex w-full items-start gap-3 rounded-md border border-line p-3 text-left hover:border-line-strong hover:bg-hover';
  return (
    <Dialog
      open={open}
      title={say('drop.title', { count: paths.length })}
      closeLabel={say('action.close')}
      onClose={closeDialog}
      width={520}
    >
      <div className="flex flex-col gap-2">
        <button
          type="button"
          data-autofocus
          disabled={busy}
          className={choice}
          onClick={() => {
            setBusy(true);
            void addFolders(inPlace).then(() => {
              setBusy(false);
              closeDialog();
            });
          }}
        >
          <FolderPlus size={20} strokeWidth={1.5} className="mt-0.5 shrink-0 text-accent" />
          <span className="min-w-0">
            <span className="block font-semibold">{say('drop.inPlace')}</span>
            <span className="block text-muted">{say('drop.inPlace.text', { count: inPlace.length })}</span>
            {inPlace.slice(0, 4).map((path) => (
              <span key={path} className="block truncate text-sm" title={path}>
                {path}
              </span>
            ))}
          </span>
        </button>
        <button type="button" className={choice} onClick={() => openImport({ kind: 'paths', paths })}>
          <Copy size={20} strokeWidth={1.5} className="mt-0.5 shrink-0 text-accent" />
          <span>
            <span className="block font-semibold">{say('drop.copy')}</span>
            <span className="block text-muted">{say('drop.copy.text')}</span>
          </span>
        </button>
      </div>
    </Dialog>
  );
}
