import type { Database } from '../db/database.ts';

/**
 * `photos.delivery` and `photos.moderation` are those of the current account. When another account becomes current, they are
 * worked out again for every photo that ever travelled, so that accounts never mix.
 */
export function rebuildPhotoStanding(db: Database, accountId: number): void {
  db.prepare<[number, number], never>(
    `UPDATE photos SET
       delivery = coalesce((
         SELECT CASE deliveries.state
           WHEN 'sent' THEN 'sent' WHEN 'failed' THEN 'failed' WHEN 'cancelled' THEN 'none'
           WHEN 'queued' THEN 'queued' WHEN 'waiting' THEN 'queued' WHEN 'paused' THEN 'queued'
           ELSE 'sending' END
         FROM deliveries WHERE deliveries.photo_id = photos.id AND deliveries.account_id = ? ORDER BY deliveries.id DESC LIMIT 1), 'none'),
       moderation = coalesce((
         SELECT remote_photos.status FROM deliveries
         JOIN remote_photos ON remote_photos.account_id = deliveries.account_id AND remote_photos.id = deliveries.remote_photo_id
         WHERE deliveries.photo_id = photos.id AND deliveries.account_id = ? AND deliveries.withdrawn_at IS NULL AND deliveries.replaced_at IS NULL
         ORDER BY deliveries.id DESC LIMIT 1), 'none')
     WHERE id IN (SELECT photo_id FROM deliveries)`,
  ).run(accountId, accountId);
}
