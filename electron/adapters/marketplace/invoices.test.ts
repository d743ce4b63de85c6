import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectMarketplace } from './marketplace.ts';

let server: Server;
let address: string;
const ANSWERS: Readonly<Record<string, readonly [number, string, string]>> = {
  'ORD-1': [200, 'application/pdf', '%PDF-1.7 the paper'],
  'ORD-2': [403, 'application/json', '{"success":false,"message":"Accès non autorisé"}'],
  'ORD-3': [404, 'application/json', '{"message":"Invoice not found"}'],
  'ORD-4': [200, 'text/html', '<html>a portal</html>'],
  'ORD-5': [403, 'application/json', '{"success":false,"message":"","photographer_status":"suspended"}'],
};

beforeAll(async () => {
  server = createServer((request, response) => {
    const order = decodeURIComponent(request.url?.split('/').at(-1) ?? '');
    const [status, type, body] = ANSWERS[order] ?? [500, 'text/plain', ''];
    const isHers = request.headers.authorization === 'Bearer hers';
    response.writeHead(isHers ? status : 401, { 'content-type': type });
    response.end(isHers ? body : '{"message":"no"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const found = server.address();
  if (found === null || typeof found === 'string') throw new Error('no port');
  address = `http://127.0.0.1:${found.port}`;
});
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

const invoice = (order: string, token = 'hers') => connectMarketplace(address).invoice(token, order);

it('gives the paper where the marketplace does', async () => {
  expect(Buffer.from(await invoice('ORD-1')).toString()).toBe('%PDF-1.7 the paper');
});

it.each([
  ['ORD-2', 'invoice-not-yours'],
  ['ORD-3', 'invoice-unknown'],
  ['ORD-4', 'server-error'],
  ['ORD-5', 'account-suspended'],
  ['ORD-6', 'server-error'],
])('says of %s why there is none: %s', async (order, code) => {
  await expect(invoice(order)).rejects.toMatchObject({ code });
});

it('says that the session is over', async () => {
  await expect(invoice('ORD-1', 'old')).rejects.toMatchObject({ code: 'session-expired' });
});
