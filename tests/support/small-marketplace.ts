import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export interface SmallSale {
  id: string;
  description: string;
  date: string;
  amount: number | string;
  gross_amount: number | string;
  commission: number | string;
  status: 'completed' | 'pending';
  photo_id: string | null;
  license_type: 'standard' | 'extended';
  order_number: string;
}

export interface SmallPhoto {
  id: string;
  title: string;
  status: 'pending' | 'approved' | 'rejected';
  rejection_reason?: string | null;
}

/**
 * The marketplace in one file, for tests of the account alone: real HTTP, real JSON Web Tokens that expire and are blacklisted
 * by a refresh. Everything a test decides is a field.
 */
export async function startSmallMarketplace(options: { now: () => number }) {
  const state = {
    tokenSeconds: 3600,
    userId: randomUUID() as string,
    email: 'awa@example.bf',
    password: 'ouaga-2026-Secret',
    accountType: 'photographer',
    photographerStatus: 'approved' as string | null,
    photos: [] as SmallPhoto[],
    sales: [] as SmallSale[],
    notifications: [] as {
      id: string;
      type: string;
      title: string;
      message: string;
      read_at: string | null;
      created_at: string;
    }[],
    available: 0,
    pending: 0,
    /** Answers the next call of a path with this status, without doing it. */
    failNext: new Map<string, { status: number; headers?: Record<string, string>; times: number }>(),
    /** Does the call and loses the answer. */
    loseAnswerOf: null as string | null,
    delayMs: 0,
    /** The work is done, its answer waits. */
    hold: null as { readonly route: string; readonly until: Promise<unknown> } | null,
    documentedRoutesOnly: false,
  };
  const calls: string[] = [];
  const blacklist = new Set<string>();
  const issued: string[] = [];
  const key = randomUUID();

  function issue(): string {
    const seconds = Math.floor(options.now() / 1000);
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const body = `${encode({ typ: 'JWT', alg: 'HS256' })}.${encode({ sub: state.userId, iat: seconds, exp: seconds + state.tokenSeconds, jti: randomUUID() })}`;
    const token = `${body}.${createHmac('sha256', key).update(body).digest('base64url')}`;
    issued.push(token);
    return token;
  }

  function alive(token: string): boolean {
    if (!issued.includes(token) || blacklist.has(token)) return false;
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    return (
      typeof claims === 'object' && claims !== null && 'exp' in claims && Number(claims.exp) * 1000 > options.now()
    );
  }

  function paginator(items: readonly unknown[], url: URL, cap = 100) {
    const perPage = Math.min(cap, Number(url.searchParams.get('per_page') ?? 15));
    const page = Number(url.searchParams.get('page') ?? 1);
    const last = Math.max(1, Math.ceil(items.length / perPage));
    return {
      current_page: page,
      data: items.slice((page - 1) * perPage, page * perPage),
      per_page: perPage,
      total: items.length,
      last_page: last,
    };
  }

  const user = () => ({
    id: state.userId,
    name: 'Awa Ouédraogo',
    email: state.email,
    account_type: state.accountType,
    profile_picture: null,
  });

  function answer(
    method: string,
    url: URL,
    token: string,
    body: Record<string, unknown>,
  ): { status: number; body: unknown } {
    const route = `${method} ${url.pathname}`;
    const ok = (data: unknown) => ({ status: 200, body: { success: true, data } });
    if (route === 'GET /api/health')
      return {
        status: 200,
        body: { success: true, version: 'small', timestamp: new Date(options.now()).toISOString() },
      };
    if (route === 'GET /api/categories') {
      return {
        status: 200,
        body: {
          data: [{ id: 'c1', name: 'Portrait', children: [{ id: 'c2', name: 'Studio' }] }],
          links: {},
          meta: { current_page: 1, last_page: 1, per_page: 20, total: 1 },
        },
      };
    }
    if (route === 'POST /api/auth/login') {
      if (body.email !== state.email || body.password !== state.password)
        return { status: 401, body: { success: false, message: 'Identifiants incorrects' } };
      return ok({ user: user(), access_token: issue(), token_type: 'bearer', expires_in: state.tokenSeconds });
    }
    if (!alive(token)) return { status: 401, body: { message: 'Token expired or invalid' } };
    switch (route) {
      case 'POST /api/auth/refresh':
        blacklist.add(token);
        return ok({ access_token: issue(), token_type: 'bearer', expires_in: state.tokenSeconds });
      case 'POST /api/auth/logout':
        blacklist.add(token);
        return ok(null);
      case 'GET /api/auth/me':
        return ok(user());
      case 'GET /api/auth/abilities':
        return ok({
          account_type: state.accountType,
          photographer_status: state.photographerStatus,
          can_upload_photos: true,
        });
      case 'GET /api/photographer/photos': {
        const { data, ...meta } = paginator(state.photos, url);
        return { status: 200, body: { data, links: {}, meta } };
      }
      case 'GET /api/user/notifications':
        return ok(paginator(state.notifications, url));
      case 'PUT /api/user/notifications/mark-all-read':
      case 'PUT /api/user/notifications/read-all':
        if (state.documentedRoutesOnly && route.endsWith('mark-all-read'))
          return { status: 405, body: { message: 'Method not allowed' } };
        for (const item of state.notifications) item.read_at = new Date(options.now()).toISOString();
        return ok(null);
    }
    if (url.pathname.startsWith('/api/photographer/revenue') && state.photographerStatus !== 'approved') {
      return {
        status: 403,
        body: { success: false, message: 'Profil non approuvé', photographer_status: state.photographerStatus },
      };
    }
    switch (route) {
      case 'GET /api/photographer/revenue':
        return ok(paginator([], url));
      case 'GET /api/photographer/revenue/available':
        return ok({ available_amount: String(state.available) });
      case 'GET /api/photographer/revenue/pending':
        return ok([{ month: '2026-11-01', pending_balance: state.pending }]);
      case 'GET /api/photographer/revenue/transactions': {
        const status = url.searchParams.get('status');
        return ok(paginator(status ? state.sales.filter((sale) => sale.status === status) : state.sales, url));
      }
    }
    return { status: 404, body: { message: 'Not found' } };
  }

  function handle(request: IncomingMessage, text: string, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', 'http://small');
    const route = `${request.method} ${url.pathname}`;
    calls.push(`${request.method} ${request.url}`);
    const failure = state.failNext.get(route);
    const parsed: unknown = text === '' ? {} : JSON.parse(text);
    const body = typeof parsed === 'object' && parsed !== null ? Object.fromEntries(Object.entries(parsed)) : {};
    const token = (request.headers.authorization ?? '').replace(/^Bearer /, '');
    let made: { status: number; body: unknown };
    if (failure && failure.times > 0) {
      failure.times--;
      made = { status: failure.status, body: { message: 'fault' } };
    } else {
      made = answer(request.method ?? '', url, token, body);
    }
    if (state.loseAnswerOf === route) {
      state.loseAnswerOf = null;
      request.socket.destroy();
      return;
    }
    const send = () => {
      response.writeHead(made.status, {
        'content-type': 'application/json',
        date: new Date(options.now()).toUTCString(),
        ...failure?.headers,
      });
      response.end(JSON.stringify(made.body));
    };
    if (state.hold?.route === route) void state.hold.until.then(send);
    else if (state.delayMs > 0) setTimeout(send, state.delayMs);
    else send();
  }

  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      text += chunk;
    });
    request.on('end', () => handle(request, text, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');

  return {
    url: `http://127.0.0.1:${address.port}`,
    state,
    /** `METHOD /path?query` of every call, in order. */
    calls,
    /** Every token ever given, for looking where none may lie. */
    issued,
    countOf: (route: string) => calls.filter((call) => call.replace(/\?.*/, '') === route).length,
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

export type SmallMarketplace = Awaited<ReturnType<typeof startSmallMarketplace>>;
