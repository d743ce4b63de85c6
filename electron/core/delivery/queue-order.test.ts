import { expect, test } from 'vitest';
import { reordered } from './queue-order.ts';

const ORDER = [1, 2, 3, 4, 5];

test('deliveries go to an end, keeping their own order', () => {
  expect(reordered(ORDER, new Set([4, 2]), 'top')).toEqual([2, 4, 1, 3, 5]);
  expect(reordered(ORDER, new Set([4, 2]), 'bottom')).toEqual([1, 3, 5, 2, 4]);
});

test('a step moves each by one, and those at the end stay', () => {
  expect(reordered(ORDER, new Set([3]), 'up')).toEqual([1, 3, 2, 4, 5]);
  expect(reordered(ORDER, new Set([1, 2, 4]), 'up')).toEqual([1, 2, 4, 3, 5]);
  expect(reordered(ORDER, new Set([3, 4]), 'down')).toEqual([1, 2, 5, 3, 4]);
  expect(reordered(ORDER, new Set([5]), 'down')).toEqual(ORDER);
});

test('they are put before another, before one that moves too, or after the last', () => {
  expect(reordered(ORDER, new Set([5]), { before: 2 })).toEqual([1, 5, 2, 3, 4]);
  expect(reordered(ORDER, new Set([2, 3]), { before: 2 })).toEqual(ORDER);
  expect(reordered(ORDER, new Set([1]), { before: null })).toEqual([2, 3, 4, 5, 1]);
});
