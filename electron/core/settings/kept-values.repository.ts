import type { z } from 'zod';
import type { Database } from '../db/database.ts';

/** Single values among the settings, as JSON: they travel with the catalogue, and its copies hold them too. */
export function keptValues(db: Database) {
  const read = db.prepare<[string], { value: string }>('SELECT value FROM settings WHERE key = ?');
  const write = db.prepare<[string, string], never>(
    'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );

  function get(key: string): unknown {
    const row = read.get(key);
    return row && JSON.parse(row.value);
  }

  return {
    /** As it was written; undefined: nothing is kept. */
    get,
    /** Null: nothing is kept, or what a later version wrote and this one can't read. */
    understood<T>(key: string, schema: z.ZodType<T>): T | null {
      return schema.safeParse(get(key)).data ?? null;
    },
    set: (key: string, value: unknown): void => void write.run(key, JSON.stringify(value)),
  };
}
