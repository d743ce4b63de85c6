import { createHash, type Hash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { StorageSession } from '../ports/object-store.ts';
import type { PlannedPart } from './objects.repository.ts';

const READ_BYTES = 1024 * 1024;

/** A file, or `size` bytes of it from `from` on, always in the same memory: what a reading gave is gone with the next. */
async function* readings(
  path: string,
  signal?: AbortSignal,
  from = 0,
  size = Number.POSITIVE_INFINITY,
): AsyncGenerator<Buffer> {
  const file = await open(path);
  try {
    const memory = Buffer.allocUnsafe(Math.min(size, READ_BYTES));
    for (let read = 0; read < size; ) {
      signal?.throwIfAborted();
      const { bytesRead } = await file.read(memory, 0, Math.min(size - read, READ_BYTES), from + read);
      if (bytesRead === 0) return;
      read += bytesRead;
      yield memory.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/** SHA-256 of a file, lower-case hexadecimal. */
export async function fileSha256(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const bytes of readings(path, signal)) hash.update(bytes);
  return hash.digest('hex');
}

/** Digests that a part carries, as an upload session asks for them. An MD5 takes longer than all the SHA-256 together. */
export type PartChecksums = StorageSession['checksums'];

/** Cuts bytes that come one after the other into parts of `partSize` (the last may be shorter); digests of each and of the whole. */
export class PartDigester {
  readonly #partSize: number;
  readonly #checksums: PartChecksums;
  readonly #whole = createHash('sha256');
  readonly #parts: PlannedPart[] = [];
  #size = 0;
  #filled = 0;
  /** Of the part that is being filled. Null in the first: what the whole has been so far is its digest too. */
  #sha256: Hash | null = null;
  #md5: Hash | null;

  constructor(partSize: number, checksums: PartChecksums) {
    this.#partSize = partSize;
    this.#checksums = checksums;
    this.#md5 = this.#newMd5();
  }

  add(bytes: Buffer): void {
    this.#size += bytes.length;
    for (let from = 0; from < bytes.length; ) {
      const piece = bytes.subarray(from, from + this.#partSize - this.#filled);
      if (this.#parts.length > 0) {
        this.#sha256 ??= createHash('sha256');
        this.#sha256.update(piece);
      }
      this.#whole.update(piece);
      this.#md5?.update(piece);
      this.#filled += piece.length;
      from += piece.length;
      if (this.#filled === this.#partSize) this.#closePart();
    }
  }

  finish(): { parts: PlannedPart[]; sha256: string; size: number } {
    if (this.#filled > 0 || this.#parts.length === 0) this.#closePart();
    return { parts: this.#parts, sha256: this.#whole.digest('hex'), size: this.#size };
  }

  #closePart(): void {
    this.#parts.push({
      number: this.#parts.length + 1,
      size: this.#filled,
      sha256: (this.#sha256 ?? this.#whole.copy()).digest('base64'),
      md5: this.#md5?.digest('base64') ?? null,
    });
    this.#filled = 0;
    this.#sha256 = null;
    this.#md5 = this.#newMd5();
  }

  #newMd5(): Hash | null {
    return this.#checksums === 'md5' ? createHash('md5') : null;
  }
}

/**
 * Cuts a file into parts of `partSize` bytes (the last may be shorter) and takes the digests of each and of the whole in one
 * reading. Fails as reading does.
 */
export async function planParts(
  path: string,
  partSize: number,
  checksums: PartChecksums,
  signal?: AbortSignal,
): Promise<{ parts: PlannedPart[]; sha256: string; size: number }> {
  const digester = new PartDigester(partSize, checksums);
  for await (const bytes of readings(path, signal)) digester.add(bytes);
  return digester.finish();
}

/** MD5 of a stretch of a file, base64. Fails as reading does; `file became shorter` when it ends before the stretch does. */
export async function stretchMd5(path: string, from: number, size: number): Promise<string> {
  const hash = createHash('md5');
  let left = size;
  for await (const bytes of readings(path, undefined, from, size)) {
    hash.update(bytes);
    left -= bytes.length;
  }
  if (left > 0) throw new Error('file became shorter');
  return hash.digest('base64');
}

/** ETag of an object that went up in one PUT, where the engine uses MD5 (S3 without KMS, Ceph): quotes included. */
export function singleEtag(md5: string): string {
  return `"${Buffer.from(md5, 'base64').toString('hex')}"`;
}

/** ETag of a multipart object, where the engine uses the MD5 of its parts' MD5s: quotes included. */
export function multipartEtag(md5s: readonly string[]): string {
  const joined = createHash('md5');
  for (const md5 of md5s) joined.update(Buffer.from(md5, 'base64'));
  return `"${joined.digest('hex')}-${md5s.length}"`;
}

/** Whether an ETag has one of the two shapes above; others (KMS, other engines) say nothing about the content. */
export function tellsContent(etag: string): boolean {
  return /^"?[0-9a-f]{32}(-\d+)?"?$/.test(etag);
}
