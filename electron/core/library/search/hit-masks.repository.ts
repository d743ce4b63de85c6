import type { Database } from '../../db/database.ts';
import { searchIndex } from './search-index.repository.ts';

/** The photos that a search finds, by id: 1 where its words are. */
export interface HitMasks {
  /** Made once, and kept until words change or other searches need the room. */
  of(match: string): Uint8Array;
  knows(match: string): boolean;
}

/** What she wants and what she excludes, of the search she is at and the one before; a megabyte each for a million photos. */
const MOST = 4;

/**
 * Hits for lists that are made in memory. All ids travel as one text: a row each would take three times as long for the
 * six hundred thousand that a common word has.
 */
export function hitMasks(db: Database): HitMasks {
  const index = searchIndex(db);
  const found = db.prepare<readonly [string], { ids: string }>(
    'SELECT json_group_array(rowid & 1073741823) AS ids FROM photos_search WHERE photos_search MATCH ?',
  );
  const kept = new Map<string, { readonly generation: number; readonly mask: Uint8Array }>();

  function fresh(match: string): Uint8Array | null {
    const known = kept.get(match);
    return known?.generation === db.generation('words') ? known.mask : null;
  }

  function make(match: string): Uint8Array {
    const ids: number[] = JSON.parse(found.get(match)?.ids ?? '[]');
    const mask = new Uint8Array(ids.reduce((most, id) => Math.max(most, id), 0) + 1);
    for (const id of ids) mask[id] = 1;
    return mask;
  }

  return {
    of(match) {
      index.refresh();
      const mask = fresh(match) ?? make(match);
      kept.delete(match);
      for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size + 1 - MOST))) kept.delete(oldest);
      kept.set(match, { generation: db.generation('words'), mask });
      return mask;
    },
    knows(match) {
      index.refresh();
      return fresh(match) !== null;
    },
  };
}
