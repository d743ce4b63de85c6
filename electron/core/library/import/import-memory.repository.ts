import { type ImportMemory, importMemory } from '../../../../shared/contract/import.contract.ts';
import type { Database } from '../../db/database.ts';

const KEY = 'import';

/** What the last import chose, and her presets: one row among the settings. */
export function importMemoryRow(db: Database) {
  const read = db.prepare<[string], { value: string }>('SELECT value FROM settings WHERE key = ?');
  const write = db.prepare<[string, string], never>(
    'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  return {
    /** Null: nothing was imported yet (or what is kept is not understood). */
    read(): ImportMemory | null {
      const row = read.get(KEY);
      const parsed = importMemory.safeParse(row ? JSON.parse(row.value) : null);
      return parsed.success ? parsed.data : null;
    },
    write: (memory: ImportMemory) => void write.run(KEY, JSON.stringify(memory)),
  };
}
