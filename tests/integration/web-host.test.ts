import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startWebHost, type WebHost } from '../../electron/web/web-host.ts';
import type { StudioContract } from '../../shared/contract/contract.ts';
import { openWholeStudio, temporaryFolder, type WholeStudio } from '../support/whole-studio.ts';

const folder = temporaryFolder();
const pageFolder = join(folder.path, 'page');
const JPEG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(5000, 7), Buffer.from([0xff, 0xd9])]);

let whole: WholeStudio;
let host: WebHost;
let cookie: string;

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/** As an attacker sends it: the path goes out as written, headers are whatever they say. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: host.port, path, method, headers }, (answer) => {
      const pieces: Buffer[] = [];
      answer.on('data', (piece: Buffer) => pieces.push(piece));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(pieces) }),
      );
    });
    asked.on('error', reject);
    asked.end();
  });
}

const asHer = (path: string, headers: Record<string, string> = {}) => ask(path, { cookie, ...headers });

/** How an upgrade ends: 101, or the status it is refused with. */
function upgrade(path: string, headers: Record<string, string>, origin?: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${host.port}${path}`, {
      headers,
      ...(origin !== undefined && { origin }),
    });
    socket.on('open', () => {
      socket.terminate();
      resolve(101);
    });
    socket.on('unexpected-response', (_asked, answer) => {
      socket.terminate();
      resolve(answer.statusCode ?? 0);
    });
    socket.on('error', (error) =>
      /Unexpected server response|before the connection/.test(error.message) ? undefined : reject(error),
    );
  });
}

/** ws has the four members that the link uses; its types say them in other words than the DOM's. */
function isLikeABrowsers(socket: unknown): socket is globalThis.WebSocket {
  return socket instanceof WebSocket;
}

function client(): { studio: ContractRouterClient<StudioContract>; close(): void } {
  const websocket: unknown = new WebSocket(`ws://127.0.0.1:${host.port}/rpc`, {
    headers: { cookie },
    origin: `http://127.0.0.1:${host.port}`,
  });
  if (!isLikeABrowsers(websocket)) throw new Error('not a WebSocket');
  return { studio: createORPCClient(new RPCLink({ websocket })), close: () => websocket.close() };
}

beforeAll(async () => {
  mkdirSync(join(pageFolder, 'assets'), { recursive: true });
  writeFileSync(join(pageFolder, 'index.html'), '<!doctype html><title>Pouire Studio</title>');
  writeFileSync(join(pageFolder, 'assets', 'index-BX3k9_aQ.js'), 'export {};');
  writeFileSync(join(folder.path, 'secret.txt'), 'a secret');
  writeFileSync(join(folder.path, 'picture.jpg'), JPEG);
  symlinkSync(join(folder.path, 'secret.txt'), join(pageFolder, 'assets', 'link.txt'));
  whole = await openWholeStudio();
  host = await startWebHost({
    router: whole.studio.router,
    picture: (id, kind) =>
      id === 7 && kind === 'thumb400'
        ? join(folder.path, 'picture.jpg')
        : id === 8
          ? join(folder.path, 'gone.jpg')
          : null,
    pageFolder,
    port: 0,
    log: whole.studio.log,
  });
  const first = await ask(new URL(host.url).pathname + new URL(host.url).search);
  cookie = String(first.headers['set-cookie']).split(';')[0] ?? '';
});

afterAll(async () => {
  await host.close();
  await whole.close();
  folder.remove();
});

describe('the token', () => {
  it('becomes a cookie that scripts can’t read, and leaves the address bar', async () => {
    const { search } = new URL(host.url);
    const answer = await ask(`/${search}&view=sales`);
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe('/?view=sales');
    expect(String(answer.headers['set-cookie'])).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('may be a ticket on a browser’s command line: it opens once, and is not what the cookie holds', async () => {
    const ticket = new URL(host.windowUrl());
    const answer = await ask(`/${ticket.search}`);
    expect(answer.status).toBe(303);
    expect(String(answer.headers['set-cookie'])).not.toContain(ticket.searchParams.get('token'));
    expect((await ask(`/${ticket.search}`)).status).toBe(401);
  });

  it('never sends the browser to another host', async () => {
    const { search } = new URL(host.url);
    for (const path of ['//evil.example/', '/.//evil.example/', '/\\evil.example/']) {
      expect((await ask(`${path}${search}`)).headers.location ?? '/').toMatch(/^\/(?![/\\])/);
    }
  });

  it.each(['/', '/index.html', '/assets/index-BX3k9_aQ.js', '/media/7/thumb400?v=1', '/nothing'])(
    'is demanded for %s',
    async (path) => {
      expect((await ask(path)).status).toBe(401);
    },
  );

  it.each(['', 'token=', 'token=wrong', `token=${'A'.repeat(43)}`, 'token=%00', 'token[]=x'])(
    'is not guessed by ?%s',
    async (search) => {
      expect((await ask(`/?${search}`)).status).toBe(401);
    },
  );

  it('of another port’s studio does not open this one', async () => {
    const [, value = ''] = cookie.split('=');
    expect((await ask('/', { cookie: `pouire-1=${value}` })).status).toBe(401);
    expect((await ask('/', { cookie: `${cookie.slice(0, -1)}x` })).status).toBe(401);
  });
});

describe('the Host header', () => {
  it.each(['evil.example', '127.0.0.1', 'localhost', '127.0.0.1:1', '127.0.0.1.nip.io', 'localhost.evil.example'])(
    '%s is refused',
    async (name) => {
      expect((await asHer('/', { host: name })).status).toBe(421);
      const withPort = `${name}:${host.port}`;
      if (!['127.0.0.1', 'localhost'].includes(name)) expect((await asHer('/', { host: withPort })).status).toBe(421);
    },
  );

  it('localhost with our port is ours too', async () => {
    expect((await asHer('/', { host: `localhost:${host.port}` })).status).toBe(200);
  });
});

describe('the Origin header', () => {
  it.each([undefined, 'null', 'http://evil.example', 'https://127.0.0.1', 'http://127.0.0.1:1'])(
    '%s opens no WebSocket, cookie or not',
    async (origin) => {
      expect(await upgrade('/rpc', { cookie }, origin)).toBe(403);
    },
  );

  it('of our own page without the cookie opens none either', async () => {
    expect(await upgrade('/rpc', {}, `http://127.0.0.1:${host.port}`)).toBe(401);
  });

  it('must be that of the very name that was asked', async () => {
    expect(await upgrade('/rpc', { cookie }, `http://localhost:${host.port}`)).toBe(403);
    expect(await upgrade('/rpc', { cookie }, `http://127.0.0.1:${host.port}`)).toBe(101);
  });

  it('opens WebSockets at /rpc only', async () => {
    expect(await upgrade('/other', { cookie }, `http://127.0.0.1:${host.port}`)).toBe(404);
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('of another page does not %s', async (method) => {
    expect((await ask('/', { cookie, origin: 'http://evil.example' }, method)).status).toBe(403);
    expect((await ask('/', { cookie }, method)).status).toBe(403);
    expect((await ask('/', { cookie, origin: `http://127.0.0.1:${host.port}` }, method)).status).toBe(405);
  });

  it('does not matter to a wrong Host on an upgrade: refused', async () => {
    expect(
      await upgrade('/rpc', { cookie, host: `evil.example:${host.port}` }, `http://evil.example:${host.port}`),
    ).toBe(421);
  });
});

describe('the page', () => {
  it('is never kept, its hashed files for ever', async () => {
    const page = await asHer('/');
    expect(page.status).toBe(200);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers['cache-control']).toBe('no-store');
    const script = await asHer('/assets/index-BX3k9_aQ.js');
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(script.headers['cache-control']).toContain('immutable');
  });

  it('comes with a policy that allows nothing inline, evaluated or from elsewhere', async () => {
    const policy = String((await asHer('/')).headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https:/);
  });

  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%5c..%5csecret.txt',
    '//secret.txt',
    '/assets/link.txt',
    '/index.html%00.js',
    '/assets/',
    '/assets',
    'http://evil.example/secret.txt',
  ])('gives nothing outside its folder for %s', async (path) => {
    const answer = await asHer(path);
    expect([400, 404]).toContain(answer.status);
    expect(answer.body.toString()).not.toContain('a secret');
  });

  it('is there as soon as it is built again', async () => {
    expect((await asHer('/assets/late-AAAABBBB.js')).status).toBe(404);
    writeFileSync(join(pageFolder, 'assets', 'late-AAAABBBB.js'), '1');
    expect((await asHer('/assets/late-AAAABBBB.js')).status).toBe(200);
  });
});

describe('pictures', () => {
  it('come by photo and size', async () => {
    const answer = await asHer('/media/7/thumb400?v=3');
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('image/jpeg');
    expect(answer.headers['cache-control']).toContain('immutable');
    expect(answer.body.equals(JPEG)).toBe(true);
  });

  it('answer HEAD without the bytes', async () => {
    const answer = await ask('/media/7/thumb400', { cookie }, 'HEAD');
    expect(answer.headers['content-length']).toBe(String(JPEG.length));
    expect(answer.body).toHaveLength(0);
  });

  it.each([
    '/media/7/thumb200',
    '/media/8/thumb400',
    '/media/9/thumb400',
    '/media/7/original',
    '/media/7/__proto__',
    '/media/0/thumb400',
    '/media/-7/thumb400',
    '/media/7.5/thumb400',
    '/media/7e0/thumb400',
    '/media/99999999999999999999/thumb400',
    '/media/7/thumb400/',
    '/media/7/thumb400/../../../secret.txt',
    '/media/7/..%2f..%2fsecret.txt',
    '/media/%2e%2e/secret.txt',
    '/media/../secret.txt',
    '/media//etc/passwd',
    '/media/',
  ])('are not found at %s', async (path) => {
    expect((await asHer(path)).status).toBe(404);
  });
});

describe('calls over the WebSocket', () => {
  it('reach the studio, and broken input comes back as a typed error', async () => {
    const { studio, close } = client();
    expect(await studio.settings.set({ gridSize: 200 })).toMatchObject({ gridSize: 200 });
    await expect(studio.settings.set({ gridSize: 1 })).rejects.toMatchObject({ code: 'invalid-input', defined: true });
    close();
  });

  it('stream events until the caller goes away, and then stop listening', async () => {
    const { studio, close } = client();
    const events = await studio.system.events();
    expect((await events.next()).value).toEqual({ type: 'connected' });
    await studio.settings.set({ theme: 'dark' });
    expect((await events.next()).value).toEqual({ type: 'settings-changed' });
    await events.return?.();
    close();
  });
});

/** The status line that a raw upgrade with her cookie and Origin gets. */
function rawUpgrade(target: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = '';
    const socket = connect(host.port, '127.0.0.1', () =>
      socket.write(
        `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nOrigin: http://127.0.0.1:${host.port}\r\nCookie: ${cookie}\r\n` +
          'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
      ),
    );
    socket.on('data', (bytes) => {
      heard += bytes.toString('latin1');
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(heard.split('\r\n', 1)[0] ?? ''));
  });
}

describe('an upgrade whose address is none', () => {
  it.each(['//', '///', '//evil.example/rpc', 'http://', '*', '//[', 'rpc'])(
    '%s is refused, and the host lives on',
    async (target) => {
      expect(await rawUpgrade(target)).toMatch(/^HTTP\/1\.1 400 /);
      expect((await asHer('/')).status).toBe(200);
    },
  );
});

describe('bytes that are not HTTP', () => {
  it.each([
    'GARBAGE\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n',
    `GET /${'a'.repeat(100_000)} HTTP/1.1\r\n\r\n`,
    '\0\0\0\0',
  ])('do not bring the host down', async (bytes) => {
    await new Promise<void>((resolve) => {
      const socket = connect(host.port, '127.0.0.1', () => socket.write(bytes));
      socket.on('data', () => socket.destroy());
      socket.on('error', () => resolve());
      socket.on('close', () => resolve());
      socket.setTimeout(500, () => socket.destroy());
    });
    expect((await asHer('/')).status).toBe(200);
  });
});

describe('a studio that is opened anew', () => {
  it('cuts every line, refuses new ones meanwhile, and serves the next studio at the same address', async () => {
    const line = client();
    await line.studio.settings.get();
    host.hold();
    await expect(line.studio.settings.get()).rejects.toThrow();
    expect(await upgrade('/rpc', { cookie }, `http://127.0.0.1:${host.port}`)).toBe(503);
    expect((await asHer('/media/7/thumb400')).status).toBe(503);
    expect((await asHer('/')).status).toBe(200);
    const next = await openWholeStudio();
    try {
      await next.studio.client.settings.set({ artist: 'Awa' });
      host.serve({ router: next.studio.router, picture: () => join(folder.path, 'picture.jpg') });
      const again = client();
      expect((await again.studio.settings.get()).artist).toBe('Awa');
      expect((await asHer('/media/1/preview')).status).toBe(200);
      again.close();
    } finally {
      await next.close();
    }
  });
});
