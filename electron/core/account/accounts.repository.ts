import type { Selectable } from 'kysely';
import type { Database } from '../db/database.ts';
import type { AccountsTable } from '../db/schema.ts';
import type { RemoteUser } from '../ports/marketplace.ts';
import type { CurrentAccount } from './session.ts';
import type { TokenLife } from './token-life.ts';

export type AccountRow = Selectable<AccountsTable>;
export type PhotographerStatus = 'pending' | 'approved' | 'rejected' | 'suspended';

export interface SignedIn {
  readonly server: string;
  readonly email: string;
  readonly user: RemoteUser;
  readonly isSandbox: boolean;
  readonly remembered: boolean;
  readonly life: TokenLife;
  readonly at: number;
}

/** Accounts ever signed in here. No secrets: those are the Vault's. */
export function accountsRepository(db: Database) {
  const { sql } = db;

  function current(): AccountRow | null {
    return db.get(sql.selectFrom('accounts').selectAll().where('current', '=', 1)) ?? null;
  }

  /**
   * The account this sign-in is for: the same user of the same server, or, for the local marketplace, whose address changes
   * with every start, the same user of any local marketplace.
   */
  function known(signedIn: SignedIn): AccountRow | null {
    const sameUser = sql.selectFrom('accounts').selectAll().where('remote_user_id', '=', signedIn.user.id);
    const here = db.get(sameUser.where('server', '=', signedIn.server));
    if (here || !signedIn.isSandbox) return here ?? null;
    return db.get(sameUser.where('is_sandbox', '=', 1).orderBy('signed_in_at', 'desc')) ?? null;
  }

  return {
    current,
    known,
    /** Makes this the current account; tells which it was before. */
    signIn(signedIn: SignedIn): { account: AccountRow; before: AccountRow | null } {
      return db.transaction(() => {
        const before = current();
        const row = {
          server: signedIn.server,
          email: signedIn.email,
          name: signedIn.user.name,
          remote_user_id: signedIn.user.id,
          is_sandbox: signedIn.isSandbox ? 1 : 0,
          remembered: signedIn.remembered ? 1 : 0,
          current: 1,
          token_expires_at: signedIn.life.expiresAt,
          token_refresh_at: signedIn.life.refreshAt,
          clock_offset: signedIn.life.clockOffset,
          avatar_url: signedIn.user.avatarUrl,
          signed_in_at: signedIn.at,
        };
        const same = known(signedIn);
        db.run(sql.updateTable('accounts').set({ current: 0 }).where('current', '=', 1));
        if (same) db.run(sql.updateTable('accounts').set(row).where('id', '=', same.id));
        else db.run(sql.insertInto('accounts').values(row));
        const account = current();
        if (!account) throw new Error('the account just signed in is missing');
        return { account, before };
      });
    },
    setTokenLife(id: number, life: TokenLife): void {
      db.run(
        sql
          .updateTable('accounts')
          .set({ token_expires_at: life.expiresAt, token_refresh_at: life.refreshAt, clock_offset: life.clockOffset })
          .where('id', '=', id),
      );
    },
    forgetToken(id: number): void {
      db.run(sql.updateTable('accounts').set({ token_expires_at: null, token_refresh_at: null }).where('id', '=', id));
    },
    setRemembered(id: number, remembered: boolean): void {
      db.run(
        sql
          .updateTable('accounts')
          .set({ remembered: remembered ? 1 : 0 })
          .where('id', '=', id),
      );
    },
    /** True when it changed. */
    setPhotographerStatus(id: number, status: PhotographerStatus | null): boolean {
      const change = sql.updateTable('accounts').set({ photographer_status: status }).where('id', '=', id);
      return db.run(change.where('photographer_status', 'is not', status)).changes > 0;
    },
    setProfile(id: number, user: RemoteUser): boolean {
      const change = sql
        .updateTable('accounts')
        .set({ name: user.name, avatar_url: user.avatarUrl })
        .where('id', '=', id);
      return (
        db.run(change.where((is) => is.or([is('name', '!=', user.name), is('avatar_url', 'is not', user.avatarUrl)])))
          .changes > 0
      );
    },
    signOut(id: number): void {
      db.run(
        sql
          .updateTable('accounts')
          .set({ current: 0, remembered: 0, token_expires_at: null, token_refresh_at: null })
          .where('id', '=', id),
      );
    },
  };
}

export type AccountsRepository = ReturnType<typeof accountsRepository>;

export function currentAccountOf(row: AccountRow): CurrentAccount {
  return {
    id: row.id,
    server: row.server,
    email: row.email,
    name: row.name,
    remoteUserId: row.remote_user_id,
    isSandbox: row.is_sandbox === 1,
  };
}

/** The Vault's key of an account. */
export function vaultKey(account: { readonly server: string; readonly email: string }): string {
  return `${account.server}|${account.email}`;
}
