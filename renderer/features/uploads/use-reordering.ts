import { type RefObject, useEffect, useState } from 'react';
import { type DeliveryEntry, deliveryEntry } from '../../../shared/contract/delivery.contract.ts';
import { gapAt, type Place } from './reorder.ts';

/** What is dragged, told apart from photos, collections and files. */
const DRAGGED = 'application/x-pouire-delivery';
type Id = DeliveryEntry['id'];

const KEYS: Readonly<Record<string, Extract<Place<Id>, string>>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'top',
  End: 'bottom',
};

function idOf(target: EventTarget | null): Id | null {
  const row = target instanceof Element ? target.closest('[data-delivery]') : null;
  return row === null ? null : deliveryEntry.shape.id.parse(Number(row.getAttribute('data-delivery')));
}

const handleIn = (scroller: HTMLElement, id: Id) =>
  scroller.querySelector<HTMLElement>(`[data-delivery="${String(id)}"] [data-handle]`);

/**
 * The order of the queue by pointer and by keyboard. A row is taken by its handle and let go between two others; while one of
 * its buttons has the keyboard, Alt ↑ and ↓ move it a step, Alt Home and End to the ends, ↑ and ↓ go to the neighbour. Returns
 * the gap (row number) over which something hangs, null while nothing does.
 */
export function useReordering(
  scroller: RefObject<HTMLElement | null>,
  entries: readonly DeliveryEntry[],
  rowHeight: number,
  onMove: ((id: Id, to: Place<Id>) => void) | null,
): number | null {
  const [gap, setGap] = useState<number | null>(null);

  useEffect(() => {
    const element = scroller.current;
    if (!element || !onMove) return;
    const list: HTMLElement = element;
    const carries = (event: DragEvent) => event.dataTransfer?.types.includes(DRAGGED) ?? false;
    const gapUnder = (event: DragEvent) =>
      gapAt(event.clientY - list.getBoundingClientRect().top + list.scrollTop, rowHeight, entries.length);

    function start(event: DragEvent): void {
      const id = idOf(event.target);
      const transfer = event.dataTransfer;
      if (id === null || !transfer) return;
      transfer.setData(DRAGGED, String(id));
      transfer.effectAllowed = 'move';
      const row = event.target instanceof Element ? event.target.closest('[data-delivery]') : null;
      if (row) transfer.setDragImage(row, 24, rowHeight / 2);
    }
    function hover(event: DragEvent): void {
      if (!carries(event) || !event.dataTransfer) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'move';
      setGap(gapUnder(event));
    }
    function leave(event: DragEvent): void {
      if (!(event.relatedTarget instanceof Node && list.contains(event.relatedTarget))) setGap(null);
    }
    function drop(event: DragEvent): void {
      if (!carries(event)) return;
      event.preventDefault();
      setGap(null);
      const id = deliveryEntry.shape.id.safeParse(Number(event.dataTransfer?.getData(DRAGGED)));
      if (id.success) onMove?.(id.data, { before: entries[gapUnder(event)]?.id ?? null });
    }
    const end = () => setGap(null);

    function press(event: KeyboardEvent): void {
      const id = idOf(event.target);
      if (id === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const to = KEYS[event.key];
      if (to === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.altKey) {
        onMove?.(id, to);
        // The row is drawn elsewhere; the keyboard goes with it.
        requestAnimationFrame(() => handleIn(list, id)?.focus());
        return;
      }
      const at = entries.findIndex((entry) => entry.id === id);
      const next = { up: at - 1, down: at + 1, top: 0, bottom: entries.length - 1 }[to];
      const neighbour = entries[next];
      if (!neighbour) return;
      list.scrollTop = Math.min(next * rowHeight, Math.max(list.scrollTop, (next + 1) * rowHeight - list.clientHeight));
      requestAnimationFrame(() => handleIn(list, neighbour.id)?.focus({ preventScroll: true }));
    }

    const listeners = [
      ['dragstart', start],
      ['dragover', hover],
      ['dragleave', leave],
      ['drop', drop],
      ['dragend', end],
    ] as const;
    for (const [name, listener] of listeners) list.addEventListener(name, listener);
    list.addEventListener('keydown', press);
    return () => {
      for (const [name, listener] of listeners) list.removeEventListener(name, listener);
      list.removeEventListener('keydown', press);
    };
  }, [scroller, entries, rowHeight, onMove]);

  return gap;
}
