import { Plus, X } from 'lucide-react';
import { useSay } from '../../../i18n/i18n.ts';
import { classes } from '../../../ui/classes.ts';

export interface ShownKeyword {
  readonly keyword: string;
  /** How many of the selected photos have it; null when all do. */
  readonly count: number | null;
}

interface KeywordChipProps extends ShownKeyword {
  readonly onAdd: () => void;
  readonly onRemove: () => void;
  /** Given where the order matters: by how many places to move it. */
  readonly onStep?: (by: -1 | 1) => void;
  readonly onDragStart: () => void;
  readonly onDrop: () => void;
}

/** One keyword: Backspace takes it away, drag or Alt+arrows move it; one that some photos lack can be given to all. */
export function KeywordChip({ keyword, count, onAdd, onRemove, onStep, onDragStart, onDrop }: KeywordChipProps) {
  const say = useSay();
  return (
    <span
      className={classes(
        'flex h-5.5 max-w-full items-center rounded-sm text-sm',
        count === null ? 'bg-hover' : 'border border-line border-dashed text-muted',
      )}
    >
      <button
        type="button"
        tabIndex={onStep ? 0 : -1}
        draggable={onStep !== undefined}
        title={onStep && say('keywords.move')}
        className="min-w-0 truncate rounded-sm pl-1.5"
        onDragStart={onDragStart}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          event.stopPropagation();
          onDrop();
        }}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === 'Backspace' || event.key === 'Delete') onRemove();
          if (!event.altKey) return;
          if (event.key === 'ArrowLeft') onStep?.(-1);
          if (event.key === 'ArrowRight') onStep?.(1);
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
          onClick={onAdd}
        >
          <Plus size={11} />
          {count}
        </button>
      )}
      <button
        type="button"
        aria-label={say('keywords.remove', { keyword })}
        className="flex h-full items-center rounded-sm px-1 text-muted hover:text-ink"
        onClick={onRemove}
      >
        <X size={11} />
      </button>
    </span>
  );
}
