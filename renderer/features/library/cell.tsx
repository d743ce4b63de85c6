import { Check, CloudOff, TriangleAlert, X } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import type { DerivedKind } from '../../../shared/domain/photo.ts';
import { useSay } from '../../i18n/i18n.ts';
import { classes } from '../../ui/classes.ts';
import { Stars } from '../../ui/stars.tsx';
import { CELL_FOOT } from './grid-layout.ts';
import { Picture } from './picture.tsx';
import { setReview } from './review.ts';
import { journeyOf, LABEL_COLOURS, TONE_CLASS } from './states.tsx';
import { useSummary } from './summaries.ts';

interface CellProps {
  readonly id: PhotoId;
  readonly width: number;
  readonly height: number;
  readonly kind: DerivedKind;
  readonly selected: boolean;
  readonly focused: boolean;
}

/** One photo on the contact sheet: the picture whole, what was decided, where it stands. The grid hears its clicks. */
export const Cell = memo(function Cell({ id, width, height, kind, selected, focused }: CellProps) {
  const say = useSay();
  const photo = useSummary(id);
  const name = photo ? photo.title || photo.fileName : '';
  const journey = photo ? journeyOf(photo) : null;
  const rejected = photo?.review === 'rejected';
  const approved = photo?.review === 'approved';
  const words = photo
    ? [name, photo.review === 'unreviewed' ? '' : say(`review.${photo.review}`), journey ? say(journey.key) : '']
    : [say('library.loading')];
  return (
    <div
      id={`photo-${String(id)}`}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      aria-label={words.filter(Boolean).join(', ')}
      data-photo={id}
      style={{ width, height }}
      className={classes(
        'group relative flex flex-col rounded-sm outline-none',
        selected ? 'bg-cell-selected' : 'bg-cell',
        focused ? 'ring-2 ring-accent ring-inset' : selected && 'ring-1 ring-line-strong ring-inset',
      )}
    >
      <div className="relative min-h-0 flex-1 p-2 pb-0">
        {photo && (
          <Picture
            photo={photo}
            kind={kind}
            alt={name}
            className={classes('size-full object-contain', rejected && 'opacity-35 grayscale')}
          />
        )}
        {approved && (
          <span
            className="absolute top-1 left-1 flex size-5 items-center justify-center rounded-full bg-good text-canvas"
            title={say('review.approved')}
          >
            <Check size={13} strokeWidth={3} />
          </span>
        )}
        {rejected && (
          <span
            className="absolute top-1 left-1 flex size-5 items-center justify-center rounded-full bg-bad text-canvas"
            title={say('review.rejected')}
          >
            <X size={13} strokeWidth={3} />
          </span>
        )}
        <span className="absolute top-1 right-1 hidden gap-1 group-hover:flex">
          <QuickButton
            label={say('action.approve')}
            pressed={approved}
            onPress={() => void setReview({ ids: [id] }, { review: approved ? 'unreviewed' : 'approved' })}
          >
            <Check size={14} strokeWidth={2.5} />
          </QuickButton>
          <QuickButton
            label={say('action.reject')}
            pressed={rejected}
            onPress={() => void setReview({ ids: [id] }, { review: rejected ? 'unreviewed' : 'rejected' })}
          >
            <X size={14} strokeWidth={2.5} />
          </QuickButton>
        </span>
      </div>
      <div className="flex items-center gap-1.5 px-2 text-xs" style={{ height: CELL_FOOT }}>
        {photo?.label && (
          <span
            className="size-2.5 shrink-0 rounded-full"
            style={{ background: LABEL_COLOURS[photo.label] }}
            title={say(`label.${photo.label}`)}
          />
        )}
        {photo && photo.rating > 0 && (
          <Stars value={photo.rating} label={say('rating.value', { rating: photo.rating })} size={11} />
        )}
        <span className="min-w-0 flex-1 truncate text-muted">{photo && photo.rating === 0 ? name : ''}</span>
        {photo?.offline && <CloudOff size={13} className="shrink-0 text-muted" aria-label={say('state.offline')} />}
        {photo && photo.brokenRules > 0 && approved && photo.moderation === 'none' && (
          <span
            className="tabular flex shrink-0 items-center gap-0.5 text-warn"
            title={say('state.brokenRules', { count: photo.brokenRules })}
          >
            <TriangleAlert size={12} /> {photo.brokenRules}
          </span>
        )}
        {journey && (
          <span className={classes('flex shrink-0', TONE_CLASS[journey.tone])} title={say(journey.key)}>
            {journey.icon}
          </span>
        )}
      </div>
    </div>
  );
});

interface QuickButtonProps {
  readonly label: string;
  readonly pressed: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

/** Decides under the pointer without changing the selection. */
function QuickButton({ label, pressed, onPress, children }: QuickButtonProps) {
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      className={classes(
        'flex size-6 items-center justify-center rounded-sm border border-line bg-raised hover:border-line-strong',
        pressed ? 'text-accent' : 'text-ink',
      )}
      onClick={onPress}
    >
      {children}
    </button>
  );
}
