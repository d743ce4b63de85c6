// `npm run package [-- --win|--mac|--linux] [--x64] [--arm64] [--dir] [--all] [--offline]`: the installed application. Builds,
// stages what runs in release/app, calls electron-builder, prints sizes.
//   --dir      only the folder that would be installed
//   --all      the folders of all three systems and the deb, around stand-ins: how the configuration is tested everywhere
//   --contents writes the kept list of what is inside anew (tests/integration/package-contents.txt); with --all
//   --offline  nothing is fetched: what is missing (Electron, another system's natives) is stood in for, and said
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { buildDesktop, bundledPackages } from './packaging/build-desktop.mjs';
import { contentsOf, writtenContents } from './packaging/contents.mjs';
import { filesOf, megabytes, sizeOf } from './packaging/sizes.mjs';
import { stageManifest, stagePackages, stageResources, staging } from './packaging/staging.mjs';
import { standInElectron } from './packaging/stand-in-electron.mjs';
import { manifestOf } from './run-time-packages.mjs';
import { node, root, tool } from './tools.mjs';

const args = process.argv.slice(2);
const asked = (...words) => words.some((word) => args.includes(`--${word}`));
const output = join(root, 'release', 'packages');
/** Bytes of an application without Electron: what a photographer downloads again with every version. */
const LIMIT = 60_000_000;

const SYSTEMS = {
  linux: { word: 'linux', targets: ['AppImage', 'deb'], arches: [process.arch] },
  win32: { word: 'win', targets: ['nsis'], arches: ['x64', 'arm64'] },
  darwin: { word: 'mac', targets: ['dmg', 'zip'], arches: ['x64', 'arm64'] },
};

function jobs() {
  if (asked('all')) {
    const linux = {
      platform: 'linux',
      targets: process.platform === 'linux' ? ['dir', 'deb'] : ['dir'],
      standIn: true,
    };
    const others = [
      { platform: 'win32', targets: ['dir'], arches: ['x64', 'arm64'], standIn: true },
      { platform: 'darwin', targets: ['dir'], arches: ['arm64'], standIn: true },
    ];
    return [{ ...linux, arches: [process.arch] }, ...others];
  }
  const platform = asked('win') ? 'win32' : asked('mac') ? 'darwin' : asked('linux') ? 'linux' : process.platform;
  const chosen = ['x64', 'arm64'].filter((arch) => asked(arch));
  const hasElectron =
    platform === process.platform && existsSync(join(root, 'node_modules', 'electron', 'dist', 'version'));
  const standIn = asked('offline') || (asked('dir') && !hasElectron);
  const arches = chosen.length > 0 ? chosen : asked('dir') ? [process.arch] : SYSTEMS[platform].arches;
  return [{ platform, targets: asked('dir') ? ['dir'] : SYSTEMS[platform].targets, arches, standIn }];
}

const electronVersion = manifestOf(join(root, 'node_modules', 'electron')).version;

/** Calls electron-builder; answers its exit code. All processors of a system in one call, so that one list of updates names them all. */
async function pack({ platform, targets, arches, standIn }) {
  const builder = [
    '--config',
    'electron-builder.yml',
    '--publish',
    'never',
    `--config.electronVersion=${electronVersion}`,
  ];
  const env = {};
  // Burning fuses breaks the signature that Electron comes with, and Apple silicon runs nothing unsigned.
  if (platform === 'darwin' && process.platform === 'darwin')
    builder.push('--config.electronFuses.resetAdHocDarwinSignature=true');
  if (standIn) {
    builder.push(`--config.electronDist=${standInElectron(platform, arches[0], electronVersion)}`);
    if (targets.includes('deb')) env.CUSTOM_FPM_PATH = join(root, 'scripts', 'packaging', 'deb-without-fpm.mjs');
  }
  const processors = arches.map((arch) => `--${arch}`);
  return (
    await node(
      tool('electron-builder', 'electron-builder'),
      [`--${SYSTEMS[platform].word}`, ...targets, ...processors, ...builder],
      { env },
    )
  ).code;
}

/** Prints how much each part weighs; answers what each processor's application weighs without Electron, in bytes. */
function printParts({ platform, arches }, staged) {
  console.log(`\nWhat runs on ${platform}, before packing:`);
  const resources = readdirSync(join(staging, 'resources')).map((name) => `resources/${name}`);
  const papers = ['LICENSE', 'THIRD-PARTY-NOTICES.md'];
  const parts = ['dist/page', 'dist/node', 'dist/preload', ...resources, ...papers];
  for (const part of parts) console.log(`${megabytes(sizeOf(join(staging, part)))}  ${part}`);
  for (const [name, { standIn }] of staged) {
    const note = standIn ? '  (a stand-in: it is not on this machine)' : '';
    console.log(`${megabytes(sizeOf(join(staging, 'node_modules', name)))}  node_modules/${name}${note}`);
  }
  console.log(`${megabytes(sizeOf(staging))}  together`);
  return arches.map((arch) => {
    const bytes = sizeOf(staging) - bytesOf(arches.filter((other) => other !== arch));
    const whole = ![...staged.values()].some(({ standIn }) => standIn);
    console.log(`${megabytes(bytes)}  on ${arch}${whole ? '' : ', without what is stood in for'}`);
    return { arch, bytes, whole };
  });
}

/** Natives of these processors: each application takes its own alone. */
function bytesOf(arches) {
  let sum = 0;
  for (const file of filesOf(join(staging, 'node_modules'))) {
    if (
      arches.some((arch) =>
        new RegExp(`node_modules.(@img|better-sqlite3.prebuilds|keytar.prebuilds)..*-${arch}\\b`).test(file),
      )
    )
      sum += sizeOf(file);
  }
  return sum;
}

rmSync(staging, { recursive: true, force: true });
rmSync(output, { recursive: true, force: true });
mkdirSync(staging, { recursive: true });
const bundled = bundledPackages(await buildDesktop({ write: true }));
stageResources();
const parts = { bundled };
for (const job of jobs()) {
  const staged = await stagePackages({ ...job, offline: asked('offline', 'all') });
  stageManifest(staged);
  const weights = printParts(job, staged);
  parts[job.platform] = { weights, packages: Object.fromEntries(staged) };
  const heavy = weights.find(({ bytes }) => bytes > LIMIT);
  if (heavy) {
    console.error(
      `The application is heavier than ${megabytes(LIMIT).trim()} on ${heavy.arch}: look at its parts above.`,
    );
    process.exit(1);
  }
  if (job.standIn) console.log('\nPackaging around a stand-in for Electron.');
  const code = await pack(job);
  if (code !== 0) process.exit(code);
}
// What is inside, for the list of materials and for whoever checks the notices.
writeFileSync(join(root, 'release', 'parts.json'), `${JSON.stringify(parts, null, 2)}\n`);

if (asked('contents')) {
  const archive = join(output, 'linux-unpacked', 'resources', 'app.asar');
  writeFileSync(join(root, 'tests', 'integration', 'package-contents.txt'), writtenContents(contentsOf(archive)));
}

console.log('\nPackages:');
for (const entry of readdirSync(output).sort()) {
  if (!/\.(ya?ml|blockmap)$|^\./.test(entry))
    console.log(`${megabytes(sizeOf(join(output, entry)))}  ${relative(root, join(output, entry))}`);
}
