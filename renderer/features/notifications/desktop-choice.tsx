import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { keys } from '../../host/keys.ts';
import { studio } from '../../host/studio.ts';
import { useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Check } from '../../ui/field.tsx';
import { TimeField } from '../../ui/time-field.tsx';
import { changeSettings, useSettings } from '../settings/settings.ts';

/** Hours she is offered first. */
const FIRST_QUIET = { from: '21:00', to: '07:00' } as const;

/** Whether the desktop says it too, and when it keeps still. A browser is asked only when she presses the button. */
export function DesktopChoice() {
  const say = useSay();
  const { notifyDesktop, notifyQuiet } = useSettings();
  const isBrowser = useQuery({ queryKey: keys.about, queryFn: () => studio.system.about() }).data?.host === 'web';
  return (
    <div className="flex flex-col gap-2 border-t border-line px-4 py-3">
      <Check
        label={say('notifications.desktop')}
        checked={notifyDesktop}
        onChange={(on) => void changeSettings({ notifyDesktop: on })}
      />
      {notifyDesktop && isBrowser && <BrowserPermission />}
      {notifyDesktop && (
        <div className="flex min-h-7 items-center justify-between gap-3">
          <Check
            label={say('notifications.quiet')}
            checked={notifyQuiet !== null}
            onChange={(on) => void changeSettings({ notifyQuiet: on ? FIRST_QUIET : null })}
          />
          {notifyQuiet && (
            <span className="flex shrink-0 items-center gap-1.5">
              <TimeField
                label={say('notifications.quiet.from')}
                value={notifyQuiet.from}
                onChange={(from) => void changeSettings({ notifyQuiet: { ...notifyQuiet, from } })}
              />
              <span className="text-muted text-sm">–</span>
              <TimeField
                label={say('notifications.quiet.to')}
                value={notifyQuiet.to}
                onChange={(to) => void changeSettings({ notifyQuiet: { ...notifyQuiet, to } })}
              />
            </span>
          )}
        </div>
      )}
    </div>
  );
}

function BrowserPermission() {
  const say = useSay();
  const [permission, setPermission] = useState(() =>
    'Notification' in window ? Notification.permission : ('denied' as const),
  );
  if (permission === 'granted') return null;
  if (permission === 'denied') return <p className="text-muted text-sm">{say('notifications.denied')}</p>;
  return (
    <Button
      size="small"
      className="self-start"
      onClick={() => void Notification.requestPermission().then((answer) => setPermission(answer))}
    >
      {say('notifications.allow')}
    </Button>
  );
}
