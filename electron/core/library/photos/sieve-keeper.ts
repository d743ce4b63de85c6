import { setImmediate as nextTurn, setTimeout } from 'node:timers/promises';
import { type PhotoFilter, photoSort } from '../../../../shared/contract/library.contract.ts';
import type { FolderId } from '../../../../shared/domain/ids.ts';
import type { RuleCode } from '../../../../shared/domain/rules.ts';
import type { Database } from '../../db/database.ts';
import { hitMasks } from '../search/hit-masks.repository.ts';
import { parseSearch } from '../search/search-words.ts';
import type { FacetsRepository } from './facets.repository.ts';
import { type Place, type PlaceInOrder, type SieveSource, sieveSource } from './sieve.repository.ts';
import { type Masks, Sieve } from './sieve.ts';

/** Below this many photos the indexes answer anything in time. */
const WORTH_IT = 5_000;
/** The window opens first (ms). */
const PATIENCE_MS = 300;
/** Rows read at a turn: about five milliseconds. */
const ROWS = 2_000;
const IDS = 25_000;
/** More changes than this are read beside the pages, not before one. */
const AT_ONCE = 500;

export interface SieveKeeper {
  /** The sieve as of now; null while it is being filled, or inside of a transaction, whose changes may be taken back. */
  current(): Sieve | null;
  /** What of a filter the sieve can't know by itself. */
  masks(filter: PhotoFilter, foldersWithin: (id: FolderId) => readonly number[]): Masks;
  /** Whether the photos with these words are known already. */
  knowsHits(match: string): boolean;
  /** Begins to fill it, if that is worth it. */
  begin(photos: () => number): void;
  /** Until it is as of now. */
  settled(): Promise<void>;
}

const ofDatabase = new WeakMap<Database, SieveKeeper>();

/**
 * One for each database, whose notes it takes. Keeps the sieve in step with the catalogue: filled in short turns, then brought up to date with what the tables themselves
 * note as changed, before every list. While it isn't there, lists are made by the indexes as ever.
 */
export function sieveKeeper(db: Database, facets: FacetsRepository, lifetime: AbortSignal): SieveKeeper {
  const known = ofDatabase.get(db) ?? createSieveKeeper(db, facets, lifetime);
  ofDatabase.set(db, known);
  return known;
}

function createSieveKeeper(db: Database, facets: FacetsRepository, lifetime: AbortSignal): SieveKeeper {
  const source = sieveSource(db);
  const members = new Map<number, Uint8Array>();
  let lastBelow: { readonly directory: string; readonly mask: Uint8Array } | null = null;
  let lastBreaking: { readonly rule: RuleCode; readonly mask: Uint8Array } | null = null;
  const hits = hitMasks(db);
  let sieve: Sieve | null = null;
  let running: Promise<void> | null = null;

  async function fill(): Promise<Sieve> {
    source.watch();
    const filled = new Sieve(facets.read);
    let last: ReturnType<SieveSource['traitsAfter']>[number] | null = null;
    for (;;) {
      const found = source.traitsAfter(last, ROWS);
      for (const traits of found) filled.put(traits);
      last = found.at(-1) ?? null;
      await turn();
      if (found.length < ROWS) break;
    }
    let place: Place | null = null;
    for (;;) {
      const found = source.placesAfter(place, ROWS);
      for (const { photo, folder, state } of found) if (state !== 'missing') filled.addFolder(photo, folder);
      place = found.at(-1) ?? null;
      await turn();
      if (found.length < ROWS) break;
    }
    for (const sort of photoSort.options) await fillOrder(filled, sort);
    return filled;
  }

  /** A photo that moves between two turns may be read twice or never: it is noted as changed, and put where it belongs after. */
  async function fillOrder(filled: Sieve, sort: (typeof photoSort.options)[number]): Promise<void> {
    if (sort === 'name') source.takeRenamed();
    // Sets and lists of a million numbers would take 90 MB and hold everybody up for a third of a second.
    const order = new Int32Array(filled.room);
    const seen = new Uint8Array(filled.room);
    let length = 0;
    let from: PlaceInOrder | null = null;
    for (;;) {
      const found: ReturnType<SieveSource['idsFrom']> = source.idsFrom(sort, from, IDS);
      for (const id of found.ids) {
        if (seen[id] === 1 || !filled.has(id)) continue;
        seen[id] = 1;
        order[length] = id;
        length += 1;
      }
      from = found.next;
      await turn();
      if (from === null) break;
    }
    // Names are not known to the sieve, so their order holds only if nothing came in between.
    if (sort === 'name' && source.takeRenamed()) return;
    filled.setOrder(sort, order.slice(0, length));
  }

  async function turn(): Promise<void> {
    await nextTurn();
    lifetime.throwIfAborted();
  }

  function readStale(kept: Sieve): boolean {
    const ids = source.stale(AT_ONCE);
    if (ids.length === 0) return false;
    source.forgetStale(ids);
    const found = new Map(source.traitsOf(ids).map((traits) => [traits.id, traits]));
    const moving = new Set(
      ids.filter((id) => {
        const traits = found.get(id);
        return traits === undefined ? kept.has(id) : kept.isElsewhere(traits);
      }),
    );
    if (moving.size > 0) kept.leaveOrders(moving);
    for (const id of ids) {
      const traits = found.get(id);
      if (traits) kept.put(traits);
      else kept.remove(id);
    }
    for (const { photo, folder, state } of source.placesOf(ids)) if (state !== 'missing') kept.addFolder(photo, folder);
    if (moving.size > 0) kept.enterOrders(moving);
    return true;
  }

  async function settle(): Promise<void> {
    if (sieve) await turn();
    const kept = sieve ?? (await fill());
    do {
      while (readStale(kept)) await turn();
      if (source.takeRenamed()) kept.dropOrder('name');
      if (!kept.hasOrder('name')) await fillOrder(kept, 'name');
    } while (source.countStale(1) > 0);
    sieve = kept;
  }

  /** One settles at a time. What fails is nobody's list: the indexes go on answering. */
  function follow(): Promise<void> {
    running ??= settle().finally(() => {
      running = null;
    });
    return running;
  }

  function inBackground(): void {
    follow().catch((error) => {
      if (!lifetime.aborted) throw error;
    });
  }

  function membersOf(kept: Sieve, collection: number): Uint8Array {
    for (const changed of source.takeCollections()) members.delete(changed);
    let mask = members.get(collection);
    if (!mask) {
      // Two at most: the one she looks at and the one before.
      if (members.size > 1) members.delete(members.keys().next().value ?? collection);
      mask = new Uint8Array(kept.room);
      for (const id of source.members(collection)) mask[id] = 1;
      members.set(collection, mask);
    }
    return mask;
  }

  /** Of the directory she looks at, made anew when files changed: thirty milliseconds for 100,000 photos. */
  function belowOf(kept: Sieve, directory: string): Uint8Array {
    if (source.takeMoved() || lastBelow?.directory !== directory) {
      const mask = new Uint8Array(kept.room);
      for (const id of source.below(directory)) mask[id] = 1;
      lastBelow = { directory, mask };
    }
    return lastBelow.mask;
  }

  /** Of the rule she looks at, made anew when a photo broke or kept another one: forty milliseconds for a million photos. */
  function breakingOf(kept: Sieve, rule: RuleCode): Uint8Array {
    if (source.takeRuled() || lastBreaking?.rule !== rule || lastBreaking.mask.length !== kept.room) {
      const mask = new Uint8Array(kept.room);
      for (const id of source.breaking(rule)) mask[id] = 1;
      lastBreaking = { rule, mask };
    }
    return lastBreaking.mask;
  }

  function foldersMask(ids: readonly number[]): Uint8Array {
    const mask = new Uint8Array(Math.max(0, ...ids) + 1);
    for (const id of ids) mask[id] = 1;
    return mask;
  }

  return {
    current() {
      if (!sieve || db.inTransaction) return null;
      const stale = source.countStale(AT_ONCE + 1);
      if (running || stale > AT_ONCE) {
        if (!running) inBackground();
        return null;
      }
      if (stale > 0) readStale(sieve);
      if (source.takeRenamed()) {
        sieve.dropOrder('name');
        inBackground();
      }
      return sieve;
    },
    masks(filter, foldersWithin) {
      const { match, without } = parseSearch(filter.text ?? '');
      return {
        wanted: match === null ? null : hits.of(match),
        unwanted: without === null ? null : hits.of(without),
        folders: filter.folderId === undefined ? null : foldersMask(foldersWithin(filter.folderId)),
        below: filter.directory === undefined || !sieve ? null : belowOf(sieve, filter.directory),
        breaking: filter.brokenRule === undefined || !sieve ? null : breakingOf(sieve, filter.brokenRule),
        members: filter.collectionId === undefined || !sieve ? null : membersOf(sieve, filter.collectionId),
      };
    },
    knowsHits: (match) => hits.knows(match),
    begin(photos) {
      if (sieve || running) return;
      running = setTimeout(PATIENCE_MS, undefined, { ref: false, signal: lifetime })
        // Asked now, not before the page: nothing may be counted yet.
        .then(() => (photos() < WORTH_IT ? undefined : settle()))
        .finally(() => {
          running = null;
        });
      running.catch((error) => {
        if (!lifetime.aborted) throw error;
      });
    },
    async settled() {
      await running;
      await follow();
    },
  };
}
