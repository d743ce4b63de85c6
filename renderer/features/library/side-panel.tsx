import { PanelLeft, PanelRight } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { useSay } from '../../i18n/i18n.ts';
import { IconButton } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { clearPanels, type PanelName, togglePanel, usePanels } from './panels.store.ts';

/** Below these widths (a small window, or 200 % of zoom) the panel lies over the photos when she asks for it. */
const OVER: Readonly<Record<PanelName, string>> = {
  folders:
    'max-[1000px]:absolute max-[1000px]:inset-y-0 max-[1000px]:left-0 max-[1000px]:z-20 max-[1000px]:w-60 max-[1000px]:shadow-[var(--shadow)]',
  inspector:
    'max-[760px]:absolute max-[760px]:inset-y-0 max-[760px]:right-0 max-[760px]:z-20 max-[760px]:w-76 max-[760px]:shadow-[var(--shadow)]',
};
const AWAY: Readonly<Record<PanelName, string>> = {
  folders: 'max-[1000px]:hidden',
  inspector: 'max-[760px]:hidden',
};
const ONLY_NARROW: Readonly<Record<PanelName, string>> = {
  folders: 'min-[1000px]:hidden',
  inspector: 'min-[760px]:hidden',
};

/** Folders or inspector: beside the photos, or over them in a narrow window. */
export function SidePanel({ name, children }: { readonly name: PanelName; readonly children: ReactNode }) {
  const isOver = usePanels((state) => state.over === name);
  return <div className={classes('min-h-0 min-w-0', OVER[name], !isOver && AWAY[name])}>{children}</div>;
}

/** What is under the panel waits; a click there, or Escape, puts the panel away. */
export function UnderPanel() {
  const say = useSay();
  const over = usePanels((state) => state.over);
  useEffect(() => {
    if (over === null) return;
    const leave = (event: KeyboardEvent) => {
      if (event.key === 'Escape') clearPanels();
    };
    window.addEventListener('keydown', leave);
    return () => window.removeEventListener('keydown', leave);
  }, [over]);
  if (over === null) return null;
  return (
    <button
      type="button"
      aria-label={say('action.close')}
      className={classes('absolute inset-0 z-10 bg-scrim', ONLY_NARROW[over])}
      onClick={clearPanels}
    />
  );
}

/** In a narrow window: the way to what has no room. */
export function PanelButton({ name }: { readonly name: PanelName }) {
  const say = useSay();
  const isOver = usePanels((state) => state.over === name);
  return (
    <span className={ONLY_NARROW[name]}>
      <IconButton
        label={say(name === 'folders' ? 'sidebar.name' : 'inspector.name')}
        pressed={isOver}
        onClick={() => togglePanel(name)}
      >
        {name === 'folders' ? <PanelLeft size={16} /> : <PanelRight size={16} />}
      </IconButton>
    </span>
  );
}
