import { type Selectable, sql } from 'kysely';
import type { DeliverySearch, DeliveryState, Problem } from '../../../shared/contract/delivery.contract.ts';
import type { Database } from '../db/database.ts';
import type { DeliveriesTable } from '../db/schema.ts';
import type { PhotoForm } from '../ports/marketplace.ts';
import type { SentMetadata } from '../ports/metadata.ts';

export type DeliveryRow = Selectable<DeliveriesTable>;

/** States in which a delivery still has a way to go. */
export const OPEN_STATES = [
  'queued',
  'preparing',
  'opening',
  'sending',
  'completing',
  'waiting',
  'paused',
] as const satisfies readonly DeliveryState[];
/** States that only a running studio can be in: after a crash they mean "queued". */
export const RUNNING_STATES = [
  'preparing',
  'opening',
  'sending',
  'completing',
] as const satisfies readonly DeliveryState[];

export interface NewDelivery {
  readonly accountId: number;
  readonly photoId: number;
  readonly clientUploadId: string;
  readonly form: PhotoForm;
  readonly metadata: SentMetadata;
  readonly contentType: DeliveriesTable['content_type'];
  readonly filename: string;
  readonly bytesTotal: number;
}

/** Letters as a search compares them. */
function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

export type DeliveriesRepository = ReturnType<typeof deliveriesRepository>;

/** The rows of the queue. Which change follows which is the ledger's business (ledger.ts). */
export function deliveriesRepository(db: Database) {
  const table = () => db.sql.selectFrom('deliveries').selectAll();

  function nextPosition(): number {
    const last = db.get(db.sql.selectFrom('deliveries').select((column) => column.fn.max('position').as('position')));
    return (last?.position ?? 0) + 1;
  }

  function existing(id: number): DeliveryRow {
    const row = db.get(table().where('id', '=', id));
    if (row === undefined) throw new Error(`no delivery ${id}`);
    return row;
  }

  return {
    insert(delivery: NewDelivery, now: number): number {
      return db.run(
        db.sql.insertInto('deliveries').values({
          kind: 'photo',
          account_id: delivery.accountId,
          photo_id: delivery.photoId,
          client_upload_id: delivery.clientUploadId,
          state: 'queued',
          position: nextPosition(),
          form: JSON.stringify(delivery.form),
          sent_metadata: JSON.stringify(delivery.metadata),
          content_type: delivery.contentType,
          filename: delivery.filename,
          attempts: 0,
          bytes_total: delivery.bytesTotal,
          bytes_sent: 0,
          bytes_resent: 0,
          queued_at: now,
          changed_at: now,
        }),
      ).lastId;
    },

    /** A correction of what `sent` brought to the marketplace: the same item and content, another form, no bytes. */
    insertCorrection(sent: DeliveryRow, form: string, clientUploadId: string, now: number): DeliveryRow {
      const { lastId } = db.run(
        db.sql.insertInto('deliveries').values({
          kind: 'correction',
          account_id: sent.account_id,
          photo_id: sent.photo_id,
          client_upload_id: clientUploadId,
          state: 'queued',
          position: nextPosition(),
          form,
          sent_metadata: sent.sent_metadata,
          sent_sha256: sent.sent_sha256,
          sent_size: sent.sent_size,
          content_type: sent.content_type,
          filename: sent.filename,
          remote_photo_id: sent.remote_photo_id,
          attempts: 0,
          bytes_total: 0,
          bytes_sent: 0,
          bytes_resent: 0,
          queued_at: now,
          changed_at: now,
        }),
      );
      return existing(lastId);
    },

    withForm(row: DeliveryRow, form: string, now: number): DeliveryRow {
      this.update(row.id, { form, attempts: 0 }, now);
      return existing(row.id);
    },

    remove(id: number): void {
      db.run(db.sql.deleteFrom('deliveries').where('id', '=', id));
    },

    byId(id: number): DeliveryRow | undefined {
      return db.get(table().where('id', '=', id));
    },

    /** The newest delivery of a photo to an account. */
    latest(accountId: number, photoId: number): DeliveryRow | undefined {
      return db.get(
        table().where('account_id', '=', accountId).where('photo_id', '=', photoId).orderBy('id', 'desc').limit(1),
      );
    },

    update(
      id: number,
      change: Partial<Omit<DeliveryRow, 'id' | 'problem'>> & { problem?: Problem | null },
      now: number,
    ): void {
      const { problem, ...columns } = change;
      db.run(
        db.sql
          .updateTable('deliveries')
          .set({
            ...columns,
            ...(problem === undefined ? {} : { problem: problem === null ? null : JSON.stringify(problem) }),
            changed_at: now,
          })
          .where('id', '=', id),
      );
    },

    /** The first that may run now, in the order of the queue; `words`: of those that carry no picture. */
    next(accountId: number, now: number, except: readonly number[], which: 'all' | 'words'): DeliveryRow | undefined {
      return db.get(
        table()
          .where('account_id', '=', accountId)
          .$if(which === 'words', (query) => query.where('kind', '=', 'correction'))
          .where((row) =>
            row.or([
              row('state', '=', 'queued'),
              row.and([row('state', '=', 'waiting'), row('next_attempt_at', '<=', now)]),
            ]),
          )
          .where('id', 'not in', [...except])
          .orderBy('position')
          .orderBy('id')
          .limit(1),
      );
    },

    /** When the next waiting delivery wants to go on; null: none waits for a time. */
    nextWakeAt(accountId: number): number | null {
      const query = db.sql
        .selectFrom('deliveries')
        .select((column) => column.fn.min('next_attempt_at').as('at'))
        .where('account_id', '=', accountId)
        .where('state', '=', 'waiting');
      return db.get(query)?.at ?? null;
    },

    /** Waiting deliveries go on: all of an account, or those that wait for her password. */
    wake(accountId: number, which: 'all' | 'untimed', now: number): number {
      const query = db.sql
        .updateTable('deliveries')
        .set({ state: 'queued', next_attempt_at: null, changed_at: now })
        .where('account_id', '=', accountId)
        .where('state', '=', 'waiting');
      return db.run(which === 'all' ? query : query.where('next_attempt_at', 'is', null)).changes;
    },

    /** Changes the state of every delivery that is in one of `from`. */
    moveAll(from: readonly DeliveryState[], to: DeliveryState, now: number): number {
      return db.run(
        db.sql
          .updateTable('deliveries')
          .set({ state: to, changed_at: now })
          .where('state', 'in', [...from]),
      ).changes;
    },

    failed(accountId: number): DeliveryRow[] {
      return db.all(table().where('account_id', '=', accountId).where('state', '=', 'failed').orderBy('position'));
    },

    open(accountId: number): DeliveryRow[] {
      return db.all(
        table()
          .where('account_id', '=', accountId)
          .where('state', 'in', [...OPEN_STATES])
          .orderBy('position')
          .orderBy('id'),
      );
    },

    /** Cancelled deliveries whose session the marketplace still keeps. */
    toAbort(accountId: number): DeliveryRow[] {
      return db.all(
        table()
          .where('account_id', '=', accountId)
          .where('state', '=', 'cancelled')
          .where('remote_upload_id', 'is not', null),
      );
    },

    /** Another delivery of the account, with the same title, of whose form POST nobody knows whether it arrived. */
    uncertainTwin(accountId: number, id: number, form: string): DeliveryRow | undefined {
      const title = sql<string>`json_extract(${form}, '$.title')`;
      return db.get(
        table()
          .where('account_id', '=', accountId)
          .where('id', '<>', id)
          .where('post_started_at', 'is not', null)
          .where(sql<string>`json_extract(form, '$.title')`, '=', title)
          .where('state', 'in', [...OPEN_STATES, 'failed'])
          .orderBy('position')
          .limit(1),
      );
    },

    /** Prepared copies that something may still need, relative to the data folder. */
    preparedPaths(): string[] {
      const rows = db.all(
        db.sql
          .selectFrom('deliveries')
          .select('sent_path')
          .distinct()
          .where('sent_path', 'is not', null)
          .where('state', 'not in', ['sent', 'cancelled']),
      );
      return rows.flatMap((row) => (row.sent_path === null ? [] : [row.sent_path]));
    },

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
          ? rows.orderBy('deliveries.changed_at', 'desc')
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
