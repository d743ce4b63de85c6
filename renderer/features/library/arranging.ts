import type { PhotoId } from '../../../shared/domain/ids.ts';
import { keys } from '../../host/keys.ts';
import { queryClient } from '../../host/query-client.ts';
import { studio } from '../../host/studio.ts';
import { sayProblem } from '../shell/attempt.ts';
import { DRAGGED_PHOTOS } from './drag-photos.ts';
import { arrangedCollection, useLibrary } from './library.store.ts';

/** What was found, in the order of a collection; what it doesn't name comes last. */
export function asArranged(found: readonly PhotoId[], order: readonly PhotoId[]): PhotoId[] {
  const wanted = new Set(found);
  const placed = order.filter((id) => wanted.has(id));
  const isPlaced = new Set(placed);
  return [...placed, ...found.filter((id) => !isPlaced.has(id))];
}

/** Puts what is selected before a photo of the collection that is shown, or at its end. Seen at once; undone by Ctrl Z. */
export async function arrangeSelection(before: PhotoId | null): Promise<void> {
  const state = useLibrary.getState();
  const id = arrangedCollection(state);
  const photos = state.order.filter((photo) => state.selection.ids.has(photo));
  if (id === null || photos.length === 0) return;
  try {
    await studio.collections.arrange({ id, photos, before });
    await queryClient.invalidateQueries({ queryKey: keys.photos.allIds });
  } catch (error) {
    sayProblem(error);
  }
}

/** Where what is dragged would come to stand: before a photo (null: at the end), and the line that shows it. */
export interface Landing {
  readonly before: PhotoId | null;
  /** CSS pixels in the grid's content. */
  readonly left: number;
  readonly top: number;
  readonly height: number;
}

/**
 * Photos dragged over others in a collection come to stand between them. `draw`: where, null when nowhere. Returns its undoing.
 */
export function letPhotosBeArranged(scroller: HTMLElement, draw: (landing: Landing | null) => void): () => void {
  const isOurs = (event: DragEvent) =>
    event.dataTransfer?.types.includes(DRAGGED_PHOTOS) === true && arrangedCollection(useLibrary.getState()) !== null;
  let landing: Landing | null = null;

  function land(next: Landing | null): void {
    if (next?.before === landing?.before && next?.left === landing?.left && next?.top === landing?.top) return;
    landing = next;
    draw(next);
  }
  function over(event: DragEvent): void {
    if (!isOurs(event) || !event.dataTransfer) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'move';
    // Between two cells, the last landing stays.
    land(landingAt(event) ?? landing);
  }
  function leave(event: DragEvent): void {
    if (!(event.relatedTarget instanceof Node) || !scroller.contains(event.relatedTarget)) land(null);
  }
  function drop(event: DragEvent): void {
    const at = landing;
    land(null);
    if (!isOurs(event) || !at) return;
    event.preventDefault();
    void arrangeSelection(at.before);
  }
  const forget = () => land(null);
  scroller.addEventListener('dragover', over);
  scroller.addEventListener('dragleave', leave);
  scroller.addEventListener('drop', drop);
  window.addEventListener('dragend', forget);
  return () => {
    scroller.removeEventListener('dragover', over);
    scroller.removeEventListener('dragleave', leave);
    scroller.removeEventListener('drop', drop);
    window.removeEventListener('dragend', forget);
  };
}

/** Half of the gap between two cells, CSS pixels: the line stands in its middle. */
const HALF_GAP = 4;

function landingAt(event: DragEvent): Landing | null {
  const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-photo]') : null;
  if (!cell) return null;
  const { order } = useLibrary.getState();
  const at = order.findIndex((id) => String(id) === cell.dataset.photo);
  if (at === -1) return null;
  const { left, width } = cell.getBoundingClientRect();
  const after = event.clientX > left + width / 2;
  return {
    before: order[after ? at + 1 : at] ?? null,
    left: cell.offsetLeft + (after ? cell.offsetWidth + HALF_GAP : -HALF_GAP) - 1,
    top: cell.offsetTop,
    height: cell.offsetHeight,
  };
}
