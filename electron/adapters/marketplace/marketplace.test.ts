import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { isStudioError } from '../../../shared/domain/errors.ts';
import { xof } from '../../../shared/domain/money.ts';
import type { PhotoForm } from '../../core/ports/marketplace.ts';
import { createHttpClient } from './http.ts';
import { connectMarketplace, marketplaceAt } from './marketplace.ts';

type Handler = (request: IncomingMessage, body: Buffer, response: ServerResponse) => void;

const cleanups: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function serve(handler: Handler): Promise<string> {
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => handler(request, Buffer.concat(chunks), response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(
    () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  );
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}

function json(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

/** A server that always gives the same answer, and a client for it. */
async function answering(status: number, body: unknown, headers?: Record<string, string>) {
  return connectMarketplace(await serve((_request, _body, response) => json(response, status, body, headers)));
}

function jwt(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'HS256' })}.${part(claims)}.signature`;
}

const FORM: PhotoForm = {
  title: 'Marché de Rood Woko',
  description: 'Étals au petit matin — œufs, mil, néré',
  categoryId: 'c-1',
  tags: ['marché', 'Ouagadougou', 'matin'],
  priceStandard: xof.parse(500),
  priceExtended: xof.parse(1000),
  location: '',
};

async function codeOf(work: Promise<unknown>): Promise<unknown> {
  const error = await work.then(
    () => null,
    (caught: unknown) => caught,
  );
  return isStudioError(error) ? { code: error.code, facts: error.facts } : error;
}

describe('signing in', () => {
  it('reads the expiry from the claim exp and the clock from the Date header', async () => {
    const token = jwt({ exp: 2_000_000_000, sub: 'u' });
    const market = await answering(
      200,
      {
        success: true,
        data: {
          user: { id: 7, email: 'a@b.bf', name: 'Awa', account_type: 'photographer' },
          access_token: token,
          expires_in: 3600,
        },
      },
      { date: 'Sat, 21 Nov 2026 08:00:00 GMT' },
    );
    const { user, access } = await market.login('a@b.bf', 'pw');
    expect(user).toMatchObject({ id: '7', name: 'Awa', accountType: 'photographer' });
    expect(access).toEqual({ token, expiresAt: 2_000_000_000_000, serverTime: Date.UTC(2026, 10, 21, 8) });
  });

  it('says wrong-credentials for 401 at login and session-expired for 401 anywhere else', async () => {
    const market = await answering(401, { message: 'Unauthenticated.' });
    expect(await codeOf(market.login('a@b.bf', 'no'))).toEqual({
      code: 'wrong-credentials',
      facts: { email: 'a@b.bf' },
    });
    expect(await codeOf(market.photos('t', 1))).toMatchObject({ code: 'session-expired' });
  });

  it('never quotes the token in an error about an unreadable session', async () => {
    const market = await answering(200, { data: { user: { id: [] }, access_token: 'sekret-token' } });
    const error = await market.login('a@b.bf', 'pw').catch((caught: unknown) => caught);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('sekret');
  });
});

describe('a refusal', () => {
  it.each([
    [403, { success: false, photographer_status: 'pending' }, 'account-pending'],
    [403, { success: false, photographer_status: 'rejected' }, 'account-rejected'],
    [403, { success: false, photographer_status: 'suspended' }, 'account-suspended'],
    [403, { success: false, message: 'Interdit' }, 'server-refused'],
    [404, { message: 'Not found' }, 'server-refused'],
    [422, { message: 'Invalide', errors: { title: ['Le titre est trop court.'] } }, 'server-refused'],
    [500, { success: false, message: 'boom' }, 'server-error'],
    [502, 'not an object', 'server-error'],
    [302, {}, 'server-unreachable'],
  ])('with status %i becomes %s', async (status, body, code) => {
    const market = await answering(status, body);
    expect(await codeOf(market.transactions('t', 1))).toMatchObject({ code });
  });

  it('of 422 keeps the sentences by field', async () => {
    const market = await answering(422, {
      message: 'Invalide',
      errors: { title: ['Trop court.'], tags: 'Au moins 3.' },
    });
    expect(await codeOf(market.updatePhoto('t', 'p', FORM))).toEqual({
      code: 'server-refused',
      facts: { status: 422, message: 'Invalide', fields: { title: ['Trop court.'], tags: ['Au moins 3.'] } },
    });
  });

  it('of 429 carries Retry-After in seconds, also when it is a date by the server clock', async () => {
    const seconds = await answering(429, {}, { 'retry-after': '17' });
    expect(await codeOf(seconds.me('t'))).toEqual({ code: 'rate-limited', facts: { retryAfterSeconds: 17 } });
    const date = await answering(
      429,
      {},
      { date: 'Sat, 21 Nov 2026 08:00:00 GMT', 'retry-after': 'Sat, 21 Nov 2026 08:02:00 GMT' },
    );
    expect(await codeOf(date.me('t'))).toEqual({ code: 'rate-limited', facts: { retryAfterSeconds: 120 } });
  });
});

describe('the network', () => {
  it('that does not answer is server-unreachable with its reason', async () => {
    const server = await serve(() => {});
    for (const cleanup of cleanups.splice(0)) await cleanup();
    expect(await codeOf(connectMarketplace(server).me('t'))).toMatchObject({
      code: 'server-unreachable',
      facts: { reason: 'refused' },
    });
  });

  it('that falls silent is given up after the limit', async () => {
    const server = await serve(() => {});
    const market = marketplaceAt(createHttpClient(server, { silenceMs: 100 }));
    expect(await codeOf(market.me('t'))).toMatchObject({ code: 'server-unreachable', facts: { reason: 'timeout' } });
  });

  it('call that the caller cancels rejects with the reason of the signal', async () => {
    const server = await serve(() => {});
    const controller = new AbortController();
    const call = connectMarketplace(server).me('t', controller.signal);
    controller.abort(new Error('enough'));
    expect(await call.catch((error: unknown) => error)).toMatchObject({ message: 'enough' });
  });

  it('answer beyond the size limit is refused without reading it all', async () => {
    const server = await serve((_request, _body, response) => {
      response.writeHead(200);
      const chunk = Buffer.alloc(1024 * 1024, 0x20);
      const push = () => {
        while (response.write(chunk));
      };
      response.on('drain', push);
      push();
    });
    expect(await codeOf(connectMarketplace(server).me('t'))).toMatchObject({
      code: 'server-error',
      facts: { message: 'answer too long' },
    });
  });

  it('closing a kept connection is not an error when reading', async () => {
    let served = 0;
    const server = await serve((request, _body, response) => {
      served++;
      if (served === 2) request.socket.destroy();
      else json(response, 200, { data: { available_amount: '5000' } });
    });
    const market = connectMarketplace(server);
    expect(await market.availableBalance('t')).toBe(5000);
    expect(await market.availableBalance('t')).toBe(5000);
  });
});

describe('lists', () => {
  const wirePhoto = {
    id: 'p1',
    title: 'T',
    status: 'rejected',
    rejection_reason: 'Floue',
    price_standard: '5000.00',
    views_count: '12',
    created_at: '2026-11-20 10:00:00',
  };

  it('are read as resource pages, as paginators inside the envelope and as plain arrays', async () => {
    const shapes = [
      { data: [wirePhoto], links: {}, meta: { current_page: 2, last_page: 3, per_page: 1, total: 3 } },
      { success: true, data: { current_page: 2, data: [wirePhoto], per_page: '1', total: '3', next_page_url: null } },
      { success: true, data: { current_page: 2, data: [wirePhoto], per_page: 1, total: 3, last_page: 3 } },
    ];
    for (const shape of shapes) {
      const market = await answering(200, shape);
      const page = await market.photos('t', 2);
      expect(page).toMatchObject({ page: 2, lastPage: 3, total: 3 });
      expect(page.items[0]).toMatchObject({
        id: 'p1',
        status: 'rejected',
        rejectionReason: 'Floue',
        priceStandard: 5000,
        viewsCount: 12,
        salesCount: 0,
        createdAt: Date.UTC(2026, 10, 20, 10),
      });
    }
    const plain = await answering(200, { success: true, data: [wirePhoto] });
    expect(await plain.photos('t', 1)).toMatchObject({ page: 1, lastPage: 1, total: 1 });
  });

  it('of categories are flattened, over all pages, parents first', async () => {
    const server = await serve((request, _body, response) => {
      const page = Number(new URL(request.url ?? '', 'http://x').searchParams.get('page'));
      const data =
        page === 1
          ? [{ id: 'a', name: 'Nature', slug: 'n', children: [{ id: 'b', name: 'Savane' }] }]
          : [{ id: 9, name: 'Portrait', children: null }];
      json(response, 200, { data, links: {}, meta: { current_page: page, last_page: 2, per_page: 1, total: 2 } });
    });
    expect(await connectMarketplace(server).categories()).toEqual([
      { id: 'a', name: 'Nature', parentId: null },
      { id: 'b', name: 'Savane', parentId: 'a' },
      { id: '9', name: 'Portrait', parentId: null },
    ]);
  });

  it('with an answer that is not one are a server-error, not an empty list', async () => {
    const market = await answering(200, '<html>Connectez-vous au Wi-Fi</html>');
    expect(await codeOf(market.photos('t', 1))).toMatchObject({ code: 'server-error', facts: { status: 200 } });
  });
});

describe('money', () => {
  const sale = {
    id: 't1',
    description: 'T',
    date: '2026-11-20T10:00:00.000000Z',
    amount: 4000,
    gross_amount: 5000,
    commission: 1000,
    status: 'completed',
    photo_id: null,
    license_type: 'standard',
    order_number: 'O-1',
  };
  const list = (item: object) => ({ success: true, data: { current_page: 1, data: [item], per_page: 15, total: 1 } });

  it('arrives as integer, float or string and is always whole francs', async () => {
    for (const amounts of [
      { amount: 4000, gross_amount: 5000, commission: 1000 },
      { amount: 4000.0, gross_amount: '5000.00', commission: '1000' },
      { amount: '4000.00', gross_amount: '5000', commission: '1000.0' },
    ]) {
      const page = await (await answering(200, list({ ...sale, ...amounts }))).transactions('t', 1);
      expect(page.items[0]).toMatchObject({
        net: 4000,
        gross: 5000,
        commission: 1000,
        date: Date.UTC(2026, 10, 20, 10),
      });
    }
  });

  it('with a fraction of a franc keeps net + commission = gross', async () => {
    const page = await (
      await answering(200, list({ ...sale, amount: '402.40', gross_amount: 503, commission: '100.60' }))
    ).transactions('t', 1);
    expect(page.items[0]).toMatchObject({ net: 402, commission: 101, gross: 503 });
  });

  it('that is no amount makes the answer unreadable', async () => {
    const market = await answering(200, list({ ...sale, gross_amount: 'beaucoup' }));
    expect(await codeOf(market.transactions('t', 1))).toMatchObject({ code: 'server-error' });
  });

  it('pending is summed over its months; null sums are zero', async () => {
    const market = await answering(200, {
      success: true,
      data: [{ pending_balance: '1000' }, { pending_balance: 500.0 }, { pending_balance: null }],
    });
    expect(await market.pendingBalance('t')).toBe(1500);
    expect(
      await (await answering(200, { success: true, data: { available_amount: null } })).availableBalance('t'),
    ).toBe(0);
  });
});

describe('routes that differ from the document', () => {
  it('are tried in the form of the server first and as documented on 404 or 405', async () => {
    for (const status of [404, 405]) {
      const seen: string[] = [];
      const server = await serve((request, _body, response) => {
        seen.push(`${request.method} ${request.url}`);
        if (request.url?.endsWith('mark-all-read')) json(response, status, { message: 'no' });
        else json(response, 200, { success: true });
      });
      await connectMarketplace(server).markAllNotificationsRead('t');
      expect(seen).toEqual(['PUT /api/user/notifications/mark-all-read', 'PUT /api/user/notifications/read-all']);
    }
  });
});

describe('direct upload', () => {
  const request = {
    clientUploadId: 'u',
    filename: 'a.jpg',
    contentType: 'image/jpeg',
    size: 1,
    sha256: 'f',
    derivatives: [],
  } as const;

  it('is unsupported where the server answers 404 or 405, and a duplicate names the photo', async () => {
    expect(await (await answering(404, {})).openUpload('t', request)).toEqual({ outcome: 'unsupported' });
    expect(await (await answering(405, {})).openUpload('t', request)).toEqual({ outcome: 'unsupported' });
    const duplicate = await answering(409, { success: false, code: 'duplicate', data: { photo_id: 'p9' } });
    expect(await duplicate.openUpload('t', request)).toEqual({ outcome: 'duplicate', photoId: 'p9' });
  });

  it('knows a photo that keeps its picture and one that is there no more from a server without the extension', async () => {
    const replacing = { ...request, replaces: 'p1' };
    const gone = await answering(404, { success: false, code: 'replaces_unknown' });
    expect(await gone.openUpload('t', replacing)).toEqual({ outcome: 'nothing-to-replace' });
    const kept = { success: false, code: 'not_replaceable', data: { photo_id: 'p1', why: 'sold' } };
    expect(await (await answering(409, kept)).openUpload('t', replacing)).toEqual({
      outcome: 'keeps-picture',
      why: 'sold',
    });
    const unclear = await answering(409, { code: 'not_replaceable' });
    expect(await unclear.openUpload('t', replacing)).toEqual({ outcome: 'keeps-picture', why: 'approved' });
  });

  it('gives a session with its storage', async () => {
    const market = await answering(201, {
      success: true,
      data: {
        id: 'up',
        expires_at: '2026-11-21T10:00:00Z',
        part_size: 8388608,
        storage: {
          region: 'us-east-1',
          endpoint: 'http://127.0.0.1:9000',
          force_path_style: true,
          credentials: {
            access_key_id: 'A',
            secret_access_key: 'S',
            session_token: 'T',
            expires_at: '2026-11-21T09:00:00Z',
          },
          original: { bucket: 'pouire-photos', key: 'photos/1/up/a.jpg' },
          derivatives: { watermarked: { bucket: 'pouire-watermarked', key: 'k' } },
        },
      },
    });
    const opened = await market.openUpload('t', request);
    expect(opened).toMatchObject({
      outcome: 'session',
      session: {
        id: 'up',
        partSize: 8388608,
        original: { bucket: 'pouire-photos' },
        storage: { checksums: 'sha256', forcePathStyle: true, credentials: { expiresAt: Date.UTC(2026, 10, 21, 9) } },
      },
    });
  });

  it('tells incomplete from unknown when completing', async () => {
    expect(await (await answering(409, { code: 'incomplete' })).completeUpload('t', 'up', FORM, 'f')).toEqual({
      outcome: 'incomplete',
    });
    expect(await (await answering(404, {})).completeUpload('t', 'up', FORM, 'f')).toEqual({ outcome: 'unknown' });
  });
});

describe('the form POST', () => {
  function photoFile(bytes: number): string {
    const folder = mkdtempSync(join(tmpdir(), 'pouire-form-'));
    cleanups.push(() => rmSync(folder, { recursive: true }));
    const path = join(folder, 'é "x".jpg');
    writeFileSync(path, Buffer.alloc(bytes, 0x41));
    return path;
  }

  it('sends exactly the file and fields, with a length, and counts every byte of the picture', async () => {
    let received: Buffer = Buffer.alloc(0);
    let headers: IncomingMessage['headers'] = {};
    const server = await serve((request, body, response) => {
      received = body;
      headers = request.headers;
      json(response, 201, { success: true, data: [{ id: 'p1', title: FORM.title, status: 'pending' }] });
    });
    let counted = 0;
    const photo = await connectMarketplace(server).postPhoto(
      'tok',
      photoFile(3_000_000),
      'é "x".jpg',
      FORM,
      undefined,
      (bytes) => {
        counted += bytes;
      },
    );
    expect(photo).toMatchObject({ id: 'p1', status: 'pending' });
    expect(counted).toBe(3_000_000);
    expect(headers['content-length']).toBe(String(received.length));
    expect(headers.authorization).toBe('Bearer tok');
    const parsed = await new Response(new Uint8Array(received), {
      headers: { 'content-type': headers['content-type'] ?? '' },
    }).formData();
    expect(parsed.get('title')).toBe(FORM.title);
    expect(parsed.get('description')).toBe(FORM.description);
    expect(parsed.get('tags')).toBe('marché,Ouagadougou,matin');
    expect(parsed.has('location')).toBe(false);
    const file = parsed.get('photos[]');
    expect(file).toBeInstanceOf(File);
    expect(file instanceof File ? file.size : 0).toBe(3_000_000);
  });

  it('hears a refusal that comes before all is sent', async () => {
    const server = createServer((_request, response) =>
      json(response, 401, { message: 'no' }, { connection: 'close' }),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    cleanups.push(
      () => void server.closeAllConnections(),
      () => new Promise<void>((resolve) => server.close(() => resolve())),
    );
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const market = connectMarketplace(`http://127.0.0.1:${address.port}`);
    expect(await codeOf(market.postPhoto('t', photoFile(20_000_000), 'a.jpg', FORM))).toMatchObject({
      code: 'session-expired',
    });
  });

  it('of a file that is gone is file-missing, and a cut connection is server-unreachable', async () => {
    const server = await serve((request) => request.socket.destroy());
    const market = connectMarketplace(server);
    expect(await codeOf(market.postPhoto('t', '/nowhere/a.jpg', 'a.jpg', FORM))).toMatchObject({
      code: 'file-missing',
    });
    expect(await codeOf(market.postPhoto('t', photoFile(1000), 'a.jpg', FORM))).toMatchObject({
      code: 'server-unreachable',
      facts: { reason: 'reset' },
    });
  });
});
