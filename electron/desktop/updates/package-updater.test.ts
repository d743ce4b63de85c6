import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configureRequestOptions, configureRequestUrl, type DownloadOptions, HttpExecutor } from 'builder-util-runtime';
import { AppImageUpdater } from 'electron-updater';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { packageUpdater } from './package-updater.ts';

// electron-updater itself, in Node: the class that runs in an AppImage, with Node's HTTP in the place of Chromium's, against
// a server on this machine that serves a good, a changed and a cut package.

class NodeHttp extends HttpExecutor<ReturnType<typeof request>> {
  override createRequest(options: object, callback: (response: unknown) => void) {
    return request(options, callback);
  }
  /** As ElectronHttpExecutor.download. */
  async download(url: URL, destination: string, options: DownloadOptions): Promise<string> {
    return await options.cancellationToken.createPromise<string>((resolve, reject, onCancel) => {
      const how = { headers: options.headers ?? {} };
      configureRequestUrl(url, how);
      configureRequestOptions(how);
      const callback = (error: Error | null) => (error ? reject(error) : resolve(destination));
      this.doDownload(how, { destination, options, onCancel, callback, responseHandler: null }, 0);
    });
  }
}

const GOOD = randomBytes(200_000);
const SHA512 = createHash('sha512').update(GOOD).digest('base64');
const DESCRIPTION = (version: string, size = GOOD.length) =>
  [
    `version: ${version}`,
    'files:',
    `  - url: Pouire-Studio-${version}.AppImage`,
    `    sha512: ${SHA512}`,
    `    size: ${size}`,
    'releaseNotes: "<b>Nouveau</b> : <script>alert(1)</script>les relevés"',
    "releaseDate: '2026-11-21T00:00:00.000Z'",
    '',
  ].join('\n');

let server: Server;
let address: string;
/** What the server serves, by path. `cut`: the connection ends after these bytes, whatever was promised. */
let served: Record<string, { body: Buffer | string; cut?: number }>;
let asked: string[];
beforeAll(async () => {
  server = createServer((incoming, answer) => {
    const path = new URL(incoming.url ?? '/', 'http://x').pathname;
    asked.push(path);
    const found = served[path];
    if (!found) {
      answer.writeHead(404).end();
      return;
    }
    const body = Buffer.from(found.body);
    answer.writeHead(200, { 'content-length': body.length });
    if (found.cut === undefined) answer.end(body);
    else answer.write(body.subarray(0, found.cut), () => answer.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const at = server.address();
  address = `http://127.0.0.1:${typeof at === 'object' && at ? at.port : 0}`;
});
afterAll(() => server.close());

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pouire-update-'));
  served = {};
  asked = [];
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function installed(version = '1.0.0') {
  const here = join(folder, 'Pouire-Studio.AppImage');
  writeFileSync(here, 'the version that runs');
  vi.stubEnv('APPIMAGE', here);
  writeFileSync(join(folder, 'app-update.yml'), `provider: generic\nurl: ${address}\nupdaterCacheDirName: updates\n`);
  const updater = new AppImageUpdater(null, {
    version,
    name: 'pouire-studio',
    isPackaged: true,
    appUpdateConfigPath: join(folder, 'app-update.yml'),
    userDataPath: folder,
    baseCachePath: folder,
    whenReady: async () => {},
    relaunch: () => {},
    quit: () => {},
    onQuit: () => {},
  });
  Reflect.set(updater, 'httpExecutor', new NodeHttp());
  return packageUpdater(updater);
}
const fetched = () =>
  existsSync(join(folder, 'updates', 'pending'))
    ? readdirSync(join(folder, 'updates', 'pending')).filter(
        (name) => name.endsWith('.AppImage') && !name.startsWith('temp-'),
      )
    : [];

test('a newer version is offered with its size and its notes as text; nothing is fetched before she says so', async () => {
  served = { '/latest-linux.yml': { body: DESCRIPTION('1.1.0') }, '/Pouire-Studio-1.1.0.AppImage': { body: GOOD } };
  const updater = installed();
  expect(await updater.look('stable')).toEqual({
    version: '1.1.0',
    bytes: GOOD.length,
    notes: 'Nouveau : alert(1)les relevés',
  });
  expect([asked, fetched()]).toEqual([['/latest-linux.yml'], []]);
  const progress: number[] = [];
  await updater.fetch((fraction) => progress.push(fraction));
  expect(fetched()).toEqual(['Pouire-Studio-1.1.0.AppImage']);
  expect(progress.every((fraction) => fraction >= 0 && fraction <= 1)).toBe(true);
});

test('channels are separate, and no server can send an older version', async () => {
  served = {
    '/latest-linux.yml': { body: DESCRIPTION('0.9.0') },
    '/beta-linux.yml': { body: DESCRIPTION('2.0.0-beta.1') },
  };
  const updater = installed();
  expect(await updater.look('stable')).toBeNull();
  expect(await updater.look('beta')).toMatchObject({ version: '2.0.0-beta.1' });
  expect(await installed('1.1.0').look('stable')).toBeNull();
});

test('a package that was changed on the way is refused and not kept', async () => {
  const changed = Buffer.from(GOOD);
  changed[100_000] = (changed[100_000] ?? 0) ^ 1;
  served = { '/latest-linux.yml': { body: DESCRIPTION('1.1.0') }, '/Pouire-Studio-1.1.0.AppImage': { body: changed } };
  const updater = installed();
  await updater.look('stable');
  await expect(updater.fetch(() => {})).rejects.toMatchObject({ name: 'UpdateFailed', reason: 'tampered' });
  expect(fetched()).toEqual([]);
});

test('a package that is whole for the server but too short is refused and not kept', async () => {
  served = {
    '/latest-linux.yml': { body: DESCRIPTION('1.1.0') },
    '/Pouire-Studio-1.1.0.AppImage': { body: GOOD.subarray(0, 150_000) },
  };
  const updater = installed();
  await updater.look('stable');
  await expect(updater.fetch(() => {})).rejects.toMatchObject({ reason: 'tampered' });
  expect(fetched()).toEqual([]);
});

test('a connection that breaks in the middle leaves nothing, and the next try brings it', async () => {
  served = {
    '/latest-linux.yml': { body: DESCRIPTION('1.1.0') },
    '/Pouire-Studio-1.1.0.AppImage': { body: GOOD, cut: 90_000 },
  };
  const updater = installed();
  await updater.look('stable');
  await expect(updater.fetch(() => {})).rejects.toMatchObject({ name: 'UpdateFailed', reason: 'unreachable' });
  expect(fetched()).toEqual([]);
  served['/Pouire-Studio-1.1.0.AppImage'] = { body: GOOD };
  await updater.look('stable');
  await updater.fetch(() => {});
  expect(fetched()).toEqual(['Pouire-Studio-1.1.0.AppImage']);
});

test.each([
  ['a server without a feed', {}],
  ['a feed that is a web page', { '/latest-linux.yml': { body: '<html>Connectez-vous au Wi-Fi</html>' } }],
])('%s is no update and no crash', async (_name, there) => {
  served = there;
  await expect(installed().look('stable')).rejects.toMatchObject({ name: 'UpdateFailed' });
});

test('a name that climbs out of the cache stays in it', async () => {
  const evil = DESCRIPTION('1.1.0').replace('Pouire-Studio-1.1.0.AppImage', '../../../evil.AppImage');
  served = { '/latest-linux.yml': { body: evil }, '/evil.AppImage': { body: GOOD } };
  const updater = installed();
  await updater.look('stable');
  await updater.fetch(() => {}).catch(() => {});
  expect(existsSync(join(folder, '..', 'evil.AppImage'))).toBe(false);
  expect(existsSync(join(folder, 'evil.AppImage'))).toBe(false);
});
