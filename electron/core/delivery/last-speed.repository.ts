import { z } from 'zod';
import type { Database } from '../db/database.ts';

const speed = z.number().positive();

/** The speed of her line as it was last measured, bytes per second: kept as a setting, for what she is told before sending. */
export function lastSpeedRepository(db: Database) {
  const KEY = 'delivery.speed';
  return {
    get(): number | null {
      const row = db.get(db.sql.selectFrom('settings').select('value').where('key', '=', KEY));
      return row === undefined ? null : (speed.safeParse(JSON.parse(row.value)).data ?? null);
    },
    set(bytesPerSecond: number): void {
      const value = JSON.stringify(Math.max(1, Math.round(bytesPerSecond)));
      db.run(
        db.sql
          .insertInto('settings')
          .values({ key: KEY, value })
          .onConflict((conflict) => conflict.column('key').doUpdateSet({ value })),
      );
    },
  };
}
