import { useVirtualizer } from '@tanstack/react-virtual';
import { Pause, RotateCw, X } from 'lucide-react';
import { useRef } from 'react';
import type { DeliveryEntry, DeliveryState } from '../../../shared/contract/delivery.contract.ts';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import { studio } from '../../host/studio.ts';
import { formatBytes, formatMoment } from '../../i18n/format.ts';
import { type Say, useLanguage, useSay } from '../../i18n/i18n.ts';
import { problemSentence } from '../../i18n/problems.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { library } from '../library/library.store.ts';
import { Picture } from '../library/picture.tsx';
import { useDetail } from '../library/queries.ts';
import { sayProblem } from '../library/review.ts';
import { selectOnly } from '../library/selection.ts';
import { journeyOf } from '../library/states.tsx';
import { useSummary } from '../library/summaries.ts';
import { openSection } from '../shell/shell.store.ts';
import { CorrectButton } from './correct-button.tsx';
import { stageOf } from './stages.ts';

/** Height of one delivery, CSS pixels. */
const ROW = 76;

export function DeliveryList({ entries }: { readonly entries: readonly DeliveryEntry[] }) {
  const say = useSay();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 6,
  });
  return (
    <div ref={scroller} className="h-full overflow-y-auto">
      <ul aria-label={say('uploads.list')} className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const entry = entries[item.index];
          return (
            entry && (
              <li
                key={entry.id}
                className="absolute inset-x-0 flex items-center gap-4 border-b border-line px-4"
                style={{ top: item.start, height: ROW }}
              >
                <Delivery entry={entry} />
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}

const OPEN_STATES: ReadonlySet<DeliveryState> = new Set([
  'queued',
  'preparing',
  'opening',
  'sending',
  'completing',
  'waiting',
  'paused',
  'failed',
]);

function Delivery({ entry }: { readonly entry: DeliveryEntry }) {
  const say = useSay();
  const language = useLanguage();
  const name = entry.title || entry.fileName;
  const going = OPEN_STATES.has(entry.state);
  const sending = entry.state === 'sending' || entry.state === 'completing';
  return (
    <>
      <button
        type="button"
        aria-label={say('uploads.show', { name })}
        title={say('uploads.show', { name })}
        className="flex h-15 w-20 shrink-0 items-center justify-center overflow-hidden rounded-sm bg-cell"
        onClick={() => {
          library.showEverything();
          library.select(selectOnly(entry.photoId));
          openSection('library');
        }}
      >
        <Picture
          photo={{ id: entry.photoId, pictureVersion: entry.pictureVersion }}
          kind="thumb200"
          alt=""
          className="max-h-full max-w-full object-contain"
        />
      </button>
      <div className="min-w-0 flex-1">
        <p className="truncate">{name}</p>
        <p
          className={classes(
            'tabular truncate text-sm',
            entry.state === 'failed' ? 'text-bad' : entry.state === 'waiting' ? 'text-warn' : 'text-muted',
          )}
          title={entry.problem ? problemSentence(entry.problem) : undefined}
        >
          {entry.problem && entry.state !== 'sent' ? problemSentence(entry.problem) : factsOf(entry, say, language)}
        </p>
        {entry.state === 'waiting' && entry.nextAttemptAt !== null && (
          <p className="text-muted text-xs">
            {say('uploads.nextAttempt', { at: formatMoment(entry.nextAttemptAt, language) })}
          </p>
        )}
      </div>
      {going ? (
        <div className="flex w-64 shrink-0 flex-col gap-1.5 min-[1500px]:w-96">
          <Stages entry={entry} />
          <ProgressBar
            label={say('uploads.progressOf', { name })}
            value={
              entry.state === 'preparing' || entry.state === 'opening'
                ? null
                : entry.bytesTotal > 0
                  ? entry.bytesSent / entry.bytesTotal
                  : 0
            }
            tone={
              entry.state === 'failed'
                ? 'bad'
                : sending || entry.state === 'preparing' || entry.state === 'opening'
                  ? 'accent'
                  : 'muted'
            }
          />
        </div>
      ) : (
        <Outcome id={entry.photoId} state={entry.state} />
      )}
      <div className="flex w-44 shrink-0 justify-end gap-1">
        {entry.latest && entry.state === 'sent' && <CorrectPast id={entry.photoId} edited={entry.edited} />}
        {(entry.state === 'failed' || entry.state === 'cancelled') && (
          <Button
            size="small"
            icon={<RotateCw size={12} />}
            onClick={() => void studio.delivery.retry({ id: entry.id }).catch(sayProblem)}
          >
            {say('action.retry')}
          </Button>
        )}
        {entry.state === 'paused' && <Pause size={14} className="m-1.5 text-muted" />}
        {going && (
          <IconButton
            small
            label={say('uploads.cancel', { name })}
            onClick={() => void studio.delivery.cancel({ id: entry.id }).catch(sayProblem)}
          >
            <X size={14} />
          </IconButton>
        )}
      </div>
    </>
  );
}

function CorrectPast({ id, edited }: { readonly id: PhotoId; readonly edited: boolean }) {
  const photo = useSummary(id);
  return photo ? <CorrectButton photo={photo} edited={edited} /> : null;
}

function factsOf(entry: DeliveryEntry, say: Say, language: 'fr' | 'en'): string {
  if (entry.kind === 'correction')
    return [
      entry.sentAt === null ? '' : say('uploads.sentAt', { at: formatMoment(entry.sentAt, language) }),
      say('uploads.correction'),
    ]
      .filter(Boolean)
      .join(' · ');
  if (entry.state === 'sent' && entry.sentAt !== null)
    return [
      say('uploads.sentAt', { at: formatMoment(entry.sentAt, language) }),
      formatBytes(entry.bytesTotal, language),
      entry.sentSha256 ? `SHA-256 ${entry.sentSha256.slice(0, 12)}…` : '',
    ]
      .filter(Boolean)
      .join(' · ');
  if (entry.state === 'sending' || entry.state === 'completing') {
    return [
      `${formatBytes(entry.bytesSent, language)} / ${formatBytes(entry.bytesTotal, language)}`,
      entry.partsTotal > 1 ? say('uploads.parts', { sent: entry.partsSent, total: entry.partsTotal }) : '',
    ]
      .filter(Boolean)
      .join(' · ');
  }
  return (
    [entry.title ? entry.fileName : '', entry.bytesTotal > 0 ? formatBytes(entry.bytesTotal, language) : '']
      .filter(Boolean)
      .join(' · ') || say(`delivery.state.${entry.state}`)
  );
}

const STAGES = ['preparing', 'sending', 'completing', 'moderation'] as const;

/** The way to the marketplace in four words, the present one lit. */
function Stages({ entry }: { readonly entry: DeliveryEntry }) {
  const say = useSay();
  const present = stageOf(entry);
  if (entry.state === 'failed' || entry.state === 'waiting' || entry.state === 'paused' || entry.state === 'queued') {
    return (
      <span className={classes('text-sm', entry.state === 'failed' ? 'text-bad' : 'text-muted')}>
        {say(`delivery.state.${entry.state}`)}
      </span>
    );
  }
  return (
    <ol className="flex gap-2.5 text-sm">
      {STAGES.map((stage, index) => (
        <li
          key={stage}
          aria-current={index === present ? 'step' : undefined}
          className={classes(
            'whitespace-nowrap',
            index === present ? 'font-semibold text-ink' : index < present ? 'text-muted' : 'text-muted/60',
            stage === 'moderation' && 'max-[1500px]:hidden',
          )}
        >
          {say(`stage.${stage}`)}
        </li>
      ))}
    </ol>
  );
}

/** What became of a delivery that is over: the marketplace's word, with its reason. */
function Outcome({ id, state }: { readonly id: PhotoId; readonly state: DeliveryState }) {
  const say = useSay();
  const photo = useSummary(id);
  const refused = photo?.moderation === 'rejected';
  const detail = useDetail(refused ? id : null).data;
  if (state === 'cancelled')
    return (
      <span className="w-64 shrink-0 text-muted text-sm min-[1500px]:w-96">{say('delivery.state.cancelled')}</span>
    );
  const journey = photo ? journeyOf(photo) : null;
  return (
    <div className="flex w-64 shrink-0 flex-col items-start gap-1 min-[1500px]:w-96">
      {journey && (
        <Badge tone={journey.tone}>
          {journey.icon}
          {say(journey.key)}
        </Badge>
      )}
      {refused && detail?.id === id && (
        <p className="line-clamp-2 text-sm" title={detail.rejectionReason ?? ''}>
          {detail.rejectionReason ?? say('moderation.noReason')}
        </p>
      )}
    </div>
  );
}
