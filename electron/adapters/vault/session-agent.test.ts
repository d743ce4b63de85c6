import { type ChildProcess, execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Vault } from '../../core/ports/vault.ts';
import { agentAddress, isPrivateFolder } from './agent-address.ts';
import { agentAnswers, askAgent } from './agent-client.ts';
import { LINE_LIMIT } from './agent-protocol.ts';
import { startAgent } from './agent-server.ts';
import { agentStarter, openVault } from './open-vault.ts';

const ENTRY = fileURLToPath(new URL('./agent-process.ts', import.meta.url));
const onWindows = process.platform === 'win32';
const cleanups: (() => void)[] = [];
const runtimeBefore = process.env.XDG_RUNTIME_DIR;
let dataDir = '';

beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'pa-'));
  process.env.XDG_RUNTIME_DIR = folder;
  dataDir = join(folder, 'data');
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
});
afterEach(() => {
  for (const cleanup of cleanups.splice(0).reverse()) cleanup();
  if (runtimeBefore === undefined) delete process.env.XDG_RUNTIME_DIR;
  else process.env.XDG_RUNTIME_DIR = runtimeBefore;
});

/** A vault as a call of the command line opens it, without a keychain; `started` are the agents it had to start. */
function commandLineVault(idleMinutes = 1): { vault: Vault; started: ChildProcess[] } {
  const started: ChildProcess[] = [];
  const starter = agentStarter(ENTRY, dataDir, idleMinutes);
  const startAgentProcess = () => {
    const child = starter();
    started.push(child);
    cleanups.push(() => child.kill('SIGKILL'));
    return child;
  };
  return { vault: openVault({ dataDir, fallback: 'agent', keytar: null, startAgent: startAgentProcess }), started };
}

describe.skipIf(onWindows)('the session agent', () => {
  it('gives one call of the command line what another one kept, and is started only to keep something', async () => {
    const first = commandLineVault();
    expect(await first.vault.get('s|a', 'access-token')).toBeNull();
    await first.vault.delete('s|a', 'access-token');
    expect(first.started).toHaveLength(0);
    await first.vault.set('s|a', 'access-token', 'tök');
    expect(await first.vault.keptIn()).toBe('agent');
    const second = commandLineVault();
    expect(await second.vault.get('s|a', 'access-token')).toBe('tök');
    expect(await second.vault.get('s|b', 'access-token')).toBeNull();
    expect(second.started).toHaveLength(0);
  });

  it('is closed to everybody else', async () => {
    await commandLineVault().vault.set('s|a', 'access-token', 't');
    const address = agentAddress(dataDir);
    expect(statSync(address).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(address)).mode & 0o777).toBe(0o700);
  });

  it('ends when nothing is left to keep', async () => {
    const { vault } = commandLineVault();
    await vault.set('s|a', 'access-token', 't');
    await vault.set('s|a', 'password', 'p');
    await vault.delete('s|a', 'access-token');
    expect(await agentAnswers(agentAddress(dataDir))).toBe(true);
    await vault.delete('s|a', 'password');
    await expect.poll(() => agentAnswers(agentAddress(dataDir))).toBe(false);
  });

  it('ends by itself when it is not used', async () => {
    const { vault } = commandLineVault(0.5 / 60);
    await vault.set('s|a', 'access-token', 't');
    await new Promise((resolve) => setTimeout(resolve, 700));
    await expect.poll(() => agentAnswers(agentAddress(dataDir))).toBe(false);
    expect(await vault.get('s|a', 'access-token')).toBeNull();
  });

  it('that was killed leaves a socket that the next one replaces', async () => {
    const { vault, started } = commandLineVault();
    await vault.set('s|a', 'access-token', 't');
    const ended = new Promise((resolve) => started[0]?.once('exit', resolve));
    started[0]?.kill('SIGKILL');
    await ended;
    expect(await vault.get('s|a', 'access-token')).toBeNull();
    await vault.set('s|a', 'access-token', 'u');
    expect(await vault.get('s|a', 'access-token')).toBe('u');
    expect(started).toHaveLength(2);
  });

  it('exists once, however many start it at the same moment', async () => {
    const vaults = [1, 2, 3].map(() => commandLineVault());
    await Promise.all(vaults.map(({ vault }, index) => vault.set(`s|${index}`, 'access-token', `t${index}`)));
    const reader = commandLineVault().vault;
    expect(await Promise.all([0, 1, 2].map((index) => reader.get(`s|${index}`, 'access-token')))).toEqual([
      't0',
      't1',
      't2',
    ]);
  });

  it('does not keep a script waiting that reads the output of the call that started it', async () => {
    const address = agentAddress(dataDir);
    const script = `import { agentStarter } from ${JSON.stringify(new URL('./open-vault.ts', import.meta.url).href)};
      import { ensureAgent } from ${JSON.stringify(new URL('./agent-client.ts', import.meta.url).href)};
      console.log(await ensureAgent(${JSON.stringify(address)}, agentStarter(${JSON.stringify(ENTRY)}, ${JSON.stringify(dataDir)}, 0.05)));`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      env: { ...process.env, POUIRE_PASSWORD: 'hidden' },
      timeout: 20_000,
    });
    expect(stdout.trim()).toBe('true');
    expect(await agentAnswers(address)).toBe(true);
  });

  it.skipIf(process.platform !== 'linux')(
    'has neither a password in its environment nor a secret in its arguments',
    async () => {
      process.env.POUIRE_PASSWORD = 'hidden-password';
      cleanups.push(() => delete process.env.POUIRE_PASSWORD);
      const { vault, started } = commandLineVault();
      await vault.set('s|a', 'access-token', 'secret-token');
      const folder = `/proc/${started[0]?.pid}`;
      const seen = readFileSync(`${folder}/environ`, 'latin1') + readFileSync(`${folder}/cmdline`, 'latin1');
      expect(seen).not.toMatch(/hidden-password|POUIRE_PASSWORD|secret-token/);
    },
  );

  it('takes no nonsense: long lines end the connection, others are answered with a no', async () => {
    await commandLineVault().vault.set('s|a', 'access-token', 't');
    const address = agentAddress(dataDir);
    const say = (text: string) =>
      new Promise<string>((resolve) => {
        const socket = connect(address);
        let heard = '';
        socket.on('data', (chunk) => {
          heard += chunk.toString();
          socket.end();
        });
        socket.on('error', () => undefined);
        socket.on('close', () => resolve(heard));
        socket.write(text);
      });
    expect(await say('x'.repeat(LINE_LIMIT + 1))).toBe('');
    expect(await say('{"op":"dump"}\n')).toBe('{"ok":false}\n');
    expect(await say('not json\n')).toBe('{"ok":false}\n');
    expect(await askAgent(address, { op: 'get', account: 's|a', name: 'access-token' })).toEqual({
      ok: true,
      secret: 't',
    });
  });

  it('refuses a folder that others could have prepared', async () => {
    const address = agentAddress(dataDir);
    const folder = dirname(address);
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o777);
    expect(isPrivateFolder(folder, true)).toBe(false);
    expect(await startAgent({ address, idleMs: 1000, onEnd: () => {} })).toBeNull();
    rmSync(folder, { recursive: true });
    mkdirSync(`${folder}-theirs`, { mode: 0o700 });
    symlinkSync(`${folder}-theirs`, folder);
    expect(isPrivateFolder(folder, true)).toBe(false);
  });

  it('has an address that fits a socket, however deep the data folder and the runtime folder lie', () => {
    process.env.XDG_RUNTIME_DIR = join(process.env.XDG_RUNTIME_DIR ?? '/tmp', 'x'.repeat(100));
    mkdirSync(process.env.XDG_RUNTIME_DIR);
    const address = agentAddress(`/very/${'deep/'.repeat(50)}`);
    expect(Buffer.byteLength(address)).toBeLessThanOrEqual(103);
    expect(agentAddress('/one')).not.toBe(agentAddress('/two'));
  });
});
