import { expect, test } from 'vitest';
import { photoId } from '../../../shared/domain/ids.ts';
import { unfold } from './unfold.ts';

const ids = (...numbers: number[]) => numbers.map((number) => photoId.parse(number));
const [one, two] = ids(1, 2);

test('an open stack shows its members behind its face, once, where the face is shown', () => {
  if (one === undefined || two === undefined) throw new Error('two photos');
  expect(unfold(ids(3, 1, 2), [{ face: one, behind: ids(7, 8) }])).toEqual(ids(3, 1, 7, 8, 2));
  expect(unfold(ids(3, 1, 2), [{ face: one, behind: ids(7, 2) }])).toEqual(ids(3, 1, 7, 2));
});

test('a list without open stacks stays the very same list', () => {
  if (one === undefined || two === undefined) throw new Error('two photos');
  const order = ids(3, 4);
  expect(unfold(order, [])).toBe(order);
  expect(unfold(order, [{ face: one, behind: ids(7) }])).toBe(order);
});
