import { createHash, createHmac } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type {
  Buckets,
  ExternalStorage,
  OpenMultipartUpload,
  SessionCredentials,
  StoredObject,
} from '../../sandbox/storage.ts';

export interface CephGateway {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly roleArn: string;
}

const BUCKETS: Buckets = {
  photos: 'pouire-photos',
  watermarked: 'pouire-watermarked',
  thumbnails: 'pouire-thumbnails',
};
/** AssumeRole takes no shorter sessions (AWS STS, DurationSeconds). */
const SHORTEST_SESSION_SECONDS = 900;

/**
 * Lets the sandbox's API hand out sessions on a Ceph RADOS Gateway: credentials by STS AssumeRole with a session policy
 * for the upload's prefix, everything else with the root key. Makes the buckets that aren't there.
 */
export async function cephStorage(gateway: CephGateway): Promise<ExternalStorage & { close(): void }> {
  const s3 = new S3Client({
    region: gateway.region,
    endpoint: gateway.endpoint,
    forcePathStyle: true,
    credentials: gateway,
    // This engine knows neither the newer checksum headers nor unsigned trailers.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  for (const Bucket of Object.values(BUCKETS)) {
    await s3.send(new CreateBucketCommand({ Bucket })).catch((error: unknown) => {
      if (!(error instanceof Error && error.name.startsWith('BucketAlready'))) throw error;
    });
  }

  const read = async (Bucket: string, Key: string): Promise<Readable | undefined> => {
    try {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      return Body instanceof Readable ? Body : undefined;
    } catch (error) {
      if (error instanceof Error && error.name === 'NoSuchKey') return undefined;
      throw error;
    }
  };
  const head = async (bucket: string, key: string) => {
    const content = await read(bucket, key);
    if (content === undefined) return undefined;
    const hash = createHash('sha256');
    let size = 0;
    for await (const piece of content) {
      hash.update(piece);
      size += piece.length;
    }
    return { size, sha256: hash.digest('hex') };
  };
  const keys = async (bucket: string, Prefix: string): Promise<string[]> => {
    const found: string[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix, ContinuationToken }));
      for (const { Key } of page.Contents ?? []) if (Key !== undefined) found.push(Key);
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
    return found;
  };
  const uploads = async (Bucket: string, Prefix: string) =>
    (await s3.send(new ListMultipartUploadsCommand({ Bucket, Prefix }))).Uploads ?? [];
  const abortUploads = async (prefix: string): Promise<void> => {
    for (const Bucket of Object.values(BUCKETS)) {
      for (const { Key, UploadId } of await uploads(Bucket, prefix))
        await s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
    }
  };

  return {
    endpoint: gateway.endpoint,
    region: gateway.region,
    buckets: BUCKETS,
    checksums: 'md5',
    credentials: (prefix, ttlSeconds) => assumeRole(gateway, prefix, Math.max(SHORTEST_SESSION_SECONDS, ttlSeconds)),
    head,
    read,
    write: async (Bucket, Key, Body, ContentType) => {
      await s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType }));
    },
    abortUploads,
    removePrefix: async (prefix) => {
      await abortUploads(prefix);
      for (const bucket of Object.values(BUCKETS)) {
        for (const Key of await keys(bucket, prefix)) await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
      }
    },
    objects: async () => {
      const found: StoredObject[] = [];
      for (const bucket of Object.values(BUCKETS)) {
        for (const key of await keys(bucket, '')) {
          const there = await head(bucket, key);
          if (there !== undefined) found.push({ bucket, key, ...there });
        }
      }
      return found;
    },
    openMultipartUploads: async () => {
      const open: OpenMultipartUpload[] = [];
      for (const Bucket of Object.values(BUCKETS)) {
        for (const { Key = '', UploadId = '' } of await uploads(Bucket, '')) {
          const { Parts = [] } = await s3.send(new ListPartsCommand({ Bucket, Key, UploadId }));
          const parts = Parts.map(({ PartNumber = 0, Size = 0, ETag = '' }) => ({
            number: PartNumber,
            size: Size,
            etag: ETag.replaceAll('"', ''),
          }));
          open.push({ bucket: Bucket, key: Key, uploadId: UploadId, parts });
        }
      }
      return open;
    },
    close: () => s3.destroy(),
  };
}

/** STS AssumeRole by hand: one signed form, so that no STS client is needed for one call. */
async function assumeRole(gateway: CephGateway, prefix: string, ttlSeconds: number): Promise<SessionCredentials> {
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['s3:PutObject', 's3:ListMultipartUploadParts', 's3:AbortMultipartUpload'],
        Resource: Object.values(BUCKETS).map((bucket) => `arn:aws:s3:::${bucket}/${prefix}*`),
      },
    ],
  };
  const body = new URLSearchParams({
    Action: 'AssumeRole',
    Version: '2011-06-15',
    RoleArn: gateway.roleArn,
    RoleSessionName: 'upload',
    DurationSeconds: String(ttlSeconds),
    Policy: JSON.stringify(policy),
  }).toString();
  const xml = await askSts(gateway, body);
  const field = (name: string): string => {
    const value = new RegExp(`<${name}>([^<]+)</${name}>`).exec(xml)?.[1];
    if (value === undefined) throw new Error(`AssumeRole: ${xml}`);
    return value;
  };
  return {
    accessKeyId: field('AccessKeyId'),
    secretAccessKey: field('SecretAccessKey'),
    sessionToken: field('SessionToken'),
    expiresAt: Date.parse(field('Expiration')),
  };
}

/** Asking for a role changes nothing: a gateway that stays silent for a while is asked again, on a connection of its own. */
async function askSts(gateway: CephGateway, body: string): Promise<string> {
  for (let tries = 1; ; tries += 1) {
    try {
      const response = await fetch(gateway.endpoint, {
        method: 'POST',
        headers: { ...signSts(gateway, body), connection: 'close' },
        body,
        signal: AbortSignal.timeout(5000),
      });
      return await response.text();
    } catch (error) {
      if (tries === 3) throw error;
    }
  }
}

function signSts(gateway: CephGateway, body: string): Record<string, string> {
  const timestamp = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '');
  const date = timestamp.slice(0, 8);
  const scope = `${date}/${gateway.region}/sts/aws4_request`;
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const type = 'application/x-www-form-urlencoded';
  const { host } = new URL(gateway.endpoint);
  const canonical = [
    'POST',
    '/',
    '',
    `content-type:${type}`,
    `host:${host}`,
    `x-amz-date:${timestamp}`,
    '',
    'content-type;host;x-amz-date',
    hash(body),
  ].join('\n');
  const key = hmac(hmac(hmac(hmac(`AWS4${gateway.secretAccessKey}`, date), gateway.region), 'sts'), 'aws4_request');
  const signature = hmac(key, ['AWS4-HMAC-SHA256', timestamp, scope, hash(canonical)].join('\n')).toString('hex');
  return {
    'content-type': type,
    'x-amz-date': timestamp,
    authorization: `AWS4-HMAC-SHA256 Credential=${gateway.accessKeyId}/${scope}, SignedHeaders=content-type;host;x-amz-date, Signature=${signature}`,
  };
}
