import { randomUUID } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { Database } from '../store/database.ts';
import { CHECKSUM_ALGORITHMS } from './checksums.ts';

const SCHEMA = `
CREATE TABLE IF NOT EXISTS objects (
  bucket TEXT NOT NULL, key TEXT NOT NULL, file TEXT NOT NULL, size INTEGER NOT NULL, etag TEXT NOT NULL, sha256 TEXT NOT NULL,
  content_type TEXT NOT NULL, metadata TEXT NOT NULL, checksum_algorithm TEXT, checksum TEXT, checksum_type TEXT,
  modified_at INTEGER NOT NULL, PRIMARY KEY (bucket, key)) STRICT;
CREATE TABLE IF NOT EXISTS uploads (
  upload_id TEXT PRIMARY KEY, bucket TEXT NOT NULL, key TEXT NOT NULL, content_type TEXT NOT NULL, metadata TEXT NOT NULL,
  checksum_algorithm TEXT, checksum_type TEXT, initiated_at INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS parts (
  upload_id TEXT NOT NULL REFERENCES uploads(upload_id) ON DELETE CASCADE, number INTEGER NOT NULL, file TEXT NOT NULL,
  size INTEGER NOT NULL, etag TEXT NOT NULL, checksum TEXT, modified_at INTEGER NOT NULL, PRIMARY KEY (upload_id, number)) STRICT;
`;

const algorithm = z.enum(CHECKSUM_ALGORITHMS).nullable();
export const checksumType = z.enum(['COMPOSITE', 'FULL_OBJECT']);
const metadata = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(z.record(z.string(), z.string()));

const objectRow = z.object({
  bucket: z.string(),
  key: z.string(),
  file: z.string(),
  size: z.number(),
  etag: z.string(),
  sha256: z.string(),
  content_type: z.string(),
  metadata,
  checksum_algorithm: algorithm,
  checksum: z.string().nullable(),
  checksum_type: checksumType.nullable(),
  modified_at: z.number(),
});
export type ObjectRow = z.infer<typeof objectRow>;

const uploadRow = z.object({
  upload_id: z.string(),
  bucket: z.string(),
  key: z.string(),
  content_type: z.string(),
  metadata,
  checksum_algorithm: algorithm,
  checksum_type: checksumType.nullable(),
  initiated_at: z.number(),
});
export type UploadRow = z.infer<typeof uploadRow>;

const partRow = z.object({
  upload_id: z.string(),
  number: z.number(),
  file: z.string(),
  size: z.number(),
  etag: z.string(),
  checksum: z.string().nullable(),
  modified_at: z.number(),
});
export type PartRow = z.infer<typeof partRow>;

/**
 * Objects and parts: bytes as files, everything else as rows. A file is written under a temporary name, renamed, and only
 * then named by a row; what no row names is swept away at start. So a stop at any moment leaves whole objects or none.
 */
export class ObjectFiles {
  readonly #database: Database;
  readonly #incoming: string;
  readonly #kept: string;

  constructor(directory: string) {
    this.#incoming = join(directory, 'incoming');
    this.#kept = join(directory, 'files');
    rmSync(this.#incoming, { recursive: true, force: true });
    mkdirSync(this.#incoming, { recursive: true });
    mkdirSync(this.#kept, { recursive: true });
    this.#database = new Database(join(directory, 's3.sqlite'), SCHEMA);
    this.#sweep();
  }

  /** A fresh name for bytes that are still coming. */
  incoming(): string {
    return join(this.#incoming, randomUUID());
  }

  path(file: string): string {
    return join(this.#kept, file);
  }

  async putObject(incoming: string, row: Omit<ObjectRow, 'file'>): Promise<void> {
    const file = await this.#keep(incoming);
    const before = this.object(row.bucket, row.key);
    this.#database.run(
      `INSERT OR REPLACE INTO objects (bucket, key, file, size, etag, sha256, content_type, metadata, checksum_algorithm, checksum, checksum_type, modified_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      row.bucket,
      row.key,
      file,
      row.size,
      row.etag,
      row.sha256,
      row.content_type,
      JSON.stringify(row.metadata),
      row.checksum_algorithm,
      row.checksum,
      row.checksum_type,
      row.modified_at,
    );
    if (before !== undefined) await rm(this.path(before.file), { force: true });
  }

  object(bucket: string, key: string): ObjectRow | undefined {
    return this.#database.first(objectRow, 'SELECT * FROM objects WHERE bucket = ? AND key = ?', bucket, key);
  }

  /** Objects of a bucket in key order (UTF-8 binary, as S3 lists), after a key. */
  list(bucket: string, prefix: string, after: string): ObjectRow[] {
    return this.#database.all(
      objectRow,
      'SELECT * FROM objects WHERE bucket = ? AND substr(key, 1, length(?)) = ? AND key > ? ORDER BY key',
      bucket,
      prefix,
      prefix,
      after,
    );
  }

  all(): ObjectRow[] {
    return this.#database.all(objectRow, 'SELECT * FROM objects ORDER BY bucket, key');
  }

  read(row: ObjectRow, range?: { start: number; end: number }): Readable {
    return createReadStream(this.path(row.file), range);
  }

  async removeObject(bucket: string, key: string): Promise<void> {
    const row = this.object(bucket, key);
    if (row === undefined) return;
    this.#database.run('DELETE FROM objects WHERE bucket = ? AND key = ?', bucket, key);
    await rm(this.path(row.file), { force: true });
  }

  createUpload(row: UploadRow): void {
    this.#database.run(
      'INSERT INTO uploads (upload_id, bucket, key, content_type, metadata, checksum_algorithm, checksum_type, initiated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      row.upload_id,
      row.bucket,
      row.key,
      row.content_type,
      JSON.stringify(row.metadata),
      row.checksum_algorithm,
      row.checksum_type,
      row.initiated_at,
    );
  }

  upload(uploadId: string): UploadRow | undefined {
    return this.#database.first(uploadRow, 'SELECT * FROM uploads WHERE upload_id = ?', uploadId);
  }

  uploads(bucket: string, prefix: string): UploadRow[] {
    return this.#database.all(
      uploadRow,
      'SELECT * FROM uploads WHERE bucket = ? AND substr(key, 1, length(?)) = ? ORDER BY key, initiated_at, rowid',
      bucket,
      prefix,
      prefix,
    );
  }

  allUploads(): UploadRow[] {
    return this.#database.all(uploadRow, 'SELECT * FROM uploads ORDER BY initiated_at, rowid');
  }

  /** Keeps a part; one sent again takes the place of the one before. False when the upload is gone meanwhile. */
  async putPart(incoming: string, row: Omit<PartRow, 'file'>): Promise<boolean> {
    const file = await this.#keep(incoming);
    const before = this.part(row.upload_id, row.number);
    if (this.upload(row.upload_id) === undefined) {
      await rm(this.path(file), { force: true });
      return false;
    }
    this.#database.run(
      'INSERT OR REPLACE INTO parts (upload_id, number, file, size, etag, checksum, modified_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
      row.upload_id,
      row.number,
      file,
      row.size,
      row.etag,
      row.checksum,
      row.modified_at,
    );
    if (before !== undefined) await rm(this.path(before.file), { force: true });
    return true;
  }

  part(uploadId: string, number: number): PartRow | undefined {
    return this.#database.first(partRow, 'SELECT * FROM parts WHERE upload_id = ? AND number = ?', uploadId, number);
  }

  parts(uploadId: string): PartRow[] {
    return this.#database.all(partRow, 'SELECT * FROM parts WHERE upload_id = ? ORDER BY number', uploadId);
  }

  async removeUpload(uploadId: string): Promise<void> {
    const parts = this.parts(uploadId);
    this.#database.run('DELETE FROM uploads WHERE upload_id = ?', uploadId);
    for (const part of parts) await rm(this.path(part.file), { force: true });
  }

  close(): void {
    this.#database.close();
  }

  async #keep(incoming: string): Promise<string> {
    const file = randomUUID();
    await rename(incoming, this.path(file));
    return file;
  }

  #sweep(): void {
    const named = new Set(
      this.#database
        .all(z.object({ file: z.string() }), 'SELECT file FROM objects UNION ALL SELECT file FROM parts')
        .map((row) => row.file),
    );
    for (const file of existsSync(this.#kept) ? readdirSync(this.#kept) : []) {
      if (!named.has(file)) rmSync(this.path(file), { force: true });
    }
  }
}
