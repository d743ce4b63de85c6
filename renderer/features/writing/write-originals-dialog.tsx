import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PhotoSelection } from '../../../shared/contract/library.contract.ts';
import { studio } from '../../host/studio.ts';
import { useSay } from '../../i18n/i18n.ts';
import { problemSentence } from '../../i18n/problems.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogActions } from '../../ui/dialog-actions.tsx';
import { currentSubject } from '../library/review.ts';
import { closeDialog, useShell } from '../shell/shell.store.ts';
import { writeOriginals } from './write-files.ts';

/** Says which originals will be touched, how, and what is kept, before a byte of them changes. */
export function WriteOriginalsDialog() {
  const open = useShell((state) => state.dialog === 'write-originals');
  return open ? <Asking /> : null;
}

function Asking() {
  const say = useSay();
  const [selection] = useState<PhotoSelection | null>(currentSubject);
  const [busy, setBusy] = useState(false);
  const plan = useQuery({
    queryKey: ['writing', 'originals', selection],
    queryFn: () => studio.writing.originals({ selection: selection ?? { ids: [] }, dryRun: true, meantIt: false }),
    gcTime: 0,
  });
  const files = plan.data?.written.length ?? 0;
  const failed = plan.data?.failed ?? [];
  return (
    <Dialog
      open
      title={say('writing.originals.title')}
      closeLabel={say('action.close')}
      onClose={closeDialog}
      width={560}
      footer={
        <DialogActions
          leave={say('action.cancel')}
          onLeave={closeDialog}
          submit={busy ? say('writing.busy') : say('writing.originals.go', { files })}
          onSubmit={() => {
            if (selection === null) return;
            setBusy(true);
            void writeOriginals(selection).finally(closeDialog);
          }}
          disabled={busy || files === 0 || selection === null}
        />
      }
    >
      <div className="flex flex-col gap-3" aria-live="polite">
        <p>
          {plan.data
            ? say('writing.originals.what', { files, unchanged: plan.data.unchanged })
            : say('writing.originals.looking')}
        </p>
        <ul className="flex list-disc flex-col gap-1.5 pl-5 text-muted text-sm">
          <li>{say('writing.originals.kept')}</li>
          <li>{say('writing.originals.same')}</li>
          <li>{say('writing.originals.rest')}</li>
        </ul>
        {failed.length > 0 && (
          <section aria-label={say('writing.originals.not', { files: failed.length })} className="flex flex-col gap-1">
            <h3 className="font-semibold text-sm">{say('writing.originals.not', { files: failed.length })}</h3>
            <ul className="flex max-h-40 flex-col gap-1 overflow-y-auto text-muted text-sm">
              {failed.slice(0, 50).map(({ id, path, code, facts }) => (
                <li key={`${id}-${path}`} className="break-words">
                  {problemSentence({ code, facts })}
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </Dialog>
  );
}
