import { Ban } from 'lucide-react';
import { useState } from 'react';
import { type LabelChoice, labelChoice } from '../../../shared/domain/photo.ts';
import { useSay } from '../../i18n/i18n.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { Stars } from '../../ui/stars.tsx';
import { withCount } from './filter-choice.tsx';
import { library, useLibrary } from './library.store.ts';
import { LABEL_COLOURS } from './states.tsx';

/** A rating at least, exactly, or none. */
export function FilterRating({ ratings }: { readonly ratings: readonly number[] | undefined }) {
  const say = useSay();
  const rating = useLibrary((state) => state.added.rating);
  const minimum = useLibrary((state) => state.added.minimumRating);
  const [exactly, setExactly] = useState(rating !== undefined && rating > 0);
  const ask = (stars: number | undefined, exact: boolean) => {
    library.setCondition('rating', exact ? stars : undefined);
    library.setCondition('minimumRating', exact ? undefined : stars);
  };
  const stars = rating ?? minimum ?? 0;
  return (
    <div className="flex flex-col gap-1">
      <span className="flex items-center justify-between text-muted text-sm">
        {say('filter.rating')}
        <button
          type="button"
          className="rounded-sm px-1 hover:bg-hover hover:text-ink aria-pressed:bg-hover aria-pressed:text-accent"
          aria-pressed={rating === 0}
          onClick={() => ask(rating === 0 ? undefined : 0, true)}
        >
          {withCount(say('filter.unrated'), ratings?.[0])}
        </button>
      </span>
      <div className="flex items-center justify-between gap-2">
        <Segmented
          label={say('filter.rating')}
          value={exactly ? 'exactly' : 'minimum'}
          options={[
            { value: 'minimum', label: say('filter.rating.minimum') },
            { value: 'exactly', label: say('filter.rating.exactly') },
          ]}
          onChange={(how) => {
            setExactly(how === 'exactly');
            if (stars > 0) ask(stars, how === 'exactly');
          }}
        />
        <Stars
          value={stars}
          label={say('filter.rating')}
          size={16}
          onChange={(given) => ask(given || undefined, exactly)}
        />
      </div>
    </div>
  );
}

/** One colour, or those without any; each with how many photos it would show. */
export function FilterLabel({ labels }: { readonly labels: Readonly<Record<LabelChoice, number>> | undefined }) {
  const say = useSay();
  const chosen = useLibrary((state) => state.added.label);
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-muted text-sm">{say('field.label')}</legend>
      <span className="flex gap-1">
        {labelChoice.options.map((choice) => (
          <button
            key={choice}
            type="button"
            aria-label={withCount(say(`label.${choice}`), labels?.[choice])}
            title={say(`label.${choice}`)}
            aria-pressed={chosen === choice}
            className="flex h-7 flex-1 items-center justify-center gap-1.5 rounded-md border border-transparent text-muted text-xs tabular hover:bg-hover aria-pressed:border-line-strong aria-pressed:bg-hover aria-pressed:text-ink"
            onClick={() => library.setCondition('label', chosen === choice ? undefined : choice)}
          >
            {choice === 'none' ? (
              <Ban size={14} />
            ) : (
              <span className="size-3.5 rounded-full" style={{ background: LABEL_COLOURS[choice] }} />
            )}
            {labels?.[choice]}
          </button>
        ))}
      </span>
    </fieldset>
  );
}
