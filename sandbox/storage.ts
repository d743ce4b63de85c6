import type { Readable } from 'node:stream';

/** Credentials that live for an hour and reach one prefix only. */
export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** ms since the epoch. */
  readonly expiresAt: number;
}

export interface Buckets {
  readonly photos: string;
  readonly watermarked: string;
  readonly thumbnails: string;
}

export interface StoredObject {
  readonly bucket: string;
  readonly key: string;
  readonly size: number;
  readonly sha256: string;
}

export interface OpenMultipartUpload {
  readonly bucket: string;
  readonly key: string;
  readonly uploadId: string;
  readonly parts: readonly { readonly number: number; readonly size: number; readonly etag: string }[];
}

/**
 * What the marketplace needs of an S3, with its own (root) rights. The sandbox's S3 implements it; tests implement it
 * over another engine (Ceph RADOS Gateway) so that the same API hands out sessions there.
 */
export interface Storage {
  readonly endpoint: string;
  readonly region: string;
  readonly buckets: Buckets;
  /** Checksums this engine verifies besides the signature; absent: `x-amz-checksum-sha256`. */
  readonly checksums?: 'sha256' | 'md5';
  /** Credentials that may write and list parts under `prefix` of the three buckets and nothing else. */
  credentials(prefix: string, ttlSeconds: number): Promise<SessionCredentials>;
  /** Size and SHA-256 of an object's bytes, or undefined when there is none. */
  head(bucket: string, key: string): Promise<{ readonly size: number; readonly sha256: string } | undefined>;
  read(bucket: string, key: string): Promise<Readable | undefined>;
  write(bucket: string, key: string, content: Uint8Array, contentType: string): Promise<void>;
  /** Removes every object and every open multipart upload under the prefix, in all three buckets. */
  removePrefix(prefix: string): Promise<void>;
  /** Removes open multipart uploads under the prefix, keeping objects. */
  abortUploads(prefix: string): Promise<void>;
  objects(): Promise<StoredObject[]>;
  openMultipartUploads(): Promise<OpenMultipartUpload[]>;
}

/** An S3 that isn't the sandbox's own. */
export type ExternalStorage = Storage;
