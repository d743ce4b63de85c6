import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { SentPhoto } from '../../../shared/contract/profile.contract.ts';
import { photoId } from '../../../shared/domain/ids.ts';
import { type ProfileWords, profileWords } from '../../../shared/domain/profile.ts';
import type { Database } from '../db/database.ts';
import type { ProfilePicturesTable } from '../db/schema.ts';

export type PictureRow = Selectable<ProfilePicturesTable>;
const keptWords = profileWords.extend({ email: z.string() });

export interface KeptProfile {
  readonly words: ProfileWords;
  readonly email: string;
  /** Changed here, not told yet. */
  readonly unsaid: ProfileWords | null;
  readonly fetchedAt: number | null;
}

/**
 * Her words and every picture of hers. Signing out leaves them, signing in finds them. A picture that she removed leaves its
 * digests and addresses (side 0, no picture), so that what the marketplace still shows of it is not taken for a new one.
 */
export function profileRepository(db: Database) {
  const { sql } = db;
  const pictures = (accountId: number) =>
    sql.selectFrom('profile_pictures').selectAll().where('account_id', '=', accountId);

  return {
    profile(accountId: number): KeptProfile | null {
      const row = db.get(sql.selectFrom('profiles').selectAll().where('account_id', '=', accountId));
      if (row === undefined) return null;
      const kept = keptWords.safeParse(JSON.parse(row.words));
      const unsaid = profileWords.safeParse(JSON.parse(row.unsaid ?? 'null'));
      if (!kept.success) return null;
      const { email, ...words } = kept.data;
      return { words, email, unsaid: unsaid.success ? unsaid.data : null, fetchedAt: row.fetched_at };
    },
    keep(accountId: number, words: ProfileWords, email: string, fetchedAt: number): void {
      const row = { words: JSON.stringify({ ...words, email }), fetched_at: fetchedAt };
      db.run(
        sql
          .insertInto('profiles')
          .values({ ...row, account_id: accountId, unsaid: null })
          .onConflict((conflict) => conflict.column('account_id').doUpdateSet(row)),
      );
    },
    /** null: all is told. */
    setUnsaid(accountId: number, words: ProfileWords | null): void {
      const unsaid = words === null ? null : JSON.stringify(words);
      const empty = JSON.stringify({ firstName: '', lastName: '', phone: '', bio: '', email: '' });
      db.run(
        sql
          .insertInto('profiles')
          .values({ account_id: accountId, words: empty, unsaid, fetched_at: null })
          .onConflict((conflict) => conflict.column('account_id').doUpdateSet({ unsaid })),
      );
    },
    setName(accountId: number, name: string): void {
      if (name !== '') db.run(sql.updateTable('accounts').set({ name }).where('id', '=', accountId));
    },
    standing(accountId: number): string | null {
      const row = db.get(sql.selectFrom('accounts').select('photographer_status').where('id', '=', accountId));
      return row?.photographer_status ?? null;
    },

    /** The one she has now first, then those she chose before it. */
    pictures(accountId: number): PictureRow[] {
      return db.all(pictures(accountId).where('side', '>', 0).orderBy('chosen_at', 'desc').orderBy('id', 'desc'));
    },
    /** The same with those she removed. */
    everyPicture(accountId: number): PictureRow[] {
      return db.all(pictures(accountId).orderBy('chosen_at', 'desc').orderBy('id', 'desc'));
    },
    current(accountId: number): PictureRow | null {
      const newest = pictures(accountId)
        .where('side', '>', 0)
        .orderBy('chosen_at', 'desc')
        .orderBy('id', 'desc')
        .limit(1);
      return db.get(newest) ?? null;
    },
    picture(accountId: number, id: number): PictureRow | null {
      return db.get(pictures(accountId).where('id', '=', id).where('side', '>', 0)) ?? null;
    },
    /** The same content again is the same picture, chosen again. */
    addPicture(row: Omit<PictureRow, 'id' | 'remote_url' | 'remote_sha256'> & Partial<PictureRow>): void {
      const { chosen_at, state, jpeg, side } = row;
      db.run(
        sql
          .insertInto('profile_pictures')
          .values(row)
          .onConflict((conflict) =>
            conflict.columns(['account_id', 'sha256']).doUpdateSet({ chosen_at, state, jpeg, side }),
          ),
      );
    },
    removePicture(id: number): void {
      db.run(
        sql.updateTable('profile_pictures').set({ jpeg: new Uint8Array(), side: 0, chosen_at: 0 }).where('id', '=', id),
      );
    },
    changePicture(id: number, change: Partial<Omit<PictureRow, 'id' | 'account_id'>>): void {
      db.run(sql.updateTable('profile_pictures').set(change).where('id', '=', id));
    },

    /** What the marketplace has of her photos, newest first. */
    sent(accountId: number, limit: number, offset: number): { total: number; items: SentPhoto[] } {
      const all = sql.selectFrom('remote_photos').where('account_id', '=', accountId);
      const total = db.get(all.select((is) => is.fn.countAll<number>().as('count')))?.count ?? 0;
      const rows = db.all(all.selectAll().orderBy('created_at', 'desc').orderBy('id').limit(limit).offset(offset));
      const items = rows.map((row) => ({
        remoteId: row.id,
        photoId: row.photo_id === null ? null : photoId.parse(row.photo_id),
        title: row.title,
        status: row.status,
        reason: row.rejection_reason,
        views: row.views_count,
        sales: row.sales_count,
        createdAt: row.created_at,
      }));
      return { total, items };
    },
  };
}

export type ProfileRepository = ReturnType<typeof profileRepository>;
