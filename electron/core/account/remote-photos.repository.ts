import { sql as sqlText } from 'kysely';
import { type PhotoId, photoId } from '../../../shared/domain/ids.ts';
import type { Moderation } from '../../../shared/domain/photo.ts';
import type { Database } from '../db/database.ts';
import type { RemotePhoto } from '../ports/marketplace.ts';

/** Taken off the marketplace by her: the row stays, so that its sales keep their picture. */
const WITHDRAWN = `EXISTS (SELECT 1 FROM deliveries WHERE deliveries.account_id = remote_photos.account_id
  AND deliveries.remote_photo_id = remote_photos.id AND deliveries.withdrawn_at IS NOT NULL)`;

/** Her photos as the marketplace lists them, tied to the catalogue's through the deliveries that made them. */
export function remotePhotosRepository(db: Database) {
  const { sql } = db;

  return {
    /** True when it is new or its moderation changed. */
    store(accountId: number, photo: RemotePhoto, now: number): boolean {
      const before = db.get(
        sql
          .selectFrom('remote_photos')
          .select(['status', 'rejection_reason'])
          .where('account_id', '=', accountId)
          .where('id', '=', photo.id),
      );
      const row = {
        title: photo.title,
        status: photo.status,
        rejection_reason: photo.rejectionReason,
        views_count: photo.viewsCount,
        sales_count: photo.salesCount,
        category_id: photo.categoryId,
        created_at: photo.createdAt,
        updated_at: photo.updatedAt,
        synced_at: now,
      };
      const values = { ...row, account_id: accountId, id: photo.id, photo_id: null };
      db.run(
        sql
          .insertInto('remote_photos')
          .values(values)
          .onConflict((conflict) => conflict.columns(['account_id', 'id']).doUpdateSet(row)),
      );
      return (
        before === undefined || before.status !== photo.status || before.rejection_reason !== photo.rejectionReason
      );
    },

    /** Marketplace ids whose moderation is still open, deliveries that no list has shown yet included. */
    open(accountId: number): string[] {
      return db
        .prepare<[number, number], { id: string }>(
          `SELECT id FROM remote_photos WHERE account_id = ? AND status = 'pending' AND NOT ${WITHDRAWN}
           UNION
           SELECT deliveries.remote_photo_id FROM deliveries
           LEFT JOIN remote_photos ON remote_photos.account_id = deliveries.account_id AND remote_photos.id = deliveries.remote_photo_id
           WHERE deliveries.account_id = ? AND deliveries.state = 'sent' AND deliveries.remote_photo_id IS NOT NULL AND remote_photos.id IS NULL`,
        )
        .all(accountId, accountId)
        .map((row) => row.id);
    },

    /** Ties new remote photos to the local ones and tells whose moderation differs from what `photos` says. */
    link(accountId: number): { id: PhotoId; moderation: Moderation }[] {
      db.prepare<[number], never>(
        `UPDATE remote_photos SET photo_id = deliveries.photo_id FROM deliveries
         WHERE remote_photos.account_id = ? AND remote_photos.photo_id IS NULL
           AND deliveries.account_id = remote_photos.account_id AND deliveries.remote_photo_id = remote_photos.id
           AND deliveries.replaced_at IS NULL`,
      ).run(accountId);
      // The last delivery speaks for a photo that was sent again after a refusal.
      const rows = db
        .prepare<[number, number], { id: number; moderation: Moderation }>(
          `SELECT photos.id AS id, remote_photos.status AS moderation
           FROM (SELECT photo_id, max(id) AS id FROM deliveries
                 WHERE account_id = ? AND remote_photo_id IS NOT NULL AND withdrawn_at IS NULL AND replaced_at IS NULL GROUP BY photo_id) AS last
           JOIN deliveries ON deliveries.id = last.id
           JOIN photos ON photos.id = last.photo_id
           JOIN remote_photos ON remote_photos.account_id = ? AND remote_photos.id = deliveries.remote_photo_id
           WHERE photos.moderation <> remote_photos.status`,
        )
        .all(accountId, accountId);
      return rows.map((row) => ({ id: photoId.parse(row.id), moderation: row.moderation }));
    },

    /** Forgets what the marketplace no longer lists since `before`; tells the local photos this concerns. */
    forgetUnseen(accountId: number, before: number): PhotoId[] {
      const unseen = sql
        .selectFrom('remote_photos')
        .select('photo_id')
        .where('account_id', '=', accountId)
        .where('synced_at', '<', before)
        .where(sqlText<boolean>`NOT ${sqlText.raw(WITHDRAWN)}`);
      const photos = db.all(unseen).flatMap((row) => (row.photo_id === null ? [] : [photoId.parse(row.photo_id)]));
      db.run(
        sql
          .deleteFrom('remote_photos')
          .where('account_id', '=', accountId)
          .where('synced_at', '<', before)
          .where(sqlText<boolean>`NOT ${sqlText.raw(WITHDRAWN)}`),
      );
      return photos;
    },

    counts(accountId: number): { photos: number; published: number; refused: number } {
      const row = db
        .prepare<[number], { photos: number; published: number; refused: number }>(
          `SELECT count(*) AS photos, coalesce(sum(status = 'approved'), 0) AS published, coalesce(sum(status = 'rejected'), 0) AS refused
           FROM remote_photos WHERE account_id = ? AND NOT ${WITHDRAWN}`,
        )
        .get(accountId);
      return row ?? { photos: 0, published: 0, refused: 0 };
    },
  };
}

export type RemotePhotosRepository = ReturnType<typeof remotePhotosRepository>;
