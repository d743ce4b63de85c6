import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  at,
  description,
  photoForm,
  postPhoto,
  type SandboxClient,
  sandboxForTest,
  smallJpeg,
  type TestSandbox,
  textAt,
} from '../support/sandbox-client.ts';

let started: TestSandbox;
let me: SandboxClient;
const control: TestSandbox['control'] = (...call) => started.control(...call);

beforeEach(async () => {
  started = await sandboxForTest();
  me = await started.photographer();
});
afterEach(() => started.end());

async function published(shade = 10, fields = description()): Promise<string> {
  const id = await postPhoto(me, await smallJpeg(shade), fields);
  await control('POST', `/photos/${id}/approve`);
  return id;
}

describe('session', () => {
  test('a wrong password is refused with a sentence', async () => {
    const answer = await me.call('POST', '/api/auth/login', { email: started.now.email, password: 'wrong' });
    expect([answer.status, answer.body]).toEqual([
      401,
      { success: false, message: 'Les identifiants fournis sont incorrects' },
    ]);
  });

  test('a refreshed token takes the place of the old one, also after a restart', async () => {
    const old = me.token;
    const refreshed = await me.call('POST', '/api/auth/refresh');
    expect(refreshed.status).toBe(200);
    expect(at(refreshed.body, 'data.expires_in')).toBe(3600);
    expect((await me.call('GET', '/api/auth/me')).status).toBe(401);
    await started.again();
    expect((await me.call('POST', '/api/auth/refresh')).status).toBe(401);
    me.token = textAt(refreshed.body, 'data.access_token');
    expect(me.token).not.toBe(old);
    expect((await me.call('GET', '/api/auth/me')).status).toBe(200);
    await me.call('POST', '/api/auth/logout');
    expect(await me.call('GET', '/api/auth/me')).toMatchObject({ status: 401, body: { message: 'Token invalide' } });
  });

  test('an expired token is refused everywhere, by refresh too', async () => {
    await control('POST', '/clock', { advance_seconds: 3599 });
    expect((await me.call('GET', '/api/auth/me')).status).toBe(200);
    await control('POST', '/clock', { advance_seconds: 2 });
    expect(await me.call('GET', '/api/auth/me')).toMatchObject({ status: 401, body: { message: 'Token expiré' } });
    expect((await me.call('POST', '/api/auth/refresh')).status).toBe(401);
  });

  test('a token that was written by another hand is refused', async () => {
    const [header, , signature] = (me.token ?? '').split('.');
    const claims = Buffer.from(JSON.stringify({ sub: 'x', jti: 'y', iat: 0, exp: 9e9 })).toString('base64url');
    for (const token of [`${header}.${claims}.${signature}`, 'nonsense', `${header}.${claims}.`]) {
      me.token = token;
      expect((await me.call('GET', '/api/auth/me')).status).toBe(401);
    }
  });

  test.each(['pending', 'rejected', 'suspended'] as const)(
    'a photographer whose profile is %s reads photos, and no money',
    async (status) => {
      await control('POST', '/account', { status });
      expect((await me.call('GET', '/api/photographer/photos')).status).toBe(200);
      for (const path of ['dashboard', 'stats', 'revenue', 'revenue/available', 'withdrawals', 'analytics/sales']) {
        expect(await me.call('GET', `/api/photographer/${path}`)).toMatchObject({
          status: 403,
          body: { success: false, photographer_status: status },
        });
      }
      expect((await me.call('GET', '/api/auth/abilities')).body).toMatchObject({
        data: { photographer_status: status, is_approved_photographer: false },
      });
    },
  );

  test('a password can be changed and a forgotten one set anew', async () => {
    const change = (current: string) =>
      me.call('PUT', '/api/user/password', {
        current_password: current,
        password: 'nouveau-mot',
        password_confirmation: 'nouveau-mot',
      });
    expect((await change('wrong')).status).toBe(400);
    expect((await change(started.now.password)).status).toBe(200);
    await me.login(started.now.email, 'nouveau-mot');
    for (let turn = 0; turn < 3; turn++)
      expect((await me.call('POST', '/api/auth/forgot-password', { email: started.now.email })).status).toBe(200);
    const fourth = await me.call('POST', '/api/auth/forgot-password', { email: started.now.email });
    expect([fourth.status, fourth.headers.get('retry-after')]).toEqual([429, '60']);
    const token = textAt((await control('GET', '/state')).body, 'password_resets.0.token');
    const reset = {
      email: started.now.email,
      token,
      password: 'encore-un-mot',
      password_confirmation: 'encore-un-mot',
    };
    expect((await me.call('POST', '/api/auth/reset-password', reset)).status).toBe(200);
    expect((await me.call('POST', '/api/auth/reset-password', reset)).status).toBe(400);
    await me.login(started.now.email, 'encore-un-mot');
  });
});

describe('photos', () => {
  test('a form post makes a pending photo with the server’s own preview and cover', async () => {
    const id = await postPhoto(me, await smallJpeg(200));
    const photo = (await me.call('GET', `/api/photographer/photos/${id}`)).body;
    expect(photo).toMatchObject({
      id,
      status: 'pending',
      width: 640,
      height: 480,
      is_public: false,
      tags: ['marché', 'Ouagadougou', 'étoffes'],
    });
    for (const url of ['watermarked_url', 'thumbnail_url', 'preview_url']) {
      const picture = await fetch(textAt(photo, url));
      expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    }
  });

  test('every rule that a form breaks is answered at once, in French', async () => {
    const answer = await me.call(
      'POST',
      '/api/photographer/photos',
      photoForm(Buffer.from('no picture'), {
        title: 'Abc',
        category_id: 'x',
        tags: 'a,b',
        price_standard: 499,
        price_extended: 600,
        location: 'x'.repeat(101),
      }),
    );
    expect(answer.status).toBe(422);
    expect(answer.body).toEqual({
      message: 'Les données fournies sont invalides',
      errors: {
        category_id: ['Le champ catégorie doit être un UUID valide.', 'La catégorie sélectionnée est invalide.'],
        price_standard: ['La valeur de prix standard doit être supérieure ou égale à 500.'],
        price_extended: ['Le prix étendu doit être au moins le double du prix standard.'],
        title: ['Le texte titre doit contenir au moins 5 caractères.'],
        location: ['Le texte lieu ne peut pas dépasser 100 caractères.'],
        tags: ['Vous devez fournir au moins 3 tags.'],
        'photos.0': ['Le fichier doit être une image de type : jpeg, jpg, png.'],
      },
    });
  });

  test('a refused photo keeps its reason until it is corrected, then waits again', async () => {
    const id = await postPhoto(me, await smallJpeg(90));
    await control('POST', `/photos/${id}/reject`, { reason: 'Trop sombre' });
    expect((await me.call('GET', `/api/photographer/photos/${id}`)).body).toMatchObject({
      status: 'rejected',
      rejection_reason: 'Trop sombre',
    });
    const corrected = await me.call('PUT', `/api/photographer/photos/${id}`, { title: 'Marché, la nuit' });
    expect(corrected.body).toMatchObject({
      data: { status: 'pending', rejection_reason: null, title: 'Marché, la nuit', price_standard: 5000 },
    });
  });

  test('a photo of somebody else is out of reach, and a deleted one is gone with its objects', async () => {
    const id = await postPhoto(me, await smallJpeg(90));
    const other = started.stranger();
    await other.call('POST', '/api/auth/register', {
      first_name: 'Issa',
      last_name: 'Traoré',
      email: 'issa@exemple.bf',
      password: 'mot-de-passe',
      password_confirmation: 'mot-de-passe',
      account_type: 'photographer',
    });
    await other.login('issa@exemple.bf', 'mot-de-passe');
    for (const method of ['GET', 'PUT', 'DELETE'])
      expect(
        (await other.call(method, `/api/photographer/photos/${id}`, method === 'PUT' ? {} : undefined)).status,
      ).toBe(403);
    expect((await me.call('DELETE', `/api/photographer/photos/${id}`)).status).toBe(200);
    expect((await me.call('GET', `/api/photographer/photos/${id}`)).status).toBe(404);
    expect((await started.now.marketplace.storage.objects()).length).toBe(0);
  });

  test('routes that the server has under another name answer 404 or 405 under the documented one', async () => {
    const answers = [
      await me.call('GET', '/api/photographer/dashboard/stats'),
      await me.call('PUT', '/api/user/notifications/read-all'),
      await me.call('POST', '/api/user/profile/avatar'),
      await me.call('PUT', '/api/user/profile/password', {}),
    ];
    expect(answers.map((one) => one.status)).toEqual([404, 405, 404, 404]);
  });
});

describe('money', () => {
  test('80 % of a sale waits thirty days, then is available and can be asked for', async () => {
    await control('POST', '/clock', { set: '2026-03-10T09:00:00Z' });
    await me.login(started.now.email, started.now.password);
    const id = await published(10, { ...description(), price_standard: 7777, price_extended: 20_001 });
    await control('POST', '/sales', { photo_id: id, license: 'standard', date: '2026-02-20T10:00:00Z' });
    await control('POST', '/sales', { photo_id: id, license: 'extended' });
    // 7777 → commission 1555 (1555.4), net 6222; 20001 → commission 4000 (4000.2), net 16001.
    const revenue = (await me.call('GET', '/api/photographer/revenue')).body;
    expect(at(revenue, 'data.data')).toMatchObject([
      {
        month: '2026-03-01',
        total_sales: '20001',
        commission: '4000',
        net_revenue: '16001',
        available_balance: '0',
        pending_balance: '16001',
        sales_count: 1,
      },
      {
        month: '2026-02-01',
        total_sales: '7777',
        commission: '1555',
        net_revenue: '6222',
        available_balance: '0',
        pending_balance: '6222',
        sales_count: 1,
      },
    ]);
    const available = async () =>
      at((await me.call('GET', '/api/photographer/revenue/available')).body, 'data.available_amount');
    const move = async (instant: string) => {
      await control('POST', '/clock', { set: instant });
      await me.login(started.now.email, started.now.password);
    };
    await move('2026-03-22T09:59:59Z');
    expect(await available()).toBe('0');
    await move('2026-03-22T10:00:00Z');
    expect(await available()).toBe('6222');
    const transactions = (await me.call('GET', '/api/photographer/revenue/transactions?status=completed')).body;
    expect(at(transactions, 'data.data')).toMatchObject([
      {
        date: '2026-02-20 10:00:00',
        amount: 6222,
        gross_amount: 7777,
        commission: 1555,
        status: 'completed',
        license_type: 'standard',
        photo_id: id,
      },
    ]);
    await move('2026-04-10T09:00:00Z');
    expect(await available()).toBe('22223');

    const ask = (amount: number) =>
      me.call('POST', '/api/photographer/withdrawals', {
        amount,
        payment_method: 'mobile_money',
        payment_details: { phone: '+22670123456', provider: 'Orange Money', account_name: 'Awa' },
      });
    expect((await ask(9999)).status).toBe(422);
    expect(await ask(22_224)).toMatchObject({
      status: 400,
      body: { success: false, message: 'Montant indisponible.' },
    });
    const asked = await ask(12_000);
    expect(asked.body).toMatchObject({ success: true, data: { amount: '12000', status: 'pending' } });
    expect(await available()).toBe('10223');
    const months = at((await me.call('GET', '/api/photographer/revenue')).body, 'data.data');
    expect(months).toMatchObject([
      { withdrawn: '5778', available_balance: '10223' },
      { withdrawn: '6222', available_balance: '0' },
    ]);
    const withdrawal = `/api/photographer/withdrawals/${textAt(asked.body, 'data.id')}`;
    await me.call('DELETE', withdrawal);
    expect(await available()).toBe('22223');
    expect((await me.call('DELETE', withdrawal)).status).toBe(400);
  });

  test('a paid withdrawal tells the photographer', async () => {
    const id = await published(10, { ...description(), price_standard: 50_000, price_extended: 100_000 });
    await control('POST', '/sales', { photo_id: id });
    await control('POST', '/clock', { advance_seconds: 31 * 86_400 });
    await me.login(started.now.email, started.now.password);
    const asked = await me.call('POST', '/api/photographer/withdrawals', {
      amount: 40_000,
      payment_method: 'bank_transfer',
      payment_details: { iban: 'BF42…' },
    });
    await control('POST', `/withdrawals/${textAt(asked.body, 'data.id')}`, { status: 'completed' });
    const unread = at((await me.call('GET', '/api/user/notifications/unread')).body, 'data');
    expect(unread).toMatchObject([{ type: 'withdrawal_processed' }, { type: 'new_sale' }, { type: 'photo_approved' }]);
    await me.call('PUT', '/api/user/notifications/mark-all-read');
    expect(at((await me.call('GET', '/api/user/notifications/unread')).body, 'data')).toEqual([]);
  });

  test('series have a row per day, zeros included, and any other period is refused', async () => {
    const id = await published();
    await control('POST', '/sales', { photo_id: id });
    for (const [period, days] of [
      ['7d', 7],
      ['30d', 30],
      ['90d', 90],
    ] as const) {
      const answer = (await me.call('GET', `/api/photographer/analytics/sales-over-time?period=${period}`)).body;
      expect(at(answer, 'data')).toHaveLength(days);
      expect(at(answer, `data.${days - 1}.sales`)).toBe(1);
      expect(at(answer, 'summary.total_sales')).toBe(1);
    }
    for (const series of ['views', 'sales', 'revenue', 'conversion']) {
      for (const period of ['7days', '', '365d']) {
        expect((await me.call('GET', `/api/photographer/analytics/${series}-over-time?period=${period}`)).status).toBe(
          422,
        );
      }
    }
  });

  test('pages say where they are', async () => {
    const id = await published();
    for (let sale = 0; sale < 5; sale++) await control('POST', '/sales', { photo_id: id });
    const page = (await me.call('GET', '/api/photographer/revenue/transactions?per_page=2&page=2')).body;
    expect(page).toMatchObject({
      success: true,
      data: { current_page: 2, per_page: 2, total: 5, last_page: 3, from: 3, to: 4 },
    });
    expect(textAt(page, 'data.next_page_url')).toContain('page=3');
  });
});

test('everything is still there after a restart, the moved clock included', async () => {
  await control('POST', '/clock', { advance_seconds: 86_400 });
  await me.login(started.now.email, started.now.password);
  const id = await published();
  await control('POST', '/sales', { photo_id: id });
  const before = (await me.call('GET', '/api/photographer/dashboard')).body;
  await started.again();
  const after = (await me.call('GET', '/api/photographer/dashboard')).body;
  expect(at(after, 'data.revenue')).toEqual(at(before, 'data.revenue'));
  expect(at(after, 'data.photos')).toEqual(at(before, 'data.photos'));
  expect(
    Math.abs(Date.parse(textAt((await control('GET', '/clock')).body, 'now')) - Date.now() - 86_400_000),
  ).toBeLessThan(10_000);
});

test('a new avatar is squared, shown and kept', async () => {
  const form = new FormData();
  form.append('avatar', new Blob([Uint8Array.from(await smallJpeg(3))], { type: 'image/jpeg' }), 'moi.jpg');
  expect((await me.call('PUT', '/api/user/avatar', form)).status).toBe(200);
  const url = textAt((await me.call('GET', '/api/user/profile')).body, 'data.avatar_url');
  expect((await fetch(url)).headers.get('content-type')).toBe('image/jpeg');
  const broken = new FormData();
  broken.append('avatar', new Blob(['text']), 'moi.jpg');
  expect((await me.call('PUT', '/api/user/avatar', broken)).status).toBe(422);
});

describe('faults and the slow link', () => {
  test('a status strikes as often as asked, after those it lets pass', async () => {
    await control('POST', '/faults', {
      server: 'api',
      method: 'GET',
      route: '/api/photographer/photos',
      times: 2,
      skip: 1,
      action: { kind: 'status', status: 429, retry_after: 7 },
    });
    const answers = [];
    for (let turn = 0; turn < 4; turn++) answers.push(await me.call('GET', '/api/photographer/photos'));
    expect(answers.map((one) => one.status)).toEqual([200, 429, 429, 200]);
    expect(answers[1]?.headers.get('retry-after')).toBe('7');
  });

  test('a 500 may come after the work was done', async () => {
    const id = await published();
    await control('POST', '/sales', { photo_id: id, license: 'extended', date: '2026-01-01T00:00:00Z' });
    await control('POST', '/faults', {
      server: 'api',
      method: 'POST',
      route: '/api/photographer/withdrawals',
      action: { kind: 'status', status: 500, after: true },
    });
    const body = { amount: 10_000, payment_method: 'bank_transfer', payment_details: { iban: 'BF42' } };
    expect(await me.call('POST', '/api/photographer/withdrawals', body)).toMatchObject({
      status: 500,
      body: { success: false },
    });
    expect(at((await me.call('GET', '/api/photographer/withdrawals')).body, 'data.total')).toBe(1);
  });

  test('an answer that is lost was acted on all the same', async () => {
    await control('POST', '/faults', {
      server: 'api',
      method: 'POST',
      route: '^/api/photographer/photos$',
      action: { kind: 'drop-after-bytes', of: 'response', bytes: 0 },
    });
    await expect(postPhoto(me, await smallJpeg(4))).rejects.toThrow('fetch failed');
    expect(at((await me.call('GET', '/api/photographer/photos')).body, 'meta.total')).toBe(1);
  });

  test('a request that is cut is not acted on', async () => {
    await control('POST', '/faults', {
      server: 'api',
      method: 'POST',
      route: '/api/photographer/photos',
      action: { kind: 'drop-after-bytes', bytes: 100 },
    });
    await expect(postPhoto(me, await smallJpeg(4))).rejects.toThrow();
    expect(at((await me.call('GET', '/api/photographer/photos')).body, 'meta.total')).toBe(0);
  });

  test('a truncated answer breaks off in the middle', async () => {
    await control('POST', '/faults', { server: 'api', route: '/api/categories', action: { kind: 'truncate' } });
    await expect(me.call('GET', '/api/categories')).rejects.toThrow();
    expect((await me.call('GET', '/api/categories')).status).toBe(200);
  });

  test('a slow link takes its time, and faults can be taken back', async () => {
    await control('POST', '/link', { bits_per_second: 200_000, latency_ms: 50 });
    const begin = performance.now();
    const body = JSON.stringify((await me.call('GET', '/api/categories')).body);
    expect(performance.now() - begin).toBeGreaterThan(50 + (body.length * 8000) / 200_000 - 50);
    await control('POST', '/link', { bits_per_second: 0 });
    await control('POST', '/faults', { server: 'api', action: { kind: 'delay', ms: 60_000 } });
    await control('DELETE', '/faults');
    const again = performance.now();
    await me.call('GET', '/api/categories');
    expect(performance.now() - again).toBeLessThan(30_000);
  });
});

test('in demo mode a newcomer’s photos are published and sold within seconds, and no sale is older than now', async () => {
  const demo = await sandboxForTest({ demo: true });
  const newcomer = await demo.photographer();
  const begin = Date.now();
  for (const shade of [1, 2, 3]) await postPhoto(newcomer, await smallJpeg(shade));
  const photos = async () => at((await newcomer.call('GET', '/api/photographer/photos')).body, 'data');
  await expect
    .poll(photos, { timeout: 50_000, interval: 300 })
    .toMatchObject([1, 2, 3].map(() => ({ status: 'approved' })));
  await expect
    .poll(async () => demo.now.marketplace.sales.all().length, { timeout: 50_000, interval: 300 })
    .toBeGreaterThan(0);
  for (const sale of demo.now.marketplace.sales.all()) expect(sale.completed_at).toBeGreaterThan(begin);
  await demo.end();
}, 120_000);
