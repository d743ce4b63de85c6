import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { classes } from './classes.ts';

type Variant = 'primary' | 'secondary' | 'ghost' | 'bad';

const LOOKS: Readonly<Record<Variant, string>> = {
  primary: 'bg-accent text-on-accent font-semibold hover:brightness-110 active:brightness-95',
  secondary: 'bg-raised border border-line text-ink hover:bg-hover hover:border-line-strong',
  ghost: 'text-ink hover:bg-hover',
  bad: 'border border-line text-bad hover:bg-hover',
};

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly variant?: Variant;
  readonly size?: 'small' | 'medium' | 'large';
  readonly icon?: ReactNode;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button whose label is a verb; it never wraps or truncates. */
export function Button({
  variant = 'secondary',
  size = 'medium',
  icon,
  className,
  children,
  type = 'button',
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      className={classes(
        'inline-flex shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded-md transition-colors disabled:opacity-45 disabled:pointer-events-none',
        size === 'small' ? 'h-6 px-2 text-sm' : size === 'large' ? 'h-10 px-5 text-lg' : 'h-7 px-3',
        LOOKS[variant],
        className,
      )}
      {...rest}
    >
      {icon}
      {children}
    </button>
  );
}

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** Read by screen readers and shown on hover. */
  readonly label: string;
  readonly pressed?: boolean;
  readonly small?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function IconButton({
  label,
  pressed,
  small = false,
  className,
  children,
  type = 'button',
  ...rest
}: IconButtonProps) {
  return (
    <button
      type={type}
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      className={classes(
        'inline-flex shrink-0 items-center justify-center rounded-md transition-colors hover:bg-hover disabled:opacity-40 disabled:pointer-events-none',
        small ? 'size-6' : 'size-7',
        pressed ? 'text-accent' : 'text-muted hover:text-ink',
        className,
      )}
      {...rest}
    >
      {children}
    </button>
  );
}
