import { z } from 'zod';
import type { Database } from '../db/database.ts';

const KEY = 'spellingWords';

/** Her own dictionary, some thousand words at most: one row of settings holds it, and the catalogue's copies hold it too. */
export function spellingRepository(db: Database) {
  return {
    read(): string[] {
      const row = db.get(db.sql.selectFrom('settings').select('value').where('key', '=', KEY));
      return row ? z.array(z.string()).parse(JSON.parse(row.value)) : [];
    },
    write(words: readonly string[]): void {
      const value = JSON.stringify(words);
      db.run(
        db.sql
          .insertInto('settings')
          .values({ key: KEY, value })
          .onConflict((conflict) => conflict.column('key').doUpdateSet({ value })),
      );
    },
  };
}
