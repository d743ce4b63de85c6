import type { DerivedKind } from '../../../shared/domain/photo.ts';

/** Space between cells and around the grid, CSS pixels. */
export const GRID_GAP = 6;
export const GRID_PADDING = 10;
/** The line below the picture that holds stars and state, CSS pixels. */
export const CELL_FOOT = 24;

/** Height by width of the picture's area: room for a 3:2 landscape and, nearly as large, a portrait. */
const PICTURE_SHAPE = 0.8;

/** A cell's place in the grid's content, CSS pixels; the height holds the foot. */
export interface CellPlace {
  readonly index: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Where every photo lies, by its index alone: known before a single summary arrived, so that nothing ever jumps. */
export interface GridLayout {
  readonly rows: number;
  /** Height of a row's cells, without the gap below. */
  rowHeight(row: number): number;
  rowOf(index: number): number;
  cellsOf(row: number): readonly CellPlace[];
  place(index: number): CellPlace;
  /** The photo `rows` rows below (negative: above), nearest under `index`; stops at the first and last row. */
  across(index: number, rows: number): number;
}

/** A contact sheet of equal cells. */
export interface SquareLayout extends GridLayout {
  readonly columns: number;
  readonly cellWidth: number;
  readonly cellHeight: number;
}

/**
 * Equal cells on a contact sheet. 100,000 photos lay out at once, and ↑ ↓ move within a column.
 * `cellSize`: the height she chose for a cell; cells take what they need of it to fill the row.
 */
export function layOutGrid(width: number, count: number, cellSize: number): SquareLayout {
  const room = Math.max(0, width - 2 * GRID_PADDING);
  const wished = (cellSize - CELL_FOOT) / PICTURE_SHAPE;
  const columns = Math.max(1, Math.round((room + GRID_GAP) / (wished + GRID_GAP)));
  const cellWidth = Math.max(1, Math.floor((room - (columns - 1) * GRID_GAP) / columns));
  const cellHeight = Math.round(cellWidth * PICTURE_SHAPE) + CELL_FOOT;
  const rows = Math.ceil(count / columns);
  const rowOf = (index: number) => Math.floor(index / columns);
  const place = (index: number): CellPlace => ({
    index,
    left: GRID_PADDING + (index % columns) * (cellWidth + GRID_GAP),
    top: GRID_PADDING + rowOf(index) * (cellHeight + GRID_GAP),
    width: cellWidth,
    height: cellHeight,
  });
  return {
    columns,
    rows,
    cellWidth,
    cellHeight,
    rowHeight: () => cellHeight,
    rowOf,
    cellsOf(row) {
      const first = row * columns;
      const inRow = Math.max(0, Math.min(columns, count - first));
      return Array.from({ length: inRow }, (_, column) => place(first + column));
    },
    place,
    across: (index, step) => Math.min(Math.max(0, count - 1), Math.max(0, index + step * columns)),
  };
}

/** The smallest derived image that is sharp at `width` CSS pixels on a screen of `density` pixels per CSS pixel. */
export function pictureFor(width: number, density: number): DerivedKind {
  const pixels = width * density;
  if (pixels <= 230) return 'thumb200';
  if (pixels <= 460) return 'thumb400';
  return 'thumb800';
}
