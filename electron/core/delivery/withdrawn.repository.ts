import type { Database } from '../db/database.ts';
import type { DeliveryRow } from './deliveries.repository.ts';

/** A photo of the marketplace that she wants to be taken off it. */
export interface Withdrawal {
  readonly photoId: number;
  readonly remoteId: string;
}

/** Taking photos off the marketplace: an order is a column of the deliveries that brought and corrected the photo. */
export function withdrawnRepository(db: Database) {
  const { sql } = db;
  const asked = db.prepare<[number], Withdrawal>(
    `SELECT DISTINCT photo_id AS photoId, remote_photo_id AS remoteId FROM deliveries
     WHERE account_id = ? AND withdraw_asked_at IS NOT NULL AND remote_photo_id IS NOT NULL ORDER BY withdraw_asked_at, id`,
  );

  return {
    /** The delivery by which the marketplace has the photo now. */
    onSale(accountId: number, photoId: number): DeliveryRow | undefined {
      return db.get(
        sql
          .selectFrom('deliveries')
          .selectAll()
          .where('account_id', '=', accountId)
          .where('photo_id', '=', photoId)
          .where('state', '=', 'sent')
          .where('remote_photo_id', 'is not', null)
          .orderBy('id', 'desc')
          .limit(1),
      );
    },

    /** When the photo was taken off, ms; null: it was not, or was sent again since. */
    withdrawnAt(accountId: number, photoId: number): number | null {
      const latest = sql
        .selectFrom('deliveries')
        .select('withdrawn_at')
        .where('account_id', '=', accountId)
        .where('photo_id', '=', photoId)
        .orderBy('id', 'desc')
        .limit(1);
      return db.get(latest)?.withdrawn_at ?? null;
    },

    /** Orders that the marketplace has not answered, oldest first. */
    asked: (accountId: number): Withdrawal[] => asked.all(accountId),

    /** Notes an order (null: takes it back). Returns how many deliveries it concerns. */
    setAsked(accountId: number, remoteId: string, at: number | null): number {
      return db.run(
        sql
          .updateTable('deliveries')
          .set({ withdraw_asked_at: at })
          .where('account_id', '=', accountId)
          .where('remote_photo_id', '=', remoteId)
          .where('state', '=', 'sent'),
      ).changes;
    },

    /** The marketplace has the photo no more. */
    done(accountId: number, remoteId: string, now: number): void {
      db.run(
        sql
          .updateTable('deliveries')
          .set({
            state: 'cancelled',
            withdraw_asked_at: null,
            withdrawn_at: now,
            remote_upload_id: null,
            changed_at: now,
          })
          .where('account_id', '=', accountId)
          .where('remote_photo_id', '=', remoteId)
          .where('state', '=', 'sent'),
      );
    },
  };
}
