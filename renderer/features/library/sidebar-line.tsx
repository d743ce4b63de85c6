import type { ReactNode } from 'react';
import { classes } from '../../ui/classes.ts';

interface SidebarLineProps {
  readonly icon: ReactNode;
  readonly name: string;
  readonly detail?: string;
  readonly title?: string;
  readonly count: string;
  readonly active: boolean;
  readonly onPress: () => void;
}

/** One place to look in, and how many photos are there. */
export function SidebarLine({ icon, name, detail, title, count, active, onPress }: SidebarLineProps) {
  return (
    <button
      type="button"
      title={title}
      aria-current={active ? 'true' : undefined}
      className={classes(
        'flex min-h-7 w-full items-center gap-2 rounded-md px-2 py-1 text-left transition-colors',
        active ? 'bg-hover text-ink' : 'text-ink/85 hover:bg-hover',
      )}
      onClick={onPress}
    >
      <span className="shrink-0 text-muted">{icon}</span>
      <span className="min-w-0 flex-1">
        <span className="block truncate">{name}</span>
        {detail && <span className="block truncate text-muted text-xs">{detail}</span>}
      </span>
      <span className="tabular shrink-0 text-muted text-xs">{count}</span>
    </button>
  );
}
