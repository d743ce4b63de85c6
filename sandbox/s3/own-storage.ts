import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { Clock } from '../clock.ts';
import type { Buckets, OpenMultipartUpload, SessionCredentials, Storage, StoredObject } from '../storage.ts';
import type { Keys } from './credentials.ts';
import type { ObjectFiles } from './objects.ts';

/** The sandbox's own S3 as the marketplace sees it, from inside. */
export class OwnStorage implements Storage {
  readonly endpoint: string;
  readonly region: string;
  readonly buckets: Buckets;
  readonly #files: ObjectFiles;
  readonly #keys: Keys;
  readonly #clock: Clock;

  constructor(endpoint: string, region: string, buckets: Buckets, files: ObjectFiles, keys: Keys, clock: Clock) {
    this.endpoint = endpoint;
    this.region = region;
    this.buckets = buckets;
    this.#files = files;
    this.#keys = keys;
    this.#clock = clock;
  }

  async credentials(prefix: string, ttlSeconds: number): Promise<SessionCredentials> {
    return this.#keys.issue(prefix, this.#clock.now() + ttlSeconds * 1000);
  }

  async head(bucket: string, key: string): Promise<{ size: number; sha256: string } | undefined> {
    const row = this.#files.object(bucket, key);
    return row === undefined ? undefined : { size: row.size, sha256: row.sha256 };
  }

  async read(bucket: string, key: string): Promise<Readable | undefined> {
    const row = this.#files.object(bucket, key);
    return row === undefined ? undefined : this.#files.read(row);
  }

  async write(bucket: string, key: string, content: Uint8Array, contentType: string): Promise<void> {
    const file = this.#files.incoming();
    await writeFile(file, content);
    await this.#files.putObject(file, {
      bucket,
      key,
      size: content.length,
      etag: createHash('md5').update(content).digest('hex'),
      sha256: createHash('sha256').update(content).digest('hex'),
      content_type: contentType,
      metadata: {},
      checksum_algorithm: null,
      checksum: null,
      checksum_type: null,
      modified_at: this.#clock.now(),
    });
  }

  async removePrefix(prefix: string): Promise<void> {
    await this.abortUploads(prefix);
    for (const bucket of Object.values(this.buckets)) {
      for (const row of this.#files.list(bucket, prefix, '')) await this.#files.removeObject(bucket, row.key);
    }
  }

  async abortUploads(prefix: string): Promise<void> {
    for (const bucket of Object.values(this.buckets)) {
      for (const upload of this.#files.uploads(bucket, prefix)) await this.#files.removeUpload(upload.upload_id);
    }
  }

  async objects(): Promise<StoredObject[]> {
    return this.#files.all().map(({ bucket, key, size, sha256 }) => ({ bucket, key, size, sha256 }));
  }

  async openMultipartUploads(): Promise<OpenMultipartUpload[]> {
    return this.#files.allUploads().map((upload) => ({
      bucket: upload.bucket,
      key: upload.key,
      uploadId: upload.upload_id,
      parts: this.#files.parts(upload.upload_id).map(({ number, size, etag }) => ({ number, size, etag })),
    }));
  }
}
