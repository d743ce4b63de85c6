import { describe, expect, it } from 'vitest';
import { photoId } from '../../../shared/domain/ids.ts';
import { photosToCompare } from './photos-to-compare.ts';

const ids = (...numbers: number[]) => numbers.map((number) => photoId.parse(number));
const order = ids(5, 4, 3, 2, 1);

describe('the photos to compare', () => {
  it('are those selected, in the order shown', () => {
    expect(photosToCompare(new Set(ids(1, 4)), null, order)).toEqual(ids(4, 1));
  });
  it('are four at most', () => {
    expect(photosToCompare(new Set(order), null, order)).toEqual(ids(5, 4, 3, 2));
  });
  it('are the one in focus and its neighbour when no more are selected', () => {
    expect(photosToCompare(new Set(ids(3)), ids(3)[0] ?? null, order)).toEqual(ids(3, 2));
    expect(photosToCompare(new Set(), ids(1)[0] ?? null, order)).toEqual(ids(2, 1));
  });
  it('are fewer than two where there is only one photo', () => {
    expect(photosToCompare(new Set(), null, ids(7))).toEqual(ids(7));
    expect(photosToCompare(new Set(), null, [])).toEqual([]);
  });
});
