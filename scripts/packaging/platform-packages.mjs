// Packages of systems other than this machine's: npm installs what this system needs, a release for Windows on arm64 needs
// more. They come from the registry in the very version and content of package-lock.json.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from '../tools.mjs';
import { nativeHeader } from './stand-in-electron.mjs';

const kept = join(root, '.cache', 'platform-packages');

/** The folder of a package that is not installed, fetched when it isn't kept yet. Throws with a sentence when it can't be had whole. */
export async function fetchPackage(name, { version, integrity }) {
  const folder = join(kept, `${name.replace('/', '+')}-${version}`);
  if (existsSync(join(folder, 'package.json'))) return folder;
  console.log(`Fetching ${name} ${version}…`);
  const download = `${folder}.download`;
  rmSync(download, { recursive: true, force: true });
  mkdirSync(download, { recursive: true });
  const npm = /npm-cli\.c?js$/.test(process.env.npm_execpath ?? '')
    ? [process.execPath, process.env.npm_execpath]
    : ['npm'];
  const args = [...npm.slice(1), 'pack', `${name}@${version}`, '--pack-destination', download, '--silent'];
  const packed = await run(npm[0], args, { capture: true, timeoutMs: 300_000 });
  const archive = readdirSync(download).find((file) => file.endsWith('.tgz'));
  if (packed.code !== 0 || !archive) throw new Error(`${name} ${version} can't be fetched:\n${packed.output}`);
  const digest = `sha512-${createHash('sha512')
    .update(readFileSync(join(download, archive)))
    .digest('base64')}`;
  if (integrity && digest !== integrity)
    throw new Error(`${name} ${version} is not what package-lock.json has: ${digest} instead of ${integrity}`);
  // tar is on all three systems (Windows since 2018); every archive of npm holds one folder, `package`.
  const unpacked = await run('tar', ['-xzf', archive], { cwd: download, capture: true });
  if (unpacked.code !== 0) throw new Error(`${archive} can't be opened:\n${unpacked.output}`);
  rmSync(folder, { recursive: true, force: true });
  renameSync(join(download, 'package'), folder);
  rmSync(download, { recursive: true, force: true });
  return folder;
}

/** In the place of a package that may not be fetched (`--offline`): its name, its version and one native file for its system. */
export function standInPackage(name, { version }) {
  const folder = join(kept, 'stand-ins', `${name.replace('/', '+')}-${version}`);
  rmSync(folder, { recursive: true, force: true });
  const windows = name.endsWith('.exe');
  const [, platform, arch] = /(?:sharp|libvips)-([a-z0-9]+)-([a-z0-9]+)$/.exec(name) ?? [null, 'win32', 'x64'];
  const native = windows
    ? join('bin', 'exiftool.exe')
    : name.includes('libvips')
      ? join('lib', platform === 'darwin' ? 'libvips-cpp.42.dylib' : 'libvips-cpp.so.42')
      : join('lib', `${name.slice('@img/'.length)}.node`);
  mkdirSync(join(folder, native, '..'), { recursive: true });
  writeFileSync(join(folder, native), nativeHeader(platform, arch));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version, license: 'stand-in' }));
  writeFileSync(join(folder, 'LICENSE'), 'stand-in');
  return folder;
}
