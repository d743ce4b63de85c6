import { photoId } from '../../../shared/domain/ids.ts';
import { bridge } from '../../host/studio.ts';
import { library, useLibrary } from './library.store.ts';

/** What is dragged inside of the window, told apart from files that come from outside. */
export const DRAGGED_PHOTOS = 'application/x-pouire-photos';
export const DRAGGED_COLLECTION = 'application/x-pouire-collection';

/** Files that leave with one drag. */
const MOST_DRAGGED_OUT = 1000;

/**
 * Photos are taken by any of the selected ones, to be let go on a collection or, in one, elsewhere in its order. Cells become draggable as they are pressed, so
 * that the thousands that are not cost nothing. Returns its undoing.
 */
export function letPhotosBeDragged(scroller: HTMLElement): () => void {
  function press(event: PointerEvent): void {
    const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-photo]') : null;
    if (cell && event.button === 0 && event.pointerType !== 'touch') cell.draggable = true;
  }
  function start(event: DragEvent): void {
    const cell = event.target instanceof Element ? event.target.closest('[data-photo]') : null;
    const transfer = event.dataTransfer;
    if (!cell || !transfer) return;
    const id = photoId.parse(Number(cell.getAttribute('data-photo')));
    if (!useLibrary.getState().selection.ids.has(id)) library.click(id, { range: false, add: false });
    // With Alt they leave the window as files; the system's own drag takes the place of this one.
    if (event.altKey && bridge.desktop) {
      event.preventDefault();
      bridge.desktop.dragOut([...useLibrary.getState().selection.ids].slice(0, MOST_DRAGGED_OUT));
      return;
    }
    transfer.setData(DRAGGED_PHOTOS, '');
    transfer.effectAllowed = 'copyMove';
    const badge = badgeOf(useLibrary.getState().selection.ids.size);
    transfer.setDragImage(badge, -12, -8);
    requestAnimationFrame(() => badge.remove());
  }
  scroller.addEventListener('pointerdown', press);
  scroller.addEventListener('dragstart', start);
  return () => {
    scroller.removeEventListener('pointerdown', press);
    scroller.removeEventListener('dragstart', start);
  };
}

/** How many travel with the pointer. It must be in the page for the moment in which the browser draws it. */
function badgeOf(count: number): HTMLElement {
  const badge = document.createElement('div');
  badge.className = 'fixed -top-20 left-0 rounded-full bg-accent px-2.5 py-1 font-semibold text-canvas text-sm';
  badge.textContent = String(count);
  document.body.append(badge);
  return badge;
}
