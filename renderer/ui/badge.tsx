import type { ReactNode } from 'react';
import { classes } from './classes.ts';

const TONES = {
  muted: 'border-line text-muted',
  accent: 'border-accent/50 text-accent',
  good: 'border-good/50 text-good',
  warn: 'border-warn/50 text-warn',
  bad: 'border-bad/50 text-bad',
} as const;

/** A state in a word. */
export function Badge({
  tone = 'muted',
  children,
}: {
  readonly tone?: keyof typeof TONES;
  readonly children: ReactNode;
}) {
  return (
    <span
      className={classes(
        'inline-flex h-5 items-center gap-1 whitespace-nowrap rounded-full border px-2 text-xs',
        TONES[tone],
      )}
    >
      {children}
    </span>
  );
}
