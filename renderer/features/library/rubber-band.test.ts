import { describe, expect, test } from 'vitest';
import { photoId } from '../../../shared/domain/ids.ts';
import { layOutGrid } from './grid-layout.ts';
import { layOutJustified } from './justified-layout.ts';
import { bandBetween, banded, touchedBy } from './rubber-band.ts';
import { NOTHING_SELECTED, selectOnly } from './selection.ts';

const order = Array.from({ length: 1000 }, (_, index) => photoId.parse(index + 1));
const shapes = order.map((id) => (id % 3 === 0 ? 0.66 : 1.5));

describe.each([
  ['equal cells', layOutGrid(1000, order.length, 180)],
  ['justified rows', layOutJustified(1000, shapes, 180)],
])('a rectangle drawn over %s', (_name, layout) => {
  test('touches exactly the photos it overlaps, whichever corner it was begun at', () => {
    for (const [x1, y1, x2, y2] of [
      [0, 0, 1000, 300],
      [400, 2000, 90, 1500],
      [500, 700, 500, 700],
      [0, 0, 3, 100_000],
    ] as const) {
      const band = bandBetween({ x: x1, y: y1 }, { x: x2, y: y2 });
      const overlapped = order.flatMap((_id, index) => {
        const cell = layout.place(index);
        const apart =
          cell.left > band.right ||
          cell.left + cell.width < band.left ||
          cell.top > band.bottom ||
          cell.top + cell.height < band.top;
        return apart ? [] : [index];
      });
      expect(touchedBy(band, layout)).toEqual(overlapped);
    }
  });
});

test('what it touches is chosen, with what was chosen before while Ctrl is held', () => {
  const [, second, third] = order;
  if (second === undefined || third === undefined) throw new Error('no photos');
  const before = selectOnly(photoId.parse(900));
  expect(banded(before, [1, 2], order, false)).toEqual({ focus: third, anchor: second, ids: new Set([second, third]) });
  expect(banded(before, [1], order, true).ids).toEqual(new Set([900, second]));
  expect(banded(NOTHING_SELECTED, [], order, false)).toEqual(NOTHING_SELECTED);
});
