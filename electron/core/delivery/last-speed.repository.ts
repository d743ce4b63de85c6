import { z } from 'zod';
import type { Database } from '../db/database.ts';

const speed = z.number().positive();

/** The speed of her line as it was last measured, bytes per second: kept as a setting, for what she is told before sending. */
export function lastSpeedRepository(db: Database) {
  const KEY = 'delivery.speed';
  /** Asked for with every piece that leaves; only this instance writes it. */
  let known: { readonly speed: number | null } | null = null;

  function stored(): number | null {
    const row = db.get(db.sql.selectFrom('settings').select('value').where('key', '=', KEY));
    return row === undefined ? null : (speed.safeParse(JSON.parse(row.value)).data ?? null);
  }

  return {
    get(): number | null {
      known ??= { speed: stored() };
      return known.speed;
    },
    set(bytesPerSecond: number): void {
      const rounded = Math.max(1, Math.round(bytesPerSecond));
      const value = JSON.stringify(rounded);
      db.run(
        db.sql
          .insertInto('settings')
          .values({ key: KEY, value })
          .onConflict((conflict) => conflict.column('key').doUpdateSet({ value })),
      );
      known = { speed: rounded };
    },
  };
}
