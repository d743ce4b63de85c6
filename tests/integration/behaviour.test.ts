import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { connectMarketplace } from '../../electron/adapters/marketplace/marketplace.ts';
import { sandboxForTest, type TestSandbox, textAt } from '../support/sandbox-client.ts';

const ROOT = join(import.meta.dirname, '../..');

let started: TestSandbox;
beforeAll(async () => {
  started = await sandboxForTest();
});
afterAll(() => started.end());

/** Answers of a server of one's own, by path; null is 404. Closed when the work is done. */
async function withServer<T>(answer: (path: string) => unknown, work: (url: string) => Promise<T>): Promise<T> {
  const server = createServer((request, response) => {
    const body = answer(request.url ?? '');
    response.writeHead(body === null ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body ?? { message: 'Not found' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.object({ port: z.int() }).parse(server.address());
  try {
    return await work(`http://127.0.0.1:${port}`);
  } finally {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
}

test('every behaviour in the table is in the sandbox and has the test it names', () => {
  const table = readFileSync(join(ROOT, 'docs/marketplace/behaviour.md'), 'utf8');
  const rows = [...table.matchAll(/^\| (.+) \| (.+) \| `(.+)` — ?(.*) \|$/gm)];
  expect(rows.length).toBeGreaterThan(40);
  for (const [, behaviour = '', sandbox = '', file = '', title = ''] of rows) {
    const place = sandbox.replaceAll('`', '');
    if (place !== '—') expect(existsSync(join(ROOT, place)), `${behaviour}: ${place}`).toBe(true);
    const quoted = readFileSync(join(ROOT, file), 'utf8').replaceAll("\\'", "'");
    expect(quoted.includes(title), `${file} has no test « ${title} »`).toBe(true);
  }
});

test('remember_me lengthens nothing', async () => {
  const stranger = started.stranger();
  for (const remember of [true, false]) {
    const { email, password } = started.now;
    const { body } = await stranger.call('POST', '/api/auth/login', { email, password, remember_me: remember });
    expect(body).toMatchObject({ data: { expires_in: 3600 } });
    const claims = z
      .object({ exp: z.int(), iat: z.int() })
      .parse(
        JSON.parse(Buffer.from(textAt(body, 'data.access_token').split('.')[1] ?? '', 'base64url').toString('utf8')),
      );
    expect(claims.exp - claims.iat).toBe(3600);
  }
});

test('the categories have the roots that are known', async () => {
  const roots = (await connectMarketplace(started.now.api).categories()).filter(({ parentId }) => parentId === null);
  expect(roots.map(({ name }) => name).sort()).toEqual(
    [
      'Portrait',
      'Paysage',
      'Nature',
      'Événements',
      'Street Photography',
      'Architecture',
      'Lifestyle',
      'Culture Africaine',
    ].sort(),
  );
});

test('an invoice is not hers to see', async () => {
  const marketplace = connectMarketplace(started.now.api);
  const { access } = await marketplace.login(started.now.email, started.now.password);
  await expect(marketplace.invoice(access.token, 'CMD-1')).rejects.toMatchObject({
    code: expect.stringMatching(/^invoice-(not-yours|unknown)$/),
  });
});

test('health is asked for under each of its names', async () => {
  for (const known of ['/api/health', '/api/healthz', '/api/ready']) {
    const seen: string[] = [];
    const answer = (path: string) => {
      seen.push(path);
      return path === known ? { success: true, version: '1.2', timestamp: '2026-11-21T10:00:00Z' } : null;
    };
    const { version } = await withServer(answer, (url) => connectMarketplace(url).health());
    expect([version, seen.at(-1)]).toEqual(['1.2', known]);
  }
});

test('a time without a zone is UTC', async () => {
  for (const timestamp of ['2026-11-21 10:00:00', '2026-11-21T10:00:00.000000Z', '2026-11-21T10:00:00+00:00']) {
    const health = await withServer(
      () => ({ success: true, timestamp }),
      (url) => connectMarketplace(url).health(),
    );
    expect(health.serverTime).toBe(Date.UTC(2026, 10, 21, 10));
  }
});

test('series that the server invents are asked for nowhere', () => {
  for (const folder of ['electron', 'renderer', 'shared']) {
    for (const entry of readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.tsx?$/.test(entry.name)) continue;
      const source = readFileSync(join(entry.parentPath, entry.name), 'utf8');
      expect(/(views|conversion)-over-time/.test(source), `${entry.parentPath}/${entry.name}`).toBe(false);
    }
  }
});
