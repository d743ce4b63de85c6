import type { PhotoId } from '../../../shared/domain/ids.ts';
import type { GridLayout } from './grid-layout.ts';
import type { Selection } from './selection.ts';

/** A rectangle in the grid's content, CSS pixels. */
export interface Band {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export function bandBetween(one: { x: number; y: number }, other: { x: number; y: number }): Band {
  return {
    left: Math.min(one.x, other.x),
    top: Math.min(one.y, other.y),
    right: Math.max(one.x, other.x),
    bottom: Math.max(one.y, other.y),
  };
}

/** Indices of the photos that a rectangle touches, in order: only the rows it spans are looked at. */
export function touchedBy(band: Band, layout: GridLayout): number[] {
  const touched: number[] = [];
  for (let row = firstRowBelow(layout, band.top); row < layout.rows; row += 1) {
    const cells = layout.cellsOf(row);
    const top = cells[0]?.top;
    if (top === undefined || top > band.bottom) break;
    for (const cell of cells)
      if (cell.left <= band.right && cell.left + cell.width >= band.left) touched.push(cell.index);
  }
  return touched;
}

/** The first row whose end lies below a height. */
function firstRowBelow(layout: GridLayout, height: number): number {
  let [from, to] = [0, layout.rows];
  while (from < to) {
    const middle = (from + to) >> 1;
    const first = layout.cellsOf(middle)[0];
    if (first === undefined || first.top + first.height < height) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** What is chosen while the rectangle is drawn: what it touches, with what was chosen before where she holds Ctrl or Shift. */
export function banded(
  before: Selection,
  touched: readonly number[],
  order: readonly PhotoId[],
  add: boolean,
): Selection {
  const ids = new Set(add ? before.ids : []);
  for (const index of touched) {
    const id = order[index];
    if (id !== undefined) ids.add(id);
  }
  const [first, last] = [order[touched[0] ?? -1], order[touched.at(-1) ?? -1]];
  return { focus: last ?? before.focus, anchor: first ?? before.anchor, ids };
}
