import { create } from 'zustand';
import type { PhotoFilter, PhotoSort } from '../../../shared/contract/library.contract.ts';
import type { CollectionId, PhotoId } from '../../../shared/domain/ids.ts';
import type { GridLayout } from './grid-layout.ts';
import {
  extendTo,
  NOTHING_SELECTED,
  neighbour,
  reconcile,
  type Selection,
  selectAll,
  selectOnly,
  toggle,
} from './selection.ts';
import { chipOf, filterOf, inPlace, type Place, type View, withCondition, withoutConditions } from './views.ts';

interface LibraryState {
  readonly view: View;
  /** What she added to the chip: search text, folder, conditions. */
  readonly added: PhotoFilter;
  readonly sort: PhotoSort;
  readonly direction: 'asc' | 'desc';
  /** In a collection made by hand, photos stand as she arranged them, unless she asks for another order. */
  readonly inOwnOrder: boolean;
  readonly mode: 'grid' | 'loupe' | 'compare';
  readonly selection: Selection;
  /** The ids now shown, in order (kept here for what acts outside of components). */
  readonly order: readonly PhotoId[];
  /** Where the photos lie now; null before the grid was first shown. */
  readonly layout: GridLayout | null;
  /** The index some rows below (or above) another, for ↑ and ↓, as the photos lie now. */
  readonly across: (index: number, rows: number) => number;
  readonly rowsPerPage: number;
  readonly scrollTop: number;
}

/** What the library shows and what is chosen in it. Lives as long as the window; nothing of it is kept. */
export const useLibrary = create<LibraryState>(() => ({
  view: 'all',
  added: {},
  sort: 'captured',
  direction: 'desc',
  inOwnOrder: true,
  mode: 'grid',
  selection: NOTHING_SELECTED,
  order: [],
  layout: null,
  across: (index, rows) => index + rows,
  rowsPerPage: 1,
  scrollTop: 0,
}));

const set = useLibrary.setState;

export const library = {
  showView(view: View): void {
    set({ view, scrollTop: 0, selection: NOTHING_SELECTED });
  },
  setCondition<Name extends keyof PhotoFilter>(name: Name, value: PhotoFilter[Name] | undefined): void {
    set((state) => ({ added: withCondition(state.added, name, value), scrollTop: 0 }));
  },
  clearConditions(): void {
    set((state) => ({ added: withoutConditions(state.added), scrollTop: 0 }));
  },
  /** One watched folder or one below it, with the same conditions; null: all of them. */
  showPlace(place: Place | null): void {
    set((state) => ({ added: inPlace(state.added, place), scrollTop: 0 }));
  },
  /** The whole library again, with the same conditions. */
  leavePlaces(): void {
    set((state) => ({
      added: withCondition(inPlace(state.added, null), 'collectionId', undefined),
      scrollTop: 0,
    }));
  },
  showCollection(id: CollectionId): void {
    set({ view: 'all', added: { collectionId: id }, scrollTop: 0, selection: NOTHING_SELECTED });
  },
  /** A saved search: its chip and its conditions as they were. */
  showFilter(filter: PhotoFilter): void {
    set({ ...chipOf(filter), scrollTop: 0, selection: NOTHING_SELECTED });
  },
  showEverything(): void {
    set({ view: 'all', added: {}, scrollTop: 0 });
  },
  sortBy(sort: PhotoSort, direction: 'asc' | 'desc'): void {
    set({ sort, direction, inOwnOrder: false, scrollTop: 0 });
  },
  /** Collections as she arranged them again. */
  sortAsArranged(): void {
    set({ inOwnOrder: true, scrollTop: 0 });
  },
  setMode(mode: 'grid' | 'loupe' | 'compare'): void {
    set((state) => ({
      mode,
      selection:
        state.selection.focus === null && state.order[0] !== undefined ? selectOnly(state.order[0]) : state.selection,
    }));
  },
  /** The list arrived or changed. */
  showOrder(order: readonly PhotoId[]): void {
    set((state) =>
      state.order === order
        ? state
        : { order, selection: inSight(state.mode, reconcile(state.selection, state.order, order), order) },
    );
  },
  click(id: PhotoId, how: { readonly range: boolean; readonly add: boolean }): void {
    set((state) => ({
      selection: how.range
        ? extendTo(state.selection, id, state.order)
        : how.add
          ? toggle(state.selection, id)
          : selectOnly(id),
    }));
  },
  /** Right click: keeps a selection that holds the photo. */
  clickForMenu(id: PhotoId): void {
    set((state) =>
      state.selection.ids.has(id) ? { selection: { ...state.selection, focus: id } } : { selection: selectOnly(id) },
    );
  },
  select(selection: Selection): void {
    set({ selection });
  },
  selectAll(): void {
    set((state) => ({ selection: selectAll(state.selection, state.order) }));
  },
  deselect(): void {
    set((state) => ({ selection: { focus: state.selection.focus, anchor: state.selection.focus, ids: new Set() } }));
  },
  move(step: number, extend: boolean): void {
    set((state) => {
      const next = neighbour(state.selection, state.order, step);
      if (next === null) return state;
      return { selection: extend ? extendTo(state.selection, next, state.order) : selectOnly(next) };
    });
  },
  /** Rows down (negative: up); in the loupe, where nothing lies below, photos. */
  moveRows(rows: number, extend: boolean): void {
    const { mode, selection, order, across } = useLibrary.getState();
    const at = selection.focus === null ? -1 : order.indexOf(selection.focus);
    library.move(mode !== 'grid' || at === -1 ? rows : across(at, rows) - at, extend);
  },
};

/** Where one photo fills the window, there is always one: the first, when the list became another. */
function inSight(mode: LibraryState['mode'], selection: Selection, order: readonly PhotoId[]): Selection {
  const [first] = order;
  return mode === 'grid' || selection.focus !== null || first === undefined ? selection : selectOnly(first);
}

/** The collection whose own order is shown; null: photos are sorted. */
export function arrangedCollection(state: Pick<LibraryState, 'added' | 'inOwnOrder'>): CollectionId | null {
  return state.inOwnOrder ? (state.added.collectionId ?? null) : null;
}

/** The filter of what is shown now. */
export function shownFilter(state: Pick<LibraryState, 'view' | 'added'>): PhotoFilter {
  return filterOf(state.view, state.added);
}
