import { createHash, randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sandboxForTest } from '../support/sandbox-client.ts';
import { presign, type SigningKey, signHeaders } from '../support/sigv4.ts';

const MIB = 1024 * 1024;
const Bucket = 'pouire-photos';
const started = await sandboxForTest();
const clients: S3Client[] = [];

function client(key: SigningKey, more: S3ClientConfig = {}): S3Client {
  const made = new S3Client({
    region: 'us-east-1',
    endpoint: started.now.s3,
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: key,
    ...more,
  });
  clients.push(made);
  return made;
}

let root: S3Client;
let rootKey: SigningKey;
beforeAll(() => {
  rootKey = started.now.root;
  root = client(rootKey);
});
afterAll(async () => {
  for (const one of clients) one.destroy();
  await started.end();
});

const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest();
const md5hex = (bytes: Uint8Array) => md5(bytes).toString('hex');
const crc = (bytes: Uint8Array) => {
  const value = Buffer.alloc(4);
  value.writeUInt32BE(crc32(bytes));
  return value.toString('base64');
};
const exists = async (Key: string) =>
  await root.send(new HeadObjectCommand({ Bucket, Key })).then(
    () => true,
    () => false,
  );

describe('objects', () => {
  test('what is put comes back byte for byte, with MD5 as ETag and its checksum', async () => {
    const Body = randomBytes(300_000);
    const Key = 'a/é à ç œ+(1)*.jpg';
    const put = await root.send(
      new PutObjectCommand({
        Bucket,
        Key,
        Body,
        ContentType: 'image/jpeg',
        Metadata: { place: 'gounghin' },
        ChecksumAlgorithm: 'SHA256',
      }),
    );
    expect(put.ETag).toBe(`"${md5hex(Body)}"`);
    expect(put.ChecksumSHA256).toBe(createHash('sha256').update(Body).digest('base64'));
    const got = await root.send(new GetObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? [])).toEqual(Body);
    expect(got.ContentType).toBe('image/jpeg');
    expect(got.Metadata).toEqual({ place: 'gounghin' });
    const part = await root.send(new GetObjectCommand({ Bucket, Key, Range: 'bytes=10-19' }));
    expect(Buffer.from((await part.Body?.transformToByteArray()) ?? [])).toEqual(Body.subarray(10, 20));
    await root.send(new DeleteObjectCommand({ Bucket, Key }));
    await expect(root.send(new GetObjectCommand({ Bucket, Key }))).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  test.each(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const)(
    'a %s checksum made by the SDK is verified and echoed',
    async (ChecksumAlgorithm) => {
      const Body = randomBytes(10_000);
      const put = await root.send(
        new PutObjectCommand({ Bucket, Key: `sum/${ChecksumAlgorithm}`, Body, ChecksumAlgorithm }),
      );
      const head = await root.send(
        new HeadObjectCommand({ Bucket, Key: `sum/${ChecksumAlgorithm}`, ChecksumMode: 'ENABLED' }),
      );
      const name = `Checksum${ChecksumAlgorithm}` as const;
      expect(put[name]).toBeDefined();
      expect(head[name]).toBe(put[name]);
    },
  );

  test('the checksums agree with published check values for "123456789"', async () => {
    const values = { CRC32: 'cbf43926', CRC32C: 'e3069283', CRC64NVME: 'ae8b14860a799888' } as const;
    for (const [algorithm, hex] of Object.entries(values)) {
      const value = Buffer.from(hex, 'hex').toString('base64');
      const put = root.send(
        new PutObjectCommand({ Bucket, Key: 'check', Body: '123456789', [`Checksum${algorithm}`]: value }),
      );
      await expect(put).resolves.toMatchObject({ [`Checksum${algorithm}`]: value });
    }
  });

  test('a stream of unknown hash (aws-chunked with a trailing checksum) is stored without its framing', async () => {
    const bytes = randomBytes(7 * MIB + 13);
    await root.send(
      new PutObjectCommand({
        Bucket,
        Key: 'stream',
        Body: Readable.from([bytes.subarray(0, 100_000), bytes.subarray(100_000)]),
        ContentLength: bytes.length,
        ChecksumAlgorithm: 'CRC32',
      }),
    );
    const head = await root.send(new HeadObjectCommand({ Bucket, Key: 'stream' }));
    expect(head.ContentLength).toBe(bytes.length);
    expect(head.ETag).toBe(`"${md5hex(bytes)}"`);
  });

  test('a wrong Content-MD5, checksum or SHA-256 stores nothing', async () => {
    const Body = randomBytes(1000);
    const wrong = randomBytes(1000);
    const put = (more: object) => root.send(new PutObjectCommand({ Bucket, Key: 'wrong', Body, ...more }));
    await expect(put({ ContentMD5: md5(wrong).toString('base64') })).rejects.toMatchObject({ name: 'BadDigest' });
    await expect(put({ ContentMD5: 'bm90IGFuIG1kNQ==' })).rejects.toMatchObject({ name: 'InvalidDigest' });
    await expect(put({ ChecksumCRC32: crc(wrong) })).rejects.toMatchObject({ name: 'BadDigest' });
    await expect(put({ ChecksumSHA256: createHash('sha256').update(wrong).digest('base64') })).rejects.toMatchObject({
      name: 'BadDigest',
    });
    await expect(put({ ChecksumSHA256: 'c2hvcnQ=' })).rejects.toMatchObject({ name: 'InvalidRequest' });
    const url = `${started.now.s3}/${Bucket}/wrong`;
    const { headers } = signHeaders({
      method: 'PUT',
      url,
      key: rootKey,
      region: 'us-east-1',
      at: new Date(),
      payload: createHash('sha256').update(wrong).digest('hex'),
    });
    const answer = await fetch(url, { method: 'PUT', headers, body: Body });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('<Code>XAmzContentSHA256Mismatch</Code>');
    expect(await exists('wrong')).toBe(false);
  });

  test('a connection dropped in the middle of a PUT stores nothing and keeps what was there', async () => {
    const before = randomBytes(500);
    await root.send(new PutObjectCommand({ Bucket, Key: 'dropped', Body: before }));
    const url = new URL(`${started.now.s3}/${Bucket}/dropped`);
    const { headers } = signHeaders({
      method: 'PUT',
      url: url.href,
      key: rootKey,
      region: 'us-east-1',
      at: new Date(),
      payload: 'UNSIGNED-PAYLOAD',
    });
    const head = Object.entries({ ...headers, 'content-length': '1000000' }).map(
      ([name, value]) => `${name}: ${value}\r\n`,
    );
    await new Promise<void>((resolve, reject) => {
      const socket = connect(Number(url.port), url.hostname, () => {
        socket.write(`PUT ${url.pathname} HTTP/1.1\r\n${head.join('')}\r\n`);
        socket.write(randomBytes(200_000), () => socket.destroy());
      });
      socket.on('close', () => resolve()).on('error', reject);
    });
    await expect.poll(() => started.now.marketplace.wire.counters.requests.get('s3 PutObject')?.get('dropped')).toBe(1);
    const head2 = await root.send(new HeadObjectCommand({ Bucket, Key: 'dropped' }));
    expect(head2.ETag).toBe(`"${md5hex(before)}"`);
  });

  test('a listing pages, groups by delimiter and keeps to its prefix', async () => {
    for (const Key of ['l/a', 'l/b/1', 'l/b/2', 'l/c', 'm/a'])
      await root.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
    const first = await root.send(new ListObjectsV2Command({ Bucket, Prefix: 'l/', Delimiter: '/', MaxKeys: 2 }));
    expect(first.Contents?.map((one) => one.Key)).toEqual(['l/a']);
    expect(first.CommonPrefixes?.map((one) => one.Prefix)).toEqual(['l/b/']);
    expect(first.IsTruncated).toBe(true);
    const second = await root.send(
      new ListObjectsV2Command({
        Bucket,
        Prefix: 'l/',
        Delimiter: '/',
        ContinuationToken: first.NextContinuationToken,
      }),
    );
    expect(second.Contents?.map((one) => one.Key)).toEqual(['l/c']);
    expect(second.CommonPrefixes).toBeUndefined();
  });
});

describe('signatures', () => {
  test('a wrong secret, an unknown key and an unsigned request are refused', async () => {
    const put = (key: SigningKey) => client(key).send(new PutObjectCommand({ Bucket, Key: 'refused', Body: 'x' }));
    await expect(put({ ...rootKey, secretAccessKey: 'wrong' })).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
    });
    await expect(put({ ...rootKey, accessKeyId: 'AKNOBODY' })).rejects.toMatchObject({ name: 'InvalidAccessKeyId' });
    const unsigned = await fetch(`${started.now.s3}/${Bucket}/refused`, { method: 'PUT', body: 'x' });
    expect(unsigned.status).toBe(403);
    expect(await unsigned.text()).toContain('<Code>AccessDenied</Code>');
    expect(await exists('refused')).toBe(false);
  });

  test('a request that was changed after it was signed is refused', async () => {
    const url = `${started.now.s3}/${Bucket}/tampered`;
    const wanted = {
      method: 'PUT',
      url,
      key: rootKey,
      region: 'us-east-1',
      at: new Date(),
      payload: 'UNSIGNED-PAYLOAD',
    };
    const { headers } = signHeaders(wanted);
    expect((await fetch(`${url}2`, { method: 'PUT', headers, body: 'x' })).status).toBe(403);
    expect(
      (await fetch(url, { method: 'PUT', headers: { ...headers, 'x-amz-meta-more': 'x' }, body: 'x' })).status,
    ).toBe(403);
    expect(
      (
        await fetch(url, {
          method: 'PUT',
          headers: { ...headers, 'x-amz-content-sha256': md5hex(Buffer.from('x')) },
          body: 'x',
        })
      ).status,
    ).toBe(403);
    expect(await exists('tampered')).toBe(false);
    expect((await fetch(url, { method: 'PUT', headers, body: 'x' })).status).toBe(200);
  });

  test('another region is told the right one', async () => {
    await expect(
      client(rootKey, { region: 'eu-west-3' }).send(new HeadObjectCommand({ Bucket, Key: 'x' })),
    ).rejects.toMatchObject({ $metadata: { httpStatusCode: 400 } });
  });

  test('a clock that is twenty minutes off is refused as skewed', async () => {
    const skewed = client(rootKey, { systemClockOffset: -20 * 60_000 });
    await expect(skewed.send(new PutObjectCommand({ Bucket, Key: 'skew', Body: 'x' }))).rejects.toMatchObject({
      name: 'RequestTimeTooSkewed',
    });
  });

  test('a presigned URL works until it expires and no longer when touched', async () => {
    const wanted = {
      method: 'PUT',
      url: `${started.now.s3}/${Bucket}/presigned%20%C3%A9`,
      key: rootKey,
      region: 'us-east-1',
      at: new Date(),
      expiresSeconds: 60,
    };
    const url = presign(wanted);
    expect((await fetch(url.replace('presigned', 'presigner'), { method: 'PUT', body: 'x' })).status).toBe(403);
    expect(
      (await fetch(url.replace('X-Amz-Expires=60', 'X-Amz-Expires=6000'), { method: 'PUT', body: 'x' })).status,
    ).toBe(403);
    expect((await fetch(url, { method: 'PUT', body: 'x' })).status).toBe(200);
    expect(await exists('presigned é')).toBe(true);
    const expired = await fetch(presign({ ...wanted, at: new Date(Date.now() - 61_000) }), {
      method: 'PUT',
      body: 'x',
    });
    expect(expired.status).toBe(403);
    expect(await expired.text()).toContain('Request has expired');
  });

  test.each([
    ['good', 200],
    ['chunk changed', 403],
    ['trailer changed', 403],
    ['checksum wrong', 400],
    ['cut short', 400],
  ] as const)('an aws-chunked body with signed chunks and trailer: %s → %i', async (kind, status) => {
    const content = randomBytes(200_000);
    const Key = `chunked/${kind.replace(' ', '-')}`;
    const url = `${started.now.s3}/${Bucket}/${Key}`;
    const signing = signHeaders({
      method: 'PUT',
      url,
      key: rootKey,
      region: 'us-east-1',
      at: new Date(),
      payload: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
      headers: {
        'content-encoding': 'aws-chunked',
        'x-amz-decoded-content-length': String(content.length),
        'x-amz-trailer': 'x-amz-checksum-crc32',
      },
    });
    const pieces = [content.subarray(0, 65_536), content.subarray(65_536), Buffer.alloc(0)].map((piece) =>
      signing.chunk(piece),
    );
    pieces.push(
      signing.trailer('x-amz-checksum-crc32', kind === 'checksum wrong' ? crc(Buffer.from('other')) : crc(content)),
    );
    if (kind === 'cut short') pieces.splice(1);
    const body = Buffer.concat(pieces);
    if (kind === 'chunk changed') body[1000] = (body[1000] ?? 0) ^ 1;
    if (kind === 'trailer changed') body[body.length - 5] = (body[body.length - 5] ?? 0) ^ 1;
    const answer = await fetch(url, { method: 'PUT', headers: signing.headers, body });
    const text = await answer.text();
    expect([answer.status, text]).toEqual([status, status === 200 ? '' : text]);
    expect(await exists(Key)).toBe(status === 200);
  });
});

describe('multipart uploads', () => {
  const create = async (Key: string, more: object = {}) =>
    (await root.send(new CreateMultipartUploadCommand({ Bucket, Key, ...more }))).UploadId;

  test('parts become the object, with the ETag of multipart uploads and the composite SHA-256', async () => {
    const parts = [randomBytes(5 * MIB), randomBytes(5 * MIB), randomBytes(1000)];
    const Key = 'multi/whole';
    const UploadId = await create(Key, { ChecksumAlgorithm: 'SHA256' });
    const sent = [];
    for (const [index, Body] of parts.entries()) {
      const { ETag, ChecksumSHA256 } = await root.send(
        new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: index + 1, Body, ChecksumAlgorithm: 'SHA256' }),
      );
      sent.push({ PartNumber: index + 1, ETag, ChecksumSHA256 });
    }
    const noSums = sent.map(({ PartNumber, ETag }) => ({ PartNumber, ETag }));
    await expect(
      root.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts: noSums } })),
    ).rejects.toMatchObject({ name: 'InvalidRequest' });
    const done = await root.send(
      new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts: sent } }),
    );
    expect(done.ETag).toBe(`"${md5hex(Buffer.concat(parts.map(md5)))}-3"`);
    const digests = parts.map((part) => createHash('sha256').update(part).digest());
    expect(done.ChecksumSHA256).toBe(`${createHash('sha256').update(Buffer.concat(digests)).digest('base64')}-3`);
    const books = await started.now.marketplace.storage.head(Bucket, Key);
    expect(books).toEqual({
      size: 10 * MIB + 1000,
      sha256: createHash('sha256').update(Buffer.concat(parts)).digest('hex'),
    });
    await expect(root.send(new ListPartsCommand({ Bucket, Key, UploadId }))).rejects.toMatchObject({
      name: 'NoSuchUpload',
    });
  });

  test('the SDK left to its defaults completes an upload with CRC32', async () => {
    const Key = 'multi/defaults';
    const Body = randomBytes(100);
    const UploadId = await create(Key);
    const { ETag, ChecksumCRC32 } = await root.send(
      new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body }),
    );
    await root.send(
      new CompleteMultipartUploadCommand({
        Bucket,
        Key,
        UploadId,
        MultipartUpload: { Parts: [{ PartNumber: 1, ETag, ChecksumCRC32 }] },
      }),
    );
    expect(await exists(Key)).toBe(true);
  });

  test('a part sent again takes the place of the first, and parts are listed in pages', async () => {
    const plain = client(rootKey, { requestChecksumCalculation: 'WHEN_REQUIRED' });
    const Key = 'multi/again';
    const { UploadId } = await plain.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    const send = async (PartNumber: number, Body: Buffer) =>
      (
        await plain.send(
          new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body, ContentMD5: md5(Body).toString('base64') }),
        )
      ).ETag;
    const old = await send(1, randomBytes(5 * MIB));
    const first = randomBytes(5 * MIB);
    const last = randomBytes(10);
    const ETag1 = await send(1, first);
    const ETag2 = await send(2, last);
    const page = await plain.send(new ListPartsCommand({ Bucket, Key, UploadId, MaxParts: 1 }));
    expect(page.Parts?.map((part) => [part.PartNumber, part.ETag, part.Size])).toEqual([[1, ETag1, 5 * MIB]]);
    expect([page.IsTruncated, page.NextPartNumberMarker]).toEqual([true, '1']);
    const rest = await plain.send(
      new ListPartsCommand({ Bucket, Key, UploadId, PartNumberMarker: page.NextPartNumberMarker }),
    );
    expect(rest.Parts?.map((part) => part.ETag)).toEqual([ETag2]);
    const complete = (Parts: { PartNumber: number; ETag: string | undefined }[]) =>
      plain.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }));
    const [one, two] = [
      { PartNumber: 1, ETag: ETag1 },
      { PartNumber: 2, ETag: ETag2 },
    ];
    await expect(complete([{ PartNumber: 1, ETag: old }, two])).rejects.toMatchObject({ name: 'InvalidPart' });
    await expect(complete([two, one])).rejects.toMatchObject({ name: 'InvalidPartOrder' });
    await expect(complete([one, two, { PartNumber: 3, ETag: ETag1 }])).rejects.toMatchObject({ name: 'InvalidPart' });
    await complete([one, two]);
    const got = await plain.send(new GetObjectCommand({ Bucket, Key }));
    expect(md5hex((await got.Body?.transformToByteArray()) ?? Buffer.alloc(0))).toBe(
      md5hex(Buffer.concat([first, last])),
    );
    const { tries, bytes } = started.now.marketplace.wire.counters.received.get(`${Bucket}/${Key}#${UploadId}#1`) ?? {};
    expect([tries, bytes]).toEqual([2, 10 * MIB]);
  });

  test('a part below 5 MiB that is not the last is too small', async () => {
    const Key = 'multi/small';
    const UploadId = await create(Key);
    const Parts = [];
    for (const PartNumber of [1, 2]) {
      const { ETag, ChecksumCRC32 } = await root.send(
        new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body: 'small' }),
      );
      Parts.push({ PartNumber, ETag, ChecksumCRC32 });
    }
    await expect(
      root.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } })),
    ).rejects.toMatchObject({ name: 'EntityTooSmall' });
    expect(await exists(Key)).toBe(false);
  });

  test('parts with checksums are numbered without a gap; others may have gaps', async () => {
    const body = Buffer.alloc(5 * MIB, 'g');
    const plain = client(rootKey, { requestChecksumCalculation: 'WHEN_REQUIRED' });
    for (const sender of [root, plain]) {
      const Key = `multi/gaps-${sender === root}`;
      const checksum = sender === root ? ({ ChecksumAlgorithm: 'CRC32' } as const) : {};
      const { UploadId } = await sender.send(new CreateMultipartUploadCommand({ Bucket, Key, ...checksum }));
      const Parts = [];
      for (const PartNumber of [1, 3]) {
        const { ETag, ChecksumCRC32 } = await sender.send(
          new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body: body }),
        );
        Parts.push({ PartNumber, ETag, ChecksumCRC32 });
      }
      const completed = sender.send(
        new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }),
      );
      if (sender === root) await expect(completed).rejects.toMatchObject({ name: 'InvalidPartOrder' });
      else expect((await completed).ETag).toMatch(/-2"$/);
    }
  });

  test('open uploads are listed and abort removes them with their parts', async () => {
    const Key = 'multi/abort';
    const UploadId = await create(Key);
    await root.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: 'x' }));
    const listed = await root.send(new ListMultipartUploadsCommand({ Bucket, Prefix: Key }));
    expect(listed.Uploads?.map((one) => [one.Key, one.UploadId])).toEqual([[Key, UploadId]]);
    await root.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
    await expect(
      root.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 2, Body: 'x' })),
    ).rejects.toMatchObject({ name: 'NoSuchUpload' });
    const after = await root.send(new ListMultipartUploadsCommand({ Bucket, Prefix: Key }));
    expect(after.Uploads).toBeUndefined();
  });
});

describe('session credentials', () => {
  test('reach their prefix, to write and list parts there, and nothing else', async () => {
    const prefix = 'photos/someone/upload/';
    const key = await started.now.marketplace.storage.credentials(prefix, 3600);
    const session = client(key);
    const Key = `${prefix}original.jpg`;
    await session.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    await session.send(new PutObjectCommand({ Bucket: 'pouire-thumbnails', Key, Body: 'x' }));
    const { UploadId } = await session.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    await session.send(new ListPartsCommand({ Bucket, Key, UploadId }));
    await session.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
    const denied = { name: 'AccessDenied' };
    await expect(
      session.send(new PutObjectCommand({ Bucket, Key: 'photos/someone/other/x', Body: 'x' })),
    ).rejects.toMatchObject(denied);
    await expect(session.send(new PutObjectCommand({ Bucket: 'elsewhere', Key, Body: 'x' }))).rejects.toMatchObject(
      denied,
    );
    await expect(session.send(new GetObjectCommand({ Bucket, Key }))).rejects.toMatchObject(denied);
    await expect(session.send(new DeleteObjectCommand({ Bucket, Key }))).rejects.toMatchObject(denied);
    await expect(session.send(new ListObjectsV2Command({ Bucket, Prefix: prefix }))).rejects.toMatchObject(denied);
    const presigned = presign({
      method: 'PUT',
      url: `${started.now.s3}/${Bucket}/${Key}`,
      key,
      region: 'us-east-1',
      at: new Date(),
      expiresSeconds: 60,
    });
    expect((await fetch(presigned, { method: 'PUT', body: 'x' })).status).toBe(200);
  });

  test('a token of another key, a forged one and an expired one are refused', async () => {
    const { marketplace } = started.now;
    const [mine, other] = [
      await marketplace.storage.credentials('p/', 3600),
      await marketplace.storage.credentials('p/', 3600),
    ];
    const put = (key: SigningKey) => client(key).send(new PutObjectCommand({ Bucket, Key: 'p/x', Body: 'x' }));
    await expect(put({ ...mine, sessionToken: other.sessionToken })).rejects.toMatchObject({ name: 'InvalidToken' });
    await expect(put({ ...mine, sessionToken: `x${mine.sessionToken}` })).rejects.toMatchObject({
      name: 'InvalidToken',
    });
    await put(mine);
    marketplace.clock.advance(3_600_000);
    await expect(put(mine)).rejects.toMatchObject({ name: 'ExpiredToken' });
    marketplace.clock.advance(-3_600_000);
  });
});

test('after a restart objects, open uploads and their parts are still there', async () => {
  const Key = 'restart/multi';
  const body = randomBytes(5 * MIB);
  const { UploadId } = await root.send(new CreateMultipartUploadCommand({ Bucket, Key, ChecksumAlgorithm: 'CRC32' }));
  const first = await root.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: body }));
  await started.again();
  const later = client(rootKey);
  const parts = await later.send(new ListPartsCommand({ Bucket, Key, UploadId }));
  expect(parts.Parts?.map((part) => [part.ETag, part.ChecksumCRC32])).toEqual([[first.ETag, first.ChecksumCRC32]]);
  const Parts = [{ PartNumber: 1, ETag: first.ETag, ChecksumCRC32: first.ChecksumCRC32 }];
  const done = await later.send(
    new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }),
  );
  expect(done.ETag).toBe(`"${md5hex(md5(body))}-1"`);
});
