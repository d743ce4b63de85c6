import { useMemo } from 'react';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import { useSettings } from '../settings/settings.ts';
import { type GridLayout, layOutGrid } from './grid-layout.ts';
import { layOutJustified } from './justified-layout.ts';
import { useShapes } from './shapes.ts';

interface ChosenLayout {
  readonly layout: GridLayout;
  readonly shape: 'square' | 'justified';
  /** Changes when she (or the window) makes cells another size or shape: what was in sight should stay there. */
  readonly look: string;
}

/** Where the photos lie, in the way she chose. Until the shapes are known, equal cells: rows are never laid out twice. */
export function useGridLayout(width: number, order: readonly PhotoId[]): ChosenLayout {
  const { gridSize, gridShape } = useSettings();
  const shapes = useShapes(gridShape === 'justified');
  return useMemo(() => {
    if (gridShape === 'justified' && shapes) {
      const layout = layOutJustified(width, shapes.of(order), gridSize);
      return { layout, shape: 'justified', look: `justified-${String(width)}-${String(gridSize)}` };
    }
    const layout = layOutGrid(width, order.length, gridSize);
    return { layout, shape: 'square', look: `square-${String(layout.columns)}-${String(layout.cellHeight)}` };
  }, [width, order, gridSize, gridShape, shapes]);
}
