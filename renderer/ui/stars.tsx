import { Star } from 'lucide-react';
import { classes } from './classes.ts';

interface StarsProps {
  readonly value: number;
  readonly label: string;
  readonly onChange?: (value: number) => void;
  readonly size?: number;
}

/** Zero to five stars; a click on the present note takes it away. */
export function Stars({ value, label, onChange, size = 14 }: StarsProps) {
  if (!onChange) {
    return (
      <span role="img" aria-label={label} className="inline-flex text-accent">
        {Array.from({ length: value }, (_, index) => (
          <Star key={`star-${String(index)}`} size={size} fill="currentColor" strokeWidth={0} />
        ))}
      </span>
    );
  }
  return (
    <fieldset className="inline-flex" aria-label={label}>
      {[1, 2, 3, 4, 5].map((star) => (
        <button
          key={star}
          type="button"
          aria-label={`${String(star)} ★`}
          aria-pressed={value >= star}
          className="p-0.5"
          onClick={() => onChange(star === value ? 0 : star)}
        >
          <Star
            size={size}
            className={classes(value >= star ? 'text-accent' : 'text-line-strong')}
            fill={value >= star ? 'currentColor' : 'none'}
            strokeWidth={value >= star ? 0 : 1.5}
          />
        </button>
      ))}
    </fieldset>
  );
}
