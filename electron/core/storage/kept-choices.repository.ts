import { z } from 'zod';
import { type MaintenanceOutcome, maintenanceOutcome } from '../../../shared/contract/storage.contract.ts';
import type { Database } from '../db/database.ts';

/** What storage keeps among the settings: her limit, and when the catalogue was last looked after. */
export function keptChoices(db: Database) {
  const read = db.prepare<[string], { value: string }>('SELECT value FROM settings WHERE key = ?');
  const write = db.prepare<[string, string], never>(
    'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );

  /** A row of a later version that this one can't read is as if it were not there. */
  function get<T>(key: string, schema: z.ZodType<T>): T | null {
    const row = read.get(key);
    if (!row) return null;
    const parsed = schema.safeParse(JSON.parse(row.value));
    return parsed.success ? parsed.data : null;
  }

  return {
    limit: (): number | null => get('storage.limit', z.number().min(0).nullable()),
    setLimit: (bytes: number | null) => void write.run('storage.limit', JSON.stringify(bytes)),
    maintenance: (): MaintenanceOutcome | null => get('storage.maintenance', maintenanceOutcome),
    setMaintenance: (outcome: MaintenanceOutcome) => void write.run('storage.maintenance', JSON.stringify(outcome)),
    /** When the first start was: maintenance is due a month after it. */
    since: (): number | null => get('storage.since', z.number()),
    setSince: (at: number) => void write.run('storage.since', JSON.stringify(at)),
  };
}
