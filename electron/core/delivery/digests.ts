import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { PlannedPart } from './objects.repository.ts';

const READ_BYTES = 1024 * 1024;

/** A file from beginning to end, always in the same memory: what a reading gave is gone with the next. */
async function* readings(path: string, signal?: AbortSignal): AsyncGenerator<Buffer> {
  const file = await open(path);
  try {
    const memory = Buffer.allocUnsafe(READ_BYTES);
    for (;;) {
      signal?.throwIfAborted();
      const { bytesRead } = await file.read(memory, 0, READ_BYTES);
      if (bytesRead === 0) return;
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

/**
 * Cuts a file into parts of `partSize` bytes (the last may be shorter) and takes the digests of each and of the whole in one
 * reading. Fails as reading does.
 */
export async function planParts(
  path: string,
  partSize: number,
  signal?: AbortSignal,
): Promise<{ parts: PlannedPart[]; sha256: string; size: number }> {
  const whole = createHash('sha256');
  const parts: PlannedPart[] = [];
  let size = 0;
  let filled = 0;
  let sha256 = createHash('sha256');
  let md5 = createHash('md5');
  const closePart = (): void => {
    parts.push({ number: parts.length + 1, size: filled, sha256: sha256.digest('base64'), md5: md5.digest('base64') });
    filled = 0;
    sha256 = createHash('sha256');
    md5 = createHash('md5');
  };
  for await (const bytes of readings(path, signal)) {
    whole.update(bytes);
    size += bytes.length;
    for (let from = 0; from < bytes.length; ) {
      const piece = bytes.subarray(from, from + partSize - filled);
      sha256.update(piece);
      md5.update(piece);
      filled += piece.length;
      from += piece.length;
      if (filled === partSize) closePart();
    }
  }
  if (filled > 0 || parts.length === 0) closePart();
  return { parts, sha256: whole.digest('hex'), size };
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
