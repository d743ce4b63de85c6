import { type ObjectStore, ObjectStoreError, type StorageSession } from '../ports/object-store.ts';
import type { Lanes } from './lanes.ts';
import type { Ledger } from './ledger.ts';
import type { Meter } from './meter.ts';
import type { PlanMemory } from './plan-memory.ts';
import type { StorageAccess } from './storage-access.ts';

/** What bringing an object into the storage needs. */
export interface TransferRoad {
  readonly ledger: Ledger;
  readonly meter: Meter;
  readonly access: StorageAccess;
  /** Shared by the whole queue. */
  readonly lanes: Lanes;
  /** Digests of parts that were taken when the copy was made. */
  readonly plans: PlanMemory;
  readonly contentType: string;
  readonly partSize: number;
  /** What the storage is told of each part. */
  readonly checksums: StorageSession['checksums'];
  /** Bytes of this object leave after this; what needs none may be asked before. */
  readonly after?: Promise<unknown>;
  readonly signal: AbortSignal;
}

export interface Place {
  readonly bucket: string;
  readonly key: string;
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

/** HEAD, where a session may: its keys need not allow reading. */
export async function headIfAllowed(
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
