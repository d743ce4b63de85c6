// The packages that stay packages in the installed application (native code, WebAssembly, ExifTool's script), with all that
// they need at run time. Everything else is bundled (vite.config.ts).
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './tools.mjs';

/** As RUN_TIME_PACKAGES in vite.config.ts, without Electron, which is the platform. */
const RUN_TIME = ['better-sqlite3', 'sharp', 'keytar', 'exiftool-vendored', 'libheif-js'];
/** Needed to compile or to type-check, never to run. */
const NEVER = ['node-addon-api', '@types/luxon'];

export function manifestOf(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

/** Name → folder. Optional packages of other platforms are not installed and so not in it. */
export function runTimePackages(names = RUN_TIME, found = new Map(), from = root) {
  for (const name of names) {
    if (found.has(name) || NEVER.includes(name)) continue;
    const places = [join(from, 'node_modules', name), join(root, 'node_modules', name)];
    const folder = places.find((place) => existsSync(join(place, 'package.json')));
    if (!folder) continue;
    found.set(name, folder);
    const { dependencies = {}, optionalDependencies = {} } = manifestOf(folder);
    runTimePackages([...Object.keys(dependencies), ...Object.keys(optionalDependencies)], found, folder);
  }
  return found;
}
