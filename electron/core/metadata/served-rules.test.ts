import { createServer } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { adoptRules, RULES, RULES_VERSION, rulesVersion } from '../../../shared/domain/rules.ts';
import { type TestCatalogue, testCatalogue } from '../../../tests/support/catalogue.ts';
import { connectMarketplace } from '../../adapters/marketplace/marketplace.ts';
import type { CurrentAccount, Session } from '../account/session.ts';
import { createServedRules } from './served-rules.ts';

let catalogue: TestCatalogue;
let answer: { status: number; body: unknown };
let asked: number;
let api: string;
const server = createServer((request, response) => {
  if (request.url === '/api/photographer/photo-rules') asked += 1;
  response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
});

beforeEach(async () => {
  catalogue = testCatalogue();
  asked = 0;
  answer = { status: 200, body: { success: true, data: { version: 7, limits: { keywordsMinimum: 5 } } } };
  if (!server.listening) await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not on a port');
  api = `http://127.0.0.1:${String(address.port)}`;
});
afterEach(() => {
  adoptRules(null);
  catalogue.close();
  server.closeAllConnections();
  server.close();
});

function studio(account: { server: string } | null = { server: api }) {
  let recounts = 0;
  const current: CurrentAccount | null = account && {
    id: 1,
    email: 'awa@example.com',
    name: 'Awa',
    remoteUserId: 'u',
    isSandbox: true,
    ...account,
  };
  const session: Session = {
    current: () => current,
    authorised: (work) =>
      current
        ? work({ token: 't', marketplace: connectMarketplace(api), account: current })
        : Promise.reject(new Error('nobody')),
    onActive: () => () => {},
  };
  const rules = createServedRules(catalogue.context, {
    session,
    recount: () => {
      recounts += 1;
    },
  });
  return { rules, recounts: () => recounts };
}

test('the marketplace’s rules hold over the studio’s own, are asked for once a day and kept for days without a network', async () => {
  const { rules, recounts } = studio();
  await rules.ask();
  expect(RULES).toMatchObject({ keywordsMinimum: 5, keywordsMaximum: 20 });
  expect(rulesVersion()).toBe(`${String(RULES_VERSION)}+7`);
  await rules.ask();
  expect([asked, recounts()]).toEqual([1, 1]);
  await expect.poll(() => catalogue.seen, { timeout: 60_000 }).toContainEqual({ type: 'rules-changed' });

  adoptRules(null);
  const later = studio();
  later.rules.begin();
  expect(RULES.keywordsMinimum).toBe(5);
  catalogue.passTime(25 * 3_600_000);
  answer = { status: 500, body: { message: 'no' } };
  await expect(later.rules.ask()).rejects.toThrow();
  expect(RULES.keywordsMinimum).toBe(5);
});

test.each([
  ['that serves none', { status: 404, body: { message: 'Not found' } }],
  [
    'that answers something else',
    { status: 200, body: { success: true, data: { version: 2, limits: { titleMinimum: 'five' } } } },
  ],
])('a marketplace %s leaves the studio’s own', async (_what, given) => {
  answer = given;
  const { rules, recounts } = studio();
  await rules.ask();
  expect([rulesVersion(), recounts(), asked]).toEqual([String(RULES_VERSION), 0, 1]);
});

test('the rules of one marketplace do not hold for an account of another', async () => {
  await studio().rules.ask();
  adoptRules(null);
  studio({ server: 'https://elsewhere.example' }).rules.begin();
  expect(rulesVersion()).toBe(String(RULES_VERSION));
  studio(null).rules.begin();
  expect(rulesVersion()).toBe(`${String(RULES_VERSION)}+7`);
});
