import { CircleAlert, CircleCheck, Coins, Info, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { create } from 'zustand';
import { IconButton } from './button.tsx';
import { classes } from './classes.ts';
import { useTopDialog } from './open-dialogs.ts';

export interface Toast {
  readonly tone: 'plain' | 'good' | 'bad' | 'money';
  readonly text: string;
  readonly detail?: string;
  /** What it is about: it takes the place of what was said of that before. */
  readonly topic?: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

interface Shown extends Toast {
  readonly key: number;
}

/** More than this at once is noise: the oldest leaves. */
const AT_ONCE = 4;
const SHOWN_MS = { plain: 4000, good: 5000, money: 8000, bad: 9000 } as const;

const useToasts = create<{ readonly shown: readonly Shown[] }>(() => ({ shown: [] }));
let nextKey = 1;

/** Says something once, in a corner, without taking the focus. */
export function toast(message: Toast): void {
  const key = nextKey;
  nextKey += 1;
  useToasts.setState(({ shown }) => ({
    shown: [...shown.filter((other) => !replaces(message, other)), { ...message, key }].slice(-AT_ONCE),
  }));
}

function replaces(message: Toast, other: Toast): boolean {
  return other.text === message.text || (message.topic !== undefined && other.topic === message.topic);
}

function dismiss(key: number): void {
  useToasts.setState(({ shown }) => ({ shown: shown.filter((other) => other.key !== key) }));
}

const ICONS = {
  plain: <Info size={16} className="text-muted" />,
  good: <CircleCheck size={16} className="text-good" />,
  bad: <CircleAlert size={16} className="text-bad" />,
  money: <Coins size={16} className="text-accent" />,
} as const;

function ToastLine({ message, closeLabel }: { readonly message: Shown; readonly closeLabel: string }) {
  // What she reads or reaches for doesn't leave under her hand.
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => dismiss(message.key), SHOWN_MS[message.tone]);
    return () => clearTimeout(timer);
  }, [message, held]);
  return (
    <li
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-auto flex w-88 items-start gap-2.5 rounded-md border border-line bg-raised py-2.5 pr-1.5 pl-3 shadow-[var(--shadow)] animate-appear"
    >
      <span className="mt-0.5">{ICONS[message.tone]}</span>
      <div className="min-w-0 flex-1">
        <p className="break-words">{message.text}</p>
        {message.detail && <p className="line-clamp-3 break-words text-muted text-sm">{message.detail}</p>}
        {message.action && (
          <button
            type="button"
            className="mt-1 font-semibold text-accent hover:underline"
            onClick={() => {
              message.action?.run();
              dismiss(message.key);
            }}
          >
            {message.action.label}
          </button>
        )}
      </div>
      <IconButton small label={closeLabel} onClick={() => dismiss(message.key)}>
        <X size={14} />
      </IconButton>
    </li>
  );
}

export function Toasts({ label, closeLabel }: { readonly label: string; readonly closeLabel: string }) {
  const shown = useToasts((state) => state.shown);
  const region = useRef<HTMLElement>(null);
  // All outside of an open dialog is inert and dimmed: what is said meanwhile is said inside it, where it can be answered.
  const dialog = useTopDialog();
  useEffect(() => {
    const element = region.current;
    // A dialog that just left took it along; the next drawing has it where it belongs.
    if (element?.isConnected && !element.matches(':popover-open')) element.showPopover();
  });
  return createPortal(
    <section
      ref={region}
      popover="manual"
      aria-label={label}
      aria-live="polite"
      className={classes(
        'pointer-events-none -translate-x-1/2 fixed inset-auto left-1/2 z-50 m-0 overflow-visible border-0 bg-transparent p-0 text-ink',
        dialog ? 'bottom-1.5' : 'bottom-10', // below the buttons of a dialog
      )}
    >
      <ol className="flex flex-col gap-2">
        {shown.map((message) => (
          <ToastLine key={message.key} message={message} closeLabel={closeLabel} />
        ))}
      </ol>
    </section>,
    dialog ?? document.body,
  );
}
