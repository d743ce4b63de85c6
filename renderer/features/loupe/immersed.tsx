import { type ReactNode, useEffect, useRef } from 'react';
import { classes } from '../../ui/classes.ts';
import { looking, useLooking } from './looking.store.ts';

/** The place where photos are looked at: in the middle of the window, or over all of it. */
export function Immersed({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const immersed = useLooking((state) => state.immersed);
  const place = useRef<HTMLElement>(null);
  // What had the focus in the grid is gone: it must not be nowhere.
  useEffect(() => {
    if (document.activeElement === document.body) place.current?.focus({ preventScroll: true });
  }, []);
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
      ref={place}
      tabIndex={-1}
      aria-label={label}
      className={classes('flex flex-col bg-canvas outline-none', immersed ? 'fixed inset-0 z-30' : 'h-full')}
    >
      {children}
    </section>
  );
}
