import { type RefObject, useEffect, useState } from 'react';

/** Passed over in one step: more of the grid than its window shows, so that nothing of it was seen. */
const SCREENS = 1;
/** Steps that far, one right after the other, before it is a flight: one alone is a jump, whose goal she wants to see. */
const STEPS = 2;
/** Without another step it has come to rest, ms. */
const REST_MS = 80;

/**
 * Whether the grid flies past: screen after screen at every frame, as under a scroll bar's thumb. Cells are drawn bare then;
 * what nobody sees is neither asked for nor drawn.
 */
export function useFlight(scroller: RefObject<HTMLElement | null>): boolean {
  const [flying, setFlying] = useState(false);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let [top, steps, timer] = [element.scrollTop, 0, 0];
    const onScroll = () => {
      const far = Math.abs(element.scrollTop - top) > SCREENS * element.clientHeight;
      top = element.scrollTop;
      steps = far ? steps + 1 : 0;
      setFlying(steps >= STEPS);
      clearTimeout(timer);
      timer = window.setTimeout(() => {
        steps = 0;
        setFlying(false);
      }, REST_MS);
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      element.removeEventListener('scroll', onScroll);
      clearTimeout(timer);
    };
  }, [scroller]);
  return flying;
}
