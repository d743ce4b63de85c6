// `npm run sbom`: the list of materials of the installed applications (CycloneDX 1.5, JSON) beside the packages. npm writes
// it for everything installed here (`npm sbom`); what no application contains, tools and tests, is then left out.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { buildDesktop, bundledPackages } from './packaging/build-desktop.mjs';
import { manifestOf, runTimePackages, TARGETS } from './run-time-packages.mjs';
import { root, run } from './tools.mjs';

const [npm, ...before] = /npm-cli\.c?js$/.test(process.env.npm_execpath ?? '')
  ? [process.execPath, process.env.npm_execpath]
  : ['npm'];
const written = await run(
  npm,
  [...before, 'sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--loglevel=error'],
  {
    capture: true,
  },
);
const begin = written.output.indexOf('{');
if (written.code !== 0 || begin < 0) throw new Error(`npm sbom ended with ${written.code}:\n${written.output}`);
const bill = JSON.parse(written.output.slice(begin));

// With --parts, what `npm run package` has just written down; else the bundler is asked again.
const titles = process.argv.includes('--parts')
  ? JSON.parse(readFileSync(join(root, 'release', 'parts.json'), 'utf8')).bundled
  : bundledPackages(await buildDesktop({ write: false }));
const bundled = titles.map((title) => title.replace(' ', '@'));
const beside = TARGETS.flatMap((target) =>
  [...runTimePackages(target)].map(
    ([name, { version, folder }]) => `${folder ? manifestOf(folder).name : name}@${version}`,
  ),
);
const electron = `electron@${manifestOf(join(root, 'node_modules', 'electron')).version}`;
const inside = new Set([...bundled, ...beside, electron]);
const application = bill.metadata.component;

const { name, version, productName } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
Object.assign(application, { type: 'application', name: productName, version });
bill.components = bill.components.filter((part) => inside.has(part['bom-ref']));
// A package that keeps its licence to its text alone (png-js): the text goes in.
for (const part of bill.components.filter(({ licenses }) => !licenses)) {
  const folder = join(root, 'node_modules', part.name);
  const paper = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
  if (!paper) throw new Error(`${part['bom-ref']} says nothing of its licence`);
  part.licenses = [{ license: { name: paper, text: { content: readFileSync(join(folder, paper), 'utf8') } } }];
}
const listed = new Set(bill.components.map((part) => part['bom-ref']));
const unlisted = [...inside].filter((part) => !listed.has(part));
if (unlisted.length > 0) throw new Error(`not in package-lock.json, and so not in the list: ${unlisted.join(', ')}`);
bill.dependencies = bill.dependencies
  .filter(({ ref }) => listed.has(ref) || ref === application['bom-ref'])
  .map(({ ref, dependsOn }) => ({
    ref,
    // Whatever way a part came in, the application is what holds it.
    dependsOn: ref === application['bom-ref'] ? [...listed].sort() : dependsOn.filter((part) => listed.has(part)),
  }));

const file = join(root, 'release', 'packages', `${name}-${version}.cdx.json`);
mkdirSync(join(file, '..'), { recursive: true });
writeFileSync(file, `${JSON.stringify(bill, null, 2)}\n`);
console.log(`${relative(root, file)}: ${bill.components.length} parts.`);
