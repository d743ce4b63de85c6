import { z } from 'zod';
import type { Database } from '../db/database.ts';

/** What a sync leaves behind besides rows, by kind. */
interface SyncValues {
  /** Balances as the marketplace stated them. */
  balances: { available: number; pending: number };
  photos: { total: number };
  /** `mismatch`: a difference that a whole pass did not explain; looked into again when it changes. */
  transactions: { mismatch: { kept: number; listed: number } | null };
  /** A whole pass over the transactions that was not finished. */
  'transactions-pass': { nextPage: number; startedAt: number };
  /** What may be asked for, as stated when the list of withdrawals was read. */
  withdrawals: { available: number };
  months: null;
  /** Differing months that were read again already, by what was said of them then. */
  'months-reread': readonly string[];
  categories: null;
  notifications: null;
  /** Notifications were read here and the marketplace does not know yet. */
  'read-unsaid': null;
}

const SCHEMAS: { [K in keyof SyncValues]: z.ZodType<SyncValues[K]> } = {
  balances: z.object({ available: z.int(), pending: z.int() }),
  photos: z.object({ total: z.int() }),
  transactions: z.object({ mismatch: z.object({ kept: z.int(), listed: z.int() }).nullable() }),
  'transactions-pass': z.object({ nextPage: z.int(), startedAt: z.number() }),
  withdrawals: z.object({ available: z.int() }),
  months: z.null(),
  'months-reread': z.array(z.string()),
  categories: z.null(),
  notifications: z.null(),
  'read-unsaid': z.null(),
};

type Kind = keyof SyncValues;

export interface SyncState<V> {
  /** ms since the epoch. */
  readonly at: number;
  readonly value: V;
}

export function syncStateRepository(db: Database) {
  const { sql } = db;
  return {
    get<K extends Kind>(accountId: number, kind: K): SyncState<SyncValues[K]> | null {
      const row = db.get(
        sql.selectFrom('sync_state').selectAll().where('account_id', '=', accountId).where('kind', '=', kind),
      );
      if (!row) return null;
      const value = SCHEMAS[kind].safeParse(JSON.parse(row.value));
      return value.success ? { at: row.at, value: value.data } : null;
    },
    set<K extends Kind>(accountId: number, kind: K, at: number, value: SyncValues[K]): void {
      const row = { account_id: accountId, kind, at, value: JSON.stringify(value) };
      db.run(
        sql
          .insertInto('sync_state')
          .values(row)
          .onConflict((conflict) =>
            conflict.columns(['account_id', 'kind']).doUpdateSet({ at: row.at, value: row.value }),
          ),
      );
    },
    clear(accountId: number, kind: Kind): void {
      db.run(sql.deleteFrom('sync_state').where('account_id', '=', accountId).where('kind', '=', kind));
    },
  };
}

export type SyncStateRepository = ReturnType<typeof syncStateRepository>;
