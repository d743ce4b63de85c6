import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { _electron, type Browser, chromium, type Page } from '@playwright/test';
import { findBrowser } from '../../scripts/system-packages.mjs';

/** A studio in a window, on its own data folder. `close` ends it as a person would; what it kept stays in the folder. */
export interface OpenStudio {
  readonly page: Page;
  /** Milliseconds from the start of its process until it could be asked; only of a host apart. */
  readonly servedMs?: number;
  /** Milliseconds its process worked until then, other programs' turns left out; null where the system doesn't say. */
  readonly servedWorkMs?: number | null;
  close(): Promise<void>;
}

export interface Look {
  readonly width: number;
  readonly height: number;
  readonly scheme: 'dark' | 'light';
}

export type Launch = (dataDir: string, look: Look) => Promise<OpenStudio>;

/** A French-speaking photographer's machine, whose home folder is the test's own. */
function surroundings(dataDir: string): Record<string, string | undefined> {
  const home = join(dataDir, '..', 'home');
  return { ...process.env, HOME: home, USERPROFILE: home, LANG: 'fr_FR.UTF-8', LC_ALL: 'fr_FR.UTF-8' };
}

/** The built studio behind the loopback host, in an app window of the system's browser. */
export const launchWeb: Launch = async (dataDir, look) => {
  const began = performance.now();
  const host = spawn(process.execPath, [resolve('dist/node/studio.js'), 'serve', '--json', '--data', dataDir], {
    env: surroundings(dataDir),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await servedAddress(host);
  const servedMs = performance.now() - began;
  const servedWorkMs = workOf(host.pid);
  const browser = await openBrowser();
  const context = await browser.newContext({
    viewport: { width: look.width, height: look.height },
    colorScheme: look.scheme,
    locale: 'fr-FR',
    timezoneId: 'Africa/Ouagadougou',
  });
  const page = await context.newPage();
  await page.goto(url);
  return {
    page,
    servedMs,
    servedWorkMs,
    async close() {
      await browser.close();
      await ended(host);
    },
  };
};

/** Processor time of a process so far, milliseconds (Linux: /proc/<pid>/stat, fields 14 and 15, in hundredths of a second). */
function workOf(pid: number | undefined): number | null {
  try {
    const afterName =
      readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
        .split(') ')
        .at(-1) ?? '';
    const [user, system] = afterName.split(' ').slice(11, 13).map(Number);
    return user === undefined || system === undefined ? null : (user + system) * 10;
  } catch {
    return null;
  }
}

function openBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('no Chromium, Chrome or Edge on this machine (POUIRE_BROWSER names one)');
  // Chromium's own sandbox refuses to work for root, as in most containers.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, args: [...args, '--lang=fr-FR', '--force-device-scale-factor=1'] });
}

function servedAddress(host: ChildProcess): Promise<string> {
  return new Promise((give, reject) => {
    host.once('exit', (code) => reject(new Error(`the web host ended with ${code}`)));
    if (!host.stdout) return reject(new Error('the web host has no output'));
    createInterface({ input: host.stdout }).on('line', (line) => {
      const said: unknown = JSON.parse(line);
      if (typeof said === 'object' && said !== null && 'url' in said && typeof said.url === 'string') give(said.url);
    });
  });
}

async function ended(host: ChildProcess): Promise<void> {
  if (host.exitCode !== null) return;
  const exit = new Promise((done) => host.once('exit', done));
  host.kill('SIGTERM');
  const force = setTimeout(() => host.kill('SIGKILL'), 15_000);
  await exit;
  clearTimeout(force);
}

/** The one reason for which a scenario may be skipped. */
export const WITHOUT_ELECTRON =
  'Electron’s binary is not on this machine and could not be fetched: the same scenarios ran in the web host.';

/** Whether Electron's project is skipped. Where it must be there (POUIRE_NEEDS_ELECTRON, in CI) it fails instead. */
export function electronIsAway(): boolean {
  return electronProgram() === null && !process.env.POUIRE_NEEDS_ELECTRON;
}

/** Path of Electron's program; null where it could not be fetched. */
function electronProgram(): string | null {
  const folder = resolve('node_modules/electron');
  if (!existsSync(join(folder, 'path.txt'))) return null;
  const program = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8'));
  return existsSync(program) ? program : null;
}

/** The built studio in its own window. */
export const launchElectron: Launch = async (dataDir, look) => {
  const executablePath = electronProgram();
  if (!executablePath) throw new Error('Electron’s binary is not here');
  const application = await _electron.launch({
    executablePath,
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), resolve('.'), '--lang=fr'],
    env: defined({ ...surroundings(dataDir), POUIRE_DATA: dataDir }),
    colorScheme: look.scheme,
    locale: 'fr-FR',
    timezoneId: 'Africa/Ouagadougou',
  });
  const page = await application.firstWindow();
  await page.setViewportSize({ width: look.width, height: look.height });
  return { page, close: () => application.close() };
};

function defined(variables: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
