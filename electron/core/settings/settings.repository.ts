import type { Database } from '../db/database.ts';
import { keptValues } from './kept-values.repository.ts';

/** Settings as rows: a key and its value as JSON. Values are given as read; what they mean is for the service to check. */
export interface SettingsRows {
  read(): Map<string, unknown>;
  write(values: ReadonlyMap<string, unknown>): void;
}

export function settingsRows(db: Database): SettingsRows {
  const kept = keptValues(db);
  return {
    read() {
      const rows = db.all(db.sql.selectFrom('settings').select(['key', 'value']));
      return new Map(rows.map(({ key, value }): [string, unknown] => [key, JSON.parse(value)]));
    },
    write(values) {
      db.transaction(() => {
        for (const [key, value] of values) kept.set(key, value);
      });
    },
  };
}
