import { ArrowUpFromLine, SearchX, Send } from 'lucide-react';
import { useState } from 'react';
import { useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { openDialog, openSection } from '../shell/shell.store.ts';
import { Unreadable } from '../shell/unreadable.tsx';
import { DeliveryList } from './delivery-list.tsx';
import { HistoryBar } from './history-bar.tsx';
import { HoldBanner } from './hold-banner.tsx';
import { EVERYTHING, isEverything, useOpenDeliveries, usePastDeliveries, useQueueProgress } from './queries.ts';
import { QueueHeader } from './queue-header.tsx';

/** What is on its way, what arrived, and what the marketplace made of it. */
export function Uploads() {
  const say = useSay();
  const [chosen, setChosen] = useState<'open' | 'history' | null>(null);
  const [find, setFind] = useState(EVERYTHING);
  const queue = useQueueProgress().data;
  const openAnswer = useOpenDeliveries();
  const open = openAnswer.data;
  const past = usePastDeliveries(EVERYTHING);
  const found = usePastDeliveries(find);
  const scope = chosen ?? (open && open.total === 0 && (past.total ?? 0) > 0 ? 'history' : 'open');
  const entries = scope === 'open' ? open?.items : found.items;
  const nothingFound = scope === 'history' && !isEverything(find) && (past.total ?? 0) > 0;
  return (
    <main aria-label={say('section.uploads')} className="flex h-full flex-col bg-canvas">
      {queue && <QueueHeader queue={queue} />}
      {queue?.hold && !queue.paused && queue.active + queue.waiting > 0 && <HoldBanner hold={queue.hold} />}
      <div className="flex items-center gap-4 border-b border-line bg-panel px-4 pb-2.5 max-[1000px]:flex-wrap max-[1000px]:gap-y-2">
        <Segmented
          label={say('uploads.scope')}
          value={scope}
          options={[
            { value: 'open', label: say('uploads.open', { count: open?.total ?? 0 }) },
            { value: 'history', label: say('uploads.history', { count: past.total ?? 0 }) },
          ]}
          onChange={setChosen}
        />
        {scope === 'history' && <HistoryBar found={found.total} onSearch={setFind} />}
      </div>
      <div className="min-h-0 flex-1">
        {entries && entries.length > 0 ? (
          <DeliveryList
            key={scope}
            entries={entries}
            ordered={scope === 'open'}
            {...(scope === 'history' ? { onNearEnd: found.more } : {})}
          />
        ) : nothingFound ? (
          <EmptyState
            icon={<SearchX size={28} strokeWidth={1.5} />}
            title={say('uploads.notFound')}
            text={say('uploads.notFound.text')}
          />
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
