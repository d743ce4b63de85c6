import type { Database } from '../db/database.ts';
import { keptValues } from '../settings/kept-values.repository.ts';

/** Whether she paused the queue: kept as a setting, so that it holds across restarts. */
export function pauseSwitch(db: Database) {
  const KEY = 'delivery.paused';
  const kept = keptValues(db);
  return {
    get: (): boolean => kept.get(KEY) === true,
    set: (paused: boolean): void => kept.set(KEY, paused),
  };
}
