import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { keptValues } from '../settings/kept-values.repository.ts';

const speed = z.number().positive();

/** The speed of her line as it was last measured, bytes per second: kept as a setting, for what she is told before sending. */
export function lastSpeedRepository(db: Database) {
  const KEY = 'delivery.speed';
  const kept = keptValues(db);
  /** Asked for with every piece that leaves; only this instance writes it. */
  let known: { readonly speed: number | null } | null = null;

  return {
    get(): number | null {
      known ??= { speed: kept.understood(KEY, speed) };
      return known.speed;
    },
    set(bytesPerSecond: number): void {
      const rounded = Math.max(1, Math.round(bytesPerSecond));
      kept.set(KEY, rounded);
      known = { speed: rounded };
    },
  };
}
