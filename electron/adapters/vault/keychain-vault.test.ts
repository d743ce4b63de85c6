import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Keytar, openKeychain, reasonOf } from './keychain-vault.ts';
import { openVault } from './open-vault.ts';

const PROBE = fileURLToPath(new URL('../../../tests/support/vault-probe.ts', import.meta.url));
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pouire-vault-'));
  folders.push(folder);
  return folder;
}

function has(command: string): boolean {
  return process.platform === 'linux' && spawnSync('which', [command]).status === 0;
}

const secretService = has('dbus-run-session') && has('gnome-keyring-daemon');
if (!secretService) console.log('keychain tests skipped: dbus-run-session or gnome-keyring-daemon is not installed');

const outcome = z.object({
  keptIn: z.string(),
  reason: z.string().nullable(),
  read: z.string().nullable(),
  after: z.string().nullable(),
});

/** A home of its own, no display and no bus: nothing of the machine's real keychain is reached. */
function bareEnvironment(home: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH ?? '',
    HOME: home,
    XDG_RUNTIME_DIR: home,
    XDG_DATA_HOME: join(home, 'share'),
    LANG: 'C.UTF-8',
  };
}

function probe(home: string, wrap: (command: string) => string[]): z.infer<typeof outcome> {
  const [command = '', ...rest] = wrap(`'${process.execPath}' '${PROBE}' '${home}'`);
  const stdout = execFileSync(command, rest, {
    env: bareEnvironment(home),
    encoding: 'utf8',
    timeout: 25_000,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return outcome.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
}

const UNLOCK = 'echo -n pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1';

describe.runIf(secretService)('the Secret Service of Linux', () => {
  it('keeps, gives and forgets a secret when it is unlocked', () => {
    expect(probe(temporary(), (run) => ['dbus-run-session', '--', 'sh', '-c', `${UNLOCK}; ${run}`])).toEqual({
      keptIn: 'keychain',
      reason: null,
      read: 'é-secret',
      after: null,
    });
  });

  it('keeps a secret beyond the process that wrote it', () => {
    const made = probe(temporary(), (run) => [
      'dbus-run-session',
      '--',
      'sh',
      '-c',
      `${UNLOCK}; ${run} set >/dev/null; ${run} delete`,
    ]);
    expect(made).toMatchObject({ keptIn: 'keychain', read: 'é-secret', after: null });
  });

  it('that is locked is found out before anything is trusted to it', () => {
    const made = probe(temporary(), (run) => [
      'dbus-run-session',
      '--',
      'sh',
      '-c',
      `gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1; ${run}`,
    ]);
    expect(made).toEqual({ keptIn: 'memory', reason: 'locked', read: 'é-secret', after: null });
  });

  it.runIf(has('dbus-send'))('that is locked while the studio runs hands over to memory, and nothing is lost', () => {
    const made = probe(temporary(), (run) => ['dbus-run-session', '--', 'sh', '-c', `${UNLOCK}; ${run} lock`]);
    expect(made).toEqual({ keptIn: 'memory', reason: 'locked', read: 'é-secret', after: null });
  });

  it('that nobody provides is no-provider', () => {
    const home = temporary();
    const configuration = join(home, 'bus.conf');
    // A session bus without any service to activate.
    writeFileSync(
      configuration,
      `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=${home}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`,
    );
    const made = probe(home, (run) => ['dbus-run-session', `--config-file=${configuration}`, '--', 'sh', '-c', run]);
    expect(made).toEqual({ keptIn: 'memory', reason: 'no-provider', read: 'é-secret', after: null });
  });
});

describe.runIf(process.platform === 'linux')('without a session bus', () => {
  it('the session lives in memory and says why', () => {
    const made = probe(temporary(), (run) => ['sh', '-c', run]);
    expect(made.keptIn).toBe('memory');
    // Without libsecret on the machine the module itself does not load.
    expect(
      existsSync('/usr/lib/x86_64-linux-gnu/libsecret-1.so.0') ? ['no-bus'] : ['no-bus', 'module-missing'],
    ).toContain(made.reason);
    expect(made).toMatchObject({ read: 'é-secret', after: null });
  });
});

/** A keychain that works, and one switch to break it. */
function keytarDouble() {
  const entries = new Map<string, string>();
  const double = {
    entries,
    broken: null as Error | null,
    hangs: false,
  };
  const act = async <T>(work: () => T): Promise<T> => {
    if (double.hangs) return new Promise(() => {});
    if (double.broken) throw double.broken;
    return work();
  };
  const keytar: Keytar = {
    getPassword: (service, key) => act(() => entries.get(`${service} ${key}`) ?? null),
    setPassword: (service, key, secret) => act(() => void entries.set(`${service} ${key}`, secret)),
    deletePassword: (service, key) => act(() => entries.delete(`${service} ${key}`)),
  };
  return { double, keytar };
}

describe('a keychain', () => {
  it('whose module is missing leaves the session in memory', async () => {
    const vault = openVault({ dataDir: temporary(), fallback: 'memory', keytar: null });
    await vault.set('a', 'access-token', 't');
    expect(await vault.keptIn()).toBe('memory');
    expect(await vault.unavailableReason()).toBe('module-missing');
    expect(await vault.get('a', 'access-token')).toBe('t');
  });

  it('that hangs is given up and never asked again', async () => {
    const { double, keytar } = keytarDouble();
    double.hangs = true;
    const vault = openVault({ dataDir: temporary(), fallback: 'memory', keytar, patienceMs: 50 });
    expect(await vault.keptIn()).toBe('memory');
    expect(await vault.unavailableReason()).toBe('failed');
  });

  it('that locks later hands over to memory, and the secret is kept all the same', async () => {
    const { double, keytar } = keytarDouble();
    const vault = openVault({ dataDir: temporary(), fallback: 'memory', keytar });
    expect(await vault.keptIn()).toBe('keychain');
    double.broken = new Error('Object does not exist at path "/org/freedesktop/secrets/collection/login"');
    await vault.set('a', 'access-token', 't');
    expect(await vault.keptIn()).toBe('memory');
    expect(await vault.unavailableReason()).toBe('locked');
    expect(await vault.get('a', 'access-token')).toBe('t');
  });

  it('whose owner says no is not asked again, and the session lives in memory', async () => {
    const { double, keytar } = keytarDouble();
    double.broken = new Error('Prompt was dismissed');
    const vault = openVault({ dataDir: temporary(), fallback: 'memory', keytar });
    await vault.set('a', 'access-token', 't');
    expect(await vault.keptIn()).toBe('memory');
    expect(await vault.unavailableReason()).toBe('locked');
    double.broken = null;
    expect(await vault.get('a', 'access-token')).toBe('t');
    expect(double.entries.size).toBe(0);
  });

  it('that was locked when she signed out forgets her secrets as soon as it can be opened', async () => {
    const { double, keytar } = keytarDouble();
    const dataDir = temporary();
    await openVault({ dataDir, fallback: 'memory', keytar }).set('a', 'password', 'p');
    expect(double.entries.size).toBe(1);
    double.broken = new Error('Object does not exist at path "/org/freedesktop/secrets/collection/login"');
    const locked = openVault({ dataDir, fallback: 'memory', keytar });
    await locked.delete('a', 'password');
    expect(await locked.unavailableReason()).toBe('locked');
    double.broken = null;
    expect(await openVault({ dataDir, fallback: 'memory', keytar }).get('a', 'password')).toBeNull();
    expect(double.entries.size).toBe(0);
    // … and once only: what is kept from then on stays.
    await openVault({ dataDir, fallback: 'memory', keytar }).set('a', 'password', 'q');
    expect(await openVault({ dataDir, fallback: 'memory', keytar }).get('a', 'password')).toBe('q');
  });

  it('leaves no trace of the test that proved it, and keeps data folders apart', async () => {
    const { double, keytar } = keytarDouble();
    const one = await openKeychain('/one', { keytar });
    const two = await openKeychain('/two', { keytar });
    expect(double.entries.size).toBe(0);
    await one.set('a', 'password', '1');
    expect(await two.get('a', 'password')).toBeNull();
  });
});

describe('the reason', () => {
  it.each([
    ['Cannot autolaunch D-Bus without X11 $DISPLAY', 'no-bus'],
    ['Could not connect: No such file or directory', 'no-bus'],
    ['The name org.freedesktop.secrets was not provided by any .service files', 'no-provider'],
    ['GDBus.Error:org.freedesktop.DBus.Error.ServiceUnknown: The name is not activatable', 'no-provider'],
    ['Object does not exist at path “/org/freedesktop/secrets/collection/login”', 'locked'],
    ['Prompt was dismissed', 'locked'],
    ['something else', 'failed'],
  ])('of « %s » is %s', (message, reason) => {
    expect(reasonOf(new Error(message))).toBe(reason);
  });
});
