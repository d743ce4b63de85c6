import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { cataloguePhoto, deliveryOf, noisePhoto, openDeliveryStudio } from '../support/delivery-studio.ts';
import { startSlowLink } from '../support/slow-link.ts';
import type { BenchResult, BenchRow } from './bench.ts';

const run = promisify(execFile);
const MEGABIT = 125_000;
const ROUND_TRIP_MS = 300;
/** Her own limit, kB/s, on a line that could do more. */
const LIMIT = 150;

/**
 * What of a slow line we make use of: photographs from her word to the marketplace's answer, API and storage over the same link
 * of 1 Mbit/s and 300 ms; rclone copies the same files over another link like it, at the same time. Beside it a line of
 * 256 kbit/s, where it is enough that a photograph of two parts arrives and nothing goes twice, and her own limit.
 */
export async function bench(): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'pouire-slow-'));
  try {
    const pictures = await Promise.all([1, 2, 3].map((seed) => noisePhoto(seed, 2300, 1700)));
    const smaller = [await noisePhoto(4, 1900, 1480)];
    const [ours, theirs, slowest, limited] = await Promise.all([
      sent(join(folder, 'ours'), pictures, MEGABIT),
      copied(join(folder, 'theirs'), pictures, MEGABIT),
      sent(join(folder, 'slowest'), smaller, 32_000),
      sent(join(folder, 'limited'), smaller, 10 * MEGABIT, LIMIT),
    ]);
    const share = ours.bytesPerSecond / MEGABIT;
    const limit = limited.whileMoving / (LIMIT * 1000);
    const rows: BenchRow[] = [
      { name: 'ours, of 1 Mbit/s', value: share, unit: '×', goal: '≥ 0.95', met: share >= 0.95 },
      ...(theirs === null ? [] : [{ name: 'rclone copy, of 1 Mbit/s', value: theirs / MEGABIT, unit: '×' }]),
      { name: 'sent again at 1 Mbit/s', value: ours.resent, unit: 'bytes', goal: '0', met: ours.resent === 0 },
      { name: 'ours, of 256 kbit/s', value: slowest.bytesPerSecond / 32_000, unit: '×' },
      { name: 'sent again at 256 kbit/s', value: slowest.resent, unit: 'bytes', goal: '0', met: slowest.resent === 0 },
      {
        name: `of her limit of ${LIMIT} kB/s, while bytes leave`,
        value: limit,
        unit: '×',
        goal: '0.9 – 1.1',
        met: limit > 0.9 && limit < 1.1,
      },
    ];
    const note = `${pictures.length} JPEGs of ${((pictures[0]?.length ?? 0) / 1e6).toFixed(1)} MB, round trip ${ROUND_TRIP_MS} ms`;
    return { bench: 'slow-line', note, rows };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Bytes per second from her word to the last answer, everything included; and bytes sent again. */
async function sent(at: string, pictures: readonly Buffer[], linkSpeed: number, sendRate: number | null = null) {
  const sandbox = await startSandbox({ dataDir: join(at, 'sandbox') });
  const link = await startSlowLink(linkSpeed, ROUND_TRIP_MS);
  const studio = openDeliveryStudio({
    dataDir: join(at, 'data'),
    storageLine: await link.to(sandbox.s3),
    allowed: () => ({ sendBudget: null, sendRate, sendHours: null, meteredLine: 'no', holdOnBattery: false }),
  });
  try {
    await studio.signIn({ api: await link.to(sandbox.api), email: sandbox.email, password: sandbox.password });
    const ids = [];
    for (const picture of pictures) ids.push((await cataloguePhoto(studio, join(at, 'photos'), picture)).id);
    const began = performance.now();
    await studio.client.delivery.enqueue({ selection: { ids } });
    const moving: { at: number; bytes: number }[] = [];
    const { failed, bytes, resentBytes } = await studio.delivery.drain({
      onProgress: ({ bytesToday }) => bytesToday > 0 && moving.push({ at: performance.now(), bytes: bytesToday }),
    });
    const last = moving.findLastIndex((sample) => sample.bytes < bytes);
    const [from, to] = [moving[0], moving[last]];
    const whileMoving = ((to?.bytes ?? 0) - (from?.bytes ?? 0)) / (((to?.at ?? 0) - (from?.at ?? 0)) / 1000);
    const seconds = (performance.now() - began) / 1000;
    if (failed.length > 0) throw new Error(`not sent: ${JSON.stringify(failed)}`);
    const stored = await sandbox.marketplace.storage.objects();
    for (const id of ids)
      if (!stored.some((object) => object.sha256 === deliveryOf(studio, id).sent_sha256))
        throw new Error(`photo ${id} did not arrive whole`);
    return { bytesPerSecond: bytes / seconds, whileMoving, resent: resentBytes };
  } finally {
    await studio.close();
    await link.stop();
    await sandbox.stop();
  }
}

/** rclone's bytes per second for the same files; null where it is not installed. */
async function copied(at: string, pictures: readonly Buffer[], linkSpeed: number): Promise<number | null> {
  const sandbox = await startSandbox({ dataDir: join(at, 'sandbox') });
  const link = await startSlowLink(linkSpeed, ROUND_TRIP_MS);
  const source = join(at, 'photos');
  mkdirSync(source);
  for (const [index, picture] of pictures.entries()) writeFileSync(join(source, `${index}.jpg`), picture);
  const { accessKeyId, secretAccessKey, region, buckets } = sandbox.root;
  const config = join(at, 'rclone.conf');
  writeFileSync(
    config,
    `[peer]\ntype = s3\nprovider = Other\naccess_key_id = ${accessKeyId}\nsecret_access_key = ${secretAccessKey}\nregion = ${region}\nendpoint = ${await link.to(sandbox.s3)}\nforce_path_style = true\nlist_version = 2\n`,
  );
  try {
    const began = performance.now();
    const options =
      '--transfers=1 --s3-upload-concurrency=3 --s3-chunk-size=5Mi --s3-upload-cutoff=5Mi --s3-no-check-bucket';
    await run('rclone', ['--config', config, 'copy', source, `peer:${buckets.photos}/peer`, ...options.split(' ')], {
      env: { PATH: process.env.PATH, HOME: at },
    });
    const seconds = (performance.now() - began) / 1000;
    return pictures.reduce((sum, picture) => sum + picture.length, 0) / seconds;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      console.error('rclone is not installed, so there is nothing to compare with: apt-get install -y rclone');
      return null;
    }
    throw error;
  } finally {
    await link.stop();
    await sandbox.stop();
  }
}
