import { z } from 'zod';
import { ruleLimits } from '../../../shared/domain/rule-book.ts';
import type { Database } from '../db/database.ts';

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
  return {
    read(): KeptRules | null {
      const row = db.get(db.sql.selectFrom('settings').select('value').where('key', '=', KEY));
      const read = row ? keptRules.safeParse(JSON.parse(row.value)) : null;
      return read?.success ? read.data : null;
    },
    write(kept: KeptRules): void {
      const value = JSON.stringify(kept);
      db.run(
        db.sql
          .insertInto('settings')
          .values({ key: KEY, value })
          .onConflict((conflict) => conflict.column('key').doUpdateSet({ value })),
      );
    },
  };
}
