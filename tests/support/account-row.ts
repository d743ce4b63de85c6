import type { Insertable } from 'kysely';
import type { Database } from '../../electron/core/db/database.ts';
import type { AccountsTable } from '../../electron/core/db/schema.ts';

/** Puts an account into the catalogue as the one she works for, without a marketplace behind it; its id. */
export function addAccount(db: Database, change: Partial<Insertable<AccountsTable>> = {}): number {
  return db.run(
    db.sql.insertInto('accounts').values({
      server: 'https://market.example',
      email: 'awa@example.com',
      name: 'Awa',
      remote_user_id: 'u',
      is_sandbox: 0,
      remembered: 0,
      current: 1,
      signed_in_at: 0,
      ...change,
    }),
  ).lastId;
}
