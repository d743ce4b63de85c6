import { ChevronDown } from 'lucide-react';
import {
  type InputHTMLAttributes,
  type ReactNode,
  type Ref,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useId,
} from 'react';
import { classes } from './classes.ts';

/** How every text field looks; its width is the caller's. */
export const FIELD_LOOK =
  'rounded-md border border-line bg-canvas px-2 py-1 text-ink placeholder:text-muted hover:border-line-strong focus:border-accent focus:outline-none aria-invalid:border-bad disabled:opacity-50';

/** As wide as its place, unless the caller says how wide: of two widths the style sheet's order would decide. */
function widthBeside(className: string | undefined): string {
  return /(?:^|\s)w-/.test(className ?? '') ? '' : 'w-full';
}

export interface FieldIds {
  readonly id: string;
  readonly 'aria-describedby': string;
}

interface FieldProps {
  readonly label: string;
  /** Right of the label: a counter, a unit. */
  readonly aside?: ReactNode;
  readonly hint?: ReactNode;
  readonly tone?: 'muted' | 'bad' | 'warn';
  readonly children: (ids: FieldIds) => ReactNode;
}

/** A label, its field, and what is to be said about it. */
export function Field({ label, aside, hint, tone = 'muted', children }: FieldProps) {
  const id = useId();
  const hintId = `${id}-hint`;
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-baseline justify-between gap-2">
        <label htmlFor={id} className="text-muted text-sm">
          {label}
        </label>
        {aside && <span className="tabular text-muted text-xs">{aside}</span>}
      </div>
      {children({ id, 'aria-describedby': hintId })}
      <div
        id={hintId}
        className={classes(
          'text-sm empty:hidden',
          tone === 'bad' ? 'text-bad' : tone === 'warn' ? 'text-warn' : 'text-muted',
        )}
      >
        {hint}
      </div>
    </div>
  );
}

type TextInputProps = InputHTMLAttributes<HTMLInputElement> & { readonly ref?: Ref<HTMLInputElement> };
export function TextInput({ className, ...rest }: TextInputProps) {
  return (
    <input
      type="text"
      spellCheck={false}
      autoComplete="off"
      className={classes(FIELD_LOOK, widthBeside(className), 'h-7', className)}
      {...rest}
    />
  );
}

type TextAreaProps = TextareaHTMLAttributes<HTMLTextAreaElement> & { readonly ref?: Ref<HTMLTextAreaElement> };
export function TextArea({ className, ...rest }: TextAreaProps) {
  return (
    <textarea
      className={classes(
        FIELD_LOOK,
        widthBeside(className),
        'field-sizing-content min-h-14 max-h-48 resize-none',
        className,
      )}
      {...rest}
    />
  );
}

type SelectProps = SelectHTMLAttributes<HTMLSelectElement> & { readonly ref?: Ref<HTMLSelectElement> };
/** The system's own list: fast, known to screen readers, right with touch. */
export function Select({ className, children, ...rest }: SelectProps) {
  return (
    <span className="relative block">
      <select
        className={classes(FIELD_LOOK, widthBeside(className), 'h-7 appearance-none truncate pr-7', className)}
        {...rest}
      >
        {children}
      </select>
      <ChevronDown size={14} className="-translate-y-1/2 pointer-events-none absolute top-1/2 right-2 text-muted" />
    </span>
  );
}

interface CheckProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}
export function Check({ label, hint, checked, onChange }: CheckProps) {
  const id = useId();
  return (
    <div className="flex gap-2.5">
      <input
        id={id}
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        className="mt-0.5 size-4 shrink-0 accent-accent"
        aria-describedby={`${id}-hint`}
      />
      <div>
        <label htmlFor={id}>{label}</label>
        <div id={`${id}-hint`} className="text-muted text-sm empty:hidden">
          {hint}
        </div>
      </div>
    </div>
  );
}
