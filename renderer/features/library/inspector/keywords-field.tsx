import { Plus, X } from 'lucide-react';
import { useId, useState } from 'react';
import { tidyKeywords } from '../../../../shared/domain/description.ts';
import { RULES, type RuleFinding } from '../../../../shared/domain/rules.ts';
import { useSay } from '../../../i18n/i18n.ts';
import { ruleSentence } from '../../../i18n/problems.ts';
import { classes } from '../../../ui/classes.ts';

export interface ShownKeyword {
  readonly keyword: string;
  /** How many of the selected photos have it; null when all do. */
  readonly count: number | null;
}

interface KeywordsFieldProps {
  readonly keywords: readonly ShownKeyword[];
  readonly finding: RuleFinding | undefined;
  readonly onAdd: (keywords: readonly string[]) => void;
  readonly onRemove: (keyword: string) => void;
  /** Given for one photo, whose order matters: puts `keyword` at `index`. */
  readonly onMove?: (keyword: string, index: number) => void;
}

/** Commas, semicolons and line ends part keywords, in what is pasted and in what is typed. */
export function splitKeywords(text: string): string[] {
  return tidyKeywords(text.split(/[,;\n\t]+/));
}

/** Keywords as chips: type, paste a list, Backspace takes the last, drag or Alt+arrows change the order. */
export function KeywordsField({ keywords, finding, onAdd, onRemove, onMove }: KeywordsFieldProps) {
  const say = useSay();
  const id = useId();
  const [text, setText] = useState('');
  const [dragged, setDragged] = useState<string | null>(null);
  const complete = keywords.filter((shown) => shown.count === null).length;

  function take(typed: string): void {
    const parts = splitKeywords(typed);
    if (parts.length > 0) onAdd(parts);
    setText('');
  }

  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-baseline justify-between gap-2">
        <label htmlFor={id} className="text-muted text-sm">
          {say('field.keywords')}
        </label>
        <span className={classes('tabular text-xs', complete > RULES.keywordsMaximum ? 'text-bad' : 'text-muted')}>
          {complete > 0 && `${String(complete)} / ${String(RULES.keywordsMaximum)}`}
        </span>
      </div>
      <div className="flex flex-wrap gap-1 rounded-md border border-line bg-canvas p-1 focus-within:border-accent hover:border-line-strong">
        {keywords.map(({ keyword, count }, index) => (
          <span
            key={keyword}
            className={classes(
              'flex h-5.5 max-w-full items-center rounded-sm text-sm',
              count === null ? 'bg-hover' : 'border border-line border-dashed text-muted',
            )}
          >
            <button
              type="button"
              tabIndex={onMove ? 0 : -1}
              draggable={onMove !== undefined}
              title={onMove && say('keywords.move')}
              className="min-w-0 truncate rounded-sm pl-1.5"
              onDragStart={() => setDragged(keyword)}
              onDragOver={(event) => event.preventDefault()}
              onDrop={(event) => {
                event.preventDefault();
                event.stopPropagation();
                if (dragged) onMove?.(dragged, index);
                setDragged(null);
              }}
              onKeyDown={(event) => {
                event.stopPropagation();
                if (event.key === 'Backspace' || event.key === 'Delete') onRemove(keyword);
                if (!event.altKey || !onMove) return;
                if (event.key === 'ArrowLeft') onMove(keyword, Math.max(0, index - 1));
                if (event.key === 'ArrowRight') onMove(keyword, index + 1);
              }}
            >
              {keyword}
            </button>
            {count !== null && (
              <button
                type="button"
                className="flex items-center gap-0.5 rounded-sm px-1 hover:text-ink"
                title={say('keywords.giveAll', { keyword })}
                aria-label={say('keywords.giveAll', { keyword })}
                onClick={() => onAdd([keyword])}
              >
                <Plus size={11} />
                {count}
              </button>
            )}
            <button
              type="button"
              aria-label={say('keywords.remove', { keyword })}
              className="flex h-full items-center rounded-sm px-1 text-muted hover:text-ink"
              onClick={() => onRemove(keyword)}
            >
              <X size={11} />
            </button>
          </span>
        ))}
        <input
          id={id}
          data-field="keywords"
          autoComplete="off"
          spellCheck
          value={text}
          placeholder={keywords.length === 0 ? say('keywords.placeholder') : ''}
          aria-describedby={`${id}-hint`}
          className="h-5.5 min-w-20 flex-1 bg-transparent px-1 outline-none placeholder:text-muted"
          onChange={(event) =>
            /[,;\n]/.test(event.target.value) ? take(event.target.value) : setText(event.target.value)
          }
          onPaste={(event) => {
            const pasted = event.clipboardData.getData('text');
            if (!/[,;\n\t]/.test(pasted)) return;
            event.preventDefault();
            take(`${text}${pasted}`);
          }}
          onBlur={() => take(text)}
          onKeyDown={(event) => {
            event.stopPropagation();
            if (event.key === 'Enter') {
              event.preventDefault();
              take(text);
            } else if (event.key === 'Backspace' && text === '') {
              const last = keywords.findLast((shown) => shown.count === null);
              if (last) onRemove(last.keyword);
            } else if (event.key === 'Escape') {
              event.currentTarget.blur();
              document.querySelector<HTMLElement>('[data-grid]')?.focus();
            }
          }}
        />
      </div>
      <div
        id={`${id}-hint`}
        className={classes('text-sm empty:hidden', finding?.severity === 'error' ? 'text-bad' : 'text-muted')}
      >
        {finding && complete > 0 ? ruleSentence(finding) : null}
      </div>
    </div>
  );
}
