import { z } from 'zod';
import { ruleLimits } from '../../../shared/domain/rule-book.ts';
import type { Database } from '../db/database.ts';
import { keptValues } from '../settings/kept-values.repository.ts';

const KEY = 'servedRules';

/** What a marketplace said of its rules when it was last asked; `rules` null: it serves none. */
const keptRules = z.object({
  server: z.string(),
  /** ms since the epoch. */
  at: z.number(),
  rules: z.object({ version: z.string(), limits: ruleLimits.partial() }).nullable(),
});
export type KeptRules = z.infer<typeof keptRules>;

export function servedRulesRepository(db: Database) {
  const kept = keptValues(db);
  return {
    read: (): KeptRules | null => kept.understood(KEY, keptRules),
    write: (rules: KeptRules) => kept.set(KEY, rules),
  };
}
