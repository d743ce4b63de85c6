// `npm run notices`: THIRD-PARTY-NOTICES.md, the licences of what is inside the installed application: every package whose
// code the build really takes (asked of the bundler), and the packages that stay beside it.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { createBuilder } from 'vite';
import { manifestOf, runTimePackages } from './run-time-packages.mjs';
import { root } from './tools.mjs';

const PAPER = /^(licen[cs]e|copying|copyright|notice)/i;
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

async function bundledFolders() {
  const folders = new Set();
  const collector = {
    name: 'collect-packages',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        for (const module of Object.keys(chunk.modules ?? {})) {
          const folder = packageFolder(module);
          if (folder) folders.add(folder);
        }
      }
    },
  };
  const builder = await createBuilder({
    root: join(root, 'renderer'),
    configFile: join(root, 'vite.config.ts'),
    mode: 'desktop',
    logLevel: 'warn',
    build: { write: false },
    plugins: [collector],
  });
  for (const environment of Object.values(builder.environments)) {
    environment.config.build.write = false;
    environment.config.build.emptyOutDir = false;
    await builder.build(environment);
  }
  return folders;
}

function papers(folder) {
  const names = readdirSync(folder).filter((name) => PAPER.test(name));
  return names.map((name) => readFileSync(join(folder, name), 'utf8').trim().replace(/\r\n/g, '\n'));
}

function author({ author, contributors, homepage }) {
  const name = typeof author === 'string' ? author : author?.name;
  return name ?? (Array.isArray(contributors) ? 'its contributors' : (homepage ?? 'its authors'));
}

const folders = await bundledFolders();
for (const folder of runTimePackages().values()) folders.add(folder);
for (const name of AS_FILES) folders.add(join(root, 'node_modules', name));

const packages = new Map();
for (const folder of folders) {
  if (!existsSync(join(folder, 'package.json'))) continue;
  const manifest = manifestOf(folder);
  packages.set(`${manifest.name} ${manifest.version}`, { manifest, texts: papers(folder) });
}

// The same text is printed once, under all the packages that carry it.
const byText = new Map();
for (const [title, { manifest, texts }] of [...packages].sort(([a], [b]) => a.localeCompare(b, 'en'))) {
  const licence = typeof manifest.license === 'string' ? manifest.license : 'see its text';
  const text = texts.length > 0 ? texts.join('\n\n') : `Licensed under ${licence} by ${author(manifest)}.`;
  byText.set(text, [...(byText.get(text) ?? []), `${title} (${licence})`]);
}

const sections = [...byText].map(([text, titles]) => `## ${titles.join(', ')}\n\n\`\`\`text\n${text}\n\`\`\`\n`);
const head = `# Third-party notices

What the installed application contains besides its own code, with the licences under which it may be passed on.
Written by \`npm run notices\` from what the build takes in; Electron adds its own \`LICENSES.chromium.html\`.

${packages.size} packages.
`;
// Facts that came from elsewhere, beside the code: each folder of resources/ that holds some says so in a LICENCE.txt.
const cities = readFileSync(join(root, 'resources', 'gazetteer', 'LICENCE.txt'), 'utf8').trim();
sections.push(`## List of cities (CC-BY-4.0)\n\n\`\`\`text\n${cities}\n\`\`\`\n`);
const fonts = readFileSync(join(root, 'resources', 'fonts', 'LICENCE.txt'), 'utf8').trim();
sections.push(
  `## Fonts of watermarks and papers: Inter, Noto Sans, Noto Sans Arabic, Noto Sans NKo (OFL-1.1)\n\n\`\`\`text\n${fonts}\n\`\`\`\n`,
);
writeFileSync(join(root, 'THIRD-PARTY-NOTICES.md'), `${head}\n${sections.join('\n')}`);
console.log(`THIRD-PARTY-NOTICES.md: ${packages.size} packages.`);
