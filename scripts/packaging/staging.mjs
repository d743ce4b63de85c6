// What goes into the installed application is copied into release/app, file by file for a reason: electron-builder packs that
// folder as it is (docs/decisions/staged-packages.md).
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { runTimePackages } from '../run-time-packages.mjs';
import { root } from '../tools.mjs';
import { fetchPackage, standInPackage } from './platform-packages.mjs';
import { filesOf } from './sizes.mjs';

export const staging = join(root, 'release', 'app');

const RUNS = /\.(c?js|mjs|json|node|wasm|dll|exe|dylib|so(\.[\d.]+)?|config|bin|dat)$/i;
const PAPERS = /^(licen[cs]e|copying|notice|copyright|artistic|readme_windows)/i;
const DEAD_WEIGHT =
  /(^|\/)(src|deps|docs?|test|tests|t|html|man|script|install|examples?|build_tests|patches|\.github)(\/|$)|\.d\.[cm]?ts$|\.map$|binding\.gyp$/i;

/** Packages of which the application loads one known part: the file of `require`, not those of browsers and bundlers. */
const ONLY = {
  luxon: /^build\/node\//,
  // The loader that carries its WebAssembly inside itself; the others are for places without it, or for `import`.
  'libheif-js': /^(wasm-bundle\.js|libheif-wasm\/libheif-bundle\.js)$/,
  'exiftool-vendored': /^dist\//,
  semver: /^(index\.js|(classes|functions|internal|ranges)\/.*)$/,
};

/**
 * Parts of ExifTool for what the studio never asks: names of tags in other languages (-lang), cities of the world
 * (-geolocation; the studio has its own gazetteer), argument and format files, the history of its versions, formats of
 * hospitals and television.
 */
const EXIFTOOL_EXTRAS =
  /\/Image\/ExifTool\/(Lang\/|(Geolocation\.dat|BuildTagLookup\.pm|DICOM\.pm|MXF\.pm)$)|^bin\/(arg_files|config_files|fmt_files|build_geolocation|Changes|META\.|Makefile|MANIFEST|perl-)|\.(pod|md|html|txt)$/i;

/** Parts of the Perl that comes with ExifTool for Windows which no module of ExifTool names: testing, building, encryption, floats, the debugger of expressions. */
const PERL_EXTRAS =
  /^bin\/exiftool_files\/lib\/(auto\/)?(re\/|re\.pm|TAP|Test|ExtUtils|Unicode|Benchmark\.pm|CryptX|B\/Deparse\.pm|Math\/(BigFloat|Complex|BigInt\/(GMP|LTM|Trace)))/;

/** Whether a file of a package is needed; `path` is within the package, with slashes. */
export function isNeeded(name, path, platform, arches) {
  const paper = PAPERS.test(basename(path));
  if (name.startsWith('exiftool-vendored.'))
    return paper || ![DEAD_WEIGHT, EXIFTOOL_EXTRAS, PERL_EXTRAS].some((extra) => extra.test(path));
  if (DEAD_WEIGHT.test(path)) return false;
  const prebuilt = /^prebuilds\/([a-z0-9]+)-([a-z0-9]+)/.exec(path);
  if (prebuilt && (prebuilt[1] !== platform || !arches.includes(prebuilt[2]))) return false;
  if (path === 'package.json' || paper) return true;
  return RUNS.test(path) && (ONLY[name]?.test(path) ?? true);
}

function copyPackage(name, folder, platform, arches) {
  for (const file of filesOf(folder)) {
    const path = relative(folder, file).split(sep).join('/');
    if (path.startsWith('node_modules/') || !isNeeded(name, path, platform, arches)) continue;
    const target = join(staging, 'node_modules', name, path);
    mkdirSync(join(target, '..'), { recursive: true });
    copyFileSync(file, target);
  }
}

/**
 * Puts the run-time packages of a system beside the built code; natives of several processors lie side by side and the
 * packer takes each its own (electron-builder.yml). Answers name → { version, standIn }.
 */
export async function stagePackages({ platform, arches, offline }) {
  rmSync(join(staging, 'node_modules'), { recursive: true, force: true });
  const staged = new Map();
  for (const arch of arches) {
    for (const [name, known] of runTimePackages({ platform, arch })) {
      if (staged.has(name)) continue;
      const standIn = known.folder === null && offline;
      const folder = known.folder ?? (standIn ? standInPackage(name, known) : await fetchPackage(name, known));
      copyPackage(name, folder, platform, arches);
      staged.set(name, { version: known.version, standIn });
    }
  }
  return staged;
}

/** The application's own package.json: what Electron reads (`desktopName` ties a window to its entry on Linux), and the packages beside it. */
export function stageManifest(staged) {
  const application = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const { name, productName, version, description, license, author, type, main } = application;
  const dependencies = Object.fromEntries([...staged].map(([dependency, known]) => [dependency, known.version]));
  const manifest = { name, productName, version, description, license, author, type, main };
  const whole = { ...manifest, homepage: 'https://pouire.com', desktopName: `${name}.desktop`, dependencies };
  writeFileSync(join(staging, 'package.json'), `${JSON.stringify(whole, null, 2)}\n`);
}

/** Facts beside the code that its programs read, and papers. */
export function stageResources() {
  rmSync(join(staging, 'resources'), { recursive: true, force: true });
  mkdirSync(join(staging, 'resources', 'icons'), { recursive: true });
  copyFileSync(join(root, 'resources', 'icons', '512x512.png'), join(staging, 'resources', 'icons', '512x512.png'));
  for (const folder of RESOURCES)
    cpSync(join(root, 'resources', folder), join(staging, 'resources', folder), { recursive: true });
  for (const paper of ['LICENSE', 'THIRD-PARTY-NOTICES.md']) copyFileSync(join(root, paper), join(staging, paper));
}

/** Folders of resources/ that are read while the studio runs; each has its line in electron-builder.yml too. */
const RESOURCES = ['vocabulary', 'gazetteer', 'dictionaries', 'fonts'];
