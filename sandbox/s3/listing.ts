import { type S3Answer, xmlAnswer } from './answer.ts';
import type { Call } from './engine.ts';
import { S3Error } from './errors.ts';
import type { ObjectRow } from './objects.ts';

/** ListObjectsV2 with prefix, delimiter and continuation. */
export function listObjects({ engine, request }: Call): S3Answer {
  if (request.parameter('list-type') !== '2')
    throw new S3Error('NotImplemented', 'Only ListObjectsV2 (list-type=2) is implemented here.');
  const prefix = request.parameter('prefix') ?? '';
  const delimiter = request.parameter('delimiter') ?? '';
  const limit = Math.min(1000, Number(request.parameter('max-keys') ?? 1000));
  const token = request.parameter('continuation-token');
  const after =
    token === undefined ? (request.parameter('start-after') ?? '') : Buffer.from(token, 'base64url').toString('utf8');
  const encode = request.parameter('encoding-type') === 'url' ? encodeURIComponent : (text: string) => text;

  const contents: ReturnType<typeof listed>[] = [];
  const common: string[] = [];
  let last = '';
  let truncated = false;
  for (const row of engine.files.list(request.bucket, prefix, after)) {
    const cut = delimiter === '' ? -1 : row.key.indexOf(delimiter, prefix.length);
    const group = cut < 0 ? undefined : row.key.slice(0, cut + delimiter.length);
    if (group !== undefined && (common.includes(group) || after.startsWith(group))) {
      last = row.key;
      continue;
    }
    if (contents.length + common.length >= limit) {
      truncated = true;
      break;
    }
    if (group === undefined) contents.push(listed(row, encode));
    else common.push(group);
    last = row.key;
  }
  return xmlAnswer('ListBucketResult', {
    Name: request.bucket,
    Prefix: encode(prefix),
    Delimiter: delimiter === '' ? undefined : encode(delimiter),
    MaxKeys: limit,
    KeyCount: contents.length + common.length,
    IsTruncated: truncated,
    ContinuationToken: token,
    NextContinuationToken: truncated ? Buffer.from(last).toString('base64url') : undefined,
    EncodingType: request.parameter('encoding-type'),
    Contents: contents,
    CommonPrefixes: common.map((group) => ({ Prefix: encode(group) })),
  });
}

function listed(row: ObjectRow, encode: (text: string) => string) {
  return {
    Key: encode(row.key),
    LastModified: new Date(row.modified_at).toISOString(),
    ETag: `"${row.etag}"`,
    Size: row.size,
    StorageClass: 'STANDARD',
    ...(row.checksum_algorithm === null ? {} : { ChecksumAlgorithm: row.checksum_algorithm.toUpperCase() }),
  };
}
