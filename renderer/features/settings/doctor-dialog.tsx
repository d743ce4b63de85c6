import { useQuery } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, RotateCw } from 'lucide-react';
import { keys } from '../../host/keys.ts';
import { studio } from '../../host/studio.ts';
import { sayMessage, useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { closeDialog, useShell } from '../shell/shell.store.ts';
import { ConnectionFacts } from './connection-facts.tsx';

/** Every dependency, how it does, and what to do where it does not. */
export function DoctorDialog() {
  const say = useSay();
  const open = useShell((state) => state.dialog === 'doctor');
  const about = useQuery({ queryKey: keys.about, queryFn: () => studio.system.about() }).data;
  const answer = useQuery({
    queryKey: keys.doctor,
    queryFn: () => studio.system.doctor(),
    enabled: open,
    staleTime: 0,
    gcTime: 0,
  });
  return (
    <Dialog
      open={open}
      title={say('doctor.title')}
      closeLabel={say('action.close')}
      onClose={closeDialog}
      width={600}
      footer={
        <Button icon={<RotateCw size={14} />} disabled={answer.isFetching} onClick={() => void answer.refetch()}>
          {say(answer.isFetching ? 'doctor.checking' : 'doctor.again')}
        </Button>
      }
    >
      <ul className="flex flex-col gap-3">
        {answer.data?.checks.map((check) => (
          <li key={check.name} className="flex gap-2.5">
            {check.ok ? (
              <CircleCheck size={16} className="mt-0.5 shrink-0 text-good" />
            ) : (
              <CircleAlert size={16} className="mt-0.5 shrink-0 text-warn" />
            )}
            <div className="min-w-0" data-selectable>
              <p className="font-semibold">{sayMessage(`doctor.${check.name}.name`, {}) ?? check.name}</p>
              <p className="break-words text-muted text-sm">{check.detail}</p>
              {check.fix && <p className="break-words text-sm text-warn">{check.fix}</p>}
            </div>
          </li>
        ))}
      </ul>
      {!answer.data && <p className="text-muted">{say('doctor.checking')}</p>}
      <ConnectionFacts open={open} />
      {about && (
        <p className="mt-5 border-t border-line pt-3 text-muted text-sm" data-selectable>
          {say('doctor.about', { version: about.version, dataDir: about.dataDir })}
        </p>
      )}
    </Dialog>
  );
}
