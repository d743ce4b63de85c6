import { library, useLibrary } from './library.store.ts';
import { type Band, bandBetween, banded, touchedBy } from './rubber-band.ts';

/** Pixels the pointer moves before a press becomes a rectangle. */
const THRESHOLD = 4;
/** Pixels from the edge within which the grid scrolls by itself, and how far at most in a frame. */
const EDGE = 48;
const FASTEST = 36;

/**
 * A rectangle drawn on the ground of the grid chooses what it touches; with Ctrl or Shift it adds. At the edges the grid goes
 * on by itself; Escape takes it back. `draw`: the rectangle in the grid's content, null when there is none. Returns its undoing.
 */
export function followBand(scroller: HTMLElement, draw: (band: Band | null) => void): () => void {
  let ending: (() => void) | null = null;

  function press(event: PointerEvent): void {
    const { target } = event;
    const onGround = target instanceof Element && target.closest('[data-photo], button') === null;
    const onScrollbar = event.clientX >= scroller.getBoundingClientRect().left + scroller.clientWidth;
    if (event.button !== 0 || event.pointerType === 'touch' || !onGround || onScrollbar) return;
    ending?.();
    ending = drag(event);
  }

  function drag(pressed: PointerEvent): () => void {
    const before = useLibrary.getState().selection;
    const add = pressed.ctrlKey || pressed.metaKey || pressed.shiftKey;
    const pointInContent = (at: { x: number; y: number }) => {
      const box = scroller.getBoundingClientRect();
      return { x: at.x - box.left + scroller.scrollLeft, y: at.y - box.top + scroller.scrollTop };
    };
    const from = pointInContent({ x: pressed.clientX, y: pressed.clientY });
    let at = { x: pressed.clientX, y: pressed.clientY };
    let begun = false;
    let frame = 0;

    function step(): void {
      const box = scroller.getBoundingClientRect();
      const beyond = Math.max(0, at.y - (box.bottom - EDGE)) - Math.max(0, box.top + EDGE - at.y);
      if (beyond !== 0) scroller.scrollTop += Math.sign(beyond) * Math.min(FASTEST, Math.abs(beyond) / 2);
      const band = bandBetween(from, pointInContent(at));
      const { layout, order } = useLibrary.getState();
      draw(band);
      if (layout) library.select(banded(before, touchedBy(band, layout), order, add));
      frame = requestAnimationFrame(step);
    }
    function move(event: PointerEvent): void {
      at = { x: event.clientX, y: event.clientY };
      if (begun || Math.hypot(at.x - pressed.clientX, at.y - pressed.clientY) < THRESHOLD) return;
      begun = true;
      step();
    }
    function key(event: KeyboardEvent): void {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      end();
      library.select(before);
    }
    /** The click that ends a rectangle would choose nothing at all. */
    function swallow(event: MouseEvent): void {
      event.stopPropagation();
    }
    function end(): void {
      ending = null;
      cancelAnimationFrame(frame);
      draw(null);
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', end);
      window.removeEventListener('pointercancel', end);
      window.removeEventListener('keydown', key, true);
      if (!begun) return;
      window.addEventListener('click', swallow, { capture: true, once: true });
      setTimeout(() => window.removeEventListener('click', swallow, true), 0);
    }
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', end);
    window.addEventListener('pointercancel', end);
    window.addEventListener('keydown', key, true);
    return end;
  }

  scroller.addEventListener('pointerdown', press);
  return () => {
    ending?.();
    scroller.removeEventListener('pointerdown', press);
  };
}
