import { z } from 'zod';
import { type Notification, notificationFacts } from '../../../shared/contract/notifications.contract.ts';
import type { Database } from '../db/database.ts';
import type { RemoteNotification } from '../ports/marketplace.ts';

/** Notifications of the marketplace kept per account; older ones are dropped. Those of the studio itself are few. */
const KEPT = 500;

const COLUMNS = 'id, type, title, message, at, read, remote_photo_id AS remotePhotoId, facts';

interface Row {
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly message: string;
  readonly at: number;
  readonly read: number;
  readonly remotePhotoId: string | null;
  readonly facts: string;
  readonly photoId: number | null;
}

const asNotification = ({ facts, read, ...row }: Row): Omit<Notification, 'photoId'> & { photoId: number | null } => {
  const known = notificationFacts.safeParse(JSON.parse(facts));
  return { ...row, read: read === 1, facts: known.success ? known.data : {} };
};

export function notificationsRepository(db: Database) {
  const { sql } = db;
  return {
    /**
     * True when it was not known. Read here stays read, whatever the marketplace knows yet. `toldAt` (ms): it is no news, for it
     * was there before anybody looked.
     */
    store(accountId: number, notification: RemoteNotification, toldAt: number | null): boolean {
      const one = sql
        .selectFrom('notifications')
        .select('read')
        .where('account_id', '=', accountId)
        .where('id', '=', notification.id);
      const before = db.get(one);
      const row = {
        type: notification.type,
        title: notification.title,
        message: notification.message,
        at: notification.at,
        read: notification.read || before?.read === 1 ? 1 : 0,
        remote_photo_id: notification.photoId,
      };
      db.run(
        sql
          .insertInto('notifications')
          .values({ ...row, account_id: accountId, id: notification.id, told_at: toldAt })
          .onConflict((conflict) => conflict.columns(['account_id', 'id']).doUpdateSet(row)),
      );
      return before === undefined;
    },

    /** Something the studio says by itself, once: false where `id` is known. */
    addOwn(accountId: number, own: { id: string; type: string; at: number; facts: Record<string, number> }): boolean {
      const row = { account_id: accountId, ...own, title: '', message: '', read: 0, here: 1 };
      const { changes } = db.run(
        sql
          .insertInto('notifications')
          .values({ ...row, facts: JSON.stringify(own.facts), remote_photo_id: null, told_at: null })
          .onConflict((conflict) => conflict.doNothing()),
      );
      return changes > 0;
    },

    prune(accountId: number): void {
      db.prepare<[number, number, number], never>(
        `DELETE FROM notifications WHERE account_id = ? AND here = 0 AND id NOT IN (
           SELECT id FROM notifications WHERE account_id = ? AND here = 0 ORDER BY at DESC, id DESC LIMIT ?)`,
      ).run(accountId, accountId, KEPT);
    },

    /** Newest first. */
    list(accountId: number): ReturnType<typeof asNotification>[] {
      return db
        .prepare<[number, number], Row>(
          `SELECT ${COLUMNS}, (SELECT photo_id FROM remote_photos AS r WHERE r.account_id = n.account_id
             AND r.id = n.remote_photo_id) AS photoId
           FROM notifications AS n WHERE account_id = ? ORDER BY at DESC, id DESC LIMIT ?`,
        )
        .all(accountId, KEPT)
        .map(asNotification);
    },

    unread(accountId: number): number {
      const row = db
        .prepare<[number], { count: number }>(
          'SELECT count(*) AS count FROM notifications WHERE account_id = ? AND read = 0',
        )
        .get(accountId);
      return row?.count ?? 0;
    },

    /** True when there was something unread. */
    markAllRead(accountId: number): boolean {
      const all = sql.updateTable('notifications').set({ read: 1 }).where('account_id', '=', accountId);
      return db.run(all.where('read', '=', 0)).changes > 0;
    },

    /** Those of the marketplace are told to it with `unsaid`. True when one was unread. */
    markRead(accountId: number, ids: readonly string[]): boolean {
      return (
        db
          .prepare<[number, string], never>(
            `UPDATE notifications SET read = 1, unsaid = iif(here = 1, 0, 1)
             WHERE account_id = ? AND read = 0 AND id IN (SELECT value FROM json_each(?))`,
          )
          .run(accountId, JSON.stringify(ids)).changes > 0
      );
    },

    /** Read here one by one, and the marketplace does not know. */
    unsaid(accountId: number): string[] {
      const rows = sql.selectFrom('notifications').select('id').where('account_id', '=', accountId);
      return db.all(rows.where('unsaid', '=', 1).orderBy('at', 'desc').limit(50)).map(({ id }) => id);
    },

    said(accountId: number, id: string | null): void {
      const said = sql.updateTable('notifications').set({ unsaid: 0 }).where('account_id', '=', accountId);
      db.run(id === null ? said : said.where('id', '=', id));
    },

    /** Never said by the desktop, oldest first. */
    untold(accountId: number): ReturnType<typeof asNotification>[] {
      return db
        .prepare<[number], Row>(
          `SELECT ${COLUMNS}, (SELECT photo_id FROM remote_photos AS r WHERE r.account_id = n.account_id
             AND r.id = n.remote_photo_id) AS photoId
           FROM notifications AS n WHERE account_id = ? AND told_at IS NULL ORDER BY at, id`,
        )
        .all(accountId)
        .map(asNotification);
    },

    told(accountId: number, ids: readonly string[], now: number): void {
      db.prepare<[number, number, string], never>(
        'UPDATE notifications SET told_at = ? WHERE account_id = ? AND id IN (SELECT value FROM json_each(?))',
      ).run(now, accountId, JSON.stringify(ids));
    },

    count(accountId: number): number {
      const count = sql.selectFrom('notifications').select((is) => is.fn.countAll<number>().as('count'));
      return db.get(count.where('account_id', '=', accountId))?.count ?? 0;
    },

    /** Until when amounts that became available were announced, ms; null: never. */
    availableSaidUntil(accountId: number): number | null {
      const row = db
        .prepare<[number], { value: string }>(
          "SELECT value FROM sync_state WHERE account_id = ? AND kind = 'available-said'",
        )
        .get(accountId);
      const until = z.number().safeParse(JSON.parse(row?.value ?? 'null'));
      return until.success ? until.data : null;
    },

    setAvailableSaidUntil(accountId: number, until: number): void {
      db.prepare<[number, number, string], never>(
        `INSERT INTO sync_state (account_id, kind, at, value) VALUES (?, 'available-said', ?, ?)
         ON CONFLICT DO UPDATE SET at = excluded.at, value = excluded.value`,
      ).run(accountId, until, JSON.stringify(until));
    },
  };
}

export type NotificationsRepository = ReturnType<typeof notificationsRepository>;
