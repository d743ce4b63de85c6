import { Check, Layers, TriangleAlert, X } from 'lucide-react';
import { memo } from 'react';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import type { DerivedKind } from '../../../shared/domain/photo.ts';
import { useSay } from '../../i18n/i18n.ts';
import { classes } from '../../ui/classes.ts';
import { Stars } from '../../ui/stars.tsx';
import { AwayMark } from '../missing/away-mark.tsx';
import { CELL_FOOT } from './grid-layout.ts';
import { JUSTIFIED_INSET } from './justified-layout.ts';
import { Picture } from './picture.tsx';
import { journeyOf, LABEL_COLOURS, TONE_CLASS } from './states.tsx';
import { useSummary } from './summaries.ts';

/** Width of a cell in CSS pixels from which its name stands beside its stars. */
const ROOM_FOR_NAME = 150;

interface CellProps {
  readonly id: PhotoId;
  /** Counted from one, of all that are shown. */
  readonly position: number;
  readonly count: number;
  /** CSS pixels in the grid's content. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly shape: 'square' | 'justified';
  readonly kind: DerivedKind;
  readonly selected: boolean;
  readonly focused: boolean;
}

/** One photo on the contact sheet: the picture whole, what was decided, where it stands. The grid hears its clicks. */
export const Cell = memo(function Cell(props: CellProps) {
  const { id, width, height, kind, selected, focused } = props;
  const say = useSay();
  const photo = useSummary(id);
  const name = photo ? photo.title || photo.fileName : '';
  const journey = photo ? journeyOf(photo) : null;
  const rejected = photo?.review === 'rejected';
  const approved = photo?.review === 'approved';
  // What is missing matters once she wants the photo to go.
  const toFix = photo && approved && photo.moderation === 'none' ? photo.brokenRules : 0;
  const words = photo
    ? [
        name,
        photo.review === 'unreviewed' ? '' : say(`review.${photo.review}`),
        photo.rating > 0 ? say('rating.value', { rating: photo.rating }) : '',
        toFix > 0 ? say('state.brokenRules', { count: toFix }) : '',
        journey ? say(journey.key) : '',
        photo.stack ? say(photo.stack.face ? 'stack.face' : 'stack.behind', { count: photo.stack.count }) : '',
      ]
    : [say('library.loading')];
  return (
    <div
      id={`photo-${String(id)}`}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      aria-posinset={props.position}
      aria-setsize={props.count}
      aria-label={words.filter(Boolean).join(', ')}
      data-photo={id}
      style={{ left: props.left, top: props.top, width, height }}
      className={classes(
        'absolute flex flex-col rounded-sm outline-none',
        // Behind a face: a strip ties it to the photo before it.
        photo?.stack?.face === false && 'border-accent border-l-2',
        selected ? 'bg-cell-selected' : 'bg-cell',
        focused ? 'ring-2 ring-accent ring-inset' : selected && 'ring-1 ring-line-strong ring-inset',
      )}
    >
      <div
        className="relative min-h-0 flex-1"
        style={{ padding: props.shape === 'square' ? '8px 8px 0' : JUSTIFIED_INSET }}
      >
        {photo && (
          <Picture
            photo={photo}
            kind={kind}
            alt={name}
            className={classes('size-full object-contain', rejected && 'opacity-35 grayscale')}
          />
        )}
        {photo?.stack?.face && (
          <span
            data-stack
            title={say('stack.open', { count: photo.stack.count })}
            className="absolute right-1 bottom-1 flex h-5 cursor-pointer items-center gap-1 rounded-sm border border-line bg-raised px-1 text-xs tabular hover:border-line-strong"
          >
            <Layers size={12} /> {photo.stack.count}
          </span>
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
      </div>
      {/* Said by the name of the cell. */}
      <div aria-hidden="true" className="flex items-center gap-1.5 px-2 text-xs" style={{ height: CELL_FOOT }}>
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
        <span dir="auto" className={classes('min-w-0 flex-1 truncate text-left', selected ? 'text-ink' : 'text-muted')}>
          {photo && (photo.rating === 0 || width >= ROOM_FOR_NAME) ? name : ''}
        </span>
        {photo && <AwayMark photo={photo} />}
        {toFix > 0 && (
          <span
            className="tabular flex shrink-0 items-center gap-0.5 text-warn"
            title={say('state.brokenRules', { count: toFix })}
          >
            <TriangleAlert size={12} /> {toFix}
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

interface BareCellProps extends Pick<CellProps, 'id' | 'position' | 'count' | 'selected'> {
  readonly place: Pick<CellProps, 'left' | 'top' | 'width' | 'height'>;
}

/** The place of a photo that is passed over too quickly to be seen. */
export const BareCell = memo(function BareCell({ id, position, count, selected, place }: BareCellProps) {
  const say = useSay();
  const { left, top, width, height } = place;
  return (
    <div
      id={`photo-${String(id)}`}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      aria-posinset={position}
      aria-setsize={count}
      aria-label={say('library.loading')}
      style={{ left, top, width, height }}
      className={classes('absolute rounded-sm', selected ? 'bg-cell-selected' : 'bg-cell')}
    />
  );
});
