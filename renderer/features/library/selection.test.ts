import { describe, expect, it } from 'vitest';
import { photoId } from '../../../shared/domain/ids.ts';
import {
  actionSubject,
  extendTo,
  NOTHING_SELECTED,
  neighbour,
  reconcile,
  sameOrder,
  selectAll,
  selectOnly,
  toggle,
} from './selection.ts';

const order = [1, 2, 3, 4, 5, 6].map((id) => photoId.parse(id));
const at = (id: number) => photoId.parse(id);
const listed = (ids: ReadonlySet<number>) => [...ids].sort((a, b) => a - b);

describe('a selection of photos', () => {
  it('is one photo after a click, and grows and shrinks by Ctrl clicks', () => {
    const two = toggle(selectOnly(at(2)), at(5));
    expect(listed(two.ids)).toEqual([2, 5]);
    expect(two.focus).toBe(5);
    expect(listed(toggle(two, at(2)).ids)).toEqual([5]);
  });

  it('goes from the anchor to the Shift-clicked photo in the order shown, either way, again and again', () => {
    const down = extendTo(selectOnly(at(3)), at(5), order);
    expect(listed(down.ids)).toEqual([3, 4, 5]);
    const up = extendTo(down, at(1), order);
    expect(listed(up.ids)).toEqual([1, 2, 3]);
    expect(up.anchor).toBe(3);
  });

  it('starts anew when the anchor is no longer shown', () => {
    expect(listed(extendTo(selectOnly(at(9)), at(4), order).ids)).toEqual([4]);
  });

  it('moves within the list and stops at its ends', () => {
    expect(neighbour(NOTHING_SELECTED, order, 1)).toBe(1);
    expect(neighbour(selectOnly(at(2)), order, 3)).toBe(5);
    expect(neighbour(selectOnly(at(5)), order, 3)).toBe(6);
    expect(neighbour(selectOnly(at(2)), order, -9)).toBe(1);
    expect(neighbour(selectOnly(at(2)), [], 1)).toBeNull();
  });

  it('passes to the next photo that remains when its photo leaves a filtered list', () => {
    const left = reconcile(selectOnly(at(3)), order, [at(1), at(2), at(5), at(6)]);
    expect(left.focus).toBe(5);
    expect(listed(left.ids)).toEqual([5]);
    expect(reconcile(selectOnly(at(6)), order, [at(1), at(2)]).focus).toBe(2);
    expect(reconcile(selectOnly(at(6)), order, []).focus).toBeNull();
  });

  it('keeps what remains of many, and is the very same object when nothing was lost', () => {
    const all = selectAll(NOTHING_SELECTED, order);
    expect(listed(reconcile(all, order, [at(2), at(4)]).ids)).toEqual([2, 4]);
    expect(reconcile(all, order, [...order, at(7)])).toBe(all);
  });

  it('knows a list that did not change', () => {
    expect(sameOrder(order, [...order])).toBe(true);
    expect(sameOrder(order, order.slice(1))).toBe(false);
    expect(sameOrder([at(1), at(2)], [at(2), at(1)])).toBe(false);
  });

  it('travels as ids, and as its filter when it is everything of a long list', () => {
    expect(actionSubject(NOTHING_SELECTED, order, {})).toBeNull();
    expect(actionSubject(selectOnly(at(2)), order, { ready: true })).toEqual({ ids: [2] });
    const long = Array.from({ length: 1500 }, (_, index) => at(index + 1));
    expect(actionSubject(selectAll(NOTHING_SELECTED, long), long, { ready: true })).toEqual({
      filter: { ready: true },
    });
    const most = extendTo(selectOnly(at(1)), at(1400), long);
    expect(actionSubject(most, long, {})).toHaveProperty('ids.length', 1400);
  });

  it('acts on the focus when nothing is selected', () => {
    expect(actionSubject({ focus: at(4), anchor: at(4), ids: new Set() }, order, {})).toEqual({ ids: [4] });
  });
});
