import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LazySandbox, lazySandbox } from './lazy-sandbox.ts';
import { startSandboxProcess } from './sandbox-process.ts';

let folder: string;
let sandbox: LazySandbox;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pouire-lazy-'));
  sandbox = lazySandbox(folder);
});
afterEach(async () => {
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const isUp = (server: string) =>
  fetch(`${server}/api/health`).then(
    ({ ok }) => ok,
    () => false,
  );

function occupy(port: number): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer().listen(port, '127.0.0.1', () => resolve(server));
  });
}

describe('the studio’s local marketplace', () => {
  it('is started once however often it is asked for, and ends with the studio', async () => {
    const [one, two] = await Promise.all([sandbox.start(), sandbox.start()]);
    expect(two).toEqual(one);
    expect(await isUp(one.server)).toBe(true);
    await sandbox.stop();
    expect(await isUp(one.server)).toBe(false);
  });

  it('comes back at the address it had, because the account lives there', async () => {
    const before = await sandbox.start();
    await sandbox.stop();
    expect(await sandbox.start()).toEqual(before);
  });

  it('takes another address when somebody else has its own', async () => {
    const before = await sandbox.start();
    await sandbox.stop();
    const stranger = await occupy(Number(new URL(before.server).port));
    try {
      const now = await sandbox.start();
      expect(now.server).not.toBe(before.server);
      expect(await isUp(now.server)).toBe(true);
    } finally {
      stranger.close();
    }
  });

  it('says what kept it from starting', async () => {
    const stranger = await occupy(0);
    const address = stranger.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    await expect(startSandboxProcess({ folder, demo: false, port })).rejects.toThrow('EADDRINUSE');
    stranger.close();
  });
});
