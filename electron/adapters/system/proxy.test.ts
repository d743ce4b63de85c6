import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { goThroughProxy, proxyAgents } from './proxy.ts';

// A proxy and a server of their own on this machine. The name that is asked for is one that only the proxy can find.

let server: Server;
let proxy: Server;
let through: string[];
const portOf = (listening: Server): number => {
  const at = listening.address();
  return typeof at === 'object' && at ? at.port : 0;
};
beforeAll(async () => {
  for (const name of ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'NO_PROXY', 'no_proxy'])
    vi.stubEnv(name, undefined);
  server = createServer((request, answer) => {
    request.resume().on('end', () => answer.writeHead(200, { etag: '"e"' }).end('hello'));
  });
  proxy = createServer((request, answer) => {
    through.push(`${request.method} ${request.url}`);
    request.resume().on('end', () => answer.writeHead(200, { etag: '"e"' }).end('hello'));
  });
  proxy.on('connect', (request, socket) => {
    through.push(`CONNECT ${request.url}`);
    const onward = connect(portOf(server), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
  });
  for (const one of [server, proxy]) await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve));
});
afterEach(() => goThroughProxy(null));
afterAll(() => {
  vi.unstubAllEnvs();
  for (const one of [server, proxy]) {
    one.closeAllConnections();
    one.close();
  }
});

test('calls and uploads go through the proxy of the system, this computer’s own do not; without one, straight', async () => {
  through = [];
  goThroughProxy(`http://127.0.0.1:${portOf(proxy)}`);
  expect(await (await fetch('http://marketplace.invalid/api/health')).text()).toBe('hello');
  expect(through).toHaveLength(1);
  expect(through[0]).toContain('marketplace.invalid');

  const client = new S3Client({
    region: 'us-east-1',
    endpoint: 'http://storage.invalid',
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    requestHandler: { ...proxyAgents() },
  });
  await client.send(new PutObjectCommand({ Bucket: 'photos', Key: 'a.jpg', Body: 'x' }));
  expect(through).toHaveLength(2);
  expect(through[1]).toContain('storage.invalid');

  expect(await (await fetch(`http://127.0.0.1:${portOf(server)}/`)).text()).toBe('hello');
  expect(through).toHaveLength(2);
  goThroughProxy(null);
  expect(proxyAgents()).toBeNull();
  await expect(fetch('http://marketplace.invalid/')).rejects.toThrow();
  expect(through).toHaveLength(2);
});

test('a proxy that the environment names stays', () => {
  vi.stubEnv('HTTPS_PROXY', 'http://proxy.univ.bf:3128');
  goThroughProxy('http://127.0.0.1:1');
  expect(proxyAgents()).toBeNull();
  vi.stubEnv('HTTPS_PROXY', undefined);
});
