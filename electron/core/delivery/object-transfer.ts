import { createReadStream } from 'node:fs';
import { type ObjectStore, ObjectStoreError, type PartBody, type StoredPart } from '../ports/object-store.ts';
import { multipartEtag, planParts, singleEtag, tellsContent } from './digests.ts';
import type { Lanes } from './lanes.ts';
import type { Ledger } from './ledger.ts';
import type { Meter } from './meter.ts';
import type { ObjectRow, PartRow } from './objects.repository.ts';
import type { StorageAccess } from './storage-access.ts';

/** Parts of one object in flight: what a kill may cost, and enough to fill a line with long round trips. */
const PARTS_IN_FLIGHT = 3;
/**
 * Pieces in which a file goes to the network. Each is counted in the ledger before it leaves: small ones keep progress moving
 * on a slow line (64 KiB = 2 s at 256 kbit/s), larger ones (a tenth of a second) spare a quick one the counting.
 */
const SMALLEST_PIECE = 64 * 1024;
const LARGEST_PIECE = 1024 * 1024;
const LIMITED_PIECE = 16 * 1024;

export interface TransferRoad {
  readonly ledger: Ledger;
  readonly meter: Meter;
  readonly access: StorageAccess;
  /** Shared by the whole queue. */
  readonly lanes: Lanes;
  readonly contentType: string;
  readonly partSize: number;
  readonly signal: AbortSignal;
}

/** What was prepared is not (any more) what lies on the disk: it has to be prepared again. */
export class CopyChanged extends Error {
  override readonly name = 'CopyChanged';
  readonly path: string;

  constructor(path: string, options?: ErrorOptions) {
    super(`${path} is not what was prepared`, options);
    this.path = path;
  }
}

interface Place {
  readonly bucket: string;
  readonly key: string;
}

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
  const plan = await planParts(object.path, road.partSize, road.signal).catch((cause: unknown) => {
    road.signal.throwIfAborted();
    throw new CopyChanged(object.path, { cause });
  });
  if (plan.sha256 !== object.sha256) throw new CopyChanged(object.path);
  road.ledger.planned(object, plan.parts);
  return road.ledger.objects.parts(object.id);
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
  // An earlier attempt may have arrived although its answer did not.
  let mayBeThere = part.attempts > 0;
  const etag = await road.access.request(
    road.signal,
    async (store, signal, moved) => {
      if (mayBeThere) {
        const found = await headIfAllowed(store, place, signal);
        if (found !== null && found !== 'forbidden' && found.size === part.size && found.etag === singleEtag(part.md5))
          return found.etag;
      }
      mayBeThere = true;
      road.ledger.partStarted(object, 1);
      const answer = await road.meter.sending(
        { deliveryId: object.delivery_id, objectId: object.id, partNumber: 1, size: part.size },
        (count) =>
          store.put(place.bucket, place.key, bodyOf(object.path, part, 0, road), road.contentType, signal, (bytes) => {
            moved(road.meter.bufferedMs());
            return count(bytes, signal);
          }),
      );
      return answer.etag;
    },
    (attempt) => road.lanes.with(road.signal, part.size, attempt),
  );
  road.ledger.objectDone(object, etag);
}

async function sendInParts(
  object: ObjectRow,
  place: Place,
  parts: readonly PartRow[],
  road: TransferRoad,
): Promise<void> {
  const upload = await currentUpload(object, place, parts, road);
  if (upload === 'whole') return;
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
      reconcile(object, parts, stored, road);
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
function reconcile(
  object: ObjectRow,
  parts: readonly PartRow[],
  stored: readonly StoredPart[],
  road: TransferRoad,
): void {
  for (const part of parts) {
    const there = stored.find((candidate) => candidate.partNumber === part.part_number);
    if (there !== undefined && isSamePart(part, there)) {
      if (part.etag !== there.etag) road.ledger.partDone(object, part.part_number, there.etag);
    } else if (part.etag !== null) {
      road.ledger.partLost(object, part.part_number);
    }
  }
}

/** Same number, same size, and a digest that says the same content: its SHA-256, its MD5, or the ETag we were given. */
function isSamePart(part: PartRow, stored: StoredPart): boolean {
  if (stored.size !== part.size) return false;
  if (stored.checksumSha256 !== null) return stored.checksumSha256 === part.sha256;
  if (tellsContent(stored.etag)) return stored.etag.replaceAll('"', '') === singleEtag(part.md5).replaceAll('"', '');
  return stored.etag === part.etag;
}

async function sendMissing(object: ObjectRow, place: Place, uploadId: string, road: TransferRoad): Promise<void> {
  let end = 0;
  const placed = road.ledger.objects.parts(object.id).map((part) => {
    end += part.size;
    return { part, from: end - part.size };
  });
  const missing = placed.filter(({ part }) => part.etag === null);
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
    async (store, signal, moved) => {
      // All bytes left but no answer came: look before sending them again.
      if (handedOver === part.size) {
        const stored = await store.listParts(place.bucket, place.key, uploadId, signal);
        const there = stored.find((candidate) => candidate.partNumber === number);
        if (there !== undefined && isSamePart(part, there)) return there.etag;
      }
      handedOver = 0;
      road.ledger.partStarted(object, number);
      const body = bodyOf(object.path, part, from, road);
      const answer = await road.meter.sending(
        { deliveryId: object.delivery_id, objectId: object.id, partNumber: number, size: part.size },
        (count) =>
          store.uploadPart(place.bucket, place.key, uploadId, number, body, signal, (bytes) => {
            moved(road.meter.bufferedMs());
            handedOver += bytes;
            return count(bytes, signal);
          }),
      );
      return answer.etag;
    },
    (attempt) => road.lanes.with(road.signal, part.size, attempt),
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
  const expected = multipartEtag(parts.map((part) => part.md5));
  // A session that may not look leaves the answer to the marketplace, which compares size and SHA-256 at the end.
  if (found === 'forbidden') {
    if (parts.some((part) => part.etag === null)) return false;
    road.ledger.objectDone(object, expected);
    return true;
  }
  if (
    found.size !== object.size ||
    (tellsContent(found.etag) && found.etag.replaceAll('"', '') !== expected.replaceAll('"', ''))
  )
    return false;
  road.ledger.objectDone(object, found.etag);
  return true;
}

function forgetUpload(object: ObjectRow, parts: readonly PartRow[], road: TransferRoad): void {
  const plan = parts.map((part) => ({ number: part.part_number, size: part.size, sha256: part.sha256, md5: part.md5 }));
  road.ledger.restart(object);
  road.ledger.planned(object, plan);
}

/** HEAD, where a session may: its keys need not allow reading. */
async function headIfAllowed(
  store: ObjectStore,
  place: Place,
  signal: AbortSignal,
): Promise<{ size: number; etag: string } | null | 'forbidden'> {
  try {
    return await store.head(place.bucket, place.key, signal);
  } catch (error) {
    if (error instanceof ObjectStoreError && error.kind === 'refused') return 'forbidden';
    throw error;
  }
}

function pieceSize(bytesPerSecond: number, limit: number | null): number {
  // Under a limit the line is quick between the pieces: small ones keep it even.
  const smallest = limit === null ? SMALLEST_PIECE : LIMITED_PIECE;
  const pieces = Math.floor(Math.min(bytesPerSecond, limit ?? bytesPerSecond) / 10 / smallest);
  return Math.min(LARGEST_PIECE, Math.max(smallest, pieces * smallest));
}

function bodyOf(path: string, part: PartRow, from: number, road: TransferRoad): PartBody {
  const highWaterMark = pieceSize(road.meter.bytesPerSecond(), road.meter.rateLimit());
  return {
    size: part.size,
    sha256: part.sha256,
    md5: part.md5,
    open: () => createReadStream(path, { start: from, end: from + part.size - 1, highWaterMark }),
  };
}
