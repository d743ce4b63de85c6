// The built code of the installed application, and what it is made of: the bundler itself says whose modules it took.
import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import { createBuilder } from 'vite';
import { manifestOf } from '../run-time-packages.mjs';
import { root } from '../tools.mjs';

/** In the application as files rather than as modules, so the bundler does not name them. */
const AS_FILES = ['@fontsource-variable/inter', 'tailwindcss'];

/** …/node_modules/@scope/name/lib/x.js → …/node_modules/@scope/name */
function packageFolder(module) {
  const clean = module.replace(/^\0/, '').split('?')[0].split('/').join(sep);
  const at = clean.lastIndexOf(`${sep}node_modules${sep}`);
  if (at < 0) return null;
  const begin = at + `${sep}node_modules${sep}`.length;
  const words = clean.slice(begin).split(sep);
  return clean.slice(0, begin) + words.slice(0, words[0].startsWith('@') ? 2 : 1).join(sep);
}

/** Builds into release/app/dist, or only in memory; answers the folders of the packages whose code is inside. */
export async function buildDesktop({ write }) {
  const folders = new Set(AS_FILES.map((name) => join(root, 'node_modules', name)));
  const collector = {
    name: 'collect-packages',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        for (const module of Object.keys(chunk.modules ?? {})) {
          const folder = packageFolder(module);
          if (folder && existsSync(join(folder, 'package.json'))) folders.add(folder);
        }
      }
    },
  };
  // A test's own NODE_ENV would put React's development build inside.
  process.env.NODE_ENV = 'production';
  const builder = await createBuilder({
    root: join(root, 'renderer'),
    configFile: join(root, 'vite.config.ts'),
    mode: 'desktop',
    logLevel: 'warn',
    plugins: [collector],
  });
  for (const environment of Object.values(builder.environments)) {
    if (!write) Object.assign(environment.config.build, { write: false, emptyOutDir: false });
    await builder.build(environment);
  }
  return folders;
}

/** `name version` of each package whose code the bundler took, sorted. */
export function bundledPackages(folders) {
  const names = [...folders].map((folder) => {
    const { name, version } = manifestOf(folder);
    return `${name} ${version}`;
  });
  return [...new Set(names)].sort();
}
