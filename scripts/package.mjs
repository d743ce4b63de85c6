// `npm run package [-- --dir] [-- --win|--mac|--linux …]`: the installed application. Builds, stages what runs in
// release/app, calls electron-builder, prints sizes. Where Electron's binary is not there (and can't be fetched), `--dir`
// packages around a stand-in, so that the configuration itself is tested: what is inside, unpacked natives, fuses.
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { manifestOf, runTimePackages } from './run-time-packages.mjs';
import { node, projectNode, root, tool } from './tools.mjs';

const application = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const staging = join(root, 'release', 'app');
const args = process.argv.slice(2);
const platform = args.includes('--win')
  ? 'win32'
  : args.includes('--mac')
    ? 'darwin'
    : args.includes('--linux')
      ? 'linux'
      : process.platform;
const arch = args.includes('--arm64') ? 'arm64' : args.includes('--x64') ? 'x64' : process.arch;

const RUNS =
  /\.(c?js|mjs|json|node|wasm|dll|exe|dylib|so(\.[\d.]+)?|p[lm]|pod|config|fmt|args|bin|dat)$|^exiftool(_files)?$/i;
const PAPERS = /^(licen[cs]e|copying|notice|copyright|artistic)/i;
const DEAD_WEIGHT =
  /(^|[\\/])(src|deps|docs?|test|tests|t|html|man|script|install|examples?|build_tests|\.github)([\\/]|$)|\.d\.c?ts$|\.map$|binding\.gyp$/i;

/** ExifTool's names of tags in other languages, loaded by its option -lang alone. */
const TRANSLATIONS = /[\\/]Image[\\/]ExifTool[\\/]Lang[\\/]/;

/** Whether a file of a package is needed by this platform's application. */
function isNeeded(name, path) {
  if (DEAD_WEIGHT.test(path)) return false;
  const prebuilt = /^prebuilds[\\/]([a-z0-9]+)-([a-z0-9]+)/.exec(path);
  if (prebuilt && (prebuilt[1] !== platform || prebuilt[2] !== arch)) return false;
  // The pure JavaScript build of libheif is for places without WebAssembly.
  if (name === 'libheif-js' && /^libheif[\\/]/.test(path)) return false;
  if (name === 'exiftool-vendored.pl' || name === 'exiftool-vendored.exe')
    return (!/\.(pod|md|txt|html)$/i.test(path) && !TRANSLATIONS.test(path)) || PAPERS.test(basename(path));
  return RUNS.test(path) || PAPERS.test(basename(path));
}

function* filesOf(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile()) yield join(entry.parentPath ?? entry.path, entry.name);
  }
}

function stagePackages() {
  const packages = runTimePackages();
  for (const [name, folder] of packages) {
    for (const file of filesOf(folder)) {
      const path = relative(folder, file);
      if (path.startsWith(`node_modules${sep}`) || !isNeeded(name, path)) continue;
      const target = join(staging, 'node_modules', name, path);
      mkdirSync(join(target, '..'), { recursive: true });
      copyFileSync(file, target);
    }
  }
  return packages;
}

/** The application's own package.json: what Electron reads, and the packages beside it. */
function stageManifest(packages) {
  const { name, productName, description, license, author, type, main } = application;
  const dependencies = Object.fromEntries(
    [...packages].map(([dependency, folder]) => [dependency, manifestOf(folder).version]),
  );
  const manifest = {
    name,
    productName,
    version: application.version,
    description,
    license,
    author,
    type,
    main,
    dependencies,
  };
  writeFileSync(join(staging, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

/**
 * A folder in the shape of Electron's: its executable is this Node followed by a fuse wire (version 1, eight fuses, all
 * "inherit" as shipped), which is what @electron/fuses looks for.
 */
function standInElectron() {
  const folder = join(root, 'release', 'stand-in-electron');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'locales'), { recursive: true });
  mkdirSync(join(folder, 'resources'), { recursive: true });
  const wire = Buffer.concat([
    Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
    Buffer.from([1, 9]),
    Buffer.from('101100011'),
  ]);
  writeFileSync(join(folder, 'electron'), Buffer.concat([readFileSync(projectNode()), wire]));
  chmodSync(join(folder, 'electron'), 0o755);
  writeFileSync(join(folder, 'version'), electronVersion());
  for (const locale of ['en-US', 'fr', 'pt-PT']) writeFileSync(join(folder, 'locales', `${locale}.pak`), '');
  writeFileSync(join(folder, 'LICENSE'), 'stand-in');
  return folder;
}

function electronVersion() {
  return manifestOf(join(root, 'node_modules', 'electron')).version;
}

function megabytes(bytes) {
  return `${(bytes / 1_000_000).toFixed(1)} MB`.padStart(10);
}

function sizeOf(path) {
  if (!existsSync(path)) return 0;
  if (statSync(path).isFile()) return statSync(path).size;
  let sum = 0;
  for (const file of filesOf(path)) sum += statSync(file).size;
  return sum;
}

rmSync(staging, { recursive: true, force: true });
mkdirSync(staging, { recursive: true });
const built = await node(tool('vite', 'vite'), ['build', '--app', '--mode', 'desktop', '--logLevel', 'warn']);
if (built.code !== 0) process.exit(built.code);
const packages = stagePackages();
stageManifest(packages);
mkdirSync(join(staging, 'resources', 'icons'), { recursive: true });
copyFileSync(join(root, 'resources', 'icons', '512x512.png'), join(staging, 'resources', 'icons', '512x512.png'));
for (const words of ['vocabulary', 'gazetteer', 'fonts'])
  cpSync(join(root, 'resources', words), join(staging, 'resources', words), { recursive: true });
for (const paper of ['LICENSE', 'THIRD-PARTY-NOTICES.md']) {
  if (existsSync(join(root, paper))) cpSync(join(root, paper), join(staging, paper));
}

console.log('\nWhat runs, before packing:');
for (const part of [
  'dist/page',
  'dist/node',
  'dist/preload',
  ...[...packages.keys()].map((name) => `node_modules/${name}`),
]) {
  console.log(`${megabytes(sizeOf(join(staging, part)))}  ${part}`);
}
console.log(`${megabytes(sizeOf(staging))}  together`);

const hasElectron = existsSync(join(root, 'node_modules', 'electron', 'dist', 'version'));
const standIn = args.includes('--dir') && !hasElectron && platform === 'linux';
if (standIn) console.log('\nElectron’s binary is not here: packaging around a stand-in.');
const builderArgs = [
  '--config',
  'electron-builder.yml',
  ...args,
  '--publish',
  'never',
  `--config.electronVersion=${electronVersion()}`,
];
if (standIn) builderArgs.push(`--config.electronDist=${standInElectron()}`);
const packed = await node(tool('electron-builder', 'electron-builder'), builderArgs);
if (packed.code !== 0) process.exit(packed.code);

const output = join(root, 'release', 'packages');
console.log('\nPackages:');
for (const entry of readdirSync(output).sort()) {
  if (!/\.(ya?ml|blockmap)$/.test(entry))
    console.log(`${megabytes(sizeOf(join(output, entry)))}  ${relative(root, join(output, entry))}`);
}
