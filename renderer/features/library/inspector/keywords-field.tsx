import { useId, useState } from 'react';
import type { PhotoSelection } from '../../../../shared/contract/library.contract.ts';
import { KEYWORDS_KEPT } from '../../../../shared/domain/description.ts';
import { RULES, type RuleFinding } from '../../../../shared/domain/rules.ts';
import { useSay } from '../../../i18n/i18n.ts';
import { ruleSentence } from '../../../i18n/problems.ts';
import { classes } from '../../../ui/classes.ts';
import { KeywordChip, type ShownKeyword } from './keyword-chip.tsx';
import { KeywordInput } from './keyword-input.tsx';
import { RelatedKeywords } from './related-keywords.tsx';

interface KeywordsFieldProps {
  /** Whose keywords they are: for suggestions. */
  readonly subject: PhotoSelection;
  readonly keywords: readonly ShownKeyword[];
  readonly finding: RuleFinding | undefined;
  readonly onAdd: (keywords: readonly string[]) => void;
  readonly onRemove: (keyword: string) => void;
  /** Given for one photo, whose order matters: puts `keyword` at `index`. */
  readonly onMove?: (keyword: string, index: number) => void;
}

/** Chips shown at once, and more of them at each asking: a large selection has thousands of keywords. */
const SHOWN = 60;
const MORE = 240;

/** Keywords as chips: type with suggestions, paste a list, Backspace takes the last, drag or Alt+arrows change the order. */
export function KeywordsField({ subject, keywords, finding, onAdd, onRemove, onMove }: KeywordsFieldProps) {
  const say = useSay();
  const id = useId();
  const [dragged, setDragged] = useState<string | null>(null);
  const [most, setMost] = useState(SHOWN);
  const hidden = Math.max(0, keywords.length - most);
  const complete = keywords.filter((shown) => shown.count === null);

  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-baseline justify-between gap-2">
        <label htmlFor={id} className="text-muted text-sm">
          {say('field.keywords')}
        </label>
        <span
          className={classes('tabular text-xs', complete.length > RULES.keywordsMaximum ? 'text-bad' : 'text-muted')}
        >
          {complete.length > 0 && `${String(complete.length)} / ${String(RULES.keywordsMaximum)}`}
        </span>
      </div>
      <div className="relative flex flex-wrap gap-1 rounded-md border border-line bg-canvas p-1 focus-within:border-accent hover:border-line-strong">
        {keywords.slice(0, most).map(({ keyword, count }, index) => (
          <KeywordChip
            key={keyword}
            keyword={keyword}
            count={count}
            onAdd={() => onAdd([keyword])}
            onRemove={() => onRemove(keyword)}
            {...(onMove && { onStep: (by: -1 | 1) => onMove(keyword, Math.max(0, index + by)) })}
            onDragStart={() => setDragged(keyword)}
            onDrop={() => {
              if (dragged) onMove?.(dragged, index);
              setDragged(null);
            }}
          />
        ))}
        {hidden > 0 && (
          <button
            type="button"
            className="rounded px-1.5 text-muted text-sm hover:text-ink"
            onClick={() => setMost(most + MORE)}
          >
            {say('keywords.others', { count: hidden })}
          </button>
        )}
        <KeywordInput
          id={id}
          placeholder={keywords.length === 0 ? say('keywords.placeholder') : ''}
          room={KEYWORDS_KEPT - complete.length}
          onAdd={onAdd}
          onTakeBack={() => {
            const last = complete.at(-1);
            if (last) onRemove(last.keyword);
          }}
        />
      </div>
      <div
        id={`${id}-hint`}
        className={classes('text-sm empty:hidden', finding?.severity === 'error' ? 'text-bad' : 'text-muted')}
      >
        {finding && complete.length > 0 ? ruleSentence(finding) : null}
      </div>
      <RelatedKeywords
        subject={subject}
        present={complete.map((shown) => shown.keyword)}
        onAdd={(keyword) => onAdd([keyword])}
      />
    </div>
  );
}
