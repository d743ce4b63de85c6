import type { Database } from '../../db/database.ts';
import { type SearchIndex, searchIndex } from './search-index.repository.ts';

/** The photos that a search finds, as a table of this connection: `SELECT id FROM <table>`. */
export interface Hits {
  readonly table: string;
  readonly count: number;
}

export interface KeptHits {
  /** The hits of an FTS5 expression; made once, and kept until words change or other searches need the room. */
  of(match: string): Hits;
  /** To be called before the search index is asked directly. */
  readonly index: SearchIndex;
}

/** Searches kept: what she wants and what she excludes, of the search she is at and the one before. */
const SLOTS = 4;

interface Slot extends Hits {
  readonly match: string;
  readonly generation: number;
  usedAt: number;
}

const ofDatabase = new WeakMap<Database, KeptHits>();

/** One for each database: the tables have names. */
export function keptHits(db: Database): KeptHits {
  const known = ofDatabase.get(db) ?? createKeptHits(db);
  ofDatabase.set(db, known);
  return known;
}

function createKeptHits(db: Database): KeptHits {
  const index = searchIndex(db);
  const slots: (Slot | null)[] = Array.from({ length: SLOTS }, () => null);
  let uses = 0;
  for (let slot = 0; slot < SLOTS; slot += 1)
    db.prepare<readonly [], never>(`CREATE TEMP TABLE search_hits_${slot} (id INTEGER PRIMARY KEY)`).run();

  function oldest(): number {
    const used = slots.map((slot) => slot?.usedAt ?? -1);
    return used.indexOf(Math.min(...used));
  }

  function fill(slot: number, match: string): Slot {
    slots[slot] = null;
    const table = `temp.search_hits_${slot}`;
    db.prepare<readonly [], never>(`DELETE FROM ${table}`).run();
    const { changes } = db
      .prepare<readonly [string], never>(
        `INSERT INTO ${table} SELECT rowid & 1073741823 FROM photos_search WHERE photos_search MATCH ?`,
      )
      .run(match);
    return { table, match, count: changes, generation: db.generation('words'), usedAt: 0 };
  }

  return {
    index,
    of(match) {
      index.refresh();
      const generation = db.generation('words');
      const found = slots.find((slot) => slot?.match === match && slot.generation === generation);
      const place = oldest();
      const hits = found ?? fill(place, match);
      uses += 1;
      hits.usedAt = uses;
      // What is written inside a transaction may be rolled back, so nothing made there is kept.
      if (!found && !db.inTransaction) slots[place] = hits;
      return hits;
    },
  };
}
