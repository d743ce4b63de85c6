import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DeliveryWorld, startWorld } from '../support/delivery-storages.ts';
import { cataloguePhoto, deliveryOf, mediumPhoto } from '../support/delivery-studio.ts';

const CHILD = join(import.meta.dirname, '../support/delivery-child.ts');
/** Key ids of sessions, how JSON Web Tokens begin, and the header in which a session's token travels. */
const SIGNS = ['ASIA', 'eyJhbGci', 'eyJ0eXAi', 'X-Amz-Security-Token', 'Bearer '];

let world: DeliveryWorld;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => await world.end());

async function inFiles(folder: string, word: string): Promise<string> {
  const found = await promisify(execFile)('grep', ['-rlaF', word, folder]).catch(() => ({ stdout: '' }));
  return found.stdout;
}

/** A process and all that it started (Linux: /proc/<pid>/task/<tid>/children). */
async function family(pid: number): Promise<number[]> {
  const all = [pid];
  for (const one of all) {
    const tasks = await readdir(`/proc/${one}/task`).catch(() => []);
    for (const task of tasks) {
      const children = await readFile(`/proc/${one}/task/${task}/children`, 'utf8').catch(() => '');
      all.push(...children.split(' ').filter(Boolean).map(Number));
    }
  }
  return all;
}

test.runIf(process.platform === 'linux')(
  'no secret is in arguments, in environments that are passed on, in a diagnostic report, in what a crash leaves, or in the catalogue',
  async () => {
    const folder = await world.folder();
    const studio = await world.studio(folder);
    const { id } = await cataloguePhoto(studio, folder, await mediumPhoto(1200));
    await studio.client.delivery.enqueue({ selection: { ids: [id] } });
    await studio.close();
    const dumps = join(folder, 'dumps');
    await mkdir(dumps);
    const { api, email, password } = world.sandbox;
    const secrets = [password, ...SIGNS];
    const order = JSON.stringify({ dataDir: join(folder, 'data'), server: api, email, storageLine: world.line.url });

    /** A run of its own process, dumped in the middle, which then ends by `signal` or by itself. */
    async function dumped(signal: 'SIGABRT' | null): Promise<void> {
      const child = spawn(
        process.execPath,
        [
          '--disable-warning=ExperimentalWarning',
          '--report-on-signal',
          '--report-on-fatalerror',
          '--report-uncaught-exception',
          `--report-directory=${dumps}`,
          CHILD,
          order,
        ],
        { env: { ...process.env, POUIRE_PASSWORD: password }, stdio: ['ignore', 'pipe', 'pipe'] },
      );
      let output = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (piece: Buffer) => {
          output += piece.toString();
        });
      const ended = once(child, 'close');
      world.line.seen.length = 0;
      await expect
        .poll(() => world.line.seen.some((one) => one.target.includes('partNumber')), { timeout: 30_000 })
        .toBe(true);
      const pid = child.pid ?? 0;
      for (const [index, one] of (await family(pid)).entries()) {
        const words = await readFile(`/proc/${one}/cmdline`, 'utf8').catch(() => '');
        // What a process was started with stays to be read by its owner; what it hands on does not.
        const environment = index === 0 ? '' : await readFile(`/proc/${one}/environ`, 'utf8').catch(() => '');
        for (const secret of secrets) {
          expect(words.includes(secret), `${secret} in the arguments of ${one}`).toBe(false);
          expect(environment.includes(secret), `${secret} in the environment of ${one}: ${words}`).toBe(false);
        }
      }
      const before = (await readdir(dumps)).length;
      child.kill('SIGUSR2');
      await expect.poll(async () => (await readdir(dumps)).length, { timeout: 30_000 }).toBeGreaterThan(before);
      if (signal !== null) child.kill(signal);
      await ended;
      for (const secret of secrets) expect(output.includes(secret), `${secret} in the output`).toBe(false);
    }

    world.line.limit(4_000_000);
    await dumped('SIGABRT');
    await dumped(null);
    world.line.limit(Number.POSITIVE_INFINITY);
    for (const place of [dumps, join(folder, 'data')])
      for (const secret of secrets) expect(await inFiles(place, secret), `${secret} in ${place}`).toBe('');

    const after = await world.studio(folder);
    expect(deliveryOf(after, id).state).toBe('sent');
  },
  90_000,
);
