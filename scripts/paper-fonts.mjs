// `node scripts/paper-fonts.mjs <folder of node_modules>`: writes resources/fonts/noto-sans-*.ttf, what papers are set in, from
// the WOFF files of @fontsource/noto-sans, -arabic and -nko (not dependencies: run it where they are installed). WOFF 1.0 is
// the same tables, each packed by zlib; unpacked they are read in no time by what draws papers.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { root } from './tools.mjs';

const FACES = [
  ['noto-sans', 'latin-400'],
  ['noto-sans', 'latin-600'],
  ['noto-sans', 'latin-ext-400'],
  ['noto-sans', 'latin-ext-600'],
  ['noto-sans-arabic', 'arabic-400'],
  ['noto-sans-nko', 'nko-400'],
];
const HEADER = 44;
const ENTRY = 20;

/** The OpenType file in a WOFF (W3C WOFF File Format 1.0, sections 3 to 5). */
function openTypeOf(woff) {
  const count = woff.readUInt16BE(12);
  const tables = Array.from({ length: count }, (_, index) => {
    const at = HEADER + index * ENTRY;
    const [offset, packed, length] = [4, 8, 12].map((field) => woff.readUInt32BE(at + field));
    const bytes = woff.subarray(offset, offset + packed);
    return {
      tag: woff.subarray(at, at + 4),
      checksum: woff.readUInt32BE(at + 16),
      bytes: packed < length ? inflateSync(bytes) : bytes,
    };
  });
  const power = Math.floor(Math.log2(count));
  const head = Buffer.alloc(12 + count * 16);
  head.writeUInt32BE(woff.readUInt32BE(4), 0);
  head.writeUInt16BE(count, 4);
  head.writeUInt16BE(16 * 2 ** power, 6);
  head.writeUInt16BE(power, 8);
  head.writeUInt16BE(16 * (count - 2 ** power), 10);
  const parts = [head];
  let offset = head.length;
  for (const [index, { tag, checksum, bytes }] of tables.entries()) {
    const at = 12 + index * 16;
    tag.copy(head, at);
    head.writeUInt32BE(checksum, at + 4);
    head.writeUInt32BE(offset, at + 8);
    head.writeUInt32BE(bytes.length, at + 12);
    const padding = Buffer.alloc((4 - (bytes.length % 4)) % 4);
    parts.push(bytes, padding);
    offset += bytes.length + padding.length;
  }
  return Buffer.concat(parts);
}

const [packages] = process.argv.slice(2);
if (!packages) throw new Error('Say where @fontsource is installed: node scripts/paper-fonts.mjs <node_modules>');
for (const [family, face] of FACES) {
  const woff = readFileSync(join(packages, '@fontsource', family, 'files', `${family}-${face}-normal.woff`));
  const name = face.startsWith('latin') ? `${family}-${face}` : `noto-sans-${face}`;
  writeFileSync(join(root, 'resources', 'fonts', `${name}.ttf`), openTypeOf(woff));
}
