import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';

// A lint for what makes an Electron application unsafe, over the sources themselves: the known tool for it (electronegativity)
// is no longer kept and reads no TypeScript of today. Each rule says who may hold the exception.

const SOURCES = [
  'electron/desktop',
  'electron/main.ts',
  'electron/preload.ts',
  'electron/core-process.ts',
  'renderer',
  'shared',
];

function* filesBelow(place: string): Generator<string> {
  if (/\.tsx?$/.test(place)) {
    yield place;
    return;
  }
  for (const entry of readdirSync(place, { withFileTypes: true })) {
    if (entry.isDirectory()) yield* filesBelow(join(place, entry.name));
    else if (/\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name)) yield join(place, entry.name);
  }
}

const sources = SOURCES.flatMap((place) => [...filesBelow(place)]).map((file) => ({
  file: file.replaceAll('\\', '/'),
  // Comments may speak of what code may not do.
  code: readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, ''),
}));

const RULES: readonly { name: string; pattern: RegExp; only?: readonly string[] }[] = [
  { name: 'Node in a page', pattern: /nodeIntegration\w*:\s*true|contextIsolation:\s*false|sandbox:\s*false/ },
  {
    name: 'a page without its own protection',
    pattern: /webSecurity:\s*false|allowRunningInsecureContent:\s*true|bypassCSP/,
  },
  { name: 'unfinished features of Chromium', pattern: /experimentalFeatures:\s*true|enableBlinkFeatures/ },
  { name: 'a foreign page inside', pattern: /webviewTag:\s*true|<webview|<iframe|BrowserView\b|WebContentsView\b/ },
  { name: 'the remote module', pattern: /enableRemoteModule|@electron\/remote/ },
  { name: 'code from a string', pattern: /\beval\(|new Function\(|executeJavaScript|insertCSS|setTimeout\(\s*['"`]/ },
  { name: 'markup from a string', pattern: /dangerouslySetInnerHTML|\.innerHTML\s*=|outerHTML\s*=|document\.write/ },
  { name: 'files as pages', pattern: /loadFile\(|loadURL\(['"`]file:/ },
  {
    name: 'certificates taken on trust',
    pattern: /certificate-error|setCertificateVerifyProc|rejectUnauthorized|ignore-certificate/,
  },
  { name: 'switches that open doors', pattern: /appendSwitch|remote-debugging-port|no-sandbox|disable-web-security/ },
  {
    name: 'listening to a page unchecked',
    pattern: /ipcMain\s*\.\s*(on|handle|once)\(|\bipc\.(on|handle)\(/,
    only: ['electron/desktop/security/page-messages.ts'],
  },
  { name: 'the system’s browser', pattern: /\.openExternal\(/, only: ['electron/desktop/security/window-open.ts'] },
  {
    name: 'the system’s file manager',
    pattern: /\.openPath\(|showItemInFolder|openItem\(/,
    only: ['electron/desktop/page-requests.ts'],
  },
  { name: 'Electron in a page', pattern: /ipcRenderer|contextBridge/, only: ['electron/preload.ts'] },
  { name: 'new windows', pattern: /new electron\.BrowserWindow\(/, only: ['electron/desktop/window.ts'] },
  { name: 'uploading crashes', pattern: /uploadToServer:\s*true|submitURL/ },
  {
    name: 'weaker cookies or storage of secrets',
    pattern: /safeStorage|localStorage\.setItem\([^)]*(token|password)/i,
  },
];

describe('in no source of the desktop application or its page', () => {
  test.each(RULES)('$name', ({ pattern, only = [] }) => {
    expect(
      sources.filter(({ file, code }) => !only.includes(file) && pattern.test(code)).map(({ file }) => file),
    ).toEqual([]);
  });

  test('the exceptions are still there, and so the patterns still find something', () => {
    for (const { pattern, only = [] } of RULES)
      for (const file of only) expect(sources.find((source) => source.file === file)?.code).toMatch(pattern);
  });
});

test('Electron is one of the majors that still get security fixes: the newest three at the time of writing, or newer', () => {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync('node_modules/electron/package.json', 'utf8')));
  expect(Number(version.split('.')[0])).toBeGreaterThanOrEqual(43);
});

test('the preload script shows the page functions and one word, and no object of Electron', async () => {
  const source = sources.find(({ file }) => file === 'electron/preload.ts')?.code ?? '';
  // One thing is exposed, under one name, and no listener of Electron's hands its event on.
  expect(source.match(/exposeInMainWorld\(/g)).toHaveLength(1);
  expect(source).not.toMatch(
    /:\s*ipcRenderer\s*[,}]|\.\.\.ipcRenderer|ipcRenderer\.(send|invoke|on)\((?!CHANNELS\.|channel,)/,
  );
  expect(source).toContain('const relay = (_event: unknown, fact: unknown) => listener(fact);');
});
