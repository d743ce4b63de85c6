import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { z } from 'zod';
import { cataloguePhoto, noisePhoto, openDeliveryStudio } from '../support/delivery-studio.ts';
import { type BenchResult, type BenchRow, median } from './bench.ts';

const run = promisify(execFile);

const PHOTOS = Number(process.env.POUIRE_BENCH_UPLOADS ?? 40);
const ROUNDS = Number(process.env.POUIRE_BENCH_ROUNDS ?? 3);
const PART_MIB = 5;
/** Requests with a body that are under way at once, for us (delivery.ts) and for rclone. */
const IN_FLIGHT = 3;
const QUEUE = 10_000;

const place = z.object({
  api: z.string(),
  s3: z.string(),
  email: z.string(),
  password: z.string(),
  root: z.object({
    accessKeyId: z.string(),
    secretAccessKey: z.string(),
    region: z.string(),
    buckets: z.object({ photos: z.string() }),
  }),
});
type Place = z.infer<typeof place>;

/**
 * The whole way of photographs of 12 MB (sent copy, four derived images, session, parts, completion) on loopback against
 * rclone, which only copies the files, to the same storage in a process of its own, interleaved. `POUIRE_BENCH_UPLOADS` and
 * `POUIRE_BENCH_ROUNDS` set how many.
 */
export async function bench(): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'pouire-upload-'));
  try {
    const picture = await noisePhoto(1, 2800, 2100);
    const rows = [...(await throughput(folder, picture)), ...(await longQueue(folder))];
    const note = `${PHOTOS} JPEGs of ${(picture.length / 1e6).toFixed(1)} MB, parts of ${PART_MIB} MiB, ${IN_FLIGHT} in flight, median of ${ROUNDS} interleaved rounds`;
    return { bench: 'upload', note, rows };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function throughput(folder: string, picture: Buffer): Promise<BenchRow[]> {
  const withRclone = await run('rclone', ['version']).then(
    () => true,
    () => false,
  );
  if (!withRclone)
    console.error('rclone is not installed, so there is nothing to compare with: apt-get install -y rclone');
  const ours: number[] = [];
  const theirs: number[] = [];
  // The first round warms and counts for nobody.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const at = join(folder, String(round));
    mkdirSync(at);
    const mine = await withStorage(at, (storage) => sendOurs(at, storage, picture));
    if (round > 0) ours.push(mine);
    const other = withRclone ? await withStorage(at, (storage) => sendTheirs(at, storage)) : 0;
    if (round > 0 && withRclone) theirs.push(other);
    rmSync(at, { recursive: true, force: true });
  }
  const [mine, other] = [median(ours), median(theirs)];
  const rows: BenchRow[] = [{ name: 'ours, copy to completion', value: mine, unit: 'MB/s' }];
  if (!withRclone) return rows;
  return [
    ...rows,
    { name: 'rclone copy', value: other, unit: 'MB/s' },
    { name: 'of rclone', value: mine / other, unit: '×', goal: '≥ 0.9', met: mine / other >= 0.9 },
  ];
}

/** MB/s. Catalogued before, as photographs are long before they are sent. */
async function sendOurs(at: string, storage: Place, picture: Buffer): Promise<number> {
  const studio = openDeliveryStudio({ dataDir: join(at, 'data') });
  try {
    await studio.signIn(storage);
    const ids = [];
    for (let number = 1; number <= PHOTOS; number += 1) {
      const { id } = await cataloguePhoto(studio, join(at, 'photos'), marked(picture, number), {
        title: `Photographie numéro ${number}`,
      });
      ids.push(id);
    }
    await studio.client.delivery.enqueue({ selection: { ids } });
    const started = performance.now();
    const { sent, bytes } = await studio.delivery.drain();
    const seconds = (performance.now() - started) / 1000;
    if (sent.length !== PHOTOS) throw new Error(`${sent.length} of ${PHOTOS} photographs sent`);
    return bytes / 1e6 / seconds;
  } finally {
    await studio.close();
  }
}

/** The same bytes as another file: a JPEG comment (ITU-T T.81, B.2.4.5) after the first marker. */
function marked(picture: Buffer, number: number): Buffer {
  const comment = Buffer.from(`photograph ${number}`);
  const head = Buffer.from([0xff, 0xfe, 0, comment.length + 2]);
  return Buffer.concat([picture.subarray(0, 2), head, comment, picture.subarray(2)]);
}

/**
 * MB/s of the same files. rclone needs `--s3-no-check-bucket` (it would try to make the bucket), a path-style endpoint and
 * `list_version = 2` (for an unknown provider it lists with the first version). Its own digests before sending stay on, as ours.
 */
async function sendTheirs(at: string, storage: Place): Promise<number> {
  const { accessKeyId, secretAccessKey, region, buckets } = storage.root;
  const source = join(at, 'photos');
  const config = join(at, 'rclone.conf');
  writeFileSync(
    config,
    `[peer]\ntype = s3\nprovider = Other\naccess_key_id = ${accessKeyId}\nsecret_access_key = ${secretAccessKey}\nregion = ${region}\nendpoint = ${storage.s3}\nforce_path_style = true\nlist_version = 2\n`,
  );
  // What the environment says of proxies and certificates is not for loopback; some of it rclone refuses to start with.
  const alone = { env: { PATH: process.env.PATH, HOME: at } };
  const started = performance.now();
  await run(
    'rclone',
    [
      '--config',
      config,
      'copy',
      source,
      `peer:${buckets.photos}/peer`,
      '--transfers=1',
      `--s3-upload-concurrency=${IN_FLIGHT}`,
      `--s3-chunk-size=${PART_MIB}Mi`,
      `--s3-upload-cutoff=${PART_MIB}Mi`,
      '--s3-no-check-bucket',
      '--retries=1',
    ],
    alone,
  );
  const seconds = (performance.now() - started) / 1000;
  const { stdout } = await run('rclone', ['--config', config, 'size', '--json', `peer:${buckets.photos}/peer`], alone);
  const { count, bytes } = z.object({ count: z.int(), bytes: z.int() }).parse(JSON.parse(stdout));
  if (count !== PHOTOS) throw new Error(`rclone copied ${count} of ${PHOTOS} files`);
  return bytes / 1e6 / seconds;
}

/** A storage of its own, empty, in a process of its own. */
async function withStorage<T>(at: string, work: (storage: Place) => Promise<T>): Promise<T> {
  const dataDir = mkdtempSync(join(at, 'storage-'));
  const child = startEntry('storage-entry.ts', { dataDir });
  try {
    return await work(place.parse(await firstLine(child)));
  } finally {
    child.stdin?.end();
    await once(child, 'close');
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Memory of the core over its baseline while 10,000 deliveries are queued, listed and begun. */
async function longQueue(folder: string): Promise<BenchRow[]> {
  const at = join(folder, 'queue');
  mkdirSync(at);
  const { baseline, peak, queued } = await withStorage(at, async ({ api, email, password }) => {
    const order = { dataDir: join(at, 'data'), server: api, email, password, entries: QUEUE, sent: 10 };
    const child = startEntry('long-queue-child.ts', order);
    const said = z.object({ queued: z.int(), baseline: z.number(), peak: z.number() });
    return said.parse(await firstLine(child));
  });
  if (queued !== QUEUE) throw new Error(`${queued} of ${QUEUE} queued`);
  const over = (peak - baseline) / 1e6;
  return [{ name: `memory over baseline, ${QUEUE} queued`, value: over, unit: 'MB', goal: '≤ 150', met: over <= 150 }];
}

function startEntry(entry: string, order: object): ChildProcess {
  return spawn(process.execPath, [join(import.meta.dirname, '../support', entry), JSON.stringify(order)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

async function firstLine(child: ChildProcess): Promise<unknown> {
  if (child.stdout === null) throw new Error('no output');
  for await (const line of createInterface({ input: child.stdout })) return JSON.parse(line);
  throw new Error('the process ended without a word');
}
