import { useEffect, useRef } from 'react';
import type { KeywordSuggestion } from '../../../../shared/contract/words.contract.ts';
import { useSay } from '../../../i18n/i18n.ts';
import { classes } from '../../../ui/classes.ts';

interface KeywordOptionsProps {
  /** Of the field; the list and its options are named after it. */
  readonly id: string;
  readonly options: readonly KeywordSuggestion[];
  readonly active: number | null;
  readonly onPoint: (index: number) => void;
  readonly onTake: (keyword: string) => void;
}

/** The list under the keyword field: the word, its translation, what it belongs to, on how many photos she used it. */
export function KeywordOptions({ id, options, active, onPoint, onTake }: KeywordOptionsProps) {
  const say = useSay();
  const list = useRef<HTMLDivElement>(null);
  const length = options.length;
  // On a low screen the list would begin below the panel's edge.
  useEffect(() => {
    if (length > 0) list.current?.scrollIntoView({ block: 'nearest' });
  }, [length]);
  return (
    <div
      ref={list}
      id={`${id}-options`}
      role="listbox"
      aria-label={say('keywords.options')}
      className="absolute inset-x-0 top-full z-30 mt-1 rounded-md border border-line bg-raised py-1 shadow-[var(--shadow)]"
    >
      {options.map(({ keyword, translation, broader, uses }, index) => (
        <div
          key={`${keyword}-${String(translation)}`}
          id={`${id}-option-${String(index)}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          className={classes(
            'flex cursor-default items-baseline justify-between gap-2 px-2 py-0.5',
            index === active && 'bg-hover',
          )}
          onMouseMove={() => onPoint(index)}
          // The field keeps the keyboard, so that what was typed is not taken as it loses it.
          onMouseDown={(event) => {
            event.preventDefault();
            onTake(keyword);
          }}
        >
          <span className="min-w-0 truncate">
            {keyword}
            {(translation ?? broader) && (
              <span className="text-muted text-sm"> · {[translation, broader].filter(Boolean).join(' · ')}</span>
            )}
          </span>
          {uses > 0 && (
            <span className="tabular shrink-0 text-muted text-xs">{say('count.photos', { count: uses })}</span>
          )}
        </div>
      ))}
    </div>
  );
}
