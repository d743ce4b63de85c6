import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DEFAULT_CHOICES } from '../../../shared/desktop-state.ts';
import { createElectronDouble } from '../../../tests/support/electron-double.ts';
import { openChoices } from '../choices.ts';
import { autostartEntry, loginItem } from './login-item.ts';
import { proxyFor, readProxy } from './proxy.ts';
import { queueLine } from './tray.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pouire-background-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ['DIRECT', null],
  ['', null],
  ['PROXY proxy.bf:3128', 'http://proxy.bf:3128'],
  ['HTTPS proxy.bf:443; DIRECT', 'https://proxy.bf:443'],
  ['SOCKS5 10.0.0.1:1080; PROXY 10.0.0.2:8080', 'http://10.0.0.2:8080'],
  ['SOCKS5 10.0.0.1:1080; DIRECT', null],
  ['SOCKS 10.0.0.1:1080', 'unusable'],
  ['PROXY', 'unusable'],
])('the system’s answer %j is %j', (answer, proxy) => expect(readProxy(answer)).toBe(proxy));

test('a system that cannot say is taken as straight', async () => {
  expect(await proxyFor({ resolveProxy: () => Promise.reject(new Error('no PAC')) }, 'https://pouire.com')).toBeNull();
});

test('the queue is one line, in both languages', () => {
  const queue = { paused: false, left: 1, failed: 0, bytesTotal: 200, bytesSent: 50 };
  expect(queueLine(queue, 'fr').replace(/\s/g, ' ')).toBe('Envoi : 1 photo à envoyer, 25 %');
  expect(queueLine({ ...queue, paused: true, left: 3 }, 'en')).toBe('Paused: 3 photos to send');
  expect(queueLine({ ...queue, left: 0, failed: 2 }, 'fr')).toBe('2 photos n’ont pas pu partir');
});

describe('choices', () => {
  test('are kept', () => {
    const file = join(folder, 'desktop', 'choices.json');
    openChoices(file).change({ whileSending: 'background', updateChannel: undefined });
    expect(openChoices(file).get()).toEqual({ ...DEFAULT_CHOICES, whileSending: 'background' });
  });

  test('that cannot be read are as if never made, one by one', () => {
    const file = join(folder, 'choices.json');
    for (const [written, read] of [
      ['{', {}],
      ['null', {}],
      ['{"whileSending":"explode","lookForUpdates":false}', { lookForUpdates: false }],
    ] as const) {
      writeFileSync(file, written);
      expect(openChoices(file).get()).toEqual({ ...DEFAULT_CHOICES, ...read });
    }
  });
});

describe('starting at login', () => {
  const { electron } = createElectronDouble({ userData: '/nowhere' });

  test('Linux has an entry of its own, hidden, that is taken away again', () => {
    const item = loginItem(electron.app, 'linux', {
      autostartDir: join(folder, 'autostart'),
      executable: '/opt/Pouire Studio/pouire-studio',
    });
    expect(item?.get()).toBe(false);
    item?.set(true);
    expect(item?.get()).toBe(true);
    expect(readFileSync(join(folder, 'autostart', 'pouire-studio.desktop'), 'utf8')).toContain(
      'Exec="/opt/Pouire Studio/pouire-studio" --hidden\n',
    );
    item?.set(false);
    item?.set(false);
    expect(item?.get()).toBe(false);
  });

  test('a path cannot say more than a path in it', () => {
    expect(autostartEntry('/a"$(id)`b`%f\\/x')).toContain('Exec="/a\\\\"\\\\$(id)\\\\`b\\\\`%%f\\\\\\/x" --hidden');
  });

  test('elsewhere the system keeps it; an application that is not installed does not enrol itself', () => {
    const mac = createElectronDouble({ userData: '/nowhere' });
    const none = { autostartDir: '', executable: '' };
    loginItem(mac.electron.app, 'darwin', none)?.set(true);
    expect(mac.loginItems).toEqual([{ openAtLogin: true }]);
    const development = createElectronDouble({ userData: '/nowhere', packaged: false });
    expect(loginItem(development.electron.app, 'win32', none)).toBeNull();
  });
});
