import type { Database } from '../db/database.ts';
import type { DeliveryRow } from './deliveries.repository.ts';
import { OPEN_STATES } from './delivery-states.ts';

/** Pictures that took one another's place; more than this in a row is a ledger that goes in circles. */
const LONGEST_CHAIN = 100;

/** Deliveries whose picture takes the place of another: which, of which, and what became of that one. */
export function replacedRepository(db: Database) {
  const table = () => db.sql.selectFrom('deliveries').selectAll();

  /** The delivery that took the place of this one. */
  function successor(row: Pick<DeliveryRow, 'id' | 'account_id' | 'remote_photo_id'>): DeliveryRow | undefined {
    if (row.remote_photo_id === null) return undefined;
    return db.get(
      table()
        .where('account_id', '=', row.account_id)
        .where('replaces_remote_id', '=', row.remote_photo_id)
        .where('id', '>', row.id)
        .where('sent_at', 'is not', null)
        .orderBy('id')
        .limit(1),
    );
  }

  const staleStacks = db.prepare<[string], never>(
    `INSERT INTO stack_stale SELECT stack_id FROM photos
     WHERE id IN (SELECT value FROM json_each(?)) AND stack_id IS NOT NULL EXCEPT SELECT stack_id FROM stack_stale`,
  );

  return {
    successor,

    /** A picture lies beside the one it replaced more often than not, as one photo: which of them shows is decided anew. */
    lookAgainAtStacks: (photoIds: readonly number[]): void => void staleStacks.run(JSON.stringify(photoIds)),

    /** True when another picture took the place of the marketplace's photo. */
    wasReplaced(accountId: number, remoteId: string): boolean {
      const by = table()
        .where('account_id', '=', accountId)
        .where('replaces_remote_id', '=', remoteId)
        .where('sent_at', 'is not', null)
        .limit(1);
      return db.get(by) !== undefined;
    },

    /** True while the marketplace has the picture that took the place of this one, or another that took that one's. */
    isStoodInFor(row: DeliveryRow): boolean {
      let next = successor(row);
      for (let steps = 0; next !== undefined && steps < LONGEST_CHAIN; steps += 1) {
        if (next.state === 'sent') return true;
        next = successor(next);
      }
      return false;
    },

    /** The photo whose place a delivery takes or took. */
    predecessor(row: Pick<DeliveryRow, 'id' | 'account_id' | 'replaces_remote_id'>): number | null {
      if (row.replaces_remote_id === null) return null;
      const before = db.sql
        .selectFrom('deliveries')
        .select('photo_id')
        .where('account_id', '=', row.account_id)
        .where('remote_photo_id', '=', row.replaces_remote_id)
        .where('id', '<', row.id)
        .orderBy('id', 'desc')
        .limit(1);
      return db.get(before)?.photo_id ?? null;
    },

    /** A delivery that is to take the place of the marketplace's photo and did not arrive yet. */
    underWay(accountId: number, remoteId: string): DeliveryRow | undefined {
      return db.get(
        table()
          .where('account_id', '=', accountId)
          .where('replaces_remote_id', '=', remoteId)
          .where('state', 'in', [...OPEN_STATES, 'failed'])
          .orderBy('id', 'desc')
          .limit(1),
      );
    },

    /** The marketplace's photo has another picture now (`replaced`), or is there no more (`gone`). Returns whose it was. */
    makeWay(
      accountId: number,
      remoteId: string,
      exceptPhotoId: number,
      why: 'replaced' | 'gone',
      now: number,
    ): number[] {
      const theirs = db.sql
        .selectFrom('deliveries')
        .select('photo_id')
        .distinct()
        .where('account_id', '=', accountId)
        .where('remote_photo_id', '=', remoteId)
        .where('photo_id', '<>', exceptPhotoId)
        .where('state', '=', 'sent');
      const photos = db.all(theirs).map((row) => row.photo_id);
      db.run(
        db.sql
          .updateTable('deliveries')
          .set({
            state: 'cancelled',
            withdraw_asked_at: null,
            remote_upload_id: null,
            ...(why === 'replaced' ? { replaced_at: now } : { withdrawn_at: now }),
            changed_at: now,
          })
          .where('account_id', '=', accountId)
          .where('remote_photo_id', '=', remoteId)
          .where('photo_id', '<>', exceptPhotoId)
          .where('state', '=', 'sent'),
      );
      return photos;
    },

    /** What the marketplace said of its photo last; null: nothing yet. */
    statusOf(accountId: number, remoteId: string): 'pending' | 'approved' | 'rejected' | null {
      const remote = db.sql
        .selectFrom('remote_photos')
        .select('status')
        .where('account_id', '=', accountId)
        .where('id', '=', remoteId);
      return db.get(remote)?.status ?? null;
    },

    /** Whether the account's server replaces pictures; null: nobody asked it yet. */
    serverReplaces(accountId: number): boolean | null {
      const account = db.get(db.sql.selectFrom('accounts').select('takes_replacements').where('id', '=', accountId));
      return account?.takes_replacements == null ? null : account.takes_replacements === 1;
    },

    rememberServerReplaces(accountId: number, does: boolean): void {
      db.run(
        db.sql
          .updateTable('accounts')
          .set({ takes_replacements: does ? 1 : 0 })
          .where('id', '=', accountId),
      );
    },
  };
}
