// What `npm start` and `npm run studio` need before anything else: packages, Perl for ExifTool, and a build of the present
// sources. Each is done only when something changed. Plain JavaScript for Node 18 and later; it speaks on stderr alone, so
// that the studio's own output stays clean.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alone } from './alone.mjs';
import { ensureInstalled } from './install.mjs';
import { environment, node, projectNode, root, run, tool } from './tools.mjs';

const locale =
  process.env.LC_ALL ||
  process.env.LC_MESSAGES ||
  process.env.LANG ||
  (process.platform === 'linux' ? '' : Intl.DateTimeFormat().resolvedOptions().locale);
/** French is the source language; English for English locales. */
const isEnglish = /^en(\b|_)/i.test(locale);

/** One of two sentences, by locale. */
export const words = (french, english) => (isEnglish ? english : french);

export function say(french, english) {
  process.stderr.write(`${words(french, english)}\n`);
}

const lockFile = join(root, 'package-lock.json');
const installedStamp = join(root, 'node_modules', '.pouire-installed');
const perlStamp = join(root, 'node_modules', '.pouire-perl');
/** Inside what every build empties first, so that it never outlives its build. */
const buildStamp = join(root, 'dist', 'node', '.sources');
const builtPage = join(root, 'dist', 'page', 'index.html');
const setupLock = join(root, '.cache', 'setup.lock');

/** Everything a build is made of. */
const SOURCES = [
  'electron',
  'renderer',
  'shared',
  'sandbox',
  'resources',
  'vite.config.ts',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
];

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

function sha256(content) {
  return createHash('sha256').update(content).digest('hex');
}

function sourceFiles(path, found = []) {
  const entries = readdirSync(join(root, path), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const inside = `${path}/${entry.name}`;
    if (entry.isDirectory()) sourceFiles(inside, found);
    else if (!/\.test\.tsx?$/.test(entry.name)) found.push(inside);
  }
  return found;
}

/** One digest of the content of all sources: 400 small files, some 20 ms. */
function sourcesDigest() {
  const digest = createHash('sha256');
  for (const source of SOURCES) {
    const path = join(root, source);
    if (!existsSync(path)) continue;
    for (const file of statSync(path).isDirectory() ? sourceFiles(source) : [source]) {
      digest
        .update(`${file}\0`)
        .update(readFileSync(join(root, file)))
        .update('\0');
    }
  }
  return digest.digest('hex');
}

async function install(lockDigest) {
  if (read(installedStamp) === lockDigest) return;
  const inFrench = 'Première installation : les paquets sont téléchargés, quelques minutes…';
  await ensureInstalled({
    say: () => say(inFrench, 'First set-up: packages are being downloaded, a few minutes…'),
    stdout: 2,
  });
  writeFileSync(installedStamp, lockDigest);
}

/** ExifTool is a Perl program on Linux and macOS and needs more of Perl than Debian's smallest has. */
async function ensurePerl(lockDigest) {
  if (process.platform === 'win32' || read(perlStamp) === lockDigest) return;
  const exiftool = join(root, 'node_modules', 'exiftool-vendored.pl', 'bin', 'exiftool');
  const works = async () => (await run('perl', [exiftool, '-ver'], { capture: true, timeoutMs: 20_000 })).code === 0;
  if (!(await works())) {
    const byRoot = process.platform === 'linux' && process.getuid() === 0 && existsSync('/usr/bin/apt-get');
    if (!byRoot) {
      const command = process.platform === 'darwin' ? 'xcode-select --install' : 'sudo apt-get install -y perl';
      say(
        `Il manque Perl, dont ExifTool a besoin pour écrire les métadonnées. Installez-le : ${command}`,
        `Perl is missing; ExifTool needs it to write metadata. Install it: ${command}`,
      );
      return;
    }
    say('Installation de Perl (pour ExifTool)…', 'Installing Perl (for ExifTool)…');
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update', '-q'], { env, capture: true, timeoutMs: 300_000 });
    const { output } = await run('apt-get', ['install', '-y', '--no-install-recommends', 'perl'], {
      env,
      capture: true,
      timeoutMs: 600_000,
    });
    if (!(await works())) {
      say(
        `Perl n’a pas pu être installé : ${output.trim().split('\n').pop()}`,
        `Perl could not be installed: ${output.trim().split('\n').pop()}`,
      );
      return;
    }
  }
  writeFileSync(perlStamp, lockDigest);
}

async function build(digest) {
  say('Construction de l’application…', 'Building the application…');
  const { code, output } = await node(tool('vite', 'vite'), ['build', '--app', '--logLevel', 'warn'], {
    capture: true,
    timeoutMs: 300_000,
  });
  if (code !== 0)
    throw new Error(`${words('La construction a échoué', 'Building failed')}:\n${output.trim().slice(-3000)}`);
  writeFileSync(buildStamp, digest);
}

/** Packages, Perl and build are as this checkout needs them afterwards. Throws with a message for a person. */
export async function ensureReady() {
  // An unpacked release has its build and no sources to build from.
  if (!existsSync(join(root, 'vite.config.ts'))) return;
  const lockDigest = sha256(readFileSync(lockFile));
  const isBuilt = (digest) => existsSync(builtPage) && read(buildStamp) === digest;
  if (read(installedStamp) === lockDigest && isBuilt(sourcesDigest())) return;
  await alone(setupLock, async () => {
    await install(lockDigest);
    await ensurePerl(lockDigest);
    const digest = sourcesDigest();
    if (!isBuilt(digest)) await build(digest);
  });
}

/** The built program of this name, and the Node that runs it. */
export function program(name) {
  return { execPath: projectNode(), script: join(root, 'dist', 'node', `${name}.js`), env: environment() };
}
