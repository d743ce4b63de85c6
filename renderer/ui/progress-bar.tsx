import { classes } from './classes.ts';

interface ProgressBarProps {
  readonly label: string;
  /** 0 to 1; null while the end is not known. */
  readonly value: number | null;
  readonly tone?: 'accent' | 'good' | 'bad' | 'muted';
}

const TONES = { accent: 'bg-accent', good: 'bg-good', bad: 'bg-bad', muted: 'bg-line-strong' } as const;

export function ProgressBar({ label, value, tone = 'accent' }: ProgressBarProps) {
  const percent = value === null ? null : Math.round(Math.min(1, Math.max(0, value)) * 1000) / 10;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(percent === null ? {} : { 'aria-valuenow': Math.round(percent) })}
      className="h-1 w-full overflow-hidden rounded-full bg-line"
    >
      <div
        className={classes(
          'h-full rounded-full transition-[width] duration-150',
          TONES[tone],
          percent === null && 'w-1/3 animate-slide',
        )}
        style={percent === null ? {} : { width: `${String(percent)}%` }}
      />
    </div>
  );
}
