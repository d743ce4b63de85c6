import { sql } from 'kysely';
import type { DeliverySearch, DeliveryState } from '../../../shared/contract/delivery.contract.ts';
import type { Database } from '../db/database.ts';
import { OPEN_STATES } from './delivery-states.ts';

/** Letters as a search compares them. */
function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** The queue and the history as they are shown: lists, what a search finds, numbers. Reads only. */
export function deliveryPages(db: Database) {
  return {
    /** The queue as she sees it: ids and places, the first first. */
    order(accountId: number | null): { id: number; position: number }[] {
      const query = db.sql
        .selectFrom('deliveries')
        .select(['id', 'position'])
        .where('state', 'in', [...OPEN_STATES, 'failed'])
        .$if(accountId !== null, (chosen) => chosen.where('account_id', '=', accountId ?? 0))
        .orderBy('position')
        .orderBy('id');
      return db.all(query);
    },

    /** Ids of what is over and what a search finds of it. Letters are compared without accents and case. */
    found(accountId: number | null, { text, from, to }: DeliverySearch): number[] {
      const over = sql<number>`coalesce(sent_at, deliveries.changed_at)`;
      const query = db.sql
        .selectFrom('deliveries')
        .innerJoin('photos', 'photos.id', 'deliveries.photo_id')
        .where('state', 'in', ['sent', 'cancelled'])
        .$if(accountId !== null, (chosen) => chosen.where('account_id', '=', accountId ?? 0))
        .$if(from !== undefined, (chosen) => chosen.where(over, '>=', from ?? 0))
        .$if(to !== undefined, (chosen) => chosen.where(over, '<=', to ?? 0))
        .select(['deliveries.id', 'filename', 'sent_sha256', 'remote_photo_id', 'photos.sha256'])
        .select(sql<string>`json_extract(form, '$.title')`.as('sent_title'));
      const wanted = folded(text.trim());
      return db
        .all(query)
        .filter(
          (row) =>
            [row.filename, row.sent_title].some((words) => folded(words).includes(wanted)) ||
            [row.sent_sha256, row.sha256, row.remote_photo_id].some((code) => code?.startsWith(wanted)),
        )
        .map((row) => row.id);
    },

    page(
      scope: 'open' | 'history' | 'all',
      accountId: number | null,
      limit: number,
      offset: number,
      only: readonly number[] | null = null,
    ) {
      const states: readonly DeliveryState[] =
        scope === 'open'
          ? [...OPEN_STATES, 'failed']
          : scope === 'history'
            ? ['sent', 'cancelled']
            : [...OPEN_STATES, 'failed', 'sent', 'cancelled'];
      const chosen = db.sql
        .selectFrom('deliveries')
        .where('state', 'in', [...states])
        .$if(only !== null, (query) =>
          query.where(sql<boolean>`deliveries.id IN (SELECT value FROM json_each(${JSON.stringify(only)}))`),
        )
        .$if(accountId !== null, (query) => query.where('account_id', '=', accountId ?? 0));
      const total = db.get(chosen.select((column) => column.fn.countAll<number>().as('count')))?.count ?? 0;
      const rows = chosen
        .innerJoin('photos', 'photos.id', 'deliveries.photo_id')
        .selectAll('deliveries')
        .select([
          'photos.sha256 as photo_sha256',
          'photos.picture_version as picture_version',
          'photos.title as title',
          'photos.caption as caption',
          'photos.keywords as keywords',
          'photos.category_id as category_id',
          'photos.price_standard as price_standard',
          'photos.price_extended as price_extended',
          'photos.place as place',
          'photos.moderation as moderation',
        ])
        .select((column) => [
          column
            .selectFrom('deliveries as later')
            .whereRef('later.photo_id', '=', 'deliveries.photo_id')
            .whereRef('later.account_id', '=', 'deliveries.account_id')
            .whereRef('later.id', '>', 'deliveries.id')
            .select((later) => later.fn.countAll<number>().as('count'))
            .as('later'),
          column
            .selectFrom('deliveries as before')
            .whereRef('before.account_id', '=', 'deliveries.account_id')
            .whereRef('before.remote_photo_id', '=', 'deliveries.replaces_remote_id')
            .whereRef('before.id', '<', 'deliveries.id')
            .select('before.photo_id')
            .orderBy('before.id', 'desc')
            .limit(1)
            .as('replaces_photo'),
          column
            .selectFrom('deliveries as after')
            .whereRef('after.account_id', '=', 'deliveries.account_id')
            .whereRef('after.replaces_remote_id', '=', 'deliveries.remote_photo_id')
            .whereRef('after.id', '>', 'deliveries.id')
            .where('after.sent_at', 'is not', null)
            .select('after.photo_id')
            .orderBy('after.id')
            .limit(1)
            .as('replaced_by_photo'),
          column
            .selectFrom('delivery_parts')
            .innerJoin('delivery_objects', 'delivery_objects.id', 'delivery_parts.object_id')
            .whereRef('delivery_objects.delivery_id', '=', 'deliveries.id')
            .select((part) => part.fn.countAll<number>().as('count'))
            .as('parts_total'),
          column
            .selectFrom('delivery_parts')
            .innerJoin('delivery_objects', 'delivery_objects.id', 'delivery_parts.object_id')
            .whereRef('delivery_objects.delivery_id', '=', 'deliveries.id')
            .where('delivery_parts.etag', 'is not', null)
            .select((part) => part.fn.countAll<number>().as('count'))
            .as('parts_sent'),
        ]);
      const ordered =
        scope === 'history'
          ? rows.orderBy('deliveries.changed_at', 'desc').orderBy('deliveries.id', 'desc')
          : rows.orderBy('deliveries.position').orderBy('deliveries.id');
      return { total, rows: db.all(ordered.limit(limit).offset(offset)) };
    },

    /** Numbers of the current queue: what is open, what failed, and what was sent since `since`. */
    summary(accountId: number | null, since: number) {
      const query = db.sql
        .selectFrom('deliveries')
        .select((column) => [
          'state',
          column.fn.countAll<number>().as('count'),
          column.fn.sum<number>('bytes_total').as('total'),
          column.fn.sum<number>('bytes_sent').as('sent'),
        ])
        .where((row) =>
          row.or([
            row('state', 'in', [...OPEN_STATES, 'failed']),
            row.and([row('state', '=', 'sent'), row('sent_at', '>=', since)]),
          ]),
        )
        .$if(accountId !== null, (chosen) => chosen.where('account_id', '=', accountId ?? 0))
        .groupBy('state');
      return db.all(query);
    },

    /** When the oldest delivery that is still open was queued: the beginning of what she is sending now. */
    openSince(accountId: number | null): number | null {
      const query = db.sql
        .selectFrom('deliveries')
        .select((column) => column.fn.min('queued_at').as('at'))
        .where('state', 'in', [...OPEN_STATES])
        .$if(accountId !== null, (chosen) => chosen.where('account_id', '=', accountId ?? 0));
      return db.get(query)?.at ?? null;
    },
  };
}
