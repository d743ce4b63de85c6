import type { ReactNode } from 'react';

interface EmptyStateProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly action?: ReactNode;
}

/** One sentence that teaches, one button. */
export function EmptyState({ icon, title, text, action }: EmptyStateProps) {
  return (
    <div className="flex h-full flex-col items-center justify-center gap-3 p-8 text-center">
      <div className="text-muted">{icon}</div>
      <h2 className="font-semibold text-lg">{title}</h2>
      <p className="max-w-md text-balance text-muted">{text}</p>
      {action && <div className="mt-2 flex gap-2">{action}</div>}
    </div>
  );
}
