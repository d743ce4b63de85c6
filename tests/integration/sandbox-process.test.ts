import { type ChildProcess, fork, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { SandboxClient } from '../support/sandbox-client.ts';

const entry = fileURLToPath(new URL('../../sandbox/main.ts', import.meta.url));
const ready = z.object({ api: z.url(), s3: z.url(), email: z.string(), password: z.string() });
let dataDir: string;
let child: ChildProcess | undefined;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sandbox-'));
});
afterEach(async () => {
  child?.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
});

async function firstLine(started: ChildProcess): Promise<z.infer<typeof ready>> {
  let text = '';
  for await (const piece of started.stdout ?? []) {
    text += String(piece);
    if (text.includes('\n')) break;
  }
  return ready.parse(JSON.parse(text));
}

const exit = (started: ChildProcess) => new Promise<number | null>((resolve) => started.once('exit', resolve));

test('the process says in one line where it is, and ends on SIGTERM', async () => {
  child = spawn(
    process.execPath,
    [entry, '--data', dataDir, '--email', 'moi@exemple.bf', '--password', 'mon-mot-de-passe'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = exit(child);
  const { api, email, password } = await firstLine(child);
  expect([email, password]).toEqual(['moi@exemple.bf', 'mon-mot-de-passe']);
  expect((await new SandboxClient(() => api).login(email, password)).status).toBe(200);
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});

test('with --stop-with-parent it ends when its input closes', async () => {
  child = spawn(process.execPath, [entry, '--data', dataDir, '--stop-with-parent'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = exit(child);
  await firstLine(child);
  child.stdin?.end();
  expect(await ended).toBe(0);
});

test('with --stop-with-parent it ends when its channel closes', async () => {
  child = fork(entry, ['--data', dataDir, '--stop-with-parent'], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const ended = exit(child);
  await firstLine(child);
  child.disconnect();
  expect(await ended).toBe(0);
});
