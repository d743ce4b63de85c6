// `npm start`: sets up what is missing, then opens Pouire Studio: in Electron where its binary is there or can be fetched,
// else as an app window of an installed Chromium, Chrome or Edge, else by printing the address. Runs until Ctrl-C.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { answers, serverAddress } from './server-address.mjs';
import { ensureReady, program, say } from './setup.mjs';
import { STUDIO_ENVIRONMENT, STUDIO_FLAGS } from './studio-process.mjs';
import { findBrowser } from './system-packages.mjs';
import { environment, node, root } from './tools.mjs';

/** Electron's own download is some 120 MB: on a slow link the browser window is there sooner. */
const ELECTRON_DOWNLOAD_MS = 90_000;

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        server: { type: 'string' },
        data: { type: 'string' },
        port: { type: 'string' },
        'no-open': { type: 'boolean', default: false },
      },
    });
    if (values.port !== undefined && !(Number(values.port) >= 0 && Number(values.port) < 65_536))
      throw new Error(`--port ${values.port}`);
    if (values.server === undefined) return values;
    const server = serverAddress(values.server);
    if (server !== null) return { ...values, server };
    say(
      `« ${values.server} » n’est pas une adresse de serveur utilisable. Elle commence par https:// (http:// seulement sur cet ordinateur).`,
      `“${values.server}” is not a usable server address. It begins with https:// (http:// on this computer only).`,
    );
    process.exit(2);
  } catch (error) {
    say(
      `${error.message}\nUsage : npm start -- [--server URL] [--data DOSSIER] [--port N] [--no-open]`,
      `${error.message}\nUse: npm start -- [--server URL] [--data DIR] [--port N] [--no-open]`,
    );
    process.exit(2);
  }
}

/** The same place as electron/web/data-folder.ts: the data folder of the studio, whichever window it is shown in. */
function dataFolder(said) {
  if (said || process.env.POUIRE_DATA) return resolve(said || process.env.POUIRE_DATA);
  if (process.platform === 'win32')
    return join(process.env.LOCALAPPDATA || join(homedir(), 'AppData', 'Local'), 'Pouire Studio');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Pouire Studio');
  return join(process.env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'pouire-studio');
}

const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
/** Chromium's own sandbox refuses to work for root. */
const isRoot = process.getuid?.() === 0;

/** Electron's program: there, or fetched now by its own downloader; null where that is impossible. */
async function electronProgram() {
  const folder = join(root, 'node_modules', 'electron');
  const there = () => {
    try {
      const path = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8'));
      return existsSync(path) ? path : null;
    } catch {
      return null;
    }
  };
  if (there() || !existsSync(join(folder, 'install.js'))) return there();
  say('Electron est téléchargé (une seule fois)…', 'Electron is being downloaded (only once)…');
  const { code } = await node(join(folder, 'install.js'), [], { capture: true, timeoutMs: ELECTRON_DOWNLOAD_MS });
  if (code === 0 && there()) return there();
  say(
    'Electron ne peut pas être téléchargé ici : le studio s’ouvre dans un navigateur.',
    'Electron can’t be downloaded here: the studio opens in a browser.',
  );
  return null;
}

const options = readOptions();
const dataDir = dataFolder(options.data);
/** Asked while everything else is made ready. */
const isThere = options.server ? answers(options.server) : Promise.resolve(true);
const children = new Set();
let ending = false;

function start(command, args, settings) {
  const child = spawn(command, args, settings);
  children.add(child);
  child.on('error', (error) => say(`${command} : ${error.message}`, `${command}: ${error.message}`));
  child.on('exit', () => children.delete(child));
  return child;
}

/** Ends what was started here, and nothing else. */
function end() {
  if (ending) return;
  ending = true;
  for (const child of children) child.kill('SIGTERM');
  setTimeout(() => {
    for (const child of children) child.kill('SIGKILL');
  }, 10_000).unref();
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
// npm ends its shell when it is told to stop, and the shell says nothing to us: a parent that is gone means the same.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) end();
}, 500).unref();

/** What to do next, once it is open. */
function sayWhatNext() {
  const data = `${dataDir}`;
  if (options.server) {
    isThere.then((there) => {
      if (!there)
        say(
          `${options.server} ne répond pas en ce moment : trier et décrire restent possibles.`,
          `${options.server} does not answer now: sorting and describing go on.`,
        );
    });
    say(
      `Pouire Studio est prêt. Connectez-vous à ${options.server}, puis ajoutez le dossier de vos photos. Vos données : ${data}. Ctrl-C pour arrêter.`,
      `Pouire Studio is ready. Sign in to ${options.server}, then add the folder of your photos. Your data: ${data}. Ctrl-C to stop.`,
    );
    return;
  }
  say(
    `Pouire Studio est prêt. Choisissez « Essayer sans compte », puis ajoutez le dossier de vos photos. Vos données : ${data}. Ctrl-C pour arrêter.`,
    `Pouire Studio is ready. Choose “Try without an account”, then add the folder of your photos. Your data: ${data}. Ctrl-C to stop.`,
  );
}

function sayStopped() {
  say('Pouire Studio est arrêté. Tout est gardé.', 'Pouire Studio has stopped. Everything is kept.');
}

function openInElectron(path) {
  const env = environment({ POUIRE_DATA: dataDir, ...(options.server && { POUIRE_SERVER: options.server }) });
  const child = start(path, [root], { stdio: ['ignore', 'inherit', 'inherit'], env });
  sayWhatNext();
  child.on('exit', (code) => {
    process.exitCode = ending ? 0 : (code ?? 1);
    if (ending) sayStopped();
  });
}

/** `windowUrl` works once: a command line can be read by every user of the machine. */
function openAppWindow(url, windowUrl) {
  const browser = findBrowser();
  if (options['no-open'] || !hasDisplay || !browser) return false;
  const args = [
    `--app=${windowUrl}`,
    `--user-data-dir=${join(dataDir, 'window')}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--window-size=1440,900',
  ];
  const child = start(browser, isRoot ? [...args, '--no-sandbox'] : args, { stdio: 'ignore' });
  child.on('exit', () => {
    if (ending) return;
    say(
      `La fenêtre est fermée ; le studio continue. Pour la rouvrir : ${url} · Ctrl-C pour arrêter.`,
      `The window is closed; the studio goes on. To open it again: ${url} · Ctrl-C to stop.`,
    );
  });
  return true;
}

function openInBrowser() {
  const { execPath, script, env } = program('studio');
  const args = [
    ...STUDIO_FLAGS,
    script,
    'serve',
    '--json',
    '--window',
    '--data',
    dataDir,
    '--port',
    options.port ?? '0',
    ...(options.server ? ['--server', options.server] : ['--sandbox']),
  ];
  // The set-up's own Ctrl-C handling ends it once; a terminal would reach it a second time.
  const child = start(execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...env, ...STUDIO_ENVIRONMENT } });
  createInterface({ input: child.stderr }).on('line', (line) => process.stderr.write(`${plain(line)}\n`));
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { url, windowUrl, alreadyOpen, error } = JSON.parse(line);
    if (error) process.stderr.write(`${error.message}\n`);
    if (!url) return;
    if (alreadyOpen) {
      say('Pouire Studio est déjà ouvert, à cette adresse :', 'Pouire Studio is already open, at this address:');
      process.stdout.write(`${url}\n`);
      return;
    }
    const opened = openAppWindow(url, windowUrl);
    if (!opened)
      say(
        'Ouvrez cette adresse dans un navigateur de cet ordinateur :',
        'Open this address in a browser on this computer:',
      );
    process.stdout.write(`${url}\n`);
    sayWhatNext();
  });
  child.on('exit', (code) => {
    process.exitCode = ending ? 0 : (code ?? 1);
    if (ending) sayStopped();
    end();
  });
}

/** Notices of the host come as JSON lines; a person gets their sentence. */
function plain(line) {
  try {
    return JSON.parse(line).message ?? line;
  } catch {
    return line;
  }
}

try {
  await ensureReady();
  const electron =
    hasDisplay && !isRoot && !options['no-open'] && options.port === undefined ? await electronProgram() : null;
  if (ending) process.exit(0);
  if (electron) openInElectron(electron);
  else openInBrowser();
} catch (error) {
  say(`La préparation a échoué. ${error.message}`, `Set-up failed. ${error.message}`);
  process.exitCode = 1;
}
