import { type PhotoId, photoId } from '../../../shared/domain/ids.ts';
import { toggleStack } from '../stacks/stacking.ts';
import { library } from './library.store.ts';
import { decideUnderPointer } from './quick-decision.tsx';

/**
 * Hears the pointer for all cells at once: click, Shift and Ctrl click, double click, right click; a click on the ground
 * deselects. The two marks over a cell decide. `onPoint`: which photo the pointer is over. Returns its undoing.
 */
export function followPointer(grid: HTMLElement, onPoint: (id: PhotoId | null) => void): () => void {
  function click(event: MouseEvent): void {
    if (decideUnderPointer(event)) return;
    const id = photoUnder(event);
    if (id !== null && isStackMark(event)) {
      library.click(id, { range: false, add: false });
      toggleStack();
      return;
    }
    if (id === null) library.deselect();
    else library.click(id, { range: event.shiftKey, add: event.ctrlKey || event.metaKey });
  }
  function doubleClick(event: MouseEvent): void {
    if (!isDecision(event) && !isStackMark(event) && photoUnder(event) !== null) library.setMode('loupe');
  }
  function rightClick(event: MouseEvent): void {
    const id = photoUnder(event);
    // On the ground there is nothing to choose from a menu.
    if (id === null) event.preventDefault();
    else library.clickForMenu(id);
  }
  function point(event: PointerEvent): void {
    // A finger rests on nothing.
    onPoint(event.pointerType === 'touch' ? null : photoUnder(event));
  }
  function leave(): void {
    onPoint(null);
  }
  // Capturing, so that the selection is right before the menu opens.
  grid.addEventListener('click', click);
  grid.addEventListener('dblclick', doubleClick);
  grid.addEventListener('contextmenu', rightClick, true);
  grid.addEventListener('pointerover', point);
  grid.addEventListener('pointerleave', leave);
  return () => {
    grid.removeEventListener('click', click);
    grid.removeEventListener('dblclick', doubleClick);
    grid.removeEventListener('contextmenu', rightClick, true);
    grid.removeEventListener('pointerover', point);
    grid.removeEventListener('pointerleave', leave);
  };
}

function isDecision(event: MouseEvent): boolean {
  return event.target instanceof Element && event.target.closest('[data-decide]') !== null;
}

function photoUnder(event: MouseEvent): PhotoId | null {
  const cell = event.target instanceof Element ? event.target.closest('[data-photo]') : null;
  return cell ? photoId.parse(Number(cell.getAttribute('data-photo'))) : null;
}

/** The count of a stack, which opens it. */
function isStackMark(event: MouseEvent): boolean {
  return event.target instanceof Element && event.target.closest('[data-stack]') !== null;
}
