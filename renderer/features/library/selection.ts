import type { PhotoFilter, PhotoSelection } from '../../../shared/contract/library.contract.ts';
import type { PhotoId } from '../../../shared/domain/ids.ts';

/** Which photos are chosen. `focus`: the one the keys move and the inspector shows; `anchor`: where a Shift range begins. */
export interface Selection {
  readonly focus: PhotoId | null;
  readonly anchor: PhotoId | null;
  readonly ids: ReadonlySet<PhotoId>;
}

export const NOTHING_SELECTED: Selection = { focus: null, anchor: null, ids: new Set() };

export function selectOnly(id: PhotoId): Selection {
  return { focus: id, anchor: id, ids: new Set([id]) };
}

/** Ctrl click: in or out; the photo becomes the focus either way. */
export function toggle(selection: Selection, id: PhotoId): Selection {
  const ids = new Set(selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { focus: id, anchor: id, ids };
}

/** Shift click: everything from the anchor to `id`, in the order shown. */
export function extendTo(selection: Selection, id: PhotoId, order: readonly PhotoId[]): Selection {
  const from = selection.anchor === null ? -1 : order.indexOf(selection.anchor);
  const to = order.indexOf(id);
  if (from === -1 || to === -1) return selectOnly(id);
  return { focus: id, anchor: selection.anchor, ids: new Set(order.slice(Math.min(from, to), Math.max(from, to) + 1)) };
}

export function selectAll(selection: Selection, order: readonly PhotoId[]): Selection {
  return { focus: selection.focus ?? order[0] ?? null, anchor: order[0] ?? null, ids: new Set(order) };
}

/** The photo `step` places further (negative: back), stopping at the ends; the first one when nothing has the focus. */
export function neighbour(selection: Selection, order: readonly PhotoId[], step: number): PhotoId | null {
  if (order.length === 0) return null;
  const at = selection.focus === null ? -1 : order.indexOf(selection.focus);
  if (at === -1) return order[0] ?? null;
  return order[Math.min(order.length - 1, Math.max(0, at + step))] ?? null;
}

/** Asked fewer times than this, a long list is faster searched than made into a set. */
const FEW_QUESTIONS = 32;

function membership(list: readonly PhotoId[], questions: number): (id: PhotoId) => boolean {
  if (questions < FEW_QUESTIONS) return (id) => list.includes(id);
  const set = new Set(list);
  return (id) => set.has(id);
}

/**
 * The selection after the list changed from `before` to `after`: what is gone leaves; a lost focus goes to the next photo that
 * remains, so that culling a filtered list goes on by itself.
 */
export function reconcile(selection: Selection, before: readonly PhotoId[], after: readonly PhotoId[]): Selection {
  if (selection.focus === null && selection.ids.size === 0) return selection;
  const isPresent = membership(after, selection.ids.size);
  const lost = [...selection.ids].some((id) => !isPresent(id));
  if (!lost && (selection.focus === null || isPresent(selection.focus))) return selection;
  const ids = new Set([...selection.ids].filter(isPresent));
  let focus = selection.focus;
  if (focus !== null && !isPresent(focus)) {
    const at = before.indexOf(focus);
    const following = before.slice(at + 1).find(isPresent);
    const preceding = before.slice(0, Math.max(0, at)).findLast(isPresent);
    focus = following ?? preceding ?? after[0] ?? null;
    if (focus !== null && ids.size === 0) ids.add(focus);
  }
  const anchor = selection.anchor !== null && isPresent(selection.anchor) ? selection.anchor : focus;
  return { focus, anchor, ids };
}

/** Whether two lists are the same, in order: quicker than comparing them as anything else, 100,000 long. */
export function sameOrder(one: readonly PhotoId[], other: readonly PhotoId[]): boolean {
  return one.length === other.length && one.every((id, index) => id === other[index]);
}

/** Above this, "all that is shown" travels as its filter instead of as a list. */
const LISTED_AT_MOST = 1000;

/** What an action is for, as the contract says it; null when nothing is chosen. */
export function actionSubject(
  selection: Selection,
  order: readonly PhotoId[],
  filter: PhotoFilter,
): PhotoSelection | null {
  if (selection.ids.size === 0) return selection.focus === null ? null : { ids: [selection.focus] };
  if (selection.ids.size > LISTED_AT_MOST && selection.ids.size === order.length) return { filter };
  return { ids: [...selection.ids] };
}
