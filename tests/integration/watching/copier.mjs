// A process of its own that copies files as a file manager does: a part first, the rest a moment later.
// Arguments: folder with the originals, folder to copy into, how many folders to spread them over.
import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [from, to, spread] = process.argv.slice(2);
for (const [index, name] of readdirSync(from).entries()) {
  const folder = join(to, `lot-${index % Number(spread)}`, `serie-${index % 7}`);
  mkdirSync(folder, { recursive: true });
  const content = readFileSync(join(from, name));
  const half = Math.floor(content.length / 2);
  writeFileSync(join(folder, name), content.subarray(0, half));
  if (index % 50 === 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
  appendFileSync(join(folder, name), content.subarray(half));
}
