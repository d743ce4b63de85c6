import { z } from 'zod';
import { type Template, template } from '../../../shared/domain/template.ts';
import type { Database } from '../db/database.ts';

const KEY = 'templates';

/** Templates, a few dozens at most: one row of settings holds them all, and the catalogue's copies hold them too. */
export function templatesRepository(db: Database) {
  return {
    read(): Template[] {
      const row = db.get(db.sql.selectFrom('settings').select('value').where('key', '=', KEY));
      return row ? z.array(template).parse(JSON.parse(row.value)) : [];
    },
    write(templates: readonly Template[]): void {
      const value = JSON.stringify(templates);
      db.run(
        db.sql
          .insertInto('settings')
          .values({ key: KEY, value })
          .onConflict((conflict) => conflict.column('key').doUpdateSet({ value })),
      );
    },
  };
}
