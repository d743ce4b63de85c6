import { join } from 'node:path';
import type { StudioContext } from '../context.ts';
import { type CatalogueThread, catalogueThread } from './catalogue-thread.ts';

/** Pages given back to the disk, and pages of the search index merged, in one step: some milliseconds each. */
const PAGES_A_STEP = 64;
/** Rows of each index that ANALYZE looks at (SQLite's own advice for PRAGMA optimize). */
const ANALYSIS_LIMIT = 400;

/** Photos. Statistics of a small catalogue would still be believed when it has grown; the plans without any are tested. */
const WORTH_STATISTICS = 10_000;

export interface TidyOutcome {
  readonly problems: readonly string[];
  readonly bytesFreed: number;
}

/**
 * Everything a catalogue needs now and then: a whole check (in a thread of its own), a tidy search index, free pages given
 * back, fresh statistics, a short write-ahead log. What has to be done on the studio's own connection is done in small steps
 * with the studio's other work between them. Nothing is tidied in a catalogue that isn't sound. Errors: the signal's reason.
 */
export async function tidyCatalogue(
  { db, ports, lifetime }: StudioContext,
  onStep: (step: 'checking' | 'tidying') => void,
  thread: Pick<CatalogueThread, 'check' | 'checkpoint'> = catalogueThread,
): Promise<TidyOutcome> {
  const path = join(ports.dataDir, 'catalogue.sqlite');
  onStep('checking');
  const { problems, freePages, pageBytes } = await thread.check(path, lifetime);
  if (problems.length > 0) return { problems, bytesFreed: 0 };
  onStep('tidying');
  const breathe = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    lifetime.throwIfAborted();
  };
  // Merging is done when a step changes next to nothing (SQLite FTS5, 6.8).
  const merge = db.prepare<[], never>(
    `INSERT INTO photos_search (photos_search, rank) VALUES ('merge', ${String(PAGES_A_STEP)})`,
  );
  const changes = db.prepare<[], { n: number }>('SELECT total_changes() AS n');
  for (let before = -2, after = 0; after - before > 1; ) {
    before = changes.get()?.n ?? 0;
    merge.run();
    after = changes.get()?.n ?? 0;
    await breathe();
  }
  const countPhotos = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM photos');
  const free = db.prepare<[], { freelist_count: number }>('PRAGMA freelist_count');
  let left = free.get()?.freelist_count ?? 0;
  for (let before = Number.POSITIVE_INFINITY; left > 0 && left < before; ) {
    before = left;
    db.execute(`PRAGMA incremental_vacuum(${String(PAGES_A_STEP)})`);
    left = free.get()?.freelist_count ?? 0;
    await breathe();
  }
  if ((countPhotos.get()?.n ?? 0) >= WORTH_STATISTICS) refreshStatistics(db);
  await thread.checkpoint(path, lifetime);
  return { problems, bytesFreed: Math.max(0, freePages - left) * pageBytes };
}

/** What the planner knows of the tables, where it has changed; milliseconds. */
function refreshStatistics(db: StudioContext['db']): void {
  db.execute(`PRAGMA analysis_limit = ${String(ANALYSIS_LIMIT)}; PRAGMA optimize`);
}
