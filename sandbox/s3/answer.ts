import type { Readable } from 'node:stream';
import { CHECKSUM_ELEMENT, type ChecksumAlgorithm } from './checksums.ts';
import { type Xml, xmlDocument } from './xml.ts';

/** What an operation answers; the server writes it. */
export interface S3Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Readable;
}

export function xmlAnswer(root: string, content: Xml, headers: Record<string, string> = {}): S3Answer {
  return { status: 200, headers: { 'content-type': 'application/xml', ...headers }, body: xmlDocument(root, content) };
}

/** `x-amz-checksum-…` of what was stored. */
export function checksumHeaders(
  algorithm: ChecksumAlgorithm | null | undefined,
  value: string | null | undefined,
  type?: string | null,
): Record<string, string> {
  if (algorithm === null || algorithm === undefined || value === null || value === undefined) return {};
  return { [`x-amz-checksum-${algorithm}`]: value, ...(type ? { 'x-amz-checksum-type': type } : {}) };
}

/** `<ChecksumCRC32>` and its like. */
export function checksumElements(algorithm: ChecksumAlgorithm | null, value: string | null): Record<string, string> {
  return algorithm === null || value === null ? {} : { [CHECKSUM_ELEMENT[algorithm]]: value };
}
