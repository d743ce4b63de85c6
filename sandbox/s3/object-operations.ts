import { rm } from 'node:fs/promises';
import { checksumHeaders, type S3Answer } from './answer.ts';
import { type Call, receive, userMetadata } from './engine.ts';
import { S3Error } from './errors.ts';
import type { ObjectRow } from './objects.ts';

export async function putObject(call: Call): Promise<S3Answer> {
  const { engine, request } = call;
  if (request.header('x-amz-copy-source') !== undefined)
    throw new S3Error('NotImplemented', 'Copying objects is not implemented here.');
  refuseExisting(call);
  const file = engine.files.incoming();
  const content = await receive(call, file, `${request.bucket}/${request.key}`);
  try {
    refuseExisting(call);
    const etag = content.md5.toString('hex');
    await engine.files.putObject(file, {
      bucket: request.bucket,
      key: request.key,
      size: content.size,
      etag,
      sha256: content.sha256.toString('hex'),
      content_type: request.header('content-type') ?? 'binary/octet-stream',
      metadata: userMetadata(request),
      checksum_algorithm: content.checksum?.algorithm ?? null,
      checksum: content.checksum?.value ?? null,
      checksum_type: content.checksum === undefined ? null : 'FULL_OBJECT',
      modified_at: engine.clock.now(),
    });
    return {
      status: 200,
      headers: {
        etag: `"${etag}"`,
        ...checksumHeaders(content.checksum?.algorithm, content.checksum?.value, 'FULL_OBJECT'),
      },
    };
  } finally {
    await rm(file, { force: true });
  }
}

/** `If-None-Match: *`: the write is for a key that isn't there yet. */
export function refuseExisting({ engine, request }: Call): void {
  if (request.header('if-none-match') === '*' && engine.files.object(request.bucket, request.key) !== undefined) {
    throw new S3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
      Condition: 'If-None-Match',
    });
  }
}

export function getObject(call: Call): S3Answer {
  const row = requireObject(call);
  const range = readRange(call.request.header('range'), row.size);
  const headers = objectHeaders(call, row);
  if (range === undefined) return { status: 200, headers, body: call.engine.files.read(row) };
  return {
    status: 206,
    headers: {
      ...headers,
      'content-length': String(range.end - range.start + 1),
      'content-range': `bytes ${range.start}-${range.end}/${row.size}`,
    },
    body: call.engine.files.read(row, range),
  };
}

export function headObject(call: Call): S3Answer {
  return { status: 200, headers: objectHeaders(call, requireObject(call)) };
}

export async function deleteObject({ engine, request }: Call): Promise<S3Answer> {
  await engine.files.removeObject(request.bucket, request.key);
  return { status: 204, headers: {} };
}

function requireObject({ engine, request }: Call): ObjectRow {
  const row = engine.files.object(request.bucket, request.key);
  if (row === undefined) throw new S3Error('NoSuchKey', 'The specified key does not exist.', { Key: request.key });
  return row;
}

function objectHeaders({ request }: Call, row: ObjectRow): Record<string, string> {
  const wanted =
    request.header('x-amz-checksum-mode')?.toUpperCase() === 'ENABLED' && request.header('range') === undefined;
  return {
    'accept-ranges': 'bytes',
    'content-length': String(row.size),
    'content-type': row.content_type,
    etag: `"${row.etag}"`,
    'last-modified': new Date(row.modified_at).toUTCString(),
    ...Object.fromEntries(Object.entries(row.metadata).map(([name, value]) => [`x-amz-meta-${name}`, value])),
    ...(wanted ? checksumHeaders(row.checksum_algorithm, row.checksum, row.checksum_type) : {}),
  };
}

function readRange(header: string | undefined, size: number): { start: number; end: number } | undefined {
  const match = header === undefined ? null : /^bytes=(\d*)-(\d*)$/.exec(header);
  if (match === null) return undefined;
  const [, from = '', to = ''] = match;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(size - 1, Number(to));
  if (start > end || start >= size) throw new S3Error('InvalidRange', 'The requested range is not satisfiable');
  return { start, end };
}
