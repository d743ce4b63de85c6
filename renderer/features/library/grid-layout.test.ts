import { describe, expect, it } from 'vitest';
import { GRID_GAP, GRID_PADDING, layOutGrid, pictureFor } from './grid-layout.ts';

describe('the contact sheet', () => {
  it('fills the width it has and never exceeds it, at any size and zoom', () => {
    for (let width = 200; width <= 3840; width += 37) {
      for (const size of [80, 180, 400]) {
        const { columns, cellWidth } = layOutGrid(width, 1000, size);
        const used = 2 * GRID_PADDING + columns * cellWidth + (columns - 1) * GRID_GAP;
        expect(used).toBeLessThanOrEqual(width);
        expect(width - used).toBeLessThan(columns);
      }
    }
  });

  it('has a row for every photo', () => {
    const { columns, rows } = layOutGrid(1280, 100_000, 180);
    expect(rows * columns).toBeGreaterThanOrEqual(100_000);
    expect((rows - 1) * columns).toBeLessThan(100_000);
    expect(layOutGrid(1280, 0, 180).rows).toBe(0);
  });

  it('shows larger cells when zoomed in', () => {
    expect(layOutGrid(1600, 10, 400).cellHeight).toBeGreaterThan(layOutGrid(1600, 10, 100).cellHeight);
  });

  it('survives a width of nothing', () => {
    expect(layOutGrid(0, 10, 180).columns).toBe(1);
  });

  it('asks for the smallest picture that is sharp', () => {
    expect(pictureFor(180, 1)).toBe('thumb200');
    expect(pictureFor(180, 2)).toBe('thumb400');
    expect(pictureFor(400, 2)).toBe('thumb800');
  });
});
