import { useState } from 'react';
import type { UpdateState } from '../../../shared/desktop-state.ts';
import { bridge } from '../../host/studio.ts';
import { formatBytes } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { useDesktop } from './desktop.ts';

/** Tells of a new version, below the bar: nothing is fetched or installed without her word. */
export function UpdateBar() {
  const update = useDesktop()?.update;
  const [closed, setClosed] = useState('');
  if (!update || (update.at !== 'found' && update.at !== 'ready')) return null;
  const name = `${update.at} ${update.version}`;
  if (closed === name) return null;
  return (
    <div role="status" className="flex items-center gap-3 border-b border-line bg-raised px-4 py-1.5">
      <span className="size-2 shrink-0 rounded-full bg-accent" />
      <p className="min-w-0 flex-1">
        <UpdateSentence update={update} />
      </p>
      <UpdateOrders update={update} onLater={() => setClosed(name)} />
    </div>
  );
}

/** Where the next version stands, as one sentence. */
export function UpdateSentence({ update }: { readonly update: UpdateState }) {
  const say = useSay();
  const language = useLanguage();
  switch (update.at) {
    case 'off':
      return say('update.off');
    case 'idle':
      return say(update.lookedAt === null ? 'update.idle' : 'update.none');
    case 'looking':
      return say('update.looking');
    case 'found':
      return update.bytes === null
        ? say('update.found', { version: update.version })
        : say('update.found.size', { version: update.version, size: formatBytes(update.bytes, language) });
    case 'fetching':
      return say('update.fetching', { version: update.version, percent: Math.round(update.fraction * 100) });
    case 'ready':
      return say(update.waitsForUploads ? 'update.waits' : 'update.ready', { version: update.version });
    case 'failed':
      return say(`update.failed.${update.reason}`);
    default:
      return update satisfies never;
  }
}

/** What she may do about it now. */
export function UpdateOrders({ update, onLater }: { readonly update: UpdateState; readonly onLater?: () => void }) {
  const say = useSay();
  const order = (one: 'look' | 'fetch' | 'install' | 'later') => bridge.desktop?.update(one);
  const later = () => {
    order('later');
    onLater?.();
  };
  switch (update.at) {
    case 'idle':
    case 'failed':
      return (
        <Button size="small" onClick={() => order('look')}>
          {say('update.look')}
        </Button>
      );
    case 'found':
      return (
        <>
          <Button size="small" variant="ghost" onClick={later}>
            {say('update.later')}
          </Button>
          <Button size="small" variant="primary" onClick={() => order('fetch')}>
            {say('update.fetch')}
          </Button>
        </>
      );
    case 'ready':
      return (
        <>
          <Button size="small" variant="ghost" onClick={later}>
            {say('update.later')}
          </Button>
          {!update.waitsForUploads && (
            <Button size="small" variant="primary" onClick={() => order('install')}>
              {say('update.install')}
            </Button>
          )}
        </>
      );
    case 'fetching':
      return (
        <span className="w-32">
          <ProgressBar value={update.fraction} label={say('update.progress')} />
        </span>
      );
    default:
      return null;
  }
}
