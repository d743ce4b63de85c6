import { z } from 'zod';
import type { Database } from '../db/database.ts';

const reason = z.enum(['budget', 'hours', 'metered', 'battery']);
const kept = z.partialRecord(reason, z.number());
type Reason = z.infer<typeof reason>;

/** What she said to send in spite of, each with the instant (ms) up to which she meant it: kept as a setting, across restarts. */
export function anywayRepository(db: Database) {
  const KEY = 'delivery.anyway';

  function read(): z.infer<typeof kept> {
    const row = db.get(db.sql.selectFrom('settings').select('value').where('key', '=', KEY));
    return row === undefined ? {} : (kept.safeParse(JSON.parse(row.value)).data ?? {});
  }

  return {
    has: (reason: Reason, now: number): boolean => now < (read()[reason] ?? 0),
    set(reason: Reason, until: number): void {
      const value = JSON.stringify({ ...read(), [reason]: until });
      db.run(
        db.sql
          .insertInto('settings')
          .values({ key: KEY, value })
          .onConflict((conflict) => conflict.column('key').doUpdateSet({ value })),
      );
    },
  };
}
