import { type Selectable, sql } from 'kysely';
import type { DeliveryState, Problem } from '../../../shared/contract/delivery.contract.ts';
import type { Database } from '../db/database.ts';
import type { DeliveriesTable } from '../db/schema.ts';
import type { PhotoForm } from '../ports/marketplace.ts';
import type { SentMetadata } from '../ports/metadata.ts';
import { deliveryPages } from './delivery-pages.repository.ts';
import { OPEN_STATES } from './delivery-states.ts';

export type DeliveryRow = Selectable<DeliveriesTable>;

export interface NewDelivery {
  readonly accountId: number;
  readonly photoId: number;
  readonly clientUploadId: string;
  readonly form: PhotoForm;
  readonly metadata: SentMetadata;
  readonly contentType: DeliveriesTable['content_type'];
  readonly filename: string;
  readonly bytesTotal: number;
  /** The marketplace's photo whose place it takes. */
  readonly replaces?: string | null;
}

export type DeliveriesRepository = ReturnType<typeof deliveriesRepository>;

/** The rows of the queue. Which change follows which is the ledger's business (ledger.ts). */
export function deliveriesRepository(db: Database) {
  const table = () => db.sql.selectFrom('deliveries').selectAll();
  // Hot: once for every photo of a selection that is to be sent.
  const newest = db.prepare<[number, number], DeliveryRow>(
    'SELECT * FROM deliveries WHERE account_id = ? AND photo_id = ? ORDER BY id DESC LIMIT 1',
  );

  function nextPosition(): number {
    const last = db.get(db.sql.selectFrom('deliveries').select((column) => column.fn.max('position').as('position')));
    return (last?.position ?? 0) + 1;
  }

  function existing(id: number): DeliveryRow {
    const row = db.get(table().where('id', '=', id));
    if (row === undefined) throw new Error(`no delivery ${id}`);
    return row;
  }

  const rows = {
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
          replaces_remote_id: delivery.replaces ?? null,
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
      rows.update(row.id, { form, attempts: 0 }, now);
      return existing(row.id);
    },

    remove(id: number): void {
      db.run(db.sql.deleteFrom('deliveries').where('id', '=', id));
    },

    byId(id: number): DeliveryRow | undefined {
      return db.get(table().where('id', '=', id));
    },

    /** True while the marketplace has a photo of hers, and she does not take it off. */
    isThere(accountId: number, remoteId: string): boolean {
      const there = table()
        .where('account_id', '=', accountId)
        .where('remote_photo_id', '=', remoteId)
        .where('state', '=', 'sent')
        .where('withdraw_asked_at', 'is', null)
        .limit(1);
      return db.get(there) !== undefined;
    },

    /** The newest delivery of a photo to an account. */
    latest(accountId: number, photoId: number): DeliveryRow | undefined {
      return newest.get(accountId, photoId);
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
  };

  return { ...rows, ...deliveryPages(db) };
}
