import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { DeliveryWorld } from '../../support/delivery-storages.ts';
import { cataloguePhoto, largePhoto, seededFraction, smallPhoto } from '../../support/delivery-studio.ts';
import { deliveryOf, expectExactlyOnce } from './proof.ts';

const CHILD = fileURLToPath(new URL('../../support/delivery-child.ts', import.meta.url));
const PART_BYTES = 5 * 1024 * 1024;
const PARTS_IN_FLIGHT = 3;

export interface KillFigures {
  readonly kills: number;
  /** Bytes that went over the network more than once, by the ledger's count. */
  readonly resentBytes: number;
  /** Bytes of request bodies that reached the line. */
  readonly onTheLine: number;
}

/** Runs the upload in child processes and kills them at random moments until `kills` have died; then lets one finish. */
export async function killUntilSent(
  world: DeliveryWorld,
  dataDir: string,
  kills: number,
  seed: number,
  longestLifeMs = 2_500,
): Promise<KillFigures & { output: string }> {
  const fraction = seededFraction(seed);
  let died = 0;
  for (;;) {
    const child = startChild(world, dataDir);
    await child.begun;
    if (died < kills) {
      const survived = await Promise.race([
        child.ended.then(() => true),
        sleep(fraction() * longestLifeMs).then(() => false),
      ]);
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
      resentBytes: 0,
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

/** `kill -9`, for real. */
export function killSuite(world: () => DeliveryWorld): void {
  const seed = Number(process.env.POUIRE_SEED ?? Math.floor(Math.random() * 1_000_000));

  test(`killed at random moments (seed ${seed}), the upload goes on where it was: each photo once, nothing lost, at most the parts in flight again`, async () => {
    const folder = await world().folder();
    const studio = await world().studio(folder);
    const photos = [
      await cataloguePhoto(studio, join(folder, 'photos'), await largePhoto(seed + 1)),
      await cataloguePhoto(studio, join(folder, 'photos'), await smallPhoto(seed + 2)),
      await cataloguePhoto(studio, join(folder, 'photos'), await largePhoto(seed + 3)),
    ];
    const ids = photos.map((photo) => photo.id);
    await studio.client.delivery.enqueue({ selection: { ids } });
    await studio.close();

    world().line.limit(12_000_000);
    const figures = await killUntilSent(world(), join(folder, 'data'), 6, seed);
    world().line.limit(Number.POSITIVE_INFINITY);

    const after = await world().studio(folder);
    await expectExactlyOnce(world(), after, ids).catch((error: unknown) => {
      throw new Error(figures.output, { cause: error });
    });
    const rows = ids.map((id) => deliveryOf(after, id));
    const resent = rows.reduce((sum, row) => sum + row.bytes_resent, 0);
    const total = rows.reduce((sum, row) => sum + row.bytes_total, 0);
    console.log(
      `seed ${seed}: ${figures.kills} kills, ${total} bytes to send, ${resent} sent again, ${figures.onTheLine} on the line`,
    );
    expect(resent).toBeLessThanOrEqual(figures.kills * PARTS_IN_FLIGHT * PART_BYTES);
    // The ledger counts a piece before it leaves: what reached the line is never more than what it knows of.
    expect(figures.onTheLine).toBeLessThanOrEqual(total + resent + figures.kills * 4096 + 16_384);
  }, 120_000);
}
