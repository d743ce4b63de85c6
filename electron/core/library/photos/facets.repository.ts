import type { Database } from '../../db/database.ts';
import { type FacetCounts, FacetTotals } from './facet-counts.ts';
import { type Facets, readFacets, type Tally } from './facets.ts';

export interface FacetsRepository {
  /** Every combination there is in the catalogue; a few thousand at most. */
  tallies(): Tally[];
  /** How many photos there are, in all and by each choice: kept up to date, never counted again. */
  totals(): FacetCounts;
  /** Reads the column's text. */
  read(key: string): Facets;
}

const ofDatabase = new WeakMap<Database, FacetsRepository>();

/** One for each database: it takes the changes. */
export function facetsRepository(db: Database): FacetsRepository {
  const known = ofDatabase.get(db) ?? createFacetsRepository(db);
  ofDatabase.set(db, known);
  return known;
}

/** Combinations remembered; a million photos have some thirty thousand. */
const MOST_KNOWN = 200_000;

function createFacetsRepository(db: Database): FacetsRepository {
  const all = db.prepare<readonly [], { facets: string; count: number }>('SELECT facets, count FROM photo_tallies');
  const known = new Map<string, Facets>();
  function read(key: string): Facets {
    let facets = known.get(key);
    if (!facets) {
      if (known.size > MOST_KNOWN) known.clear();
      facets = readFacets(key);
      known.set(key, facets);
    }
    return facets;
  }
  const kept = new Map<string, Tally>();
  let totals = new FacetTotals();
  let takenAt: number | null = null;
  let listed: Tally[] | null = null;

  /** Brings what is kept up to date with the tallies that changed. */
  function takeChanges(): void {
    const at = db.generation('facets');
    if (takenAt === at) return;
    const changed = db.changedTallies();
    if (changed === null) {
      kept.clear();
      totals = new FacetTotals();
    }
    for (const { facets: key, count } of changed === null ? all.all() : entriesOf(changed)) {
      const facets = read(key);
      totals.add(facets, count - (kept.get(key)?.count ?? 0));
      if (count === 0) kept.delete(key);
      else kept.set(key, { key, facets, count });
    }
    takenAt = at;
    listed = null;
  }

  return {
    read,
    tallies() {
      takeChanges();
      listed ??= [...kept.values()];
      return listed;
    },
    totals() {
      takeChanges();
      return totals.counts();
    },
  };
}

function* entriesOf(changed: ReadonlyMap<string, number>) {
  for (const [facets, count] of changed) yield { facets, count };
}
