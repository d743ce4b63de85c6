import { planParts, singleEtag } from './digests.ts';
import { sendInParts } from './multipart-transfer.ts';
import type { ObjectRow, PartRow, PlannedPart } from './objects.repository.ts';
import { bodyOf, md5Of } from './part-body.ts';
import { CopyChanged, headIfAllowed, type Place, type TransferRoad } from './transfer-road.ts';

/**
 * Brings one object into the storage, going on from whatever is there already. Objects below the part size go up in one PUT,
 * the others as a multipart upload whose truth is ListParts (Amazon S3 API, "Multipart upload").
 * Errors: ObjectStoreError; CopyChanged.
 */
export async function sendObject(object: ObjectRow, road: TransferRoad): Promise<void> {
  if (object.done === 1 || object.bucket === null || object.key === null) return;
  const place = { bucket: object.bucket, key: object.key };
  const parts = await planned(object, road);
  if (object.multipart_upload_id !== null || parts.length > 1) await sendInParts(object, place, parts, road);
  else await sendWhole(object, place, parts, road);
}

/** The object's parts; planned (read and digested) the first time, rows from then on, whatever part size a later session names. */
async function planned(object: ObjectRow, road: TransferRoad): Promise<PartRow[]> {
  const known = road.ledger.objects.parts(object.id);
  if (known.length > 0) return known;
  road.ledger.planned(
    object,
    road.plans.take(object.sha256, road.partSize, road.checksums) ?? (await readPlan(object, road)),
  );
  return road.ledger.objects.parts(object.id);
}

async function readPlan(object: ObjectRow, road: TransferRoad): Promise<readonly PlannedPart[]> {
  const plan = await planParts(object.path, road.partSize, road.checksums, road.signal).catch((cause: unknown) => {
    road.signal.throwIfAborted();
    throw new CopyChanged(object.path, { cause });
  });
  if (plan.sha256 !== object.sha256) throw new CopyChanged(object.path);
  return plan.parts;
}

async function sendWhole(
  object: ObjectRow,
  place: Place,
  parts: readonly PartRow[],
  road: TransferRoad,
): Promise<void> {
  const [part] = parts;
  if (part === undefined || parts.length > 1)
    throw new Error(`object ${object.id} is planned as ${parts.length} parts, not one`);
  await road.after;
  // An earlier attempt may have arrived although its answer did not.
  let mayBeThere = part.attempts > 0;
  const etag = await road.access.request(
    road.signal,
    async (store, signal, moved, left) => {
      if (mayBeThere) {
        const found = await headIfAllowed(store, place, signal);
        if (
          found !== null &&
          found !== 'forbidden' &&
          found.size === part.size &&
          found.etag === singleEtag(await md5Of(object, part, 0))
        )
          return found.etag;
      }
      mayBeThere = true;
      let handedOver = 0;
      road.ledger.partStarted(object, 1);
      const answer = await road.meter.sending(
        { deliveryId: object.delivery_id, objectId: object.id, partNumber: 1, size: part.size },
        (count) =>
          store.put(place.bucket, place.key, bodyOf(object, part, 0, road), road.contentType, signal, (bytes) => {
            moved(road.meter.bufferedMs());
            handedOver += bytes;
            if (handedOver === part.size) left();
            return count(bytes, signal);
          }),
      );
      return answer.etag;
    },
    (attempt) => road.lanes.with(road.signal, { size: part.size, delivery: object.delivery_id }, attempt),
  );
  road.ledger.objectDone(object, etag);
}
