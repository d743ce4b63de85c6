import type { ComponentProps, ReactNode } from 'react';
import { classes } from '../../ui/classes.ts';

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
}

/** One place to look in, and how many photos are there. */
export function SidebarLine({ icon, name, detail, title, count, active, onPress, drag }: SidebarLineProps) {
  return (
    <button
      {...drag}
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
}
