import type { DerivedKind } from '../../../shared/domain/photo.ts';

/** Space between cells and around the grid, CSS pixels. */
export const GRID_GAP = 6;
export const GRID_PADDING = 10;
/** The line below the picture that holds stars and state, CSS pixels. */
export const CELL_FOOT = 24;

/** Height by width of the picture's area: room for a 3:2 landscape and, nearly as large, a portrait. */
const PICTURE_SHAPE = 0.8;

export interface GridLayout {
  readonly columns: number;
  readonly rows: number;
  /** Pixels of one cell, its foot included. */
  readonly cellWidth: number;
  readonly cellHeight: number;
}

/**
 * Equal cells on a contact sheet. Every photo's place follows from its index alone, so that 100,000 photos lay out at once,
 * nothing jumps while summaries arrive, and ↑ ↓ move within a column.
 * `cellSize`: the height she chose for a cell; cells take what they need of it to fill the row.
 */
export function layOutGrid(width: number, count: number, cellSize: number): GridLayout {
  const room = Math.max(0, width - 2 * GRID_PADDING);
  const wished = (cellSize - CELL_FOOT) / PICTURE_SHAPE;
  const columns = Math.max(1, Math.round((room + GRID_GAP) / (wished + GRID_GAP)));
  const cellWidth = Math.max(1, Math.floor((room - (columns - 1) * GRID_GAP) / columns));
  return {
    columns,
    rows: Math.ceil(count / columns),
    cellWidth,
    cellHeight: Math.round(cellWidth * PICTURE_SHAPE) + CELL_FOOT,
  };
}

/** The smallest derived image that is sharp at `width` CSS pixels on a screen of `density` pixels per CSS pixel. */
export function pictureFor(width: number, density: number): DerivedKind {
  const pixels = width * density;
  if (pixels <= 230) return 'thumb200';
  if (pixels <= 460) return 'thumb400';
  return 'thumb800';
}
