import { ObjectStoreError, type StoredPart } from '../ports/object-store.ts';
import { multipartEtag, singleEtag, tellsContent } from './digests.ts';
import type { ObjectRow, PartRow } from './objects.repository.ts';
import { bodyOf, md5Of } from './part-body.ts';
import { headIfAllowed, type Place, type TransferRoad } from './transfer-road.ts';

/** Parts of one object in flight: what a kill may cost, and enough to fill a line with long round trips. */
const PARTS_IN_FLIGHT = 3;
/**
 * Brings an object into the storage as a multipart upload, going on from what ListParts says is there (Amazon S3 API, "Multipart
 * upload"). Errors: ObjectStoreError.
 */
export async function sendInParts(
  object: ObjectRow,
  place: Place,
  parts: readonly PartRow[],
  road: TransferRoad,
): Promise<void> {
  const upload = await currentUpload(object, place, parts, road);
  if (upload === 'whole') return;
  await road.after;
  await sendMissing(object, place, upload, road);
  await complete(object, place, upload, road);
}

/** The multipart upload to go on with; 'whole' when the object is already there. */
async function currentUpload(
  object: ObjectRow,
  place: Place,
  parts: readonly PartRow[],
  road: TransferRoad,
): Promise<string | 'whole'> {
  const known = object.multipart_upload_id;
  if (known !== null) {
    try {
      const stored = await road.access.request(road.signal, (store, signal) =>
        store.listParts(place.bucket, place.key, known, signal),
      );
      await reconcile(object, parts, stored, road);
      return known;
    } catch (error) {
      if (!(error instanceof ObjectStoreError) || error.kind !== 'gone') throw error;
      if (await becameWhole(object, place, parts, road)) return 'whole';
      forgetUpload(object, parts, road);
    }
  }
  // When this answer is lost, the upload it began stays empty; the marketplace removes it when the session ends.
  const { uploadId } = await road.access.request(road.signal, (store, signal) =>
    store.createMultipart(place.bucket, place.key, road.contentType, signal),
  );
  road.ledger.multipartCreated(object, uploadId);
  return uploadId;
}

/** Brings the ledger to what the storage really has: ListParts is the truth, both ways. */
async function reconcile(
  object: ObjectRow,
  parts: readonly PartRow[],
  stored: readonly StoredPart[],
  road: TransferRoad,
): Promise<void> {
  for (const { part, from } of placed(parts)) {
    const there = stored.find((candidate) => candidate.partNumber === part.part_number);
    if (there !== undefined && (await isSamePart(object, part, from, there))) {
      if (part.etag !== there.etag) road.ledger.partDone(object, part.part_number, there.etag);
    } else if (part.etag !== null) {
      road.ledger.partLost(object, part.part_number);
    }
  }
}

/** Same number, same size, and a digest that says the same content: its SHA-256, its MD5, or the ETag we were given. */
async function isSamePart(object: ObjectRow, part: PartRow, from: number, stored: StoredPart): Promise<boolean> {
  if (stored.size !== part.size) return false;
  if (stored.checksumSha256 !== null) return stored.checksumSha256 === part.sha256;
  if (!tellsContent(stored.etag)) return stored.etag === part.etag;
  return isSameEtag(stored.etag, singleEtag(await md5Of(object, part, from)));
}

/** Some engines leave the quotes out. */
function isSameEtag(one: string, other: string): boolean {
  return one.replaceAll('"', '') === other.replaceAll('"', '');
}

/** The parts of an object, each with where it begins. */
function placed(parts: readonly PartRow[]): { part: PartRow; from: number }[] {
  let end = 0;
  return parts.map((part) => {
    end += part.size;
    return { part, from: end - part.size };
  });
}

async function sendMissing(object: ObjectRow, place: Place, uploadId: string, road: TransferRoad): Promise<void> {
  const missing = placed(road.ledger.objects.parts(object.id)).filter(({ part }) => part.etag === null);
  let failed: { error: unknown } | null = null;
  const lane = async (): Promise<void> => {
    for (let next = missing.shift(); next !== undefined && failed === null; next = missing.shift()) {
      try {
        await sendPart(object, place, uploadId, next, road);
      } catch (error) {
        failed ??= { error };
      }
    }
  };
  // A part that fails does not tear the others down: what they have sent would have to be sent again.
  await Promise.all(Array.from({ length: PARTS_IN_FLIGHT }, lane));
  if (failed !== null) throw errorOf(failed);
}

function errorOf(failed: { error: unknown }): unknown {
  return failed.error;
}

async function sendPart(
  object: ObjectRow,
  place: Place,
  uploadId: string,
  { part, from }: { part: PartRow; from: number },
  road: TransferRoad,
): Promise<void> {
  const number = part.part_number;
  let handedOver = 0;
  const etag = await road.access.request(
    road.signal,
    async (store, signal, moved, left) => {
      // All bytes left but no answer came: look before sending them again.
      if (handedOver === part.size) {
        const stored = await store.listParts(place.bucket, place.key, uploadId, signal);
        const there = stored.find((candidate) => candidate.partNumber === number);
        if (there !== undefined && (await isSamePart(object, part, from, there))) return there.etag;
      }
      handedOver = 0;
      road.ledger.partStarted(object, number);
      const body = bodyOf(object, part, from, road);
      const answer = await road.meter.sending(
        { deliveryId: object.delivery_id, objectId: object.id, partNumber: number, size: part.size },
        (count) =>
          store.uploadPart(place.bucket, place.key, uploadId, number, body, signal, (bytes) => {
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
  road.ledger.partDone(object, number, etag);
}

async function complete(object: ObjectRow, place: Place, uploadId: string, road: TransferRoad): Promise<void> {
  const parts = road.ledger.objects.parts(object.id);
  const finished = parts.map((part) => ({ partNumber: part.part_number, etag: part.etag ?? '', sha256: part.sha256 }));
  try {
    const { etag } = await road.access.request(road.signal, (store, signal) =>
      store.completeMultipart(place.bucket, place.key, uploadId, finished, signal),
    );
    road.ledger.objectDone(object, etag);
  } catch (error) {
    if (!(error instanceof ObjectStoreError) || error.kind !== 'gone') throw error;
    if (await becameWhole(object, place, parts, road)) return;
    forgetUpload(object, parts, road);
    throw error;
  }
}

/** After "no such upload": it may have been completed by a request whose answer was lost. */
async function becameWhole(
  object: ObjectRow,
  place: Place,
  parts: readonly PartRow[],
  road: TransferRoad,
): Promise<boolean> {
  const found = await road.access.request(road.signal, (store, signal) => headIfAllowed(store, place, signal));
  if (found === null) return false;
  const expected = async (): Promise<string> =>
    multipartEtag(await Promise.all(placed(parts).map(({ part, from }) => md5Of(object, part, from))));
  // A session that may not look leaves the answer to the marketplace, which compares size and SHA-256 at the end.
  if (found === 'forbidden') {
    if (parts.some((part) => part.etag === null)) return false;
    road.ledger.objectDone(object, await expected());
    return true;
  }
  if (found.size !== object.size || (tellsContent(found.etag) && !isSameEtag(found.etag, await expected())))
    return false;
  road.ledger.objectDone(object, found.etag);
  return true;
}

function forgetUpload(object: ObjectRow, parts: readonly PartRow[], road: TransferRoad): void {
  const plan = parts.map((part) => ({ number: part.part_number, size: part.size, sha256: part.sha256, md5: part.md5 }));
  road.ledger.restart(object);
  road.ledger.planned(object, plan);
}
