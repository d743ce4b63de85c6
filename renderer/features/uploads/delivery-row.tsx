import { GripVertical, MoreHorizontal, Pause, Play, RotateCw, X } from 'lucide-react';
import type { DeliveryEntry, DeliveryState } from '../../../shared/contract/delivery.contract.ts';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import { formatBytes, formatMoment, type Language } from '../../i18n/format.ts';
import { type Say, useLanguage, useSay } from '../../i18n/i18n.ts';
import { problemSentence } from '../../i18n/problems.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { Menu, type MenuEntry } from '../../ui/menu.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { Picture } from '../library/picture.tsx';
import { useDetail } from '../library/queries.ts';
import { journeyOf } from '../library/states.tsx';
import { useSummary } from '../library/summaries.ts';
import { CorrectButton } from './correct-button.tsx';
import type { QueuePlace } from './delivery-menu.tsx';
import { cancelOne, mayPause, pauseOne, resumeOne, retryOne, sendAgain, showInLibrary } from './orders.ts';
import { stageOf } from './stages.ts';

interface DeliveryProps {
  readonly entry: DeliveryEntry;
  /** null outside of the queue. */
  readonly place: QueuePlace | null;
  readonly menu: readonly MenuEntry[];
}

/** One delivery on one line: its picture, how far it is, what can be done. */
export function Delivery({ entry, place, menu }: DeliveryProps) {
  const say = useSay();
  const name = entry.title || entry.fileName;
  return (
    <>
      {place && (
        <button
          type="button"
          draggable
          data-handle
          aria-label={say('uploads.handle', { name, place: place.index + 1, count: place.count })}
          title={say('uploads.handleHint')}
          className="-mr-2 -ml-2 flex h-12 w-5 shrink-0 cursor-grab items-center justify-center rounded-sm text-muted hover:bg-hover hover:text-ink active:cursor-grabbing"
        >
          <GripVertical size={14} />
        </button>
      )}
      <button
        type="button"
        aria-label={say('uploads.show', { name })}
        title={say('uploads.show', { name })}
        className="flex h-15 w-20 shrink-0 items-center justify-center overflow-hidden rounded-sm bg-cell"
        onClick={() => showInLibrary(entry)}
      >
        <Picture
          photo={{ id: entry.photoId, pictureVersion: entry.pictureVersion }}
          kind="thumb200"
          alt=""
          className="max-h-full max-w-full object-contain"
        />
      </button>
      <Words entry={entry} name={name} />
      {place ? <Progress entry={entry} name={name} /> : <Outcome entry={entry} />}
      <div className="flex w-44 shrink-0 items-center justify-end gap-1 max-[1000px]:w-auto">
        {place ? <QueueButtons entry={entry} name={name} /> : <PastButtons entry={entry} />}
        <Menu
          entries={menu}
          trigger={
            <IconButton small label={say('uploads.more', { name })}>
              <MoreHorizontal size={14} />
            </IconButton>
          }
        />
      </div>
    </>
  );
}

function Words({ entry, name }: { readonly entry: DeliveryEntry; readonly name: string }) {
  const say = useSay();
  const language = useLanguage();
  const problem = entry.state === 'sent' ? null : entry.problem;
  return (
    <div className="min-w-0 flex-1">
      <p dir="auto" className="truncate text-left">
        {name}
      </p>
      <p
        className={classes(
          'tabular truncate text-sm',
          entry.state === 'failed' ? 'text-bad' : entry.state === 'waiting' ? 'text-warn' : 'text-muted',
        )}
        title={problem ? problemSentence(problem) : undefined}
      >
        {problem ? problemSentence(problem) : factsOf(entry, say, language)}
      </p>
      {entry.state === 'waiting' && entry.nextAttemptAt !== null && (
        <p className="text-muted text-xs">
          {say('uploads.nextAttempt', { at: formatMoment(entry.nextAttemptAt, language) })}
        </p>
      )}
    </div>
  );
}

function QueueButtons({ entry, name }: { readonly entry: DeliveryEntry; readonly name: string }) {
  const say = useSay();
  return (
    <>
      {(entry.state === 'failed' || entry.state === 'waiting') && (
        <Button size="small" icon={<RotateCw size={12} />} onClick={() => retryOne(entry)}>
          {say('action.retry')}
        </Button>
      )}
      {mayPause(entry) && (
        <IconButton small label={say('uploads.pauseOne', { name })} onClick={() => pauseOne(entry)}>
          <Pause size={14} />
        </IconButton>
      )}
      {entry.state === 'paused' && (
        <IconButton small label={say('uploads.resumeOne', { name })} onClick={() => resumeOne(entry)}>
          <Play size={14} />
        </IconButton>
      )}
      <IconButton small label={say('uploads.cancel', { name })} onClick={() => cancelOne(entry)}>
        <X size={14} />
      </IconButton>
    </>
  );
}

function PastButtons({ entry }: { readonly entry: DeliveryEntry }) {
  const say = useSay();
  return (
    <>
      {entry.latest && entry.state === 'sent' && <CorrectPast id={entry.photoId} edited={entry.edited} />}
      {entry.latest && entry.state === 'cancelled' && entry.replacedBy === null && (
        <Button size="small" icon={<RotateCw size={12} />} onClick={() => sendAgain(entry)}>
          {say('uploads.queueAgain')}
        </Button>
      )}
    </>
  );
}

function CorrectPast({ id, edited }: { readonly id: PhotoId; readonly edited: boolean }) {
  const photo = useSummary(id);
  return photo ? <CorrectButton photo={photo} edited={edited} /> : null;
}

function factsOf(entry: DeliveryEntry, say: Say, language: Language): string {
  const sentAt = entry.sentAt === null ? '' : say('uploads.sentAt', { at: formatMoment(entry.sentAt, language) });
  const facts =
    entry.kind === 'correction'
      ? [sentAt, say('uploads.correction')]
      : entry.state === 'sent' || entry.withdrawnAt !== null || entry.replacedBy !== null
        ? [
            sentAt,
            entry.title ? entry.fileName : '',
            formatBytes(entry.bytesTotal, language),
            entry.sentSha256 ? `SHA-256 ${entry.sentSha256.slice(0, 12)}…` : '',
          ]
        : entry.bytesSent > 0 || entry.state === 'sending' || entry.state === 'completing'
          ? [
              `${formatBytes(entry.bytesSent, language)} / ${formatBytes(entry.bytesTotal, language)}`,
              entry.partsTotal > 1 ? say('uploads.parts', { sent: entry.partsSent, total: entry.partsTotal }) : '',
            ]
          : [entry.title ? entry.fileName : '', entry.bytesTotal > 0 ? formatBytes(entry.bytesTotal, language) : ''];
  if (entry.replaces !== null) facts.unshift(say('replace.takesPlace'));
  return facts.filter(Boolean).join(' · ') || say(`delivery.state.${entry.state}`);
}

function Progress({ entry, name }: { readonly entry: DeliveryEntry; readonly name: string }) {
  const say = useSay();
  const starting = entry.state === 'preparing' || entry.state === 'opening';
  const moving = starting || entry.state === 'sending' || entry.state === 'completing';
  return (
    <div className="flex w-64 shrink-0 max-[1000px]:w-48 flex-col gap-1.5 min-[1500px]:w-96">
      <Stages entry={entry} />
      <ProgressBar
        label={say('uploads.progressOf', { name })}
        value={starting ? null : entry.bytesTotal > 0 ? entry.bytesSent / entry.bytesTotal : 0}
        tone={entry.state === 'failed' ? 'bad' : moving ? 'accent' : 'muted'}
      />
    </div>
  );
}

const STAGES = ['preparing', 'sending', 'completing', 'moderation'] as const;
const STOPPED: ReadonlySet<DeliveryState> = new Set(['failed', 'waiting', 'paused', 'queued']);

/** The way to the marketplace in four words, the present one lit. */
function Stages({ entry }: { readonly entry: DeliveryEntry }) {
  const say = useSay();
  const present = stageOf(entry);
  if (STOPPED.has(entry.state)) {
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
function Outcome({ entry }: { readonly entry: DeliveryEntry }) {
  const { photoId: id, state, withdrawnAt, withdrawAskedAt, replacedBy } = entry;
  const say = useSay();
  const language = useLanguage();
  const photo = useSummary(id);
  const refused = photo?.moderation === 'rejected';
  const detail = useDetail(refused ? id : null).data;
  if (state === 'cancelled')
    return (
      <span className="w-64 shrink-0 max-[1000px]:w-48 text-muted text-sm min-[1500px]:w-96">
        {replacedBy !== null
          ? say('replace.replaced')
          : withdrawnAt === null
            ? say('delivery.state.cancelled')
            : say('uploads.withdrawnAt', { at: formatMoment(withdrawnAt, language) })}
      </span>
    );
  const journey = photo ? journeyOf(photo) : null;
  return (
    <div className="flex w-64 shrink-0 max-[1000px]:w-48 flex-col items-start gap-1 min-[1500px]:w-96">
      {journey && (
        <Badge tone={journey.tone}>
          {journey.icon}
          {say(journey.key)}
        </Badge>
      )}
      {replacedBy !== null && <p className="text-muted text-sm">{say('replace.replaced')}</p>}
      {withdrawAskedAt !== null && <p className="text-sm text-warn">{say('uploads.withdrawAsked')}</p>}
      {refused && detail?.id === id && (
        <p className="line-clamp-2 text-sm" title={detail.rejectionReason ?? ''}>
          {detail.rejectionReason ?? say('moderation.noReason')}
        </p>
      )}
    </div>
  );
}
