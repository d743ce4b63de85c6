import { Pause, Play, RotateCw, X } from 'lucide-react';
import type { QueueProgress } from '../../../shared/contract/delivery.contract.ts';
import { formatBytes, formatDuration, formatRate } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { dayData } from './day-data.ts';
import { cancelAll, pauseAll, resumeAll, retryAll } from './orders.ts';

/** The queue as a whole: how far, how fast, how long; and what can be done with all of it. */
export function QueueHeader({ queue }: { readonly queue: QueueProgress }) {
  const say = useSay();
  const language = useLanguage();
  const going = queue.active + queue.waiting;
  const held = queue.hold !== null && queue.active === 0;

  const facts = [
    `${formatBytes(queue.bytesSent, language)} / ${formatBytes(queue.bytesTotal, language)}`,
    !queue.paused && queue.bytesPerSecond > 0 ? formatRate(queue.bytesPerSecond, language) : null,
    !queue.paused && queue.secondsLeft !== null && going > 0
      ? say('uploads.left', { time: formatDuration(queue.secondsLeft) })
      : null,
    queue.rateLimit === null ? null : say('uploads.limitedTo', { rate: formatRate(queue.rateLimit, language) }),
    say('status.today', { bytes: dayData(queue.bytesToday, queue.budget, language) }),
  ].filter(Boolean);

  return (
    <header className="flex flex-col gap-2.5 bg-panel px-4 pt-4 pb-3">
      <div className="flex items-center justify-between gap-4">
        <div className="min-w-0">
          <h1 className="font-semibold text-lg">
            {going === 0
              ? say(queue.failed > 0 ? 'uploads.title.failed' : 'uploads.title.idle', { failed: queue.failed })
              : say(queue.paused ? 'uploads.title.paused' : held ? 'uploads.title.held' : 'uploads.title.going', {
                  sent: queue.sent,
                  total: queue.total,
                })}
          </h1>
          <p className="tabular text-muted">{facts.slice(going === 0 ? -1 : 0).join(' · ')}</p>
        </div>
        <div className="flex shrink-0 gap-2">
          {queue.failed > 0 && (
            <Button icon={<RotateCw size={13} />} onClick={retryAll}>
              {say('uploads.retryAll')}
            </Button>
          )}
          {(going > 0 || queue.paused) && (
            <Button
              icon={queue.paused ? <Play size={14} /> : <Pause size={14} />}
              onClick={queue.paused ? resumeAll : pauseAll}
            >
              {say(queue.paused ? 'uploads.resume' : 'uploads.pause')}
            </Button>
          )}
          {going + queue.failed > 0 && (
            <Button icon={<X size={14} />} onClick={cancelAll}>
              {say('uploads.cancelAll')}
            </Button>
          )}
        </div>
      </div>
      {going > 0 && (
        <ProgressBar
          label={say('uploads.progress')}
          value={queue.bytesTotal > 0 ? queue.bytesSent / queue.bytesTotal : 0}
          tone={queue.paused || held ? 'muted' : 'accent'}
        />
      )}
    </header>
  );
}
