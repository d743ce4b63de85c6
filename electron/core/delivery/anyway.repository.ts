import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { keptValues } from '../settings/kept-values.repository.ts';

const reason = z.enum(['budget', 'hours', 'metered', 'battery']);
const untils = z.partialRecord(reason, z.number());
type Reason = z.infer<typeof reason>;

/** What she said to send in spite of, each with the instant (ms) up to which she meant it: kept as a setting, across restarts. */
export function anywayRepository(db: Database) {
  const KEY = 'delivery.anyway';
  const kept = keptValues(db);
  const read = (): z.infer<typeof untils> => kept.understood(KEY, untils) ?? {};
  return {
    has: (reason: Reason, now: number): boolean => now < (read()[reason] ?? 0),
    set: (reason: Reason, until: number): void => kept.set(KEY, { ...read(), [reason]: until }),
  };
}
