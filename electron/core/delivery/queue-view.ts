import type { DeliveryEntry, DeliveryParts, QueueProgress } from '../../../shared/contract/delivery.contract.ts';
import { deliveryId, photoId, sha256 } from '../../../shared/domain/ids.ts';
import type { StudioContext } from '../context.ts';
import { descriptionOf } from '../library/photos/photo-words.ts';
import type { DeliveriesRepository, DeliveryRow } from './deliveries.repository.ts';
import { formOf } from './enqueue.ts';
import type { Meter } from './meter.ts';
import type { ObjectsRepository } from './objects.repository.ts';
import type { Restraint } from './restraint.ts';
import { readJson, storedForm, storedProblem } from './stored-json.ts';
import { localMidnight } from './traffic.repository.ts';

type PageRow = ReturnType<DeliveriesRepository['page']>['rows'][number];

/** One row of the queue as the page shows it. `inFlight`: bytes that left and are not confirmed yet. */
export function entryOf(row: PageRow, inFlight: number): DeliveryEntry {
  return {
    id: deliveryId.parse(row.id),
    kind: row.kind,
    latest: row.later === 0,
    edited: row.state === 'sent' && row.form !== JSON.stringify(formOf(descriptionOf(row))),
    photoId: photoId.parse(row.photo_id),
    photoSha256: sha256.parse(row.photo_sha256),
    title: readJson(storedForm, row.form).title,
    fileName: row.filename,
    pictureVersion: row.picture_version,
    state: row.state,
    bytesTotal: row.bytes_total,
    bytesSent: Math.min(row.bytes_total, row.bytes_sent + inFlight),
    partsTotal: row.parts_total ?? 0,
    partsSent: row.parts_sent ?? 0,
    sentSha256: row.sent_sha256 === null ? null : sha256.parse(row.sent_sha256),
    attempts: row.attempts,
    problem: readJson(storedProblem, row.problem),
    nextAttemptAt: row.next_attempt_at,
    queuedAt: row.queued_at,
    sentAt: row.sent_at,
    remoteId: row.remote_photo_id,
    withdrawAskedAt: row.withdraw_asked_at,
    withdrawnAt: row.withdrawn_at,
    replaces: row.replaces_photo === null ? null : photoId.parse(row.replaces_photo),
    replaceable:
      row.state === 'sent' &&
      row.later === 0 &&
      row.withdraw_asked_at === null &&
      (row.moderation === 'rejected' || row.moderation === 'pending'),
    replacedBy: row.replaced_by_photo === null ? null : photoId.parse(row.replaced_by_photo),
  };
}

/** What a delivery puts into the storage, as the ledger has it and as the line is carrying it now. */
export function partsOf(
  deliveryRow: Pick<DeliveryRow, 'id' | 'bytes_resent'> | undefined,
  objects: ObjectsRepository,
  meter: Pick<Meter, 'partInFlight'>,
): DeliveryParts {
  if (deliveryRow === undefined) return { objects: [], resentBytes: 0 };
  return {
    objects: objects.of(deliveryRow.id).map((object) => ({
      kind: object.kind,
      size: object.size,
      sha256: sha256.parse(object.sha256),
      parts: objects.parts(object.id).map((part) => {
        const confirmed = part.etag !== null;
        const sent = confirmed ? part.size : Math.min(part.size, meter.partInFlight(object.id, part.part_number));
        return { number: part.part_number, size: part.size, confirmed, sent, attempts: part.attempts };
      }),
    })),
    resentBytes: deliveryRow.bytes_resent,
  };
}

/**
 * The numbers of the queue. What she is sending now began when the oldest open delivery was queued; with nothing open, what was
 * sent today is shown.
 */
export function progressOf(
  context: StudioContext,
  deliveries: DeliveriesRepository,
  meter: Meter,
  restraint: Pick<Restraint, 'hold' | 'budget' | 'rate'>,
  queue: { paused: boolean; active: number; accountId: number | null },
): QueueProgress {
  const since = deliveries.openSince(queue.accountId) ?? localMidnight(context.ports.clock.now());
  const rows = deliveries.summary(queue.accountId, since);
  const count = (states: readonly string[]): number =>
    rows.filter((row) => states.includes(row.state)).reduce((sum, row) => sum + row.count, 0);
  const unfailed = rows.filter((row) => row.state !== 'failed');
  const bytesTotal = unfailed.reduce((sum, row) => sum + row.total, 0);
  const bytesSent = Math.min(bytesTotal, unfailed.reduce((sum, row) => sum + row.sent, 0) + meter.inFlight());
  const bytesPerSecond = meter.bytesPerSecond();
  const steady = meter.steadyBytesPerSecond();
  const hold = restraint.hold();
  return {
    paused: queue.paused,
    active: queue.active,
    waiting: Math.max(
      0,
      count(['queued', 'waiting', 'paused', 'preparing', 'opening', 'sending', 'completing']) - queue.active,
    ),
    failed: count(['failed']),
    sent: count(['sent']),
    total: rows.reduce((sum, row) => sum + row.count, 0),
    bytesTotal,
    bytesSent,
    bytesPerSecond,
    secondsLeft:
      steady > 0 && !queue.paused && (hold === null || queue.active > 0) ? (bytesTotal - bytesSent) / steady : null,
    bytesToday: meter.today(),
    budget: restraint.budget(),
    rateLimit: restraint.rate(),
    hold: hold && { problem: hold.problem, until: hold.until },
  };
}
