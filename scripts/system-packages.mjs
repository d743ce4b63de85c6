// What the tests use of the system: a browser, a real S3 engine, a keychain. On Debian as root it is installed; elsewhere
// the command is printed, and the tests that need it say that they were skipped.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './tools.mjs';

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const BROWSER_PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

function onPath(command) {
  const folders = `${process.env.PATH ?? ''}${delimiter}/usr/sbin${delimiter}/sbin`.split(delimiter);
  return folders.map((folder) => join(folder, command)).find((file) => existsSync(file)) ?? null;
}

/** The browser for the end-to-end suite: POUIRE_BROWSER, else an installed Chromium, Chrome or Edge; null without one. */
export function findBrowser() {
  if (process.env.POUIRE_BROWSER) return process.env.POUIRE_BROWSER;
  return BROWSERS.map(onPath).find(Boolean) ?? BROWSER_PLACES.find((file) => existsSync(file)) ?? null;
}

const linux = process.platform === 'linux';
const NEEDS = [
  { what: 'a browser', debian: ['chromium'], there: () => findBrowser() !== null },
  { what: 'Perl (ExifTool)', debian: ['perl'], there: () => process.platform === 'win32' || onPath('perl') !== null },
  {
    what: 'Ceph RADOS Gateway',
    debian: ['radosgw', 'ceph-mon', 'ceph-osd', 'ceph-common'],
    there: () => !linux || ['radosgw', 'ceph-mon', 'ceph-osd', 'ceph', 'radosgw-admin', 'monmaptool'].every(onPath),
  },
  {
    what: 'readers of PDF',
    debian: ['poppler-utils', 'qpdf'],
    there: () => onPath('pdftotext') !== null && onPath('qpdf') !== null,
  },
  { what: 'the compiler of Windows installers', debian: ['nsis'], there: () => !linux || onPath('makensis') !== null },
  { what: 'a display without a screen', debian: ['xvfb', 'xauth'], there: () => !linux || onPath('xvfb-run') !== null },
  {
    what: 'the keychain',
    debian: ['libsecret-1-0', 'gnome-keyring', 'dbus'],
    there: () =>
      !linux ||
      (['gnome-keyring-daemon', 'dbus-run-session'].every(onPath) &&
        ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/lib'].some((folder) =>
          existsSync(join(folder, 'libsecret-1.so.0')),
        )),
  },
];

/** Installs what is missing where it may; prints the command where it may not. Never fails: the tests say what they miss. */
export async function ensureSystemPackages() {
  const missing = NEEDS.filter((need) => !need.there());
  if (missing.length === 0) return;
  const names = missing.flatMap((need) => need.debian);
  const command = `apt-get install -y --no-install-recommends ${names.join(' ')}`;
  const mayInstall = linux && process.getuid?.() === 0 && onPath('apt-get') !== null;
  if (!mayInstall) {
    console.log(`Not on this machine: ${missing.map((need) => need.what).join(', ')}; what needs it will be skipped.`);
    if (linux) console.log(`On Debian or Ubuntu: sudo apt-get update && sudo ${command}`);
    return;
  }
  console.log(`Installing ${names.join(', ')}…`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const lists = await run('apt-get', ['update', '-q'], { env, capture: true, timeoutMs: 300_000 });
    const { code, output } =
      lists.code === 0
        ? await run('apt-get', command.split(' ').slice(1), { env, capture: true, timeoutMs: 900_000 })
        : lists;
    if (code === 0) return;
    console.log(`apt-get ended with ${code} (attempt ${attempt} of 3):\n${output.split('\n').slice(-5).join('\n')}`);
  }
  console.log('What could not be installed is missing in the tests below; they say so.');
}
