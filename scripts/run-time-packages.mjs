// The packages that stay packages in the installed application (native code, WebAssembly, ExifTool's script), with all that
// they need at run time. Everything else is bundled (vite.config.ts).
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './tools.mjs';

/** As RUN_TIME_PACKAGES in vite.config.ts, without Electron, which is the platform. */
const RUN_TIME = ['better-sqlite3', 'sharp', 'keytar', 'exiftool-vendored', 'libheif-js', 'hunspell-wasm'];
/** Needed to compile or to type-check, never to run. */
const NEVER = ['node-addon-api', '@types/luxon'];
/** What an installed application may run on. */
export const TARGETS = [
  { platform: 'linux', arch: 'x64' },
  { platform: 'linux', arch: 'arm64' },
  { platform: 'darwin', arch: 'x64' },
  { platform: 'darwin', arch: 'arm64' },
  { platform: 'win32', arch: 'x64' },
  { platform: 'win32', arch: 'arm64' },
];

export const here = { platform: process.platform, arch: process.arch };

export function manifestOf(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

/** As in package.json: a list of names, or of names with `!` before those that it isn't for. */
function allows(list, name) {
  if (!list || list.length === 0) return true;
  if (list.some((entry) => entry.startsWith('!'))) return !list.includes(`!${name}`);
  return list.includes(name);
}

/** musl's builds are for systems that Electron has no build for. */
function isFor(entry, name, { platform, arch }) {
  return allows(entry.os, platform) && allows(entry.cpu, arch) && !/musl/.test(name);
}

/**
 * Name → { version, folder, integrity } of what that system's application loads, as package-lock.json has it. `folder` is
 * null where npm did not install it: a package of another system (packaging/platform-packages.mjs fetches it).
 */
export function runTimePackages(target = here, names = RUN_TIME, found = new Map(), from = root, lock = readLock()) {
  for (const name of names) {
    if (found.has(name) || NEVER.includes(name)) continue;
    const places = [join(from, 'node_modules', name), join(root, 'node_modules', name)];
    const folder = places.find((place) => existsSync(join(place, 'package.json'))) ?? null;
    const entry = lock[`node_modules/${name}`];
    if (!entry || !isFor(entry, name, target)) continue;
    found.set(name, { version: entry.version, folder, integrity: entry.integrity ?? null });
    const { dependencies = {}, optionalDependencies = {} } = folder ? manifestOf(folder) : entry;
    const wanted = [...Object.keys(dependencies), ...Object.keys(optionalDependencies)];
    runTimePackages(target, wanted, found, folder ?? root, lock);
  }
  return found;
}

function readLock() {
  return JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
}
