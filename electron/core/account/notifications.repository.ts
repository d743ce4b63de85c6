import type { Notification } from '../../../shared/contract/account.contract.ts';
import type { Database } from '../db/database.ts';
import type { RemoteNotification } from '../ports/marketplace.ts';

/** Notifications kept per account; older ones are dropped. */
const KEPT = 500;

export function notificationsRepository(db: Database) {
  const { sql } = db;
  return {
    /** True when it was not known. Read here stays read, whatever the marketplace knows yet. */
    store(accountId: number, notification: RemoteNotification): boolean {
      const one = sql
        .selectFrom('notifications')
        .select('read')
        .where('account_id', '=', accountId)
        .where('id', '=', notification.id);
      const before = db.get(one);
      const read = notification.read || before?.read === 1 ? 1 : 0;
      const row = {
        type: notification.type,
        title: notification.title,
        message: notification.message,
        at: notification.at,
        read,
        remote_photo_id: notification.photoId,
      };
      db.run(
        sql
          .insertInto('notifications')
          .values({ ...row, account_id: accountId, id: notification.id })
          .onConflict((conflict) => conflict.columns(['account_id', 'id']).doUpdateSet(row)),
      );
      return before === undefined;
    },
    prune(accountId: number): void {
      db.prepare<[number, number, number], never>(
        `DELETE FROM notifications WHERE account_id = ? AND id NOT IN
           (SELECT id FROM notifications WHERE account_id = ? ORDER BY at DESC, id DESC LIMIT ?)`,
      ).run(accountId, accountId, KEPT);
    },
    list(accountId: number): Notification[] {
      const rows = sql
        .selectFrom('notifications')
        .select(['id', 'type', 'title', 'message', 'at', 'read', 'remote_photo_id as remotePhotoId']);
      return db
        .all(rows.where('account_id', '=', accountId).orderBy('at', 'desc').orderBy('id', 'desc').limit(KEPT))
        .map((row) => ({ ...row, read: row.read === 1 }));
    },
    /** True when there was something unread. */
    markAllRead(accountId: number): boolean {
      return (
        db.run(
          sql.updateTable('notifications').set({ read: 1 }).where('account_id', '=', accountId).where('read', '=', 0),
        ).changes > 0
      );
    },
    count(accountId: number): number {
      const count = sql.selectFrom('notifications').select((is) => is.fn.countAll<number>().as('count'));
      return db.get(count.where('account_id', '=', accountId))?.count ?? 0;
    },
  };
}

export type NotificationsRepository = ReturnType<typeof notificationsRepository>;
