import { ChevronRight } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { useSay } from '../../i18n/i18n.ts';
import { classes } from '../../ui/classes.ts';
import { leaveLine, pointAt, walkTree } from '../folders/tree-keys.ts';

interface SidebarLineProps {
  readonly icon: ReactNode;
  readonly name: string;
  readonly detail?: string;
  readonly title?: string;
  readonly count: string;
  readonly active: boolean;
  readonly onPress: () => void;
  /** What it does when it is dragged, and when something is dragged onto it. */
  readonly drag?: Pick<
    ComponentProps<'button'>,
    'draggable' | 'onDragStart' | 'onDragOver' | 'onDragLeave' | 'onDrop' | 'className'
  >;
  readonly branch?: Branch;
}

/** Where a line stands in a tree. */
interface Branch {
  /** 0: at the top. */
  readonly depth: number;
  /** Whether what is in it shows; null: there is nothing in it. */
  readonly expanded: boolean | null;
  readonly onToggle: () => void;
}

const INDENT = 12;
/** Deeper folders are indented no further: their names need the room. */
const DEEPEST = 6;

/** One place to look in, and how many photos are there. */
export function SidebarLine({ icon, name, detail, title, count, active, onPress, drag, branch }: SidebarLineProps) {
  const indent = Math.min(branch?.depth ?? 0, DEEPEST) * INDENT;
  const line = (
    <button
      {...drag}
      {...(branch && {
        'data-branch': '',
        'aria-expanded': branch.expanded ?? undefined,
        style: { paddingLeft: indent + 8 },
        onPointerDown: pointAt,
        onBlur: leaveLine,
        onKeyDown: (event) => walkTree(event, branch.expanded, branch.onToggle),
      })}
      type="button"
      title={title}
      aria-current={active ? 'true' : undefined}
      className={classes(
        'flex min-h-7 w-full items-center gap-2 rounded-md px-2 py-1 text-left transition-colors',
        active ? 'bg-hover text-ink' : 'text-ink/85 hover:bg-hover',
        drag?.className,
      )}
      onClick={onPress}
    >
      <span className="shrink-0 text-muted">{icon}</span>
      <span className="min-w-0 flex-1">
        <span className="block truncate">{name}</span>
        {detail && <span className="line-clamp-2 text-muted text-xs">{detail}</span>}
      </span>
      <span className="tabular shrink-0 text-muted text-xs">{count}</span>
    </button>
  );
  if (!branch) return line;
  return (
    <div className="relative">
      {line}
      {branch.expanded !== null && <Chevron indent={indent} expanded={branch.expanded} onToggle={branch.onToggle} />}
    </div>
  );
}

interface ChevronProps {
  readonly indent: number;
  readonly expanded: boolean;
  readonly onToggle: () => void;
}

/** For the pointer; the keyboard opens a line by its arrows. */
function Chevron({ indent, expanded, onToggle }: ChevronProps) {
  const say = useSay();
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={say(expanded ? 'folder.fold' : 'folder.unfold')}
      className="absolute top-0 flex h-7 w-4 items-center justify-center rounded-sm text-muted hover:text-ink"
      style={{ left: indent - 8 }}
      onClick={onToggle}
    >
      <ChevronRight size={12} className={classes('transition-transform', expanded && 'rotate-90')} />
    </button>
  );
}
