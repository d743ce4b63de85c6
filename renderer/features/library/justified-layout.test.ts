import { describe, expect, it } from 'vitest';
import { GRID_PADDING } from './grid-layout.ts';
import { layOutJustified } from './justified-layout.ts';

/** Shapes as cameras make them, with a panorama now and then. */
function shapes(count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, index) =>
    index % 37 === 0 ? 5 : index % 3 === 0 ? 2 / 3 : index % 7 === 0 ? 1 : 1.5,
  );
}

describe('justified rows', () => {
  it('hold every photo once, in order, and never exceed the width, at any size and zoom', () => {
    for (const width of [200, 512, 777, 1280, 3840]) {
      for (const size of [80, 180, 400]) {
        const layout = layOutJustified(width, shapes(500), size);
        const seen: number[] = [];
        for (let row = 0; row < layout.rows; row += 1) {
          const cells = layout.cellsOf(row);
          seen.push(...cells.map((cell) => cell.index));
          const last = cells.at(-1);
          expect((last?.left ?? 0) + (last?.width ?? 0)).toBeLessThanOrEqual(width - GRID_PADDING + 1);
        }
        expect(seen).toEqual(Array.from({ length: 500 }, (_, index) => index));
      }
    }
  });

  it('fill the width, but for the last one', () => {
    const layout = layOutJustified(1280, shapes(500), 180);
    for (let row = 0; row < layout.rows - 1; row += 1) {
      const last = layout.cellsOf(row).at(-1);
      expect((last?.left ?? 0) + (last?.width ?? 0)).toBeGreaterThan(1280 - GRID_PADDING - 30);
    }
  });

  it('lie one below the other', () => {
    const layout = layOutJustified(1280, shapes(100), 180);
    for (let row = 1; row < layout.rows; row += 1) {
      const above = layout.place(layout.cellsOf(row - 1)[0]?.index ?? 0);
      expect(layout.place(layout.cellsOf(row)[0]?.index ?? 0).top).toBeGreaterThan(above.top + above.height);
    }
  });

  it('let ↓ and ↑ go to the nearest photo of the next row, and to the ends', () => {
    const layout = layOutJustified(1280, shapes(100), 180);
    for (let index = 0; index < 100; index += 1) {
      const below = layout.across(index, 1);
      if (layout.rowOf(index) === layout.rows - 1) expect(below).toBe(99);
      else expect(layout.rowOf(below)).toBe(layout.rowOf(index) + 1);
    }
    expect(layout.across(50, -1000)).toBeLessThan(layout.cellsOf(1)[0]?.index ?? 0);
    expect(layout.across(0, -1)).toBe(0);
  });

  it('are nothing for no photo', () => {
    const layout = layOutJustified(1280, [], 180);
    expect(layout.rows).toBe(0);
    expect(layout.across(0, 1)).toBe(0);
  });
});
