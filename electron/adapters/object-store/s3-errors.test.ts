import { S3ServiceException } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { asObjectStoreError } from './s3-errors.ts';

function s3(name: string, status: number): S3ServiceException {
  return new S3ServiceException({ name, message: name, $fault: 'client', $metadata: { httpStatusCode: status } });
}

test.each([
  ['NoSuchUpload', 404, 'gone'],
  ['NoSuchBucket', 404, 'refused'],
  ['InvalidPart', 400, 'gone'],
  ['ExpiredToken', 400, 'expired'],
  ['InvalidAccessKeyId', 403, 'expired'],
  ['AccessDenied', 403, 'refused'],
  ['SignatureDoesNotMatch', 403, 'refused'],
  ['BadDigest', 400, 'corrupt'],
  ['XAmzContentSHA256Mismatch', 400, 'corrupt'],
  ['SlowDown', 503, 'busy'],
  ['RequestTimeTooSkewed', 403, 'busy'],
  ['InternalError', 500, 'busy'],
  ['SomethingNew', 502, 'busy'],
  ['InternalError', 200, 'busy'], // CompleteMultipartUpload may answer 200 and an error in its body
])('%s with status %i is %s', (name, status, kind) => {
  expect(asObjectStoreError(s3(name, status))).toMatchObject({ kind, code: name });
});

test('an error without an answer is out of reach, with the code of the network', () => {
  expect(asObjectStoreError(Object.assign(new Error('reset'), { code: 'ECONNRESET' }))).toMatchObject({
    kind: 'unreachable',
    code: 'ECONNRESET',
  });
});
