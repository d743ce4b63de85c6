import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  at,
  description,
  newUpload,
  type SandboxClient,
  sandboxForTest,
  sha256,
  smallJpeg,
  type TestSandbox,
  textAt,
  type UploadSession,
  uploadSession,
} from '../support/sandbox-client.ts';
import { putIntoSession } from '../support/session-storage.ts';

let started: TestSandbox;
let me: SandboxClient;
const control: TestSandbox['control'] = (...call) => started.control(...call);

beforeEach(async () => {
  started = await sandboxForTest();
  me = await started.photographer();
});
afterEach(() => started.end());

async function open(wanted: Record<string, unknown>): Promise<UploadSession> {
  const answer = await me.call('POST', '/api/photographer/uploads', wanted);
  return uploadSession.parse(at(answer.body, 'data'));
}

const complete = (session: UploadSession, bytes: Uint8Array, more: object = {}) =>
  me.call('POST', `/api/photographer/uploads/${session.id}/complete`, {
    ...description(),
    sha256: sha256(bytes),
    ...more,
  });

test('a photo goes from session to pending, once, however often it is completed', async () => {
  const [original, watermarked] = [await smallJpeg(1), await smallJpeg(2)];
  const wanted = newUpload(original, { watermarked });
  const session = await open(wanted);
  expect(session.storage.original).toMatchObject({ bucket: 'pouire-photos' });
  expect(session.storage.derivatives.watermarked).toMatchObject({ bucket: 'pouire-watermarked' });
  const same = await me.call('POST', '/api/photographer/uploads', wanted);
  expect([same.status, at(same.body, 'data.id')]).toEqual([200, session.id]);

  await putIntoSession(session, 'original', original);
  expect(await complete(session, original)).toMatchObject({
    status: 409,
    body: { code: 'incomplete', data: { missing: ['watermarked'] } },
  });
  await putIntoSession(session, 'watermarked', watermarked);
  const [first, second] = await Promise.all([complete(session, original), complete(session, original)]);
  const third = await complete(session, original, { title: 'Autre titre' });
  expect(first.body).toMatchObject({
    success: true,
    data: { status: 'pending', title: 'Marché de Gounghin', width: 640, height: 480 },
  });
  const id = at(first.body, 'data.id');
  expect([at(second.body, 'data.id'), at(third.body, 'data.id'), third.status]).toEqual([id, id, 200]);
  expect(at((await me.call('GET', '/api/photographer/photos')).body, 'meta.total')).toBe(1);

  const again = await me.call('POST', '/api/photographer/uploads', newUpload(original));
  expect([again.status, again.body]).toMatchObject([
    409,
    { success: false, code: 'duplicate', data: { photo_id: id } },
  ]);
});

test('an object with another content than announced is not taken', async () => {
  const original = await smallJpeg(1);
  const session = await open(newUpload(original));
  await putIntoSession(session, 'original', randomBytes(original.length));
  expect((await complete(session, original)).status).toBe(409);
  await putIntoSession(session, 'original', original);
  expect((await complete(session, original, { sha256: sha256(Buffer.from('x')) })).status).toBe(422);
  expect((await complete(session, original)).status).toBe(201);
});

test('bytes that are no picture are refused when the session is completed', async () => {
  const bytes = randomBytes(2000);
  const session = await open(newUpload(bytes));
  await putIntoSession(session, 'original', bytes);
  expect((await complete(session, bytes)).status).toBe(422);
});

test('too large, not a picture, and the same id for other content are refused at the door', async () => {
  const original = await smallJpeg(1);
  const wanted = newUpload(original);
  const ask = (more: object) => me.call('POST', '/api/photographer/uploads', { ...wanted, ...more });
  expect((await ask({ size: 52_428_801 })).status).toBe(413);
  expect((await ask({ content_type: 'image/tiff' })).status).toBe(415);
  expect((await ask({ sha256: 'x' })).status).toBe(422);
  expect((await ask({})).status).toBe(201);
  expect((await ask({ size: 7 })).status).toBe(422);
});

test('credentials end with their hour and can be had anew', async () => {
  const original = await smallJpeg(1);
  const session = await open(newUpload(original));
  await control('POST', '/clock', { advance_seconds: 3601 });
  await expect(putIntoSession(session, 'original', original)).rejects.toMatchObject({ name: 'ExpiredToken' });
  await me.login(started.now.email, started.now.password);
  await control('POST', '/account', { credentials_ttl_seconds: 60 });
  const fresh = await me.call('POST', `/api/photographer/uploads/${session.id}/credentials`);
  const credentials = uploadSession.shape.storage.shape.credentials.parse(at(fresh.body, 'data'));
  expect(
    Date.parse(credentials.expires_at) - Date.parse(textAt((await control('GET', '/clock')).body, 'now')),
  ).toBeLessThanOrEqual(60_000);
  await putIntoSession({ ...session, storage: { ...session.storage, credentials } }, 'original', original);
  expect((await complete(session, original)).status).toBe(201);
});

test('an aborted session takes its objects with it and is gone', async () => {
  const original = await smallJpeg(1);
  const session = await open(newUpload(original));
  await putIntoSession(session, 'original', original);
  expect((await me.call('DELETE', `/api/photographer/uploads/${session.id}`)).status).toBe(200);
  expect(await started.now.marketplace.storage.objects()).toEqual([]);
  expect((await complete(session, original)).status).toBe(404);
});

test('the books show every byte that crossed, dropped tries included', async () => {
  const original = await smallJpeg(1);
  const session = await open(newUpload(original));
  await control('POST', '/faults', {
    server: 's3',
    method: 'PUT',
    route: '/pouire-photos/',
    action: { kind: 'drop-after-bytes', bytes: 1000 },
  });
  await expect(putIntoSession(session, 'original', original)).rejects.toThrow();
  await putIntoSession(session, 'original', original);
  const state = (await control('GET', '/state')).body;
  const { bucket, key } = session.storage.original;
  expect(at(state, 'objects')).toEqual([{ bucket, key, size: original.length, sha256: sha256(original) }]);
  expect(started.now.marketplace.wire.counters.received.get(`${bucket}/${key}`)).toEqual({
    bytes: original.length + 1000,
    tries: 2,
  });
  expect(at(state, 'counters.requests.s3 PutObject')).toEqual({ dropped: 1, 200: 1 });
});

test.each([
  [503, 'SlowDown'],
  [500, 'InternalError'],
  [403, 'AccessDenied'],
  [429, 'TooManyRequests'],
] as const)('S3 answers %i on demand, as %s', async (status, name) => {
  const original = await smallJpeg(1);
  const session = await open(newUpload(original));
  await control('POST', '/faults', { server: 's3', action: { kind: 'status', status } });
  await expect(putIntoSession(session, 'original', original)).rejects.toMatchObject({
    name,
    $metadata: { httpStatusCode: status },
  });
  await putIntoSession(session, 'original', original);
});

test('a slow link slows S3 down', async () => {
  const original = await smallJpeg(1);
  const session = await open(newUpload(original));
  await control('POST', '/link', { bits_per_second: original.length * 16 });
  const begin = performance.now();
  await putIntoSession(session, 'original', original);
  expect(performance.now() - begin).toBeGreaterThan(400);
});

test('a marketplace of today has no direct upload', async () => {
  const old = await sandboxForTest({ directUpload: false });
  const client = await old.photographer();
  expect((await client.call('POST', '/api/photographer/uploads', newUpload(Buffer.from('x')))).status).toBe(404);
  await old.end();
});
