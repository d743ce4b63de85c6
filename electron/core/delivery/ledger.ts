import type { DeliveryState, Problem } from '../../../shared/contract/delivery.contract.ts';
import { photoId } from '../../../shared/domain/ids.ts';
import type { Delivery } from '../../../shared/domain/photo.ts';
import { derivedKind } from '../../../shared/domain/photo.ts';
import type { StudioContext } from '../context.ts';
import { photoFacts } from '../library/photo-facts.repository.ts';
import { REMOTE_DERIVATIVES, type RemotePhoto, type UploadSession } from '../ports/marketplace.ts';
import { type DeliveryRow, deliveriesRepository, type NewDelivery } from './deliveries.repository.ts';
import { makingWay } from './making-way.ts';
import { type ObjectRow, objectsRepository, type PlannedPart } from './objects.repository.ts';
import { remoteRepository } from './remote.repository.ts';
import { replacedRepository } from './replaced.repository.ts';
import type { SentCopy } from './sent-copy.ts';
import { withdrawnRepository } from './withdrawn.repository.ts';

/** One object as it is wanted in the storage. `path` is absolute. */
export interface WantedObject {
  readonly kind: string;
  readonly size: number;
  readonly sha256: string;
  readonly path: string;
}

export type Ledger = ReturnType<typeof createLedger>;

/**
 * The upload ledger: every step of a delivery is written here before it is taken, and what came of it right after. All a
 * restarted studio needs to go on is in these rows; credentials are not, they are asked for again.
 */
export function createLedger(context: StudioContext) {
  const { db, events, ports } = context;
  const deliveries = deliveriesRepository(db);
  const objects = objectsRepository(db);
  const remote = remoteRepository(db);
  const replaced = replacedRepository(db);
  const withdrawals = withdrawnRepository(db);
  const makeWay = makingWay(context, replaced);
  const facts = photoFacts(db);
  const now = (): number => ports.clock.now();

  function setFact(row: Pick<DeliveryRow, 'photo_id'>, fact: Delivery): void {
    facts.setDelivery(photoId.parse(row.photo_id), fact);
    events.emit({ type: 'photos-changed', ids: [photoId.parse(row.photo_id)], membership: true });
    events.emit({ type: 'delivery-changed' });
  }

  /** Takes the confirmed bytes from the parts. */
  function recount(deliveryId: number): void {
    deliveries.update(deliveryId, { bytes_sent: objects.confirmedBytes(deliveryId) }, now());
  }

  /** Parts of an object begin again from nothing; what went over the network for them was for nothing. */
  function restart(object: ObjectRow): void {
    const row = deliveries.byId(object.delivery_id);
    const wasted = objects.wireBytes(object.id);
    if (row !== undefined) deliveries.update(row.id, { bytes_resent: row.bytes_resent + wasted }, now());
    objects.removeParts(object.id);
    objects.update(object.id, { multipart_upload_id: null, etag: null, done: 0 });
    recount(object.delivery_id);
  }

  return {
    deliveries,
    objects,
    remote,
    replaced,

    /** A photo joins the queue: its row is new and says so already. */
    join(delivery: NewDelivery): void {
      db.transaction(() => {
        deliveries.insert(delivery, now());
        setFact({ photo_id: delivery.photoId }, 'queued');
      });
    },

    /** Enters a step. `fact` is what the photo shows. */
    enter(row: DeliveryRow, state: DeliveryState, fact: Delivery): void {
      db.transaction(() => {
        deliveries.update(
          row.id,
          { state, next_attempt_at: null, ...(fact === 'sending' ? {} : { problem: null }) },
          now(),
        );
        setFact(row, fact);
      });
    },

    /** The sent copy is there, and with it what has to go up. What an earlier session had of another content is forgotten. */
    prepared(row: DeliveryRow, copy: SentCopy, wanted: readonly WantedObject[], clientUploadId: string): void {
      db.transaction(() => {
        for (const object of objects.of(row.id)) restart(object);
        db.run(db.sql.deleteFrom('delivery_objects').where('delivery_id', '=', row.id));
        for (const object of wanted) objects.insert({ deliveryId: row.id, ...object });
        deliveries.update(
          row.id,
          {
            client_upload_id: clientUploadId,
            remote_upload_id: null,
            part_size: null,
            sent_path: copy.name,
            sent_sha256: copy.sha256,
            sent_size: copy.size,
            bytes_total: wanted.reduce((sum, object) => sum + object.size, 0),
            bytes_sent: 0,
          },
          now(),
        );
      });
      events.emit({ type: 'delivery-changed' });
    },

    /** A session is open. Its places are noted; a session that is not the one of before has nothing of ours yet. */
    opened(row: DeliveryRow, session: UploadSession): void {
      db.transaction(() => {
        const isNew = row.remote_upload_id !== session.id;
        for (const object of objects.of(row.id)) {
          const kind = derivedKind.safeParse(object.kind);
          const place = kind.success ? session.derivatives[REMOTE_DERIVATIVES[kind.data]] : session.original;
          const moved = place === undefined || object.bucket !== place.bucket || object.key !== place.key;
          if (isNew || moved) restart(object);
          objects.update(object.id, { bucket: place?.bucket ?? null, key: place?.key ?? null });
        }
        deliveries.update(row.id, { remote_upload_id: session.id, part_size: session.partSize }, now());
      });
    },

    /** The marketplace does not know the session any more. The next one has the same client upload id. */
    sessionGone(row: DeliveryRow): void {
      db.transaction(() => {
        for (const object of objects.of(row.id)) restart(object);
        deliveries.update(row.id, { remote_upload_id: null }, now());
      });
    },

    /** The marketplace says that something is not there: everything is looked at again, nothing is believed. */
    doubt(row: DeliveryRow): void {
      for (const object of objects.of(row.id)) objects.update(object.id, { done: 0 });
    },

    planned(object: ObjectRow, parts: readonly PlannedPart[]): void {
      db.transaction(() => objects.insertParts(object.id, parts));
    },

    multipartCreated(object: ObjectRow, uploadId: string): void {
      objects.update(object.id, { multipart_upload_id: uploadId });
    },

    partStarted(object: ObjectRow, partNumber: number): void {
      objects.partStarted(object.id, partNumber);
    },

    partDone(object: ObjectRow, partNumber: number, etag: string): void {
      db.transaction(() => {
        objects.setEtag(object.id, partNumber, etag);
        deliveries.update(object.delivery_id, { attempts: 0 }, now());
        recount(object.delivery_id);
      });
      events.emit({ type: 'delivery-changed' });
    },

    /** The storage does not have a part that the ledger believed finished. */
    partLost(object: ObjectRow, partNumber: number): void {
      db.transaction(() => {
        objects.setEtag(object.id, partNumber, null);
        recount(object.delivery_id);
      });
    },

    objectDone(object: ObjectRow, etag: string): void {
      db.transaction(() => {
        for (const part of objects.parts(object.id))
          if (part.etag === null) objects.setEtag(object.id, part.part_number, etag);
        objects.update(object.id, { etag, done: 1 });
        deliveries.update(object.delivery_id, { attempts: 0 }, now());
        recount(object.delivery_id);
      });
      events.emit({ type: 'delivery-changed' });
    },

    restart(object: ObjectRow): void {
      db.transaction(() => restart(object));
    },

    /** She took a correction back before it went: the photo is what it was, sent. */
    correctionDropped(row: DeliveryRow): void {
      db.transaction(() => {
        deliveries.remove(row.id);
        setFact(row, 'sent');
      });
    },

    /** A form POST begins: from here on its outcome is unknown until an answer settles it. */
    postStarted(row: DeliveryRow): void {
      deliveries.update(row.id, { post_started_at: now() }, now());
    },

    postSettled(row: DeliveryRow): void {
      deliveries.update(row.id, { post_started_at: null }, now());
    },

    /** Waits for a time (ms since the epoch), or, with null, for her to sign in. */
    wait(row: DeliveryRow, problem: Problem, until: number | null): void {
      db.transaction(() => {
        const { attempts } = deliveries.byId(row.id) ?? row;
        deliveries.update(row.id, { state: 'waiting', problem, next_attempt_at: until, attempts: attempts + 1 }, now());
        setFact(row, 'queued');
      });
    },

    fail(row: DeliveryRow, problem: Problem): void {
      db.transaction(() => {
        deliveries.update(row.id, { state: 'failed', problem, next_attempt_at: null }, now());
        setFact(row, 'failed');
      });
    },

    /** There is nothing to replace any more: the picture goes as another item, in a session of its own. */
    nothingToReplace(row: DeliveryRow): void {
      db.transaction(() => {
        for (const object of objects.of(row.id)) restart(object);
        if (row.replaces_remote_id !== null) makeWay(row, row.replaces_remote_id, 'gone');
        deliveries.update(
          row.id,
          { client_upload_id: ports.random.uuid(), remote_upload_id: null, replaces_remote_id: null },
          now(),
        );
      });
    },

    /**
     * The marketplace has the photo. Where it is one that was to get this picture, the one before is its picture no more; where
     * it became another, the one before is to be taken off: true then, and the order is written down.
     */
    sent(row: DeliveryRow, photo: RemotePhoto): boolean {
      return db.transaction(() => {
        const { bytes_total: total, replaces_remote_id: before } = deliveries.byId(row.id) ?? row;
        // First, so that the history has the new one above it.
        if (before === photo.id) makeWay(row, before, 'replaced');
        remote.link(row.account_id, row.photo_id, photo, now());
        deliveries.update(
          row.id,
          {
            state: 'sent',
            problem: null,
            next_attempt_at: null,
            post_started_at: null,
            remote_photo_id: photo.id,
            sent_at: now(),
            bytes_sent: total,
          },
          now(),
        );
        facts.setModeration(photoId.parse(row.photo_id), photo.status);
        setFact(row, 'sent');
        return before !== null && before !== photo.id && withdrawals.setAsked(row.account_id, before, now()) > 0;
      });
    },
  };
}
