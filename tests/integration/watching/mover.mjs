// A process of its own that moves and renames files while others are copied: twice each, into folders made a moment before.
// Arguments: folder that holds the files, folder to move them into, seed.
import { mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';

const [from, to, seed] = process.argv.slice(2);
let state = Number(seed);
const chance = () => {
  state = (state * 48_271) % 2_147_483_647;
  return state / 2_147_483_647;
};
const pause = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1 + Math.floor(chance() * 3));
const names = readdirSync(from).sort(() => chance() - 0.5);
for (const [index, name] of names.entries()) {
  const first = join(to, 'en-cours', `tri-${index % 11}`);
  mkdirSync(first, { recursive: true });
  renameSync(join(from, name), join(first, name));
  pause();
  const last = join(to, `choix-${index % 13}`, `${index % 5}`);
  mkdirSync(last, { recursive: true });
  renameSync(join(first, name), join(last, `Pouire-${index}.jpg`));
  if (chance() < 0.2) pause();
}
