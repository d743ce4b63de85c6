import type { Database } from '../db/database.ts';

export type TrafficRepository = ReturnType<typeof trafficRepository>;

/** Bytes handed to the network, by local day. Survives restarts: it is what her data budget is measured with. */
export function trafficRepository(db: Database) {
  const add = db.prepare<[string, number, number], never>(
    'INSERT INTO traffic (day, sent) VALUES (?, ?) ON CONFLICT (day) DO UPDATE SET sent = sent + ?',
  );
  return {
    add(day: string, bytes: number): void {
      add.run(day, bytes, bytes);
    },
    on(day: string): number {
      return db.get(db.sql.selectFrom('traffic').select('sent').where('day', '=', day))?.sent ?? 0;
    },
  };
}

/** The calendar day where she is, `YYYY-MM-DD`. */
export function localDay(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The instant at which her day began, ms since the epoch. */
export function localMidnight(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
