import { create } from 'zustand';

/** Modal dialogs on the screen, the one that was opened last at the end. All outside of it is inert. */
const useStore = create<{ readonly open: readonly HTMLDialogElement[] }>(() => ({ open: [] }));

/** Notes a dialog that has been shown; call what it gives when it closes. */
export function dialogOpened(dialog: HTMLDialogElement): () => void {
  useStore.setState(({ open }) => ({ open: [...open, dialog] }));
  return () => useStore.setState(({ open }) => ({ open: open.filter((other) => other !== dialog) }));
}

/** The dialog on top; null where there is none. */
export function useTopDialog(): HTMLDialogElement | null {
  return useStore(({ open }) => open.at(-1) ?? null);
}
