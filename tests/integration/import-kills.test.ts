import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { seededRandom } from '../../sandbox/random.ts';
import { putPhoto } from '../support/photo-maker.ts';
import { temporaryFolder } from '../support/whole-studio.ts';

const CHILD = fileURLToPath(new URL('../support/import-child.ts', import.meta.url));
const folder = temporaryFolder();
afterAll(() => folder.remove());

function tree(root: string): Map<string, string> {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(root, name)).isFile(),
  );
  return new Map(
    names.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(root, name)))
        .digest('hex'),
    ]),
  );
}

it('an import that is killed again and again has every content once in both places, and leaves the source as it was', async () => {
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
  console.log(`seed ${seed}`);
  const random = seededRandom(seed);
  const source = join(folder.path, 'carte');
  for (let index = 0; index < 40; index += 1) {
    const path = join(source, 'DCIM', `${100 + (index % 3)}CANON`, `IMG_${index}.JPG`);
    await putPhoto(path, { seed: index, width: 400, height: 300, captureDate: `2026:10:0${1 + (index % 9)} 10:00:00` });
    writeFileSync(path.replace('.JPG', '.CR3'), Buffer.alloc(1_500_000, index));
  }
  // The same content twice on the card.
  mkdirSync(join(source, 'DCIM', '200'), { recursive: true });
  copyFileSync(join(source, 'DCIM', '100CANON', 'IMG_0.JPG'), join(source, 'DCIM', '200', 'AGAIN.JPG'));
  const before = tree(source);
  const [destination, backup] = [join(folder.path, 'photos'), join(folder.path, 'copie')];
  const order = JSON.stringify({
    dataDir: join(folder.path, 'data'),
    source: join(source, 'DCIM'),
    destination,
    backup,
  });

  let kills = 0;
  for (let done = false; !done; ) {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', CHILD, order], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    const copying = new Promise<void>((resolve) => {
      child.stdout.on('data', (text: Buffer) => {
        said += text.toString();
        if (said.includes('copying')) resolve();
      });
    });
    const ended = once(child, 'close');
    await Promise.race([copying, ended]);
    if (kills < 8 && !said.includes('done')) {
      await Promise.race([sleep(random() * 120), ended]);
      child.kill('SIGKILL');
      kills += 1;
    }
    await ended;
    done = said.includes('done');
    if (!done && kills >= 8 && child.exitCode !== null && child.exitCode !== 0)
      throw new Error(`the studio ended with ${child.exitCode}`);
  }

  expect(kills).toBeGreaterThan(2);
  expect(tree(source)).toEqual(before);
  const wanted = [...new Set(before.values())].sort();
  for (const place of [destination, backup]) {
    const copies = tree(place);
    expect([...copies.values()].sort()).toEqual(wanted);
    expect([...copies.keys()].filter((name) => name.includes('.pouire'))).toEqual([]);
  }
  // Raw and picture kept one name.
  const bases = [...tree(destination).keys()].map((name) => name.replace(/\.\w+$/, ''));
  expect(new Set(bases).size).toBe(40);
}, 120_000);
