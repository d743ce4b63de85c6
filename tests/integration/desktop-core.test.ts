import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runDesktopDoctor } from '../../electron/desktop/doctor.ts';
import { startStudioProcess } from '../../electron/desktop/studio-process.ts';
import type { StudioContract } from '../../shared/contract/contract.ts';
import { createElectronDouble } from '../support/electron-double.ts';
import { putPhoto } from '../support/photo-maker.ts';
import { portOf, threadedElectron } from '../support/threaded-electron.ts';

// The desktop's processes for real, without Electron: main's side of the core, the core itself, image processes, the local
// marketplace, and a page that calls the contract over a port.

const SOURCES: Readonly<Record<string, string>> = {
  'core-process': 'electron/core-process.ts',
  'image-process': 'electron/workers/image-process.ts',
  sandbox: 'sandbox/main.ts',
};

let folder: string;
let end: () => Promise<void> = async () => {};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pouire-core-'));
});
afterEach(async () => {
  await end();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

function startDesktopCore() {
  const { electron, cores, helpers } = threadedElectron();
  const failed = vi.fn();
  const languages: string[] = [];
  const studio = startStudioProcess({
    electron,
    program: (name) => resolve(SOURCES[name] ?? name),
    args: ['--data', join(folder, 'data'), '--version', '1.2.3', '--locale', 'fr-BF'],
    onAvailable: () => {},
    onLanguage: (language) => languages.push(language),
    onFailed: failed,
  });
  end = async () => {
    await studio.end(5000);
    for (const helper of helpers) helper.kill();
  };
  const page = (): ContractRouterClient<StudioContract> => {
    const port = portOf(studio.connect());
    const link = new RPCLink({ port });
    port.start();
    return createORPCClient(link);
  };
  return { studio, page, cores, helpers, failed, languages, electron };
}

const soon = { timeout: 20_000, interval: 50 };

test('photographs are read, shown and kept over a death of the core', async () => {
  for (const seed of [1, 2])
    await putPhoto(join(folder, 'photos', `${seed}.jpg`), { seed, make: 'Canon', model: 'Canon EOS R6' });
  const { studio, page, cores, helpers, failed, languages } = startDesktopCore();
  await vi.waitFor(() => expect(studio.available).toBe(true), soon);
  expect(languages).toEqual(['fr']);

  const calls = page();
  expect(await calls.system.about()).toMatchObject({
    host: 'electron',
    version: '1.2.3',
    canBrowseFolders: false,
    hasSandbox: true,
  });
  await calls.folders.add({ path: join(folder, 'photos') });
  await vi.waitFor(async () => expect((await calls.photos.counts({})).total).toBe(2), soon);
  expect(helpers.length).toBeGreaterThan(0);

  const [first] = await calls.photos.ids({});
  if (first === undefined) throw new Error('no photo');
  const picture = await studio.picture(first, 'thumb400');
  expect(picture).toContain(String(studio.derivedDir));
  expect(existsSync(String(picture))).toBe(true);
  expect(await studio.picture(999_999, 'thumb400')).toBeNull();

  await calls.settings.set({ language: 'en' });
  await vi.waitFor(() => expect(languages.at(-1)).toBe('en'), soon);

  cores[0]?.kill();
  await vi.waitFor(() => expect(cores).toHaveLength(2), soon);
  await vi.waitFor(() => expect(studio.available).toBe(true), soon);
  expect((await page().photos.counts({})).total).toBe(2);
  expect(failed).not.toHaveBeenCalled();
});

test('the local marketplace is started through main for who tries without an account', async () => {
  const { studio, page, helpers } = startDesktopCore();
  await vi.waitFor(() => expect(studio.available).toBe(true), soon);
  const account = await page().account.trySandbox();
  expect(account).toMatchObject({ isSandbox: true });
  expect(helpers).toHaveLength(1);
});

test('a second studio on the same catalogue says why it cannot open, in French', async () => {
  const first = startDesktopCore();
  await vi.waitFor(() => expect(first.studio.available).toBe(true), soon);
  const endFirst = end;
  const second = startDesktopCore();
  await vi.waitFor(() => expect(second.failed).toHaveBeenCalled(), soon);
  expect(second.failed.mock.calls[0]?.[1]).toMatch(/déjà ouvert/);
  const endSecond = end;
  end = async () => {
    await endSecond();
    await endFirst();
  };
});

test('--doctor beside an open studio tries everything in her language and leaves the studio alone', async () => {
  const { studio, page, electron } = startDesktopCore();
  await vi.waitFor(() => expect(studio.available).toBe(true), soon);
  await page().settings.set({ language: 'en' });
  const lines: string[] = [];
  const app = createElectronDouble({ userData: join(folder, 'data', 'desktop') });
  await runDesktopDoctor(
    {
      app: app.electron.app,
      utilityProcess: {
        fork: (module, ...how) =>
          electron.utilityProcess.fork(resolve(SOURCES[basename(module, '.js')] ?? module), ...how),
      },
    },
    {
      distDir: '/built',
      dataDir: join(folder, 'data'),
      server: null,
      print: async (line) => void lines.push(line),
    },
  );
  const checks = lines.filter((line) => /^[✓✕]/.test(line));
  expect(checks.map((line) => line.slice(2).split(':')[0])).toEqual([
    ...['disk', 'database', 'folders', 'images', 'metadata', 'keychain', 'traces', 'api', 'storage', 'clock'],
  ]);
  for (const name of ['database', 'images', 'metadata', 'api'])
    expect(checks.find((line) => line.includes(` ${name}: `))).toMatch(/^✓/);
  expect(lines.join('\n')).toContain('The catalogue is sound (empty).');
  expect(app.state.exitCode).toBe(checks.every((line) => line.startsWith('✓')) ? 0 : 1);
  expect(studio.available).toBe(true);
  expect((await page().settings.get()).language).toBe('en');
});
