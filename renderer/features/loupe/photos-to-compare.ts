import type { PhotoId } from '../../../shared/domain/ids.ts';

/** More than four are too small to judge. */
export const COMPARED_AT_MOST = 4;

/** The photos to compare, in the order shown: the first four selected, or the one in focus and the next. */
export function photosToCompare(
  selected: ReadonlySet<PhotoId>,
  focus: PhotoId | null,
  order: readonly PhotoId[],
): readonly PhotoId[] {
  const chosen: PhotoId[] = [];
  if (selected.size > 1) {
    for (const id of order) {
      if (selected.has(id)) chosen.push(id);
      if (chosen.length === COMPARED_AT_MOST) break;
    }
    return chosen;
  }
  const only = focus ?? [...selected][0] ?? order[0];
  const at = only === undefined ? -1 : order.indexOf(only);
  if (at === -1) return [];
  return at === order.length - 1 ? order.slice(Math.max(0, at - 1)) : order.slice(at, at + 2);
}
