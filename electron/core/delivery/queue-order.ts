import type { StudioContext } from '../context.ts';
import type { DeliveriesRepository } from './deliveries.repository.ts';

/** Where a delivery goes: a step, an end, or right before another (null: after the last). */
export type Move = 'top' | 'up' | 'down' | 'bottom' | { readonly before: number | null };

/**
 * Puts deliveries elsewhere in the queue of an account, in the order they had among themselves. What is under way goes on; the
 * order says what comes next. Returns how many stand elsewhere now.
 */
export function moveInQueue(
  context: StudioContext,
  deliveries: DeliveriesRepository,
  accountId: number | null,
  ids: ReadonlySet<number>,
  move: Move,
): number {
  const before = deliveries.order(accountId);
  const after = reordered(
    before.map((row) => row.id),
    ids,
    move,
  );
  const places = before.map((row) => row.position);
  let moved = 0;
  context.db.transaction(() => {
    for (const [index, id] of after.entries()) {
      const position = places[index];
      if (position === undefined || before[index]?.id === id) continue;
      deliveries.update(id, { position }, context.ports.clock.now());
      moved += 1;
    }
  });
  return moved;
}

/** The same ids in the order she asked for. */
export function reordered(order: readonly number[], ids: ReadonlySet<number>, move: Move): number[] {
  const chosen = order.filter((id) => ids.has(id));
  const others = order.filter((id) => !ids.has(id));
  if (move === 'top') return [...chosen, ...others];
  if (move === 'bottom') return [...others, ...chosen];
  if (typeof move === 'object') {
    const target = move.before;
    const at = target === null ? others.length : placeOf(order, others, target, ids);
    return others.toSpliced(at, 0, ...chosen);
  }
  const next = [...order];
  const step = move === 'up' ? -1 : 1;
  const indexes = [...next.keys()];
  for (const index of move === 'up' ? indexes : indexes.toReversed()) {
    const [id, neighbour] = [next[index], next[index + step]];
    if (id === undefined || neighbour === undefined || !ids.has(id) || ids.has(neighbour)) continue;
    next[index] = neighbour;
    next[index + step] = id;
  }
  return next;
}

/** Where `target` stands among the others; one that moves itself stands for the first other after it. */
function placeOf(
  order: readonly number[],
  others: readonly number[],
  target: number,
  ids: ReadonlySet<number>,
): number {
  const rest = order.slice(Math.max(0, order.indexOf(target)));
  const stays = rest.find((id) => !ids.has(id));
  return stays === undefined ? others.length : others.indexOf(stays);
}
