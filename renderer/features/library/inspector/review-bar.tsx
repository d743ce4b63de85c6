import { Check, X } from 'lucide-react';
import { type Label, label, type Review } from '../../../../shared/domain/photo.ts';
import { useSay } from '../../../i18n/i18n.ts';
import { classes } from '../../../ui/classes.ts';
import { Stars } from '../../../ui/stars.tsx';
import { decide } from '../review.ts';
import { LABEL_COLOURS } from '../states.tsx';

interface ReviewBarProps {
  /** Null where the selected photos differ. */
  readonly review: Review | null;
  readonly rating: number;
  readonly colour: Label | null;
}

/** Her decision, as buttons: the same as P, X, U, 0–5 and 6–9. */
export function ReviewBar({ review, rating, colour }: ReviewBarProps) {
  const say = useSay();
  const button =
    'flex h-7 flex-1 items-center justify-center gap-1.5 whitespace-nowrap rounded-md border transition-colors';
  return (
    <div className="flex flex-col gap-2">
      <div className="flex gap-1.5">
        <button
          type="button"
          aria-pressed={review === 'approved'}
          className={classes(
            button,
            review === 'approved'
              ? 'border-good bg-good/15 font-semibold text-good'
              : 'border-line bg-raised hover:bg-hover',
          )}
          onClick={() => decide({ review: review === 'approved' ? 'unreviewed' : 'approved' })}
        >
          <Check size={14} /> {say(review === 'approved' ? 'review.approved' : 'action.approve')}
        </button>
        <button
          type="button"
          aria-pressed={review === 'rejected'}
          className={classes(
            button,
            review === 'rejected'
              ? 'border-bad bg-bad/15 font-semibold text-bad'
              : 'border-line bg-raised hover:bg-hover',
          )}
          onClick={() => decide({ review: review === 'rejected' ? 'unreviewed' : 'rejected' })}
        >
          <X size={14} /> {say(review === 'rejected' ? 'review.rejected' : 'action.reject')}
        </button>
      </div>
      <div className="flex items-center justify-between">
        <Stars value={rating} label={say('field.rating')} size={16} onChange={(next) => decide({ rating: next })} />
        <fieldset aria-label={say('field.label')} className="flex gap-1.5">
          {label.options.map((option) => (
            <button
              key={option}
              type="button"
              aria-label={say(`label.${option}`)}
              title={say(`label.${option}`)}
              aria-pressed={colour === option}
              className={classes(
                'size-4 rounded-full ring-offset-2 ring-offset-panel',
                colour === option ? 'ring-2 ring-ink' : 'opacity-60 hover:opacity-100',
              )}
              style={{ background: LABEL_COLOURS[option] }}
              onClick={() => decide({ label: colour === option ? null : option })}
            />
          ))}
        </fieldset>
      </div>
    </div>
  );
}
