import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useLayoutEffect, useRef } from 'react';
import { IconButton } from './button.tsx';
import { classes } from './classes.ts';
import { dialogOpened } from './open-dialogs.ts';

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
  const content = useRef<HTMLDivElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    const before = document.activeElement;
    dialog.showModal();
    const closed = dialogOpened(dialog);
    // The first field where there is one to fill in; otherwise the dialog itself, not its way out.
    (dialog.querySelector<HTMLElement>('[data-autofocus]') ?? dialog).focus();
    return () => {
      closed();
      dialog.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  useLayoutEffect(() => {
    const element = content.current;
    if (element) return keepScrollable(element);
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
      <div ref={content} className={classes('min-h-0 flex-1 overflow-y-auto', !bare && 'p-5')}>
        {children}
      </div>
      {footer && (
        <footer className="flex items-center justify-end gap-2 border-t border-line px-5 py-3">{footer}</footer>
      )}
    </dialog>
  );
}

/** What is longer than the window can have the keyboard, and so be scrolled by it (WCAG 2.1.1). Returns its undoing. */
function keepScrollable(element: HTMLElement): () => void {
  const look = () => {
    if (element.scrollHeight > element.clientHeight) element.tabIndex = 0;
    else element.removeAttribute('tabindex');
  };
  const sizes = new ResizeObserver(look);
  const contents = new MutationObserver(look);
  sizes.observe(element);
  contents.observe(element, { childList: true, subtree: true, characterData: true });
  return () => {
    sizes.disconnect();
    contents.disconnect();
  };
}
