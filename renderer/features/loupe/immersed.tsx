import { type ReactNode, useEffect } from 'react';
import { classes } from '../../ui/classes.ts';
import { looking, useLooking } from './looking.store.ts';

/** The place where photos are looked at: in the middle of the window, or over all of it. */
export function Immersed({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const immersed = useLooking((state) => state.immersed);
  useEffect(() => {
    // Escape ends the browser's full screen before the page hears of it.
    const changed = () => {
      if (!document.fullscreenElement) looking.leaveImmersed();
    };
    document.addEventListener('fullscreenchange', changed);
    return () => {
      document.removeEventListener('fullscreenchange', changed);
      looking.leaveImmersed();
    };
  }, []);
  return (
    <section
      aria-label={label}
      className={classes('flex flex-col bg-canvas', immersed ? 'fixed inset-0 z-30' : 'h-full')}
    >
      {children}
    </section>
  );
}
