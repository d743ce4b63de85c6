// `node scripts/dictionaries.mjs`: resources/dictionaries, the Hunspell dictionaries of French and English (npm dictionary-fr,
// dictionary-en, dictionary-en-gb) packed by Brotli: two megabytes become half of one. Run it again when the packages are renewed.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { manifestOf } from './run-time-packages.mjs';
import { root } from './tools.mjs';

const target = join(root, 'resources', 'dictionaries');
/** « colour » and « color » are both right: what is written in West Africa follows either. */
const SOURCES = { fr: ['dictionary-fr'], en: ['dictionary-en', 'dictionary-en-gb'] };

const folderOf = (name) => join(root, 'node_modules', name);
const read = (name, file) => readFileSync(join(folderOf(name), file), 'utf8').replace(/\r\n/g, '\n');

function pack(file, text) {
  const content = Buffer.from(text);
  const packed = brotliCompressSync(content, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    },
  });
  writeFileSync(join(target, `${file}.br`), packed);
  console.log(`${file}: ${content.length} → ${packed.length} bytes`);
}

const papers = [];
for (const [language, [first, ...others]] of Object.entries(SOURCES)) {
  const affixes = read(first, 'index.aff');
  for (const other of others)
    if (read(other, 'index.aff') !== affixes)
      throw new Error(`${other} has other affixes than ${first}: not to be joined`);
  // The first line of a word list is the number of those that follow.
  const words = new Set(
    [first, ...others].flatMap((name) =>
      read(name, 'index.dic')
        .split('\n')
        .slice(1)
        .filter((line) => line !== ''),
    ),
  );
  pack(`${language}.aff`, affixes);
  pack(`${language}.dic`, `${words.size}\n${[...words].join('\n')}\n`);
  for (const name of [first, ...others]) {
    const { version, license } = manifestOf(folderOf(name));
    papers.push(
      `${language}.aff, ${language}.dic: from ${name} ${version} (${license})\n\n${read(name, 'license').trim()}`,
    );
  }
}
const head =
  'The dictionaries of French and English, packed by Brotli; the word lists of American and British English are joined.';
writeFileSync(join(target, 'LICENCE.txt'), `${[head, ...papers].join(`\n\n${'='.repeat(79)}\n\n`)}\n`);
