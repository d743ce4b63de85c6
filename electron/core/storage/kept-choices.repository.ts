import { z } from 'zod';
import { type MaintenanceOutcome, maintenanceOutcome } from '../../../shared/contract/storage.contract.ts';
import type { Database } from '../db/database.ts';
import { keptValues } from '../settings/kept-values.repository.ts';

/** What storage keeps among the settings: her limit, and when the catalogue was last looked after. */
export function keptChoices(db: Database) {
  const kept = keptValues(db);
  return {
    limit: (): number | null => kept.understood('storage.limit', z.number().min(0).nullable()),
    setLimit: (bytes: number | null) => kept.set('storage.limit', bytes),
    maintenance: (): MaintenanceOutcome | null => kept.understood('storage.maintenance', maintenanceOutcome),
    setMaintenance: (outcome: MaintenanceOutcome) => kept.set('storage.maintenance', outcome),
    /** When the first start was: maintenance is due a month after it. */
    since: (): number | null => kept.understood('storage.since', z.number()),
    setSince: (at: number) => kept.set('storage.since', at),
  };
}
