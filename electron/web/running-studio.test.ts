import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findRunning, leaveAddress } from './running-studio.ts';

const log = { warn: () => {} };
let dataDir: string;
let server: Server;
let url: string;
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'pouire-running-'));
  server = createServer((request, response) => {
    response.writeHead(request.url === '/?token=right' ? 303 : 401).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/?token=right`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(dataDir, { recursive: true, force: true });
});

describe('the address of a running studio', () => {
  it('is found by the next start, and is gone when it ends', async () => {
    const takeAway = leaveAddress(dataDir, url, log);
    expect(await findRunning(dataDir)).toBe(url);
    takeAway();
    expect(readdirSync(dataDir)).toEqual([]);
    expect(await findRunning(dataDir)).toBeNull();
  });

  it.skipIf(process.platform === 'win32')('is for its owner alone, whatever was there before', () => {
    writeFileSync(join(dataDir, 'running.json'), '{}', { mode: 0o666 });
    leaveAddress(dataDir, url, log);
    expect(statSync(join(dataDir, 'running.json')).mode & 0o777).toBe(0o600);
  });

  it('of one that was killed is not believed', async () => {
    leaveAddress(dataDir, url.replace('right', 'wrong'), log);
    expect(await findRunning(dataDir)).toBeNull();
    leaveAddress(dataDir, 'http://127.0.0.1:1/?token=right', log);
    expect(await findRunning(dataDir)).toBeNull();
  });

  it.each(['', '{', '{"pid":1}', '{"pid":1,"url":"http://evil.example/?token=x"}'])(
    'that is none (%s) is none',
    async (content) => {
      writeFileSync(join(dataDir, 'running.json'), content);
      expect(await findRunning(dataDir)).toBeNull();
    },
  );

  it('keeps nobody from starting where it can’t be left', async () => {
    leaveAddress(join(dataDir, 'absent'), url, log)();
    expect(await findRunning(join(dataDir, 'absent'))).toBeNull();
  });

  it('of the studio that came after is left where it is', async () => {
    const takeAway = leaveAddress(dataDir, url.replace('right', 'older'), log);
    leaveAddress(dataDir, url, log);
    takeAway();
    expect(await findRunning(dataDir)).toBe(url);
  });
});
