import type { PhotoFilter, PhotoSort } from '../../../../shared/contract/library.contract.ts';
import { type Facets, passes, type Tally } from './facets.ts';
import { type Compare, merged, without } from './ordered-ids.ts';
import type { PhotoOrder, Position } from './photo-order.ts';

/** What filters and orders ask of one photo. */
export interface Traits {
  readonly id: number;
  /** The column `facets`. */
  readonly facets: string;
  /** When it was taken or made, whole seconds. */
  readonly second: number;
  /** The camera's calendar day as YYYYMMDD; 0 where it has none. */
  readonly day: number;
  readonly addedAt: number;
  readonly sales: number;
}

/** Of no photo that shows. */
const NONE = -1;
/** Of photos in several folders; `manyFolders` has them. */
const MANY = -2;

/**
 * What every list is sifted by, in plain arrays by photo id: about 30 bytes a photo and order. Passing over all of a million
 * takes a few milliseconds, whatever is asked and in whatever order, where an index is only quick at what it was made for.
 * Knows no SQL: sieve.repository.ts fills it and keeps it in step.
 */
export class Sieve {
  readonly #read: (facets: string) => Facets;
  readonly #cellOf = new Map<string, number>();
  readonly #cells: { readonly key: string; readonly facets: Facets }[] = [];
  readonly #manyFolders = new Map<number, readonly number[]>();
  readonly #orders = new Map<PhotoSort, Int32Array>();
  #cell = new Int32Array(0);
  #second = new Float64Array(0);
  #day = new Int32Array(0);
  #addedAt = new Float64Array(0);
  #sales = new Int32Array(0);
  #folder = new Int32Array(0);
  #allowed: { readonly asked: string; readonly cells: Uint8Array } | null = null;

  constructor(read: (facets: string) => Facets) {
    this.#read = read;
  }

  /** Ids below this have room. */
  get room(): number {
    return this.#cell.length;
  }

  has(id: number): boolean {
    return (this.#cell[id] ?? NONE) !== NONE;
  }

  /** Its folders are to be added anew. */
  put(traits: Traits): void {
    const { id } = traits;
    this.#makeRoom(id);
    this.#cell[id] = this.#cellFor(traits.facets);
    this.#second[id] = traits.second;
    this.#day[id] = traits.day;
    this.#addedAt[id] = traits.addedAt;
    this.#sales[id] = traits.sales;
    this.#folder[id] = NONE;
    this.#manyFolders.delete(id);
  }

  addFolder(id: number, folder: number): void {
    const place = this.#folder[id] ?? NONE;
    if (!this.has(id) || place === folder) return;
    if (place === NONE) this.#folder[id] = folder;
    else {
      this.#manyFolders.set(id, [...(this.#manyFolders.get(id) ?? [place]), folder]);
      this.#folder[id] = MANY;
    }
  }

  remove(id: number): void {
    if (id < this.#cell.length) this.#cell[id] = NONE;
    this.#manyFolders.delete(id);
  }

  /** Whether photos of these traits lie elsewhere in the orders of numbers than the one known by this id. */
  isElsewhere({ id, second, addedAt, sales, facets }: Traits): boolean {
    const cell = this.#cells[this.#cell[id] ?? NONE];
    return (
      cell === undefined ||
      this.#second[id] !== second ||
      this.#addedAt[id] !== addedAt ||
      this.#sales[id] !== sales ||
      cell.facets.rating !== this.#read(facets).rating
    );
  }

  hasOrder(sort: PhotoSort): boolean {
    return this.#orders.has(sort);
  }

  setOrder(sort: PhotoSort, ids: Int32Array): void {
    this.#orders.set(sort, ids);
  }

  dropOrder(sort: PhotoSort): void {
    this.#orders.delete(sort);
  }

  /** Takes photos out of the orders of numbers: to be called before what they are ordered by changes. */
  leaveOrders(ids: ReadonlySet<number>): void {
    const shown = [...ids].filter((id) => this.has(id));
    for (const [sort, order] of this.#orders)
      if (sort !== 'name') this.#orders.set(sort, without(order, shown, this.#comparison(sort)));
  }

  /** Puts photos where they belong in the orders of numbers; those that don't show stay out. Names are the caller's. */
  enterOrders(ids: Iterable<number>): void {
    const shown = [...ids].filter((id) => this.has(id));
    for (const [sort, order] of this.#orders) {
      if (sort === 'name') continue;
      const compare = this.#comparison(sort);
      this.#orders.set(sort, merged(order, shown.toSorted(compare), compare));
    }
  }

  /**
   * Ids of up to `limit` photos (negative: all) that pass, in order, after a position. Null where it can't tell: the order is
   * not known, or the photo of the position is no longer where it was.
   */
  find(filter: PhotoFilter, masks: Masks, order: PhotoOrder, after: Position | null, limit: number): number[] | null {
    const ids = this.#orders.get(order.sort);
    if (!ids) return null;
    const step = order.direction === 'asc' ? 1 : -1;
    let at = step === 1 ? 0 : ids.length - 1;
    if (after) {
      const place = this.#isWhereItWas(after) ? ids.indexOf(after.id) : -1;
      if (place === -1) return null;
      at = place + step;
    }
    const isWanted = this.#test(filter, masks);
    const found: number[] = [];
    const most = limit < 0 ? ids.length : limit;
    for (; at >= 0 && at < ids.length && found.length < most; at += step) {
      const id = ids[at] ?? 0;
      if (isWanted(id)) found.push(id);
    }
    return found;
  }

  /** Numbers of photos by facets among those that folder, words, dates and collection let through; by id, as memory lies. */
  tally(filter: PhotoFilter, masks: Masks): Tally[] {
    const { capturedFrom, capturedTo } = filter;
    const isWanted = this.#test({ ...(capturedFrom && { capturedFrom }), ...(capturedTo && { capturedTo }) }, masks);
    const counts = new Int32Array(this.#cells.length);
    const cells = this.#cell;
    for (let id = 0; id < cells.length; id += 1) {
      const cell = cells[id] ?? NONE;
      if (cell !== NONE && isWanted(id)) counts[cell] = (counts[cell] ?? 0) + 1;
    }
    return this.#cells.flatMap((cell, index) => {
      const count = counts[index] ?? 0;
      return count > 0 ? [{ ...cell, count }] : [];
    });
  }

  #test(filter: PhotoFilter, { folders, below, members, breaking, wanted, unwanted }: Masks): (id: number) => boolean {
    const allowed = this.#allowedCells(filter);
    const from = filter.capturedFrom === undefined ? 0 : dayNumber(filter.capturedFrom);
    const to = filter.capturedTo === undefined ? Number.MAX_SAFE_INTEGER : dayNumber(filter.capturedTo);
    const dated = filter.capturedFrom !== undefined || filter.capturedTo !== undefined;
    const [cells, days, places] = [this.#cell, this.#day, this.#folder];
    return (id) => {
      if (allowed[cells[id] ?? NONE] !== 1) return false;
      if (dated) {
        const day = days[id] ?? 0;
        if (day === 0 || day < from || day > to) return false;
      }
      if (wanted && wanted[id] !== 1) return false;
      if (unwanted && unwanted[id] === 1) return false;
      if (members && members[id] !== 1) return false;
      if (breaking && breaking[id] !== 1) return false;
      if (below && below[id] !== 1) return false;
      if (!folders) return true;
      const place = places[id] ?? NONE;
      return place === MANY
        ? (this.#manyFolders.get(id)?.some((folder) => folders[folder] === 1) ?? false)
        : folders[place] === 1;
    };
  }

  /** Which combinations of facets pass: asked page after page, so the last answer is kept. */
  #allowedCells(filter: PhotoFilter): Uint8Array {
    const asked = JSON.stringify(filter);
    if (this.#allowed?.asked !== asked || this.#allowed.cells.length !== this.#cells.length)
      this.#allowed = { asked, cells: Uint8Array.from(this.#cells, ({ facets }) => (passes(facets, filter) ? 1 : 0)) };
    return this.#allowed.cells;
  }

  #isWhereItWas({ id, sort, sortAt, addedAt, rating, sales }: Position): boolean {
    if (!this.has(id)) return false;
    const [second, own] = [Math.trunc(sortAt / 1000), this.#second[id]];
    switch (sort) {
      case 'captured':
        return own === second;
      case 'imported':
        return this.#addedAt[id] === addedAt;
      case 'rating':
        return own === second && this.#rating(id) === rating;
      case 'sales':
        return own === second && this.#sales[id] === sales;
      case 'name':
        return true;
    }
  }

  #rating(id: number): number {
    return this.#cells[this.#cell[id] ?? NONE]?.facets.rating ?? 0;
  }

  #comparison(sort: Exclude<PhotoSort, 'name'>): Compare {
    const [seconds, added, sales] = [this.#second, this.#addedAt, this.#sales];
    const of = (values: Float64Array | Int32Array, id: number) => values[id] ?? 0;
    const bySecond = (a: number, b: number) => of(seconds, a) - of(seconds, b) || a - b;
    switch (sort) {
      case 'captured':
        return bySecond;
      case 'imported':
        return (a, b) => of(added, a) - of(added, b) || a - b;
      case 'rating':
        return (a, b) => this.#rating(a) - this.#rating(b) || bySecond(a, b);
      case 'sales':
        return (a, b) => of(sales, a) - of(sales, b) || bySecond(a, b);
    }
  }

  #cellFor(key: string): number {
    const known = this.#cellOf.get(key);
    if (known !== undefined) return known;
    this.#cells.push({ key, facets: this.#read(key) });
    this.#cellOf.set(key, this.#cells.length - 1);
    return this.#cells.length - 1;
  }

  #makeRoom(id: number): void {
    if (id < this.#cell.length) return;
    const length = Math.ceil((id + 1) * 1.25);
    const before = this.#cell.length;
    this.#cell = grown(this.#cell, new Int32Array(length)).fill(NONE, before);
    this.#day = grown(this.#day, new Int32Array(length));
    this.#sales = grown(this.#sales, new Int32Array(length));
    this.#folder = grown(this.#folder, new Int32Array(length));
    this.#second = grown(this.#second, new Float64Array(length));
    this.#addedAt = grown(this.#addedAt, new Float64Array(length));
  }
}

/** What of a filter only the catalogue knows, 1 where it is so: the folders it means, who lies below its directory, who is in its collection, who has its words. */
export interface Masks {
  readonly folders: Uint8Array | null;
  readonly below: Uint8Array | null;
  readonly members: Uint8Array | null;
  /** Who breaks its rule. */
  readonly breaking: Uint8Array | null;
  readonly wanted: Uint8Array | null;
  readonly unwanted: Uint8Array | null;
}

/** `2026-11-21` as 20261121. */
export function dayNumber(date: string): number {
  return Number(date.slice(0, 10).replaceAll('-', ''));
}

function grown<A extends Int32Array | Float64Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
