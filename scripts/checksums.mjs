// `npm run checksums`: SHA256SUMS.txt beside the packages of a release; `sha256sum --check SHA256SUMS.txt` reads it.
import { createHash } from 'node:crypto';
import { createReadStream, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { root } from './tools.mjs';

const folder = process.argv[2] ?? join(root, 'release', 'packages');
const SUMS = 'SHA256SUMS.txt';

async function sha256(file) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

const files = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name !== SUMS && !/^(builder-|\.)/.test(entry.name))
  .map((entry) => entry.name)
  .sort();
if (files.length === 0) throw new Error(`no packages in ${folder}: run npm run package first`);
const lines = [];
for (const name of files) lines.push(`${await sha256(join(folder, name))}  ${name}\n`);
writeFileSync(join(folder, SUMS), lines.join(''));
console.log(lines.join('').trimEnd());
