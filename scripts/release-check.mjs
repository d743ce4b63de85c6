// `npm run release:check -- v1.2.3`: a tag may become a release when it is the version of package.json and of the lock file,
// and CHANGELOG.md says what is in it. Prints what she will read; exits with 1 and the reason otherwise.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './tools.mjs';

const read = (name) => readFileSync(join(root, name), 'utf8');
const tag = process.argv[2] ?? process.env.GITHUB_REF_NAME ?? '';
const { version } = JSON.parse(read('package.json'));
const locked = JSON.parse(read('package-lock.json')).version;
const section = read('CHANGELOG.md')
  .split(/^## /m)
  .find((text) => text.startsWith(version) || text.startsWith(`[${version}]`));

const reasons = [
  ...(tag === `v${version}` ? [] : [`the tag is "${tag}" and package.json says ${version}`]),
  ...(locked === version ? [] : [`package-lock.json says ${locked}`]),
  ...(section ? [] : [`CHANGELOG.md has no heading "## ${version}"`]),
  ...(/not yet released/.test(section?.split('\n')[0] ?? '')
    ? [`CHANGELOG.md says that ${version} is not yet released`]
    : []),
];
for (const reason of reasons) console.error(`Not a release: ${reason}.`);
if (reasons.length === 0) console.log(section.split('\n').slice(1).join('\n').trim());
process.exitCode = reasons.length === 0 ? 0 : 1;
