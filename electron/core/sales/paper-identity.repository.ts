import { NO_IDENTITY, type PaperIdentity, paperIdentity } from '../../../shared/domain/paper.ts';
import type { CurrentAccount } from '../account/session.ts';
import type { Database } from '../db/database.ts';

/** Who papers are from, for each account. */
export function paperIdentityRepository(db: Database) {
  const { sql } = db;
  return {
    /** Her name and address of mail are the account's where she gave none; the rest is left out. */
    of({ id, name, email }: Pick<CurrentAccount, 'id' | 'name' | 'email'>): PaperIdentity {
      const row = db.get(sql.selectFrom('statement_identity').select('value').where('account_id', '=', id));
      const kept = paperIdentity.safeParse(JSON.parse(row?.value ?? 'null')).data ?? NO_IDENTITY;
      return { ...kept, name: kept.name || name, email: kept.email || email };
    },

    keep(accountId: number, identity: PaperIdentity): void {
      const value = JSON.stringify(identity);
      db.run(
        sql
          .insertInto('statement_identity')
          .values({ account_id: accountId, value })
          .onConflict((conflict) => conflict.column('account_id').doUpdateSet({ value })),
      );
    },
  };
}
