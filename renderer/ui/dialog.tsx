import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { IconButton } from './button.tsx';
import { classes } from './classes.ts';

interface DialogProps {
  readonly open: boolean;
  readonly title: string;
  readonly closeLabel: string;
  readonly onClose: () => void;
  readonly width?: number;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
  /** Without the heading row, for dialogs that are one field (commands). The title stays its accessible name. */
  readonly bare?: boolean;
}

/**
 * A modal dialog on the browser's own `<dialog>`: focus stays inside, Escape closes, the rest is inert, and no style element
 * has to be injected (the page's content security policy forbids inline styles).
 */
export function Dialog({ open, ...rest }: DialogProps) {
  return open ? <OpenDialog {...rest} /> : null;
}

function OpenDialog({
  title,
  closeLabel,
  onClose,
  width = 480,
  children,
  footer,
  bare = false,
}: Omit<DialogProps, 'open'>) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    const before = document.activeElement;
    dialog.showModal();
    // The first field where there is one to fill in; otherwise the dialog itself, not its way out.
    (dialog.querySelector<HTMLElement>('[data-autofocus]') ?? dialog).focus();
    return () => {
      dialog.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      tabIndex={-1}
      style={{ width, boxShadow: 'var(--shadow)' }}
      className={classes(
        'max-h-[88vh] max-w-[94vw] flex-col outline-none overflow-hidden rounded-lg border border-line bg-panel open:flex animate-appear',
        bare && 'mt-[12vh]',
      )}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === ref.current) onClose();
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <header
        className={classes(
          'flex items-center justify-between gap-4 border-b border-line py-2.5 pr-2.5 pl-5',
          bare && 'sr-only',
        )}
      >
        <h2 id={titleId} className="font-semibold text-lg">
          {title}
        </h2>
        <IconButton label={closeLabel} onClick={onClose}>
          <X size={16} />
        </IconButton>
      </header>
      <div className={classes('min-h-0 flex-1 overflow-y-auto', !bare && 'p-5')}>{children}</div>
      {footer && (
        <footer className="flex items-center justify-end gap-2 border-t border-line px-5 py-3">{footer}</footer>
      )}
    </dialog>
  );
}
