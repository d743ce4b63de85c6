// `npm run notices`: THIRD-PARTY-NOTICES.md, the licences of what is inside the installed application on any system: every
// package whose code the build really takes (asked of the bundler), and the packages that stay beside it. Packages of other
// systems are fetched once, for their texts. A test of the packages compares the page with what is really inside.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildDesktop } from './packaging/build-desktop.mjs';
import { licenceText, standardText } from './packaging/licence-texts.mjs';
import { fetchPackage } from './packaging/platform-packages.mjs';
import { manifestOf, runTimePackages, TARGETS } from './run-time-packages.mjs';
import { root } from './tools.mjs';

const PAPER = /^(licen[cs]e|copying|copyright|notice)/i;

function papers(folder) {
  const names = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => entry.isFile() && PAPER.test(entry.name),
  );
  return names.map(({ name }) => readFileSync(join(folder, name), 'utf8').trim().replace(/\r\n/g, '\n'));
}

const folders = await buildDesktop({ write: false });
for (const target of TARGETS) {
  for (const [name, known] of runTimePackages(target)) folders.add(known.folder ?? (await fetchPackage(name, known)));
}

const packages = new Map();
for (const folder of folders) {
  const manifest = manifestOf(folder);
  packages.set(`${manifest.name} ${manifest.version}`, { manifest, texts: papers(folder) });
}

// The same text is printed once, under all the packages that carry it.
const byText = new Map();
const standardTexts = new Set();
for (const [title, { manifest, texts }] of [...packages].sort(([a], [b]) => a.localeCompare(b, 'en'))) {
  const licence = typeof manifest.license === 'string' ? manifest.license : 'see its text';
  const { text, standards } = licenceText(manifest, texts);
  for (const standard of standards) standardTexts.add(standard);
  byText.set(text, [...(byText.get(text) ?? []), `${title} (${licence})`]);
}

const sections = [...byText].map(([text, titles]) => `## ${titles.join(', ')}\n\n\`\`\`text\n${text}\n\`\`\`\n`);
const head = `# Third-party notices

What the installed application contains besides its own code, with the licences under which it may be passed on.
Written by \`npm run notices\` from what the build takes in; Electron adds its own \`LICENSES.chromium.html\`.

${packages.size} packages.
`;
// Facts that came from elsewhere, beside the code: each folder of resources/ that holds some says so in a LICENCE.txt.
const FACTS = {
  gazetteer: 'List of cities (CC-BY-4.0)',
  dictionaries: 'Dictionaries of French and English for the spelling of words',
  fonts: 'Fonts of watermarks and papers: Inter, Noto Sans, Noto Sans Arabic, Noto Sans NKo (OFL-1.1)',
};
for (const [folder, title] of Object.entries(FACTS)) {
  const text = readFileSync(join(root, 'resources', folder, 'LICENCE.txt'), 'utf8').trim();
  sections.push(`## ${title}\n\n\`\`\`text\n${text}\n\`\`\`\n`);
}
for (const name of [...standardTexts].sort())
  sections.push(`## Text of ${name}\n\n\`\`\`text\n${standardText(name)}\n\`\`\`\n`);
writeFileSync(join(root, 'THIRD-PARTY-NOTICES.md'), `${head}\n${sections.join('\n')}`);
console.log(`THIRD-PARTY-NOTICES.md: ${packages.size} packages.`);
