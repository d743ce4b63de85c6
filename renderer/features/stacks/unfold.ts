import type { PhotoId } from '../../../shared/domain/ids.ts';

export interface OpenStack {
  readonly face: PhotoId;
  readonly behind: readonly PhotoId[];
}

/** The photos shown, with the members of open stacks behind their faces. The same list where nothing is open. */
export function unfold(order: readonly PhotoId[], open: readonly OpenStack[]): readonly PhotoId[] {
  if (open.length === 0) return order;
  const behind = new Map(open.map((stack) => [stack.face, stack.behind]));
  const shown = new Set(order);
  let any = false;
  const unfolded = order.flatMap((id) => {
    // What shows by itself (its stack has just come apart) is not shown twice.
    const members = behind.get(id)?.filter((member) => !shown.has(member)) ?? [];
    any ||= members.length > 0;
    return [id, ...members];
  });
  return any ? unfolded : order;
}
