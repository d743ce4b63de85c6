import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  ListPartsCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { z } from 'zod';
import {
  ObjectStoreError,
  type OnProgress,
  type OpenObjectStore,
  type PartBody,
  type StorageSession,
  type StoredPart,
} from '../../core/ports/object-store.ts';
import { proxyAgents } from '../system/proxy.ts';
import { httpAgent, httpsAgent } from './connections.ts';
import { countedBody } from './counted-body.ts';
import { asObjectStoreError } from './s3-errors.ts';

/** The part of the SDK's request that is ours to complete; kept as it is, for the headers are written in place. */
const outgoing = z.custom<{ headers: Record<string, string>; body?: unknown }>(
  (request) =>
    typeof request === 'object' &&
    request !== null &&
    'headers' in request &&
    typeof request.headers === 'object' &&
    request.headers !== null,
);

/** How long a connection may take to be made, ms. What happens after that is watched by the delivery (no progress = stalled). */
const CONNECT_TIMEOUT_MS = 15_000;

/** The SDK would write its warnings to the console; what goes wrong is told by the errors. */
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

function createClient(session: StorageSession, payloads: WeakMap<object, PartBody>): S3Client {
  const { accessKeyId, secretAccessKey, sessionToken } = session.credentials;
  const client = new S3Client({
    region: session.region,
    ...(session.endpoint === undefined ? {} : { endpoint: session.endpoint }),
    forcePathStyle: session.forcePathStyle,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
    maxAttempts: 1,
    logger: SILENT,
    // Digests are ours, by the session's mode: the SDK's defaults (CRC32 in trailers) are unknown to older engines.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    // Waiting for "100 Continue" would cost every part a round trip of silence, and the SDK a connection of its own for each.
    // A storage that refuses answers at once: the rest of the body then stays here (send).
    expectContinueHeader: false,
    requestHandler: {
      connectionTimeout: CONNECT_TIMEOUT_MS,
      requestTimeout: 0,
      httpAgent,
      httpsAgent,
      ...proxyAgents(),
    },
  });
  // The SDK signs streams as UNSIGNED-PAYLOAD unless the header is there already.
  client.middlewareStack.add(
    (next) => async (args) => {
      const request = outgoing.safeParse(args.request).data;
      const body = typeof request?.body === 'object' && request.body !== null ? payloads.get(request.body) : undefined;
      if (request !== undefined && body !== undefined) request.headers['x-amz-content-sha256'] = hex(body.sha256);
      return await next(args);
    },
    { step: 'build', name: 'signedPayload' },
  );
  return client;
}

/** What a body carries besides its signature. */
type Checksum = { readonly ChecksumSHA256: string } | { readonly ContentMD5: string };

/** Base64 → lower-case hexadecimal, as `x-amz-content-sha256` wants it. */
function hex(base64: string): string {
  return Buffer.from(base64, 'base64').toString('hex');
}

/**
 * S3 through the AWS SDK, one attempt a call. Every body is signed with its SHA-256 (`x-amz-content-sha256`), so that any
 * engine refuses bytes that changed on the way, and carries the checksum that the session asks for besides.
 */
export const openS3ObjectStore: OpenObjectStore = (session) => {
  const payloads = new WeakMap<object, PartBody>();
  const client = createClient(session, payloads);

  async function checksumOf(body: PartBody): Promise<Checksum> {
    return session.checksums === 'sha256' ? { ChecksumSHA256: body.sha256 } : { ContentMD5: await body.md5() };
  }

  async function call<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      throw asObjectStoreError(error);
    }
  }

  /** Sends a body and hands back its ETag; the file is closed whatever happens, and an answer that comes early ends the sending. */
  async function send(
    body: PartBody,
    signal: AbortSignal,
    onProgress: OnProgress | undefined,
    command: (
      stream: ReturnType<typeof countedBody>,
      checksum: Checksum,
      abortSignal: AbortSignal,
    ) => Promise<{ ETag?: string | undefined }>,
  ): Promise<{ etag: string }> {
    return await call(signal, async () => {
      const checksum = await checksumOf(body);
      const stream = countedBody(body, onProgress);
      payloads.set(stream, body);
      const answeredEarly = new AbortController();
      const failed = new Promise<never>((_resolve, reject) => stream.once('error', reject));
      try {
        const { ETag } = await Promise.race([
          command(stream, checksum, AbortSignal.any([signal, answeredEarly.signal])),
          failed,
        ]);
        return { etag: required(ETag, 'ETag') };
      } finally {
        failed.catch(() => {});
        if (!stream.readableEnded) answeredEarly.abort();
        stream.destroy();
      }
    });
  }

  return {
    put: (bucket, key, body, contentType, signal, onProgress) =>
      send(body, signal, onProgress, (stream, checksum, abortSignal) =>
        client.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key: key,
            Body: stream,
            ContentLength: body.size,
            ContentType: contentType,
            ...checksum,
          }),
          { abortSignal },
        ),
      ),

    createMultipart: (bucket, key, contentType, signal) =>
      call(signal, async () => {
        const checksum = session.checksums === 'sha256' ? ({ ChecksumAlgorithm: 'SHA256' } as const) : {};
        const { UploadId } = await client.send(
          new CreateMultipartUploadCommand({ Bucket: bucket, Key: key, ContentType: contentType, ...checksum }),
          { abortSignal: signal },
        );
        return { uploadId: required(UploadId, 'UploadId') };
      }),

    uploadPart: (bucket, key, uploadId, partNumber, body, signal, onProgress) =>
      send(body, signal, onProgress, (stream, checksum, abortSignal) =>
        client.send(
          new UploadPartCommand({
            Bucket: bucket,
            Key: key,
            UploadId: uploadId,
            PartNumber: partNumber,
            Body: stream,
            ContentLength: body.size,
            ...checksum,
          }),
          { abortSignal },
        ),
      ),

    listParts: (bucket, key, uploadId, signal) =>
      call(signal, async () => {
        const parts: StoredPart[] = [];
        let after: string | undefined;
        do {
          const page = await client.send(
            new ListPartsCommand({
              Bucket: bucket,
              Key: key,
              UploadId: uploadId,
              ...(after === undefined ? {} : { PartNumberMarker: after }),
            }),
            { abortSignal: signal },
          );
          for (const part of page.Parts ?? []) {
            parts.push({
              partNumber: required(part.PartNumber, 'PartNumber'),
              size: required(part.Size, 'Size'),
              etag: required(part.ETag, 'ETag'),
              checksumSha256: part.ChecksumSHA256 ?? null,
            });
          }
          after = page.IsTruncated === true ? page.NextPartNumberMarker : undefined;
        } while (after !== undefined);
        return parts;
      }),

    completeMultipart: (bucket, key, uploadId, parts, signal) =>
      call(signal, async () => {
        const { ETag } = await client.send(
          new CompleteMultipartUploadCommand({
            Bucket: bucket,
            Key: key,
            UploadId: uploadId,
            MultipartUpload: {
              Parts: parts.map(({ partNumber, etag, sha256 }) => ({
                PartNumber: partNumber,
                ETag: etag,
                ...(session.checksums === 'sha256' ? { ChecksumSHA256: sha256 } : {}),
              })),
            },
          }),
          { abortSignal: signal },
        );
        return { etag: required(ETag, 'ETag') };
      }),

    abortMultipart: (bucket, key, uploadId, signal) =>
      call(signal, async () => {
        await client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key: key, UploadId: uploadId }), {
          abortSignal: signal,
        });
      }),

    head: (bucket, key, signal) =>
      call(signal, async () => {
        try {
          const { ContentLength, ETag } = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }), {
            abortSignal: signal,
          });
          return { size: required(ContentLength, 'ContentLength'), etag: ETag ?? '' };
        } catch (error) {
          // HEAD has no body, so a 404 carries no code but its number.
          if (asObjectStoreError(error).kind === 'gone') return null;
          throw error;
        }
      }),

    // Requests end by their signals, connections by their own idleness (connections.ts): others may be using them.
    close() {},
  };
};

function required<T>(value: T | undefined, name: string): T {
  if (value === undefined)
    throw new ObjectStoreError('refused', 'IncompleteAnswer', `the storage's answer has no ${name}`);
  return value;
}
