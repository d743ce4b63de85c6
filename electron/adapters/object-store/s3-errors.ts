import { S3ServiceException } from '@aws-sdk/client-s3';
import { networkCode } from '../../../shared/domain/network-reason.ts';
import { ObjectStoreError } from '../../core/ports/object-store.ts';

/** S3 error codes that mean the session's keys are past their time (AWS, Ceph and the rest name it differently). */
const EXPIRED = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'TokenRefreshRequired',
  'RequestExpired',
  'InvalidToken',
  'InvalidAccessKeyId',
]);
/** The body that arrived is not the body that was announced. */
const CORRUPT = new Set([
  'BadDigest',
  'XAmzContentSHA256Mismatch',
  'XAmzContentChecksumMismatch',
  'InvalidDigest',
  'IncompleteBody',
]);
/** `InvalidPart` at completion: the upload does not hold what the ledger believes, so the ledger has to look again. */
const GONE = new Set(['NoSuchUpload', 'NoSuchKey', 'NotFound', 'InvalidPart']);
/**
 * Asking again is right. RequestTimeTooSkewed: the SDK has taken the server's time from the answer and signs the next request
 * with it.
 */
const BUSY = new Set([
  'SlowDown',
  'ServiceUnavailable',
  'InternalError',
  'RequestTimeout',
  'RequestTimeTooSkewed',
  'OperationAborted',
  'ThrottlingException',
  'TooManyRequests',
]);

function kindOf(code: string, status: number): ObjectStoreError['kind'] {
  if (EXPIRED.has(code)) return 'expired';
  if (CORRUPT.has(code)) return 'corrupt';
  if (BUSY.has(code) || status === 429 || status >= 500) return 'busy';
  if (GONE.has(code) || (status === 404 && code !== 'NoSuchBucket')) return 'gone';
  return 'refused';
}

/** Whatever the SDK threw, as the ledger's five kinds. An answer that is no S3 answer (a proxy's page) counts as busy. */
export function asObjectStoreError(error: unknown): ObjectStoreError {
  if (error instanceof ObjectStoreError) return error;
  if (!(error instanceof S3ServiceException)) {
    return new ObjectStoreError('unreachable', networkCode(error), messageOf(error), { cause: error });
  }
  const status = error.$metadata.httpStatusCode ?? 0;
  const kind = status >= 200 && status < 300 ? 'busy' : kindOf(error.name, status);
  const after = Number(error.$response?.headers['retry-after']);
  return new ObjectStoreError(kind, error.name, error.message, {
    cause: error,
    ...(Number.isFinite(after) && after >= 0 ? { retryAfterSeconds: after } : {}),
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
