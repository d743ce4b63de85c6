import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Database } from './database.ts';

export type NotificationType =
  | 'new_sale'
  | 'photo_approved'
  | 'photo_rejected'
  | 'withdrawal_processed'
  | 'order_completed';

const notification = z.object({
  id: z.string(),
  user_id: z.string(),
  type: z.string(),
  title: z.string(),
  message: z.string(),
  subject: z.string().nullable(),
  read_at: z.number().nullable(),
  created_at: z.number(),
});
export type Notification = z.infer<typeof notification>;

const count = z.object({ n: z.number() });

/** What the marketplace tells a person. */
export class Notifications {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** `subject` is what the notification is about (photo, sale or withdrawal ids), sent as its `data`. */
  add(
    userId: string,
    type: NotificationType,
    title: string,
    message: string,
    subject: Record<string, string | number>,
  ): void {
    this.#database.run(
      'INSERT INTO notifications (id, user_id, type, title, message, subject, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
      randomUUID(),
      userId,
      type,
      title,
      message,
      JSON.stringify(subject),
      this.#clock.now(),
    );
  }

  page(userId: string, limit: number, offset: number): { rows: Notification[]; total: number } {
    return {
      rows: this.#database.all(
        notification,
        'SELECT * FROM notifications WHERE user_id = ? ORDER BY created_at DESC, rowid DESC LIMIT ? OFFSET ?',
        userId,
        limit,
        offset,
      ),
      total: this.#database.first(count, 'SELECT count(*) AS n FROM notifications WHERE user_id = ?', userId)?.n ?? 0,
    };
  }

  unread(userId: string): Notification[] {
    return this.#database.all(
      notification,
      'SELECT * FROM notifications WHERE user_id = ? AND read_at IS NULL ORDER BY created_at DESC, rowid DESC',
      userId,
    );
  }

  byId(id: string): Notification | undefined {
    return this.#database.first(notification, 'SELECT * FROM notifications WHERE id = ?', id);
  }

  markRead(id: string): void {
    this.#database.run('UPDATE notifications SET read_at = coalesce(read_at, ?) WHERE id = ?', this.#clock.now(), id);
  }

  markAllRead(userId: string): void {
    this.#database.run(
      'UPDATE notifications SET read_at = ? WHERE user_id = ? AND read_at IS NULL',
      this.#clock.now(),
      userId,
    );
  }

  remove(id: string): void {
    this.#database.run('DELETE FROM notifications WHERE id = ?', id);
  }
}
