import { expect, it } from 'vitest';
import { gapAt, moved, type Place } from './reorder.ts';

const list = [1, 2, 3, 4].map((id) => ({ id }));
const after = (id: number, to: Place<number>) => moved(list, id, to).map((entry) => entry.id);

it('an entry goes a step, to an end, or before another, and stays within the list', () => {
  expect(after(3, 'up')).toEqual([1, 3, 2, 4]);
  expect(after(2, 'down')).toEqual([1, 3, 2, 4]);
  expect(after(4, 'top')).toEqual([4, 1, 2, 3]);
  expect(after(1, 'bottom')).toEqual([2, 3, 4, 1]);
  expect(after(1, { before: 4 })).toEqual([2, 3, 1, 4]);
  expect(after(1, { before: null })).toEqual([2, 3, 4, 1]);
  expect(after(1, 'up')).toEqual([1, 2, 3, 4]);
  expect(after(4, 'down')).toEqual([1, 2, 3, 4]);
  expect(after(2, { before: 2 })).toEqual([1, 2, 3, 4]);
  expect(after(9, 'top')).toEqual([1, 2, 3, 4]);
});

it('what is let go lands in the nearest gap between two rows', () => {
  expect([0, 30, 45, 160, 1000].map((y) => gapAt(y, 76, 3))).toEqual([0, 0, 1, 2, 3]);
});
