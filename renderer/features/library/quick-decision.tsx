import { Check, X } from 'lucide-react';
import { type PhotoId, photoId } from '../../../shared/domain/ids.ts';
import { review } from '../../../shared/domain/photo.ts';
import { useSay } from '../../i18n/i18n.ts';
import { classes } from '../../ui/classes.ts';
import type { CellPlace } from './grid-layout.ts';
import { setReview } from './review.ts';
import { useSummary } from './summaries.ts';

/** Space between the buttons and the cell's edges, CSS pixels. */
const INSET = 4;
const LOOK = 'flex size-6 items-center justify-center rounded-sm border border-line bg-raised hover:border-line-strong';

/**
 * Approve and reject under the pointer, without changing the selection. They lie over the cell while the pointer is there and
 * never take the keyboard: keys, menu and inspector offer the same to everyone. The grid hears the clicks (grid-pointer.ts).
 */
export function QuickDecision({ id, place }: { readonly id: PhotoId; readonly place: CellPlace }) {
  const say = useSay();
  const photo = useSummary(id);
  if (!photo) return null;
  const approved = photo.review === 'approved';
  const rejected = photo.review === 'rejected';
  return (
    <fieldset
      aria-label={say('library.quickDecision', { name: photo.title || photo.fileName })}
      data-photo={id}
      className="absolute flex -translate-x-full gap-1"
      style={{ left: place.left + place.width - INSET, top: place.top + INSET }}
    >
      <button
        type="button"
        tabIndex={-1}
        data-decide={approved ? 'unreviewed' : 'approved'}
        aria-label={say('action.approve')}
        aria-pressed={approved}
        title={say(approved ? 'action.clearReview' : 'action.approve')}
        className={classes(LOOK, approved && 'text-accent')}
      >
        <Check size={14} strokeWidth={2.5} />
      </button>
      <button
        type="button"
        tabIndex={-1}
        data-decide={rejected ? 'unreviewed' : 'rejected'}
        aria-label={say('action.reject')}
        aria-pressed={rejected}
        title={say(rejected ? 'action.clearReview' : 'action.reject')}
        className={classes(LOOK, rejected && 'text-accent')}
      >
        <X size={14} strokeWidth={2.5} />
      </button>
    </fieldset>
  );
}

/** Carries out the decision under the pointer; false when there is none there. */
export function decideUnderPointer(event: MouseEvent): boolean {
  const mark = event.target instanceof Element ? event.target.closest('[data-decide]') : null;
  const cell = mark?.closest('[data-photo]');
  if (!mark || !cell) return false;
  void setReview(
    { ids: [photoId.parse(Number(cell.getAttribute('data-photo')))] },
    { review: review.parse(mark.getAttribute('data-decide')) },
  );
  return true;
}
