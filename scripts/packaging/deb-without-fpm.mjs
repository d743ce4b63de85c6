#!/usr/bin/env node
// electron-builder calls fpm to write a deb. fpm is fetched; this takes the same arguments and writes the same package with
// dpkg-deb, so that it can be built and opened where nothing can be fetched (CUSTOM_FPM_PATH). Compressed quickly, not small.
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FLAGS = new Set(['--force', '--debug']);
const LISTS = new Set(['-d', '--deb-recommends']);

const options = new Map();
const mappings = [];
const args = process.argv.slice(2);
for (let at = 0; at < args.length; at += 1) {
  const arg = args[at];
  if (FLAGS.has(arg)) continue;
  if (!arg.startsWith('-')) {
    const cut = arg.lastIndexOf('=');
    mappings.push([arg.slice(0, cut), arg.slice(cut + 1)]);
    continue;
  }
  at += 1;
  options.set(arg, LISTS.has(arg) ? [...(options.get(arg) ?? []), args[at]] : args[at]);
}
const option = (name) => options.get(name) ?? '';
if (option('-t') !== 'deb' || option('-s') !== 'dir') throw new Error(`only folders into deb, not ${args.join(' ')}`);

const tree = mkdtempSync(join(tmpdir(), 'pouire-deb-'));
for (const [from, to] of mappings) {
  const target = join(tree, to);
  mkdirSync(join(target, '..'), { recursive: true });
  if (statSync(from).isDirectory()) cpSync(from, target, { recursive: true });
  else copyFileSync(from, target);
}
mkdirSync(join(tree, 'DEBIAN'));
for (const [script, path] of [
  ['postinst', option('--after-install')],
  ['postrm', option('--after-remove')],
]) {
  copyFileSync(path, join(tree, 'DEBIAN', script));
  chmodSync(join(tree, 'DEBIAN', script), 0o755);
}
const control = {
  Package: option('--name'),
  Version: option('--version'),
  Architecture: option('--architecture'),
  Maintainer: option('--maintainer'),
  Depends: option('-d').join?.(', '),
  Recommends: option('--deb-recommends').join?.(', '),
  Section: 'graphics',
  Priority: option('--deb-priority'),
  Homepage: option('--url'),
  Description: option('--description')
    .trim()
    .replace(/\n+\s*/g, '\n '),
};
const lines = Object.entries(control).flatMap(([name, value]) => (value ? [`${name}: ${value}`] : []));
writeFileSync(join(tree, 'DEBIAN', 'control'), `${lines.join('\n')}\n`);
const built = spawnSync('dpkg-deb', ['--root-owner-group', '-Zgzip', '-z1', '--build', tree, option('--package')], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
rmSync(tree, { recursive: true, force: true });
process.exitCode = built.status ?? 1;
