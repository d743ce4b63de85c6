import type { S3Answer } from './answer.ts';
import { completeMultipartUpload } from './complete.ts';
import type { Call } from './engine.ts';
import { S3Error } from './errors.ts';
import { listObjects } from './listing.ts';
import {
  abortMultipartUpload,
  createMultipartUpload,
  listMultipartUploads,
  listParts,
  uploadPart,
} from './multipart-operations.ts';
import { deleteObject, getObject, headObject, putObject } from './object-operations.ts';
import type { S3Request } from './request.ts';

type Operation = (call: Call) => S3Answer | Promise<S3Answer>;

/** S3's operations that the sandbox knows, by the name AWS gives them. */
const OPERATIONS = {
  PutObject: putObject,
  GetObject: getObject,
  HeadObject: headObject,
  DeleteObject: deleteObject,
  ListObjectsV2: listObjects,
  CreateMultipartUpload: createMultipartUpload,
  UploadPart: uploadPart,
  ListParts: listParts,
  ListMultipartUploads: listMultipartUploads,
  CompleteMultipartUpload: completeMultipartUpload,
  AbortMultipartUpload: abortMultipartUpload,
  HeadBucket: () => ({ status: 200, headers: {} }),
} satisfies Record<string, Operation>;
export type OperationName = keyof typeof OPERATIONS;

/** What a session's credentials may do under their prefix: write, and list the parts they wrote. */
const SESSION_OPERATIONS: ReadonlySet<string> = new Set<OperationName>([
  'PutObject',
  'CreateMultipartUpload',
  'UploadPart',
  'ListParts',
  'CompleteMultipartUpload',
  'AbortMultipartUpload',
]);

export function operationName(request: S3Request): OperationName {
  const has = (name: string) => request.parameter(name) !== undefined;
  const onObject = request.key !== '';
  switch (`${request.method} ${onObject ? 'object' : 'bucket'}`) {
    case 'PUT object':
      return has('uploadId') || has('partNumber') ? 'UploadPart' : 'PutObject';
    case 'POST object':
      if (has('uploads')) return 'CreateMultipartUpload';
      if (has('uploadId')) return 'CompleteMultipartUpload';
      break;
    case 'GET object':
      return has('uploadId') ? 'ListParts' : 'GetObject';
    case 'HEAD object':
      return 'HeadObject';
    case 'DELETE object':
      return has('uploadId') ? 'AbortMultipartUpload' : 'DeleteObject';
    case 'GET bucket':
      return has('uploads') ? 'ListMultipartUploads' : 'ListObjectsV2';
    case 'HEAD bucket':
      return 'HeadBucket';
  }
  throw new S3Error('MethodNotAllowed', 'The specified method is not allowed against this resource.');
}

/** Sub-resources (`?acl`, `?tagging`…) that would otherwise be taken for plain reads and writes of the object. */
const UNSUPPORTED = [
  'acl',
  'tagging',
  'policy',
  'versioning',
  'versions',
  'versionId',
  'retention',
  'legal-hold',
  'torrent',
  'restore',
  'select',
  'attributes',
  'cors',
  'lifecycle',
  'location',
];

export function authorise(call: Call, name: OperationName, buckets: ReadonlySet<string>): void {
  const { request, signed } = call;
  const { prefix } = signed.signer;
  if (
    prefix !== undefined &&
    !(SESSION_OPERATIONS.has(name) && buckets.has(request.bucket) && request.key.startsWith(prefix))
  ) {
    throw new S3Error('AccessDenied', 'Access Denied');
  }
  if (!buckets.has(request.bucket))
    throw new S3Error('NoSuchBucket', 'The specified bucket does not exist', { BucketName: request.bucket });
  const unsupported = UNSUPPORTED.find((resource) => request.parameter(resource) !== undefined);
  if (unsupported !== undefined)
    throw new S3Error(
      'NotImplemented',
      `A header or query you provided implies functionality that is not implemented: ${unsupported}`,
    );
}

export function perform(call: Call, name: OperationName): S3Answer | Promise<S3Answer> {
  return OPERATIONS[name](call);
}
