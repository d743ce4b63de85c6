import { afterAll, beforeAll, expect, test } from 'vitest';
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
const uploads = '/api/photographer/uploads';
const control = (path: string, body?: unknown) => started.control('POST', path, body);

beforeAll(async () => {
  started = await sandboxForTest();
  me = await started.photographer();
});
afterAll(() => started.end());

async function openFor(bytes: Uint8Array, replaces?: string): Promise<UploadSession> {
  const answer = await me.call('POST', uploads, {
    ...newUpload(bytes),
    ...(replaces === undefined ? {} : { replaces }),
  });
  return uploadSession.parse(at(answer.body, 'data'));
}

const complete = (session: UploadSession, bytes: Uint8Array, title?: string) =>
  me.call('POST', `${uploads}/${session.id}/complete`, { ...description(title), sha256: sha256(bytes) });

/** A photo as it comes out of a session; its id. */
async function sent(shade: number): Promise<{ id: string; bytes: Buffer }> {
  const bytes = await smallJpeg(shade);
  const session = await openFor(bytes);
  await putIntoSession(session, 'original', bytes);
  return { id: textAt((await complete(session, bytes)).body, 'data.id'), bytes };
}

async function contents(): Promise<string[]> {
  return (await started.now.marketplace.storage.objects()).map((object) => object.sha256);
}

test('a refused photo gets another picture: the same id, pending, no reason, and nothing of the picture before', async () => {
  const { id, bytes } = await sent(10);
  await control(`/photos/${id}/reject`, { reason: 'Image floue' });
  const [better, other] = [await smallJpeg(60), await smallJpeg(120)];
  const session = await openFor(better, id);
  expect((await complete(session, better)).status).toBe(409);
  expect(started.now.marketplace.photos.byId(id)).toMatchObject({ status: 'rejected', sha256: sha256(bytes) });
  await putIntoSession(session, 'original', better);
  const [first, second] = await Promise.all([complete(session, better, 'Marché, plus net'), complete(session, better)]);
  expect([first.status, second.status]).toEqual([200, 200]);
  expect([first.body, second.body].map((body) => at(body, 'data.id'))).toEqual([id, id]);
  expect(started.now.marketplace.photos.byId(id)).toMatchObject({
    status: 'pending',
    rejection_reason: null,
    sha256: sha256(better),
  });
  expect(await contents()).toContain(sha256(better));
  expect(await contents()).not.toContain(sha256(bytes));
  // Asked again, the picture is known; one that awaits moderation may still be replaced.
  expect(await me.call('POST', uploads, { ...newUpload(better), replaces: id })).toMatchObject({
    status: 409,
    body: { code: 'duplicate', data: { photo_id: id } },
  });
  const third = await openFor(other, id);
  await putIntoSession(third, 'original', other);
  expect(at((await complete(third, other)).body, 'data.id')).toBe(id);
  expect(started.now.marketplace.photos.all().map((photo) => photo.id)).toEqual([id]);
});

test('a photo that is published or gone between two steps is not replaced', async () => {
  const { id, bytes } = await sent(20);
  const better = await smallJpeg(90);
  const session = await openFor(better, id);
  await putIntoSession(session, 'original', better);
  await control(`/photos/${id}/approve`);
  const late = await complete(session, better);
  expect(late).toMatchObject({ status: 409, body: { code: 'not_replaceable', data: { why: 'approved' } } });
  await control('/sales', { photo_id: id });
  await control(`/photos/${id}/reject`);
  expect(await complete(session, better)).toMatchObject({ status: 409, body: { data: { why: 'sold' } } });
  expect(started.now.marketplace.photos.byId(id)).toMatchObject({ sha256: sha256(bytes) });
  await me.call('DELETE', `/api/photographer/photos/${id}`);
  expect(await complete(session, better)).toMatchObject({ status: 404, body: { code: 'replaces_unknown' } });
});

test('a server that does not know the field opens a session without a word of it', async () => {
  const old = await sandboxForTest({ pictureReplacement: false });
  try {
    const her = await old.photographer();
    const answer = await her.call('POST', uploads, { ...newUpload(await smallJpeg(30)), replaces: 'anything' });
    expect([answer.status, at(answer.body, 'data.replaces')]).toEqual([201, undefined]);
  } finally {
    await old.end();
  }
});
