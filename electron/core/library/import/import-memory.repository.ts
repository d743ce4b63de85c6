import { type ImportMemory, importMemory } from '../../../../shared/contract/import.contract.ts';
import type { Database } from '../../db/database.ts';
import { keptValues } from '../../settings/kept-values.repository.ts';

const KEY = 'import';

/** What the last import chose, and her presets: one row among the settings. */
export function importMemoryRow(db: Database) {
  const kept = keptValues(db);
  return {
    /** Null: nothing was imported yet (or what is kept is not understood). */
    read: (): ImportMemory | null => kept.understood(KEY, importMemory),
    write: (memory: ImportMemory) => kept.set(KEY, memory),
  };
}
