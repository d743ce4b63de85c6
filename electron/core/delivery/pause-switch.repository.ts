import type { Database } from '../db/database.ts';

/** Whether she paused the queue: kept as a setting, so that it holds across restarts. */
export function pauseSwitch(db: Database) {
  const KEY = 'delivery.paused';
  return {
    get(): boolean {
      return db.get(db.sql.selectFrom('settings').select('value').where('key', '=', KEY))?.value === 'true';
    },
    set(paused: boolean): void {
      const value = JSON.stringify(paused);
      db.run(
        db.sql
          .insertInto('settings')
          .values({ key: KEY, value })
          .onConflict((conflict) => conflict.column('key').doUpdateSet({ value })),
      );
    },
  };
}
