import { type Orientation, orientation } from '../../../shared/domain/photo.ts';
import type { Database } from '../db/database.ts';
import type { RemotePhoto } from '../ports/marketplace.ts';

/** A day: how long a server's "I have no direct upload" is believed. */
const ASK_AGAIN_AFTER_MS = 86_400_000;

export interface PhotoSource {
  readonly sha256: string;
  readonly paths: string[];
  /** As the file says. */
  readonly orientation: Orientation;
  readonly iccProfile: string | null;
}

export type RemoteRepository = ReturnType<typeof remoteRepository>;

/** What delivery learns of the marketplace and of the files, in tables that others keep. */
export function remoteRepository(db: Database) {
  const derivedBytes = db.prepare<[number], { bytes: number }>(
    `SELECT coalesce(sum(json_extract(image.value, '$.bytes')), 0) AS bytes
     FROM photos JOIN json_each(photos.derived) AS image WHERE photos.id = ?`,
  );

  return {
    /** Notes the marketplace's photo and which of ours it is. */
    link(accountId: number, photoId: number, remote: RemotePhoto, now: number): void {
      const values = {
        photo_id: photoId,
        title: remote.title,
        status: remote.status,
        rejection_reason: remote.rejectionReason,
        views_count: remote.viewsCount,
        sales_count: remote.salesCount,
        created_at: remote.createdAt,
        updated_at: remote.updatedAt,
        synced_at: now,
      };
      db.run(
        db.sql
          .insertInto('remote_photos')
          .values({ account_id: accountId, id: remote.id, ...values })
          .onConflict((conflict) => conflict.columns(['account_id', 'id']).doUpdateSet(values)),
      );
    },

    /** True when the marketplace's photo is already known to be one of ours. */
    isLinked(accountId: number, remoteId: string): boolean {
      const linked = db.sql
        .selectFrom('remote_photos')
        .select('id')
        .where('account_id', '=', accountId)
        .where('id', '=', remoteId)
        .where('photo_id', 'is not', null);
      return db.get(linked) !== undefined;
    },

    hasNoDirectUpload(accountId: number, now: number): boolean {
      const account = db.get(
        db.sql.selectFrom('accounts').select('no_direct_upload_until').where('id', '=', accountId),
      );
      return (account?.no_direct_upload_until ?? 0) > now;
    },

    rememberNoDirectUpload(accountId: number, now: number): void {
      db.run(
        db.sql
          .updateTable('accounts')
          .set({ no_direct_upload_until: now + ASK_AGAIN_AFTER_MS })
          .where('id', '=', accountId),
      );
    },

    /** Bytes of a photo's derived images as the ingest made them; 0 while there are none. */
    derivedBytes(photoId: number): number {
      return derivedBytes.get(photoId)?.bytes ?? 0;
    },

    /** A photo's content and the places where it lies, those seen last first. */
    source(photoId: number): PhotoSource | undefined {
      const photo = db.get(
        db.sql.selectFrom('photos').select(['sha256', 'orientation', 'icc_profile']).where('id', '=', photoId),
      );
      if (photo === undefined) return undefined;
      const files = db.sql.selectFrom('files').select('path').where('photo_id', '=', photoId);
      const paths = db
        .all(
          files
            .orderBy((order) => order.case().when('state', '=', 'present').then(0).else(1).end())
            .orderBy('seen_at', 'desc'),
        )
        .map((file) => file.path);
      return {
        sha256: photo.sha256,
        paths,
        orientation: orientation.parse(photo.orientation),
        iccProfile: photo.icc_profile,
      };
    },
  };
}
