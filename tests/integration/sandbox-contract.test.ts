import { existsSync, readFileSync } from 'node:fs';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { OpenApi } from '../support/openapi.ts';
import {
  at,
  description,
  newUpload,
  photoForm,
  postPhoto,
  type SandboxClient,
  sandboxForTest,
  sha256,
  smallJpeg,
  textAt,
  uploadSession,
} from '../support/sandbox-client.ts';
import { sessionStorage } from '../support/session-storage.ts';

const published = new URL('../../../shared/marketplace/openapi.json', import.meta.url);
const started = await sandboxForTest();
const me = await started.photographer();
const stranger = started.stranger();
const control = (path: string, body?: unknown) => started.control('POST', path, body);

afterAll(() => started.end());

describe('direct upload, against its own OpenAPI', () => {
  const openApi = new OpenApi(
    parse(readFileSync(new URL('../../docs/marketplace/direct-upload.yaml', import.meta.url), 'utf8')),
  );
  const uploads = '/api/photographer/uploads';

  async function checked(
    status: number,
    method: string,
    path: string,
    id: string,
    body?: unknown,
    caller = me,
  ): Promise<unknown> {
    const answer = await caller.call(method, path.replace('{id}', id), body);
    expect([answer.status, answer.body]).toEqual([status, answer.body]);
    expect(openApi.check(method, path, status, answer.body)).toEqual([]);
    return answer.body;
  }

  test('every answer is as written', async () => {
    const original = await smallJpeg(77);
    const wanted = newUpload(original, { thumb_200x150: await smallJpeg(78) });
    await checked(401, 'POST', uploads, '', wanted, stranger);
    await checked(422, 'POST', uploads, '', {});
    await checked(413, 'POST', uploads, '', { ...wanted, size: 60_000_000 });
    await checked(415, 'POST', uploads, '', { ...wanted, content_type: 'image/webp' });
    const session = uploadSession.parse(at(await checked(201, 'POST', uploads, '', wanted), 'data'));
    await checked(200, 'POST', uploads, '', wanted);
    await checked(200, 'POST', `${uploads}/{id}/credentials`, session.id);
    await checked(404, 'POST', `${uploads}/{id}/credentials`, '0c47e906-0000-4000-8000-000000000000');
    const completion = { ...description(), sha256: sha256(original) };
    await checked(409, 'POST', `${uploads}/{id}/complete`, session.id, completion);
    await checked(422, 'POST', `${uploads}/{id}/complete`, session.id, { ...completion, title: 'x' });
    await checked(200, 'DELETE', `${uploads}/{id}`, session.id);

    const simple = newUpload(original);
    const second = uploadSession.parse(at(await checked(201, 'POST', uploads, '', simple), 'data'));
    const s3 = sessionStorage(second);
    await s3.send(
      new PutObjectCommand({
        Bucket: second.storage.original.bucket,
        Key: second.storage.original.key,
        Body: original,
      }),
    );
    s3.destroy();
    await checked(201, 'POST', `${uploads}/{id}/complete`, second.id, completion);
    await checked(200, 'POST', `${uploads}/{id}/complete`, second.id, completion);
    await checked(409, 'POST', uploads, '', simple);
    const known = textAt(await checked(409, 'POST', uploads, '', simple), 'data.photo_id');
    const better = newUpload(await smallJpeg(79));
    const replacing = await checked(201, 'POST', uploads, '', { ...better, replaces: known });
    expect(at(replacing, 'data.replaces')).toBe(known);
    await checked(422, 'POST', uploads, '', better);
    await checked(422, 'POST', uploads, '', { ...newUpload(await smallJpeg(80)), replaces: 'seven' });
    const nobodys = '0c47e906-0000-4000-8000-000000000000';
    await checked(404, 'POST', uploads, '', { ...newUpload(await smallJpeg(80)), replaces: nobodys });
    await control(`/photos/${known}/approve`);
    await checked(409, 'POST', uploads, '', { ...better, replaces: known });
    await checked(409, 'DELETE', `${uploads}/{id}`, second.id);
    await checked(404, 'DELETE', `${uploads}/{id}`, '0c47e906-0000-4000-8000-000000000000');
  });
});

/**
 * Where the marketplace itself is not as it documents (docs/marketplace): sums and decimal columns come as strings, raw
 * timestamps are not ISO 8601, Laravel's pages have null links at their ends, a suspended profile and cancelled
 * withdrawals exist. Each line is one deviation the sandbox reproduces on purpose; any other fails.
 */
const KNOWN_DEVIATIONS: readonly string[] = [
  'GET /api/photographer/analytics/sales 200: /data/total_revenue must be number',
  ...['available', 'pending', 'this_month', 'total_earnings'].map(
    (sum) => `GET /api/photographer/dashboard 200: /data/revenue/${sum} must be number`,
  ),
  'GET /api/photographer/photos 200: /links/next must be string',
  ...['available_balance', 'commission', 'net_revenue', 'pending_balance', 'total_sales', 'withdrawn'].map(
    (sum) => `GET /api/photographer/revenue 200: /data/data/*/${sum} must be integer`,
  ),
  'GET /api/photographer/revenue/available 200: /data/available_amount must be number',
  'GET /api/photographer/revenue/history 200: /data/data/*/total must be integer',
  'GET /api/photographer/revenue/transactions 200: /data/data/*/date must match format "date-time"',
  'GET /api/photographer/withdrawals 200: /data/data/*/amount must be number',
  'GET /api/photographer/withdrawals 200: /data/data/*/status must be equal to one of the allowed values',
  'GET /api/photographer/withdrawals/{withdrawal} 200: /data/amount must be number',
  'POST /api/photographer/withdrawals 200: /data/amount must be number',
];

const missing = !existsSync(published);
describe.skipIf(missing)(
  `the published contract${missing ? ' (skipped: the published openapi.json is not beside this repository)' : ''}`,
  () => {
    test('every answer is as documented, but for the deviations listed', async () => {
      const openApi = new OpenApi(JSON.parse(readFileSync(published, 'utf8')));
      const seen: string[] = [];
      const go = async (
        status: number,
        method: string,
        path: string,
        options: { at?: string; body?: unknown; as?: SandboxClient } = {},
      ): Promise<unknown> => {
        const answer = await (options.as ?? me).call(method, options.at ?? path.split('?')[0] ?? path, options.body);
        expect([path, answer.status, answer.body]).toEqual([path, status, answer.body]);
        seen.push(...openApi.check(method, path, status, answer.body));
        return answer.body;
      };
      const id = await postPhoto(me, await smallJpeg(5), {
        ...description(),
        price_standard: 50_000,
        price_extended: 100_000,
      });
      await postPhoto(me, await smallJpeg(6));
      await control(`/photos/${id}/approve`);
      await control('/sales', { photo_id: id, date: new Date(Date.now() - 40 * 86_400_000).toISOString() });
      await control('/sales', { photo_id: id, license: 'extended' });

      const credentials = { email: started.now.email, password: started.now.password };
      const newcomer = {
        first_name: 'Issa',
        last_name: 'Traoré',
        email: 'issa@exemple.bf',
        password: 'mot-de-passe',
        password_confirmation: 'mot-de-passe',
        account_type: 'photographer',
      };
      await go(200, 'POST', '/api/auth/login', { body: credentials, as: stranger });
      await go(401, 'POST', '/api/auth/login', { body: { ...credentials, password: 'x' }, as: stranger });
      await go(422, 'POST', '/api/auth/login', { body: {}, as: stranger });
      await go(201, 'POST', '/api/auth/register', { body: newcomer, as: stranger });
      await go(422, 'POST', '/api/auth/register', { body: newcomer, as: stranger });
      await go(200, 'POST', '/api/auth/forgot-password', { body: { email: newcomer.email }, as: stranger });
      await go(422, 'POST', '/api/auth/forgot-password', { body: { email: 'x' }, as: stranger });
      await go(400, 'POST', '/api/auth/reset-password', {
        body: { email: newcomer.email, token: 'x', password: 'mot-de-passe', password_confirmation: 'mot-de-passe' },
        as: stranger,
      });
      for (const path of ['/api/auth/me', '/api/auth/abilities']) {
        await go(200, 'GET', path);
        await go(401, 'GET', path, { as: stranger });
      }

      await go(200, 'GET', '/api/categories', { as: stranger });
      await go(200, 'GET', '/api/categories/{slugOrId}', { at: '/api/categories/portrait', as: stranger });
      await go(404, 'GET', '/api/categories/{slugOrId}', { at: '/api/categories/rien', as: stranger });

      const photos = '/api/photographer/photos';
      const photo = `${photos}/{photo}`;
      await go(200, 'GET', photos);
      await go(200, 'GET', photos, { at: `${photos}?per_page=1` });
      await go(422, 'POST', photos, { body: photoForm(Buffer.from('x'), {}) });
      await go(201, 'POST', photos, { body: photoForm(await smallJpeg(8), description()) });
      await go(200, 'GET', photo, { at: `${photos}/${id}` });
      await go(404, 'GET', photo, { at: `${photos}/0c47e906-0000-4000-8000-000000000000` });
      await go(200, 'PUT', photo, {
        at: `${photos}/${id}`,
        body: { title: 'Un autre titre', tags: 'un, deux, trois' },
      });
      await go(422, 'PUT', photo, { at: `${photos}/${id}`, body: { title: 'x' } });
      await go(200, 'DELETE', photo, { at: `${photos}/${await postPhoto(me, await smallJpeg(9))}` });
      const other = started.stranger();
      await other.login(newcomer.email, newcomer.password);
      await go(403, 'GET', photo, { at: `${photos}/${id}`, as: other });

      await go(200, 'GET', '/api/photographer/dashboard');
      // Documented under another path than the server has.
      await go(200, 'GET', '/api/photographer/dashboard/stats', { at: '/api/photographer/stats' });
      for (const path of ['', '/available', '/pending', '/history', '/transactions']) {
        await go(200, 'GET', `/api/photographer/revenue${path}`);
        await go(401, 'GET', `/api/photographer/revenue${path}`, { as: stranger });
      }
      const analytics = '/api/photographer/analytics';
      for (const path of ['sales', 'popular-photos']) await go(200, 'GET', `${analytics}/${path}`);
      for (const path of [
        'views-over-time',
        'sales-over-time',
        'revenue-over-time',
        'conversion-over-time',
        'hourly-distribution',
        'category-performance',
      ]) {
        await go(200, 'GET', `${analytics}/${path}`, { at: `${analytics}/${path}?period=30d` });
      }

      const withdrawals = '/api/photographer/withdrawals';
      const body = {
        amount: 10_000,
        payment_method: 'mobile_money',
        payment_details: { phone: '+22670123456', provider: 'Orange Money', account_name: 'Awa' },
      };
      const asked = textAt(await go(200, 'POST', withdrawals, { body }), 'data.id');
      await go(400, 'POST', withdrawals, { body: { ...body, amount: 900_000 } });
      await go(422, 'POST', withdrawals, { body: { ...body, amount: 1 } });
      await go(200, 'GET', withdrawals);
      const one = { at: `${withdrawals}/${asked}` };
      await go(200, 'GET', `${withdrawals}/{withdrawal}`, one);
      await go(200, 'DELETE', `${withdrawals}/{withdrawal}`, one);
      await go(400, 'DELETE', `${withdrawals}/{withdrawal}`, one);
      await go(200, 'GET', withdrawals);

      const notifications = '/api/user/notifications';
      const listed = await go(200, 'GET', notifications);
      const notification = { at: `${notifications}/${textAt(listed, 'data.data.0.id')}` };
      await go(200, 'GET', `${notifications}/unread`);
      await go(200, 'PUT', `${notifications}/{notification}/read`, { at: `${notification.at}/read` });
      await go(200, 'PUT', `${notifications}/read-all`, { at: `${notifications}/mark-all-read` });
      await go(200, 'DELETE', `${notifications}/{notification}`, notification);
      await go(404, 'DELETE', `${notifications}/{notification}`, notification);

      await go(200, 'GET', '/api/user/profile');
      await go(200, 'PUT', '/api/user/profile', { body: { bio: 'Photographe à Ouagadougou' } });
      await go(422, 'PUT', '/api/user/profile', { body: { bio: 'x'.repeat(501) } });
      const avatar = new FormData();
      avatar.append('avatar', new Blob([Uint8Array.from(await smallJpeg(3))]), 'moi.jpg');
      const password = {
        current_password: started.now.password,
        password: started.now.password,
        password_confirmation: started.now.password,
      };
      for (const [status, change] of [
        [200, password],
        [400, { ...password, current_password: 'x' }],
        [422, {}],
      ] as const) {
        const answer = await me.call('PUT', '/api/user/password', change);
        expect(answer.status).toBe(status);
        seen.push(...openApi.check('PUT', '/api/user/profile/password', status, answer.body));
      }
      const uploaded = await me.call('PUT', '/api/user/avatar', avatar);
      seen.push(...openApi.check('POST', '/api/user/profile/avatar', uploaded.status, uploaded.body));
      await go(200, 'POST', '/api/auth/refresh');
      expect([...new Set(seen)].sort()).toEqual([...KNOWN_DEVIATIONS].sort());
    });
  },
);
