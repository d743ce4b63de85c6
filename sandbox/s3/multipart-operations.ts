import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { checksumElements, checksumHeaders, type S3Answer, xmlAnswer } from './answer.ts';
import { checksumAlgorithm } from './checksums.ts';
import { type Call, receive, userMetadata } from './engine.ts';
import { S3Error } from './errors.ts';
import { checksumType, type UploadRow } from './objects.ts';

/** Part numbers go from 1 to 10,000 (S3, "Multipart upload limits"). */
const MAXIMUM_PART = 10_000;

export function createMultipartUpload({ engine, request }: Call): S3Answer {
  const named = request.header('x-amz-checksum-algorithm');
  const algorithm = named === undefined ? undefined : checksumAlgorithm(named);
  if (named !== undefined && algorithm === undefined) {
    throw new S3Error(
      'InvalidRequest',
      'Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]',
    );
  }
  const wantedType = checksumType.safeParse(request.header('x-amz-checksum-type')).data;
  const type =
    algorithm === undefined ? null : (wantedType ?? (algorithm === 'crc64nvme' ? 'FULL_OBJECT' : 'COMPOSITE'));
  if (type === 'FULL_OBJECT' && (algorithm === 'sha1' || algorithm === 'sha256')) {
    throw new S3Error(
      'InvalidRequest',
      `The FULL_OBJECT checksum type cannot be used with the ${algorithm} checksum algorithm.`,
    );
  }
  const uploadId = randomBytes(24).toString('base64url');
  engine.files.createUpload({
    upload_id: uploadId,
    bucket: request.bucket,
    key: request.key,
    content_type: request.header('content-type') ?? 'binary/octet-stream',
    metadata: userMetadata(request),
    checksum_algorithm: algorithm ?? null,
    checksum_type: type,
    initiated_at: engine.clock.now(),
  });
  const echoed: Record<string, string> = {};
  if (algorithm !== undefined) echoed['x-amz-checksum-algorithm'] = algorithm.toUpperCase();
  if (type !== null) echoed['x-amz-checksum-type'] = type;
  return xmlAnswer(
    'InitiateMultipartUploadResult',
    { Bucket: request.bucket, Key: request.key, UploadId: uploadId },
    echoed,
  );
}

export async function uploadPart(call: Call): Promise<S3Answer> {
  const { engine, request } = call;
  const number = Number(request.parameter('partNumber'));
  if (!Number.isInteger(number) || number < 1 || number > MAXIMUM_PART) {
    throw new S3Error('InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive', {
      ArgumentName: 'partNumber',
    });
  }
  const upload = requireUpload(call);
  const file = engine.files.incoming();
  const subject = `${request.bucket}/${request.key}#${upload.upload_id}#${number}`;
  const content = await receive(call, file, subject, upload.checksum_algorithm ?? undefined);
  try {
    if (upload.checksum_algorithm !== null && content.checksum?.algorithm !== upload.checksum_algorithm) {
      throw new S3Error(
        'InvalidRequest',
        `Checksum Type mismatch occurred, expected checksum Type: ${upload.checksum_algorithm}, actual checksum Type: ${content.checksum?.algorithm}`,
      );
    }
    const etag = content.md5.toString('hex');
    const kept = await engine.files.putPart(file, {
      upload_id: upload.upload_id,
      number,
      size: content.size,
      etag,
      checksum: upload.checksum_algorithm === null ? null : (content.checksum?.value ?? null),
      modified_at: engine.clock.now(),
    });
    if (!kept) throw noSuchUpload(upload.upload_id);
    return {
      status: 200,
      headers: { etag: `"${etag}"`, ...checksumHeaders(content.checksum?.algorithm, content.checksum?.value) },
    };
  } finally {
    await rm(file, { force: true });
  }
}

export function listParts(call: Call): S3Answer {
  const { engine, request } = call;
  const upload = requireUpload(call);
  const marker = Number(request.parameter('part-number-marker') ?? 0);
  const limit = Math.min(1000, Number(request.parameter('max-parts') ?? 1000));
  if (!Number.isInteger(marker) || !Number.isInteger(limit) || limit < 0) {
    throw new S3Error('InvalidArgument', 'Argument max-parts must be an integer between 0 and 2147483647');
  }
  const after = engine.files.parts(upload.upload_id).filter((part) => part.number > marker);
  const page = after.slice(0, limit);
  return xmlAnswer('ListPartsResult', {
    Bucket: upload.bucket,
    Key: upload.key,
    UploadId: upload.upload_id,
    StorageClass: 'STANDARD',
    PartNumberMarker: marker,
    NextPartNumberMarker: page.at(-1)?.number ?? 0,
    MaxParts: limit,
    IsTruncated: after.length > page.length,
    ...(upload.checksum_algorithm === null
      ? {}
      : {
          ChecksumAlgorithm: upload.checksum_algorithm.toUpperCase(),
          ChecksumType: upload.checksum_type ?? undefined,
        }),
    Part: page.map((part) => ({
      PartNumber: part.number,
      LastModified: new Date(part.modified_at).toISOString(),
      ETag: `"${part.etag}"`,
      Size: part.size,
      ...checksumElements(upload.checksum_algorithm, part.checksum),
    })),
  });
}

export async function abortMultipartUpload(call: Call): Promise<S3Answer> {
  await call.engine.files.removeUpload(requireUpload(call).upload_id);
  return { status: 204, headers: {} };
}

export function listMultipartUploads({ engine, request }: Call): S3Answer {
  const prefix = request.parameter('prefix') ?? '';
  const limit = Math.min(1000, Number(request.parameter('max-uploads') ?? 1000));
  const keyMarker = request.parameter('key-marker') ?? '';
  const idMarker = request.parameter('upload-id-marker') ?? '';
  const uploads = engine.files.uploads(request.bucket, prefix);
  // A marker names the last upload of the page before.
  const at = uploads.findIndex((one) => one.key === keyMarker && one.upload_id === idMarker);
  const after = at >= 0 ? uploads.slice(at + 1) : uploads.filter((one) => one.key > keyMarker);
  const page = after.slice(0, limit);
  const last = after.length > page.length ? page.at(-1) : undefined;
  return xmlAnswer('ListMultipartUploadsResult', {
    Bucket: request.bucket,
    KeyMarker: keyMarker,
    UploadIdMarker: idMarker,
    NextKeyMarker: last?.key,
    NextUploadIdMarker: last?.upload_id,
    Prefix: prefix,
    MaxUploads: limit,
    IsTruncated: last !== undefined,
    Upload: page.map((one) => ({
      Key: one.key,
      UploadId: one.upload_id,
      StorageClass: 'STANDARD',
      Initiated: new Date(one.initiated_at).toISOString(),
    })),
  });
}

export function requireUpload({ engine, request }: Call): UploadRow {
  const uploadId = request.parameter('uploadId') ?? '';
  const upload = engine.files.upload(uploadId);
  if (upload === undefined || upload.bucket !== request.bucket || upload.key !== request.key)
    throw noSuchUpload(uploadId);
  return upload;
}

function noSuchUpload(uploadId: string): S3Error {
  return new S3Error(
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    { UploadId: uploadId },
  );
}
