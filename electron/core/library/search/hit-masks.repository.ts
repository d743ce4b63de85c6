import type { Database } from '../../db/database.ts';
import { searchIndex } from './search-index.repository.ts';

/** The photos that a search finds, by id: 1 where its words are. */
export interface HitMasks {
  /** Made once, then kept up to date with the photos whose words change, until other searches need the room. */
  of(match: string): Uint8Array;
  /** Whether it is there, or nearly. */
  knows(match: string): boolean;
}

/** What she wants and what she excludes, of the last searches; a megabyte each for a million photos. */
const MOST = 16;
/** More changed photos than this are not asked one by one. */
const MOST_CHANGED = 300;

interface Kept {
  readonly generation: number;
  readonly mask: Uint8Array;
}

/**
 * Hits for lists that are made in memory. All ids travel as the bytes of one text: a row each would take four times as long
 * for the six hundred thousand that a common word has, the text as JSON nearly twice.
 */
export function hitMasks(db: Database): HitMasks {
  const index = searchIndex(db);
  const found = db.prepare<readonly [string], { ids: Uint8Array }>(
    'SELECT CAST(json_group_array(rowid & 1073741823) AS BLOB) AS ids FROM photos_search WHERE photos_search MATCH ?',
  );
  const last = db.prepare<readonly [], { id: number | null }>('SELECT max(id) AS id FROM photos');
  const foundAmong = db.prepare<readonly [string, string], { ids: string }>(
    `SELECT json_group_array(photos.id) AS ids FROM json_each(?) AS asked CROSS JOIN photos ON photos.id = asked.value
     CROSS JOIN photos_search ON photos_search.rowid = photos.capture_order WHERE photos_search MATCH ?`,
  );
  const kept = new Map<string, Kept>();

  function make(match: string): Uint8Array {
    const mask = new Uint8Array((last.get()?.id ?? 0) + 1);
    markAll(mask, found.get(match)?.ids ?? new Uint8Array(0));
    return mask;
  }

  /** What changed since, few as it is, is asked again; null: made anew. */
  function changesOf({ generation }: Kept): ReadonlySet<number> | null {
    const changed = db.wordsChangedSince(generation);
    return changed !== null && changed.size <= MOST_CHANGED ? changed : null;
  }

  function upToDate(match: string, known: Kept, changed: ReadonlySet<number>): Uint8Array {
    if (changed.size === 0) return known.mask;
    const ids = [...changed];
    const mask = grownFor(known.mask, Math.max(...ids));
    for (const id of ids) mask[id] = 0;
    const hits: number[] = JSON.parse(foundAmong.get(JSON.stringify(ids), match)?.ids ?? '[]');
    for (const id of hits) mask[id] = 1;
    return mask;
  }

  return {
    of(match) {
      index.refresh();
      const known = kept.get(match);
      const changed = known ? changesOf(known) : null;
      const mask = known && changed ? upToDate(match, known, changed) : make(match);
      kept.delete(match);
      for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size + 1 - MOST))) kept.delete(oldest);
      kept.set(match, { generation: db.generation('words'), mask });
      return mask;
    },
    knows(match) {
      index.refresh();
      const known = kept.get(match);
      return known !== undefined && changesOf(known) !== null;
    },
  };
}

function grownFor(mask: Uint8Array, id: number): Uint8Array {
  if (id < mask.length) return mask;
  const grown = new Uint8Array(id + 1);
  grown.set(mask);
  return grown;
}

/** The code of the digit 0. */
const ZERO = 48;

/** Marks every number of `[12,345]`, given as its bytes. */
function markAll(mask: Uint8Array, text: Uint8Array): void {
  let id = 0;
  for (let at = 1; at < text.length; at += 1) {
    const digit = (text[at] ?? 0) - ZERO;
    if (digit >= 0 && digit <= 9) id = id * 10 + digit;
    else {
      mask[id] = 1;
      id = 0;
    }
  }
  // Of an empty list.
  mask[0] = 0;
}
