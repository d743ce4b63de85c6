/** Where a delivery goes in the queue: a step, an end, or right before another (null: after the last). */
export type Place<Id> = 'top' | 'up' | 'down' | 'bottom' | { readonly before: Id | null };

/** The list with one entry elsewhere: what the queue will look like, shown before the studio has answered. */
export function moved<Entry extends { readonly id: unknown }>(
  entries: readonly Entry[],
  id: Entry['id'],
  to: Place<Entry['id']>,
): readonly Entry[] {
  const at = entries.findIndex((entry) => entry.id === id);
  const entry = entries[at];
  if (!entry) return entries;
  const rest = entries.toSpliced(at, 1);
  const last = rest.length;
  if (typeof to === 'object') {
    if (to.before === id) return entries;
    const target = to.before === null ? -1 : rest.findIndex((other) => other.id === to.before);
    return rest.toSpliced(target < 0 ? last : target, 0, entry);
  }
  const index = { top: 0, up: Math.max(0, at - 1), down: Math.min(last, at + 1), bottom: last }[to];
  return rest.toSpliced(index, 0, entry);
}

/** Before which row something lands that is let go at `y`, px from the top of the list; `count` is after the last. */
export function gapAt(y: number, rowHeight: number, count: number): number {
  return Math.min(count, Math.max(0, Math.round(y / rowHeight)));
}
