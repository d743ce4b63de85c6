/** Ids of photos in an order that `compare` tells, a million of them in one array: what leaves and enters costs a copy, no sorting. */
export type Compare = (a: number, b: number) => number;

/** Without some that are in it: found by what they are ordered by, and closed up in place. */
export function without(order: Int32Array, ids: readonly number[], compare: Compare): Int32Array {
  const places = ids.map((id) => placeOf(order, id, 0, compare)).toSorted((a, b) => a - b);
  const leaving = new Set(ids);
  // While it is being filled, a photo may lie where it was before: then all are looked at.
  if (!places.every((place) => leaving.has(order[place] ?? 0))) return order.filter((id) => !leaving.has(id));
  for (const [index, place] of places.entries())
    order.copyWithin(place - index, place + 1, places[index + 1] ?? order.length);
  return order.subarray(0, order.length - places.length);
}

/** Two sorted lists as one, in place where there is room. */
export function merged(order: Int32Array, entering: readonly number[], compare: Compare): Int32Array {
  if (entering.length === 0) return order;
  const all = extended(order, entering.length);
  let end = order.length;
  for (let index = entering.length - 1; index >= 0; index -= 1) {
    const id = entering[index] ?? 0;
    const to = placeOf(order, id, 0, compare);
    all.copyWithin(to + index + 1, to, end);
    all[to + index] = id;
    end = to;
  }
  return all;
}

/** The same with so many places more at its end. */
function extended(order: Int32Array, more: number): Int32Array {
  const length = order.length + more;
  const needed = order.byteOffset + length * order.BYTES_PER_ELEMENT;
  if (needed <= order.buffer.byteLength) return new Int32Array(order.buffer, order.byteOffset, length);
  const all = new Int32Array(length + 1_000);
  all.set(order);
  return all.subarray(0, length);
}

/** The first place from `low` on whose photo comes after this one. */
function placeOf(order: Int32Array, id: number, low: number, compare: Compare): number {
  let [from, to] = [low, order.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (compare(order[middle] ?? 0, id) < 0) from = middle + 1;
    else to = middle;
  }
  return from;
}
