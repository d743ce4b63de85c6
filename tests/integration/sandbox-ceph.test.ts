import { randomBytes } from 'node:crypto';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListPartsCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type CephGateway, cephStorage } from '../support/ceph-storage.ts';
import {
  at,
  description,
  newUpload,
  type SandboxClient,
  sandboxForTest,
  sha256,
  smallJpeg,
  type TestSandbox,
  uploadSession,
} from '../support/sandbox-client.ts';
import { sessionStorage } from '../support/session-storage.ts';

/** The line that scripts/ceph-rgw.sh prints; the suite that starts a gateway puts it into the environment. */
const given = process.env.POUIRE_CEPH_RGW;
const gateway: CephGateway | undefined =
  given === undefined
    ? undefined
    : z
        .object({
          endpoint: z.string(),
          region: z.string(),
          accessKeyId: z.string(),
          secretAccessKey: z.string(),
          roleArn: z.string(),
        })
        .parse(JSON.parse(given));

describe.skipIf(gateway === undefined)(
  `sessions on a Ceph RADOS Gateway${gateway === undefined ? ' (skipped: POUIRE_CEPH_RGW names none)' : ''}`,
  () => {
    let started: TestSandbox;
    let storage: Awaited<ReturnType<typeof cephStorage>>;
    let me: SandboxClient;
    const clients: S3Client[] = [];

    beforeAll(async () => {
      if (gateway === undefined) return;
      storage = await cephStorage(gateway);
      started = await sandboxForTest({ storage });
      me = await started.photographer();
    });
    afterAll(async () => {
      for (const one of clients) one.destroy();
      await storage?.close();
      await started?.end();
    });

    test('a photo goes through, and its credentials reach no further than its prefix', async () => {
      // Two parts, so that resuming has something to list.
      const original = Buffer.concat([await smallJpeg(1), randomBytes(6 * 1024 * 1024)]);
      const thumbnail = await smallJpeg(2);
      const session = uploadSession.parse(
        at(
          (await me.call('POST', '/api/photographer/uploads', newUpload(original, { thumb_400x300: thumbnail }))).body,
          'data',
        ),
      );
      const s3 = sessionStorage(session, { requestChecksumCalculation: 'WHEN_REQUIRED' });
      clients.push(s3);
      const small = session.storage.derivatives.thumb_400x300;
      await s3.send(new PutObjectCommand({ Bucket: small?.bucket, Key: small?.key, Body: thumbnail }));
      const { bucket: Bucket, key: Key } = session.storage.original;
      const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
      const Parts = [];
      for (const PartNumber of [1, 2]) {
        const Body = original.subarray((PartNumber - 1) * session.part_size, PartNumber * session.part_size);
        const { ETag } = await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
        Parts.push({ PartNumber, ETag });
      }
      expect((await s3.send(new ListPartsCommand({ Bucket, Key, UploadId }))).Parts).toHaveLength(2);
      const complete = () =>
        me.call('POST', `/api/photographer/uploads/${session.id}/complete`, {
          ...description(),
          sha256: sha256(original),
        });
      expect(await complete()).toMatchObject({
        status: 409,
        body: { code: 'incomplete', data: { missing: ['original'] } },
      });
      await s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }));
      expect(await complete()).toMatchObject({ status: 201, body: { data: { status: 'pending', width: 640 } } });

      const denied = { $metadata: { httpStatusCode: 403 } };
      await expect(s3.send(new PutObjectCommand({ Bucket, Key: 'photos/other/x', Body: 'x' }))).rejects.toMatchObject(
        denied,
      );
      await expect(s3.send(new GetObjectCommand({ Bucket, Key }))).rejects.toMatchObject(denied);
      const id = at((await complete()).body, 'data.id');
      expect((await me.call('DELETE', `/api/photographer/photos/${id}`)).status).toBe(200);
      expect(await storage.head(Bucket, Key)).toBeUndefined();
    });
  },
);
