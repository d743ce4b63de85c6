import { useQuery } from '@tanstack/react-query';
import { ArrowUp, Pause } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { keys } from '../../host/keys.ts';
import { bridge } from '../../host/studio.ts';
import { formatDuration, formatNumber, formatRate } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { classes } from '../../ui/classes.ts';
import { ExportStatus } from '../export/export-status.tsx';
import { ImportStatus } from '../import/import-status.tsx';
import { dayData } from '../uploads/day-data.ts';
import { useQueueProgress } from '../uploads/queries.ts';
import { ReadingStatus } from './reading-status.tsx';
import { openSection } from './shell.store.ts';

/** What goes on by itself: the line, sending, reading, the day's data. */
export function StatusBar() {
  const say = useSay();
  const line = useSyncExternalStore(bridge.onLineState, bridge.lineState);
  const online = useQuery({ queryKey: keys.online, queryFn: () => navigator.onLine }).data ?? true;
  const state = line !== 'open' ? 'line' : online ? 'online' : 'offline';
  return (
    <footer className="flex h-7 items-center gap-5 border-t border-line bg-panel px-3 text-muted text-sm">
      <span role="status" className="flex shrink-0 items-center gap-1.5 whitespace-nowrap">
        <span
          className={classes(
            'size-2 rounded-full',
            state === 'online' ? 'bg-good' : state === 'offline' ? 'bg-line-strong' : 'bg-warn',
          )}
        />
        {say(`status.${state}`)}
      </span>
      <UploadStatus />
      <ImportStatus />
      <ExportStatus />
      <ReadingStatus />
    </footer>
  );
}

function UploadStatus() {
  const say = useSay();
  const language = useLanguage();
  const queue = useQueueProgress().data;
  if (!queue) return <span className="flex-1" />;
  const going = queue.active + queue.waiting;
  return (
    <>
      {going > 0 && (
        <button
          type="button"
          className="tabular flex shrink-0 items-center gap-1.5 whitespace-nowrap rounded-sm px-1 hover:text-ink"
          onClick={() => openSection('uploads')}
        >
          {queue.paused || (queue.hold !== null && queue.active === 0) ? (
            <Pause size={13} />
          ) : (
            <ArrowUp size={13} className="text-accent" />
          )}
          {[
            `${formatNumber(queue.sent, language)}/${formatNumber(queue.total, language)}`,
            queue.paused
              ? say('uploads.paused')
              : queue.hold !== null && queue.active === 0
                ? say('uploads.held')
                : queue.bytesPerSecond > 0
                  ? formatRate(queue.bytesPerSecond, language)
                  : null,
            !queue.paused && queue.secondsLeft !== null ? formatDuration(queue.secondsLeft) : null,
          ]
            .filter(Boolean)
            .join(' · ')}
        </button>
      )}
      <span className="order-last ml-auto shrink-0 whitespace-nowrap">
        {say('status.today', { bytes: dayData(queue.bytesToday, queue.budget, language) })}
      </span>
    </>
  );
}
