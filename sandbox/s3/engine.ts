import type { Clock } from '../clock.ts';
import type { Counters } from '../counters.ts';
import type { ChecksumAlgorithm } from './checksums.ts';
import type { ObjectFiles } from './objects.ts';
import { type ReceivedContent, receiveContent } from './payload.ts';
import type { S3Request } from './request.ts';
import type { Signed } from './signature.ts';

/** What S3's operations work with. */
export interface Engine {
  readonly files: ObjectFiles;
  readonly clock: Clock;
  readonly counters: Counters;
}

/** One verified request on its way to an operation. */
export interface Call {
  readonly engine: Engine;
  readonly request: S3Request;
  readonly signed: Signed;
}

/** Receives the body of a PUT into a temporary file, counting its bytes under `subject`. */
export function receive(
  call: Call,
  file: string,
  subject: string,
  expected?: ChecksumAlgorithm,
): Promise<ReceivedContent> {
  const received = call.engine.counters.receiving(subject);
  return receiveContent(call.request, call.signed, file, expected, received);
}

/** `x-amz-meta-…` headers, without their prefix. */
export function userMetadata(request: S3Request): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of Object.keys(request.message.headersDistinct)) {
    if (name.startsWith('x-amz-meta-')) kept[name.slice('x-amz-meta-'.length)] = request.header(name) ?? '';
  }
  return kept;
}
