import { RotateCw } from 'lucide-react';
import { studio } from '../../host/studio.ts';
import { useSay } from '../../i18n/i18n.ts';
import { quarantineSentence } from '../../i18n/problems.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { sayProblem } from '../shell/attempt.ts';
import { closeDialog, useShell } from '../shell/shell.store.ts';
import { useQuarantine } from './queries.ts';

/** Files that look like photographs and could not be read, each with its reason. */
export function QuarantineDialog() {
  const say = useSay();
  const open = useShell((state) => state.dialog === 'quarantine');
  const files = useQuarantine().data ?? [];
  return (
    <Dialog
      open={open}
      title={say('quarantine.title', { count: files.length })}
      closeLabel={say('action.close')}
      onClose={closeDialog}
      width={680}
    >
      <p className="mb-4 text-muted">{say('quarantine.explained', { count: files.length })}</p>
      <ul className="-mb-2.5 divide-y divide-line border-line border-t">
        {files.map((file) => (
          <li key={file.path} className="flex items-center gap-4 py-2.5">
            <div className="min-w-0 flex-1">
              <p className="truncate" title={file.path} data-selectable>
                {nameOf(file.path)}
              </p>
              <p className="truncate text-muted text-xs" data-selectable>
                {file.path}
              </p>
              <p className="mt-0.5 text-sm text-warn" title={file.detail}>
                {quarantineSentence(file.code)}
              </p>
            </div>
            <Button
              size="small"
              icon={<RotateCw size={13} />}
              onClick={() => void studio.folders.retry({ path: file.path }).catch(sayProblem)}
            >
              {say('action.readAgain')}
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function nameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
