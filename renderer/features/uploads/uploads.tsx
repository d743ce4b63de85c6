import { ArrowUpFromLine, Pause, Play, RotateCw, Send } from 'lucide-react';
import { useState } from 'react';
import type { QueueProgress } from '../../../shared/contract/delivery.contract.ts';
import { keys } from '../../host/keys.ts';
import { queryClient } from '../../host/query-client.ts';
import { studio } from '../../host/studio.ts';
import { formatBytes, formatDuration, formatRate } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { sayProblem } from '../library/review.ts';
import { openDialog, openSection } from '../shell/shell.store.ts';
import { Unreadable } from '../shell/unreadable.tsx';
import { dayData } from './day-data.ts';
import { DeliveryList } from './delivery-list.tsx';
import { HoldBanner } from './hold-banner.tsx';
import { useOpenDeliveries, usePastDeliveries, useQueueProgress } from './queries.ts';

/** What is on its way, what arrived, and what the marketplace made of it. */
export function Uploads() {
  const say = useSay();
  const [chosen, setChosen] = useState<'open' | 'history' | null>(null);
  const queue = useQueueProgress().data;
  const openAnswer = useOpenDeliveries();
  const open = openAnswer.data;
  const past = usePastDeliveries().data;
  const scope = chosen ?? (open && open.total === 0 && past && past.total > 0 ? 'history' : 'open');
  const entries = scope === 'open' ? open?.items : past?.items;
  return (
    <main aria-label={say('section.uploads')} className="flex h-full flex-col bg-canvas">
      {queue && <QueueHeader queue={queue} />}
      {queue?.hold && !queue.paused && queue.active + queue.waiting > 0 && <HoldBanner hold={queue.hold} />}
      <div className="flex items-center gap-3 border-b border-line bg-panel px-4 pb-2.5">
        <Segmented
          label={say('uploads.scope')}
          value={scope}
          options={[
            { value: 'open', label: say('uploads.open', { count: open?.total ?? 0 }) },
            { value: 'history', label: say('uploads.history', { count: past?.total ?? 0 }) },
          ]}
          onChange={setChosen}
        />
        {scope === 'open' && (queue?.failed ?? 0) > 0 && (
          <Button icon={<RotateCw size={13} />} onClick={() => void studio.delivery.retry({}).catch(sayProblem)}>
            {say('uploads.retryAll')}
          </Button>
        )}
      </div>
      <div className="min-h-0 flex-1">
        {entries && entries.length > 0 ? (
          <DeliveryList key={scope} entries={entries} />
        ) : entries ? (
          <EmptyState
            icon={<ArrowUpFromLine size={28} strokeWidth={1.5} />}
            title={say(scope === 'open' ? 'uploads.none' : 'uploads.noHistory')}
            text={say(scope === 'open' ? 'uploads.none.text' : 'uploads.noHistory.text')}
            action={
              <>
                <Button variant="primary" icon={<Send size={14} />} onClick={() => openDialog('send')}>
                  {say('action.sendMore')}
                </Button>
                <Button onClick={() => openSection('library')}>{say('uploads.toLibrary')}</Button>
              </>
            }
          />
        ) : (
          openAnswer.error && <Unreadable error={openAnswer.error} onRetry={() => void openAnswer.refetch()} />
        )}
      </div>
    </main>
  );
}

function QueueHeader({ queue }: { readonly queue: QueueProgress }) {
  const say = useSay();
  const language = useLanguage();
  const going = queue.active + queue.waiting;
  const held = queue.hold !== null && queue.active === 0;

  async function toggle(): Promise<void> {
    try {
      queryClient.setQueryData(
        keys.delivery.progress,
        await (queue.paused ? studio.delivery.resume() : studio.delivery.pause()),
      );
    } catch (error) {
      sayProblem(error);
    }
  }

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
        <div>
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
        {(going > 0 || queue.paused) && (
          <Button icon={queue.paused ? <Play size={14} /> : <Pause size={14} />} onClick={() => void toggle()}>
            {say(queue.paused ? 'uploads.resume' : 'uploads.pause')}
          </Button>
        )}
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
