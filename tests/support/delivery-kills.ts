import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { seededRandom } from '../../sandbox/random.ts';
import type { DeliveryWorld } from './delivery-storages.ts';

const CHILD = fileURLToPath(new URL('./delivery-child.ts', import.meta.url));

export interface KillFigures {
  readonly kills: number;
  /** Bytes of request bodies that reached the line. */
  readonly onTheLine: number;
  /** What the last child said. */
  readonly output: string;
}

/**
 * Runs the upload in child processes and kills them at random moments until `kills` have died; then lets one finish. `lifeMs` says
 * how long a child lives, from a chance of 0 to 1.
 */
export async function killUntilSent(
  world: DeliveryWorld,
  dataDir: string,
  kills: number,
  seed: number,
  lifeMs: (fraction: number) => number = (fraction) => fraction * 2_500,
): Promise<KillFigures> {
  const fraction = seededRandom(seed);
  let died = 0;
  for (;;) {
    const child = startChild(world, dataDir);
    await child.begun;
    if (died < kills) {
      const survived = await Promise.race([child.ended.then(() => true), sleep(lifeMs(fraction())).then(() => false)]);
      if (!survived) {
        child.process.kill('SIGKILL');
        await child.ended;
        died += 1;
        continue;
      }
    }
    await child.ended;
    return {
      kills: died,
      onTheLine: world.line.seen.reduce((sum, request) => sum + request.bodyBytes, 0),
      output: child.output(),
    };
  }
}

function startChild(
  world: DeliveryWorld,
  dataDir: string,
): { process: ChildProcess; begun: Promise<void>; ended: Promise<unknown>; output: () => string } {
  const { api, email, password } = world.sandbox;
  const order = JSON.stringify({ dataDir, server: api, email, storageLine: world.line.url });
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', CHILD, order], {
    env: { ...process.env, POUIRE_PASSWORD: password },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let say: () => void = () => {};
  const begun = new Promise<void>((resolve) => {
    say = resolve;
  });
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    if (output.includes('sending\n')) say();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const ended = once(child, 'close').then(say);
  return { process: child, begun, ended, output: () => output };
}
