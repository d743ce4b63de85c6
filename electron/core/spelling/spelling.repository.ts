import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { keptValues } from '../settings/kept-values.repository.ts';

const KEY = 'spellingWords';

/** Her own dictionary, some thousand words at most: one row of settings holds it, and the catalogue's copies hold it too. */
export function spellingRepository(db: Database) {
  const kept = keptValues(db);
  return {
    read: (): string[] => z.array(z.string()).parse(kept.get(KEY) ?? []),
    write: (words: readonly string[]) => kept.set(KEY, words),
  };
}
