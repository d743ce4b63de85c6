import type { Readable } from 'node:stream';

/** Smallest part S3 takes, the last of an upload aside, bytes (Amazon S3 user guide, "Multipart upload limits"). */
export const SMALLEST_PART_BYTES = 5 * 1024 * 1024;

/** S3 as one upload session may use it: some keys under one prefix, credentials that expire. */
export interface StorageSession {
  readonly region: string;
  /** Absent: AWS. */
  readonly endpoint?: string;
  readonly forcePathStyle: boolean;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
    /** ms since the epoch. */
    readonly expiresAt: number;
  };
  /** sha256: `x-amz-checksum-sha256` per part (AWS, the sandbox). md5: `Content-MD5` (Ceph and older engines). */
  readonly checksums: 'sha256' | 'md5';
}

export interface StoredPart {
  readonly partNumber: number;
  readonly size: number;
  /** As the server gave it, quotes included. */
  readonly etag: string;
  /** Base64; only where the server keeps it. */
  readonly checksumSha256: string | null;
}

/** Told the bytes of each piece as it leaves; a promise holds the piece back until it resolves. */
export type OnProgress = (bytes: number) => void | Promise<void>;

/** A content to send: a stretch of a file, read again from the disk for every attempt. */
export interface PartBody {
  readonly size: number;
  open(): Readable;
  /** Base64 digests of exactly these bytes; MD5 only when it is asked for. */
  readonly sha256: string;
  md5(): Promise<string>;
}

/**
 * The multipart upload calls of S3 (Amazon S3 API, "Multipart upload"). No retry inside: the ledger decides.
 * Fails with ObjectStoreError; `onProgress` counts bytes handed to the network; a piece whose promise it gives waits for that.
 */
export interface ObjectStore {
  put(
    bucket: string,
    key: string,
    body: PartBody,
    contentType: string,
    signal: AbortSignal,
    onProgress?: OnProgress,
  ): Promise<{ etag: string }>;
  createMultipart(bucket: string, key: string, contentType: string, signal: AbortSignal): Promise<{ uploadId: string }>;
  uploadPart(
    bucket: string,
    key: string,
    uploadId: string,
    partNumber: number,
    body: PartBody,
    signal: AbortSignal,
    onProgress?: OnProgress,
  ): Promise<{ etag: string }>;
  listParts(bucket: string, key: string, uploadId: string, signal: AbortSignal): Promise<StoredPart[]>;
  completeMultipart(
    bucket: string,
    key: string,
    uploadId: string,
    parts: readonly { partNumber: number; etag: string; sha256: string }[],
    signal: AbortSignal,
  ): Promise<{ etag: string }>;
  abortMultipart(bucket: string, key: string, uploadId: string, signal: AbortSignal): Promise<void>;
  /** null: no such object. */
  head(bucket: string, key: string, signal: AbortSignal): Promise<{ size: number; etag: string } | null>;
  close(): void;
}

export type OpenObjectStore = (session: StorageSession) => ObjectStore;

/**
 * What went wrong at the object store. `gone`: no such upload. `expired`: credentials or token past their time.
 * `refused`: signature, policy or request wrong. `corrupt`: digest mismatch. `busy`: 429, 503 SlowDown, 5xx.
 * `unreachable`: no answer (reset, DNS, timeout).
 */
export class ObjectStoreError extends Error {
  override readonly name = 'ObjectStoreError';
  readonly kind: 'gone' | 'expired' | 'refused' | 'corrupt' | 'busy' | 'unreachable';
  /** S3 error code or the network's. */
  readonly code: string;
  readonly retryAfterSeconds: number | null;

  constructor(
    kind: ObjectStoreError['kind'],
    code: string,
    message: string,
    options: ErrorOptions & { retryAfterSeconds?: number } = {},
  ) {
    super(message, options);
    this.kind = kind;
    this.code = code;
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
  }
}
