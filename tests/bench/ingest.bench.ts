import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { openIngestStudio } from '../support/studio-builder.ts';
import { type BenchResult, type BenchRow, median } from './bench.ts';
import { makeCameraPhotos, makeWarmPhotos } from './camera-photos.ts';
import { isInstalled, runPeer } from './peer-program.ts';
import { processorTime } from './processor-time.ts';

/** Different pictures, and how often each comes: as another content, with another comment, since making one takes a second. */
const PICTURES = 10;
const COPIES = 4;
const PHOTOS = PICTURES * COPIES;
const ROUNDS = 3;
/** Photographs in flight, for us and every peer alike. */
const IN_FLIGHT = 2;

/**
 * The whole way of new 24-megapixel JPEGs (hash, metadata, four images, catalogue) against the tools a script would use, each
 * with two photographs in flight on the same files.
 */
export async function bench(): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'pouire-bench-'));
  try {
    const photos = join(folder, 'photos');
    const bytes = await makeCameraPhotos(photos, PICTURES, COPIES);
    const rows = await newPhotos(folder, photos);
    const note = `${PHOTOS} JPEGs of 24 MP, ${(bytes / PHOTOS / 1e6).toFixed(1)} MB each, ${IN_FLIGHT} in flight, ${availableParallelism()} cores, median of ${ROUNDS} interleaved rounds`;
    return { bench: 'ingest', note, rows };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Peer {
  readonly name: string;
  readonly needs: string;
  readonly aptPackage: string;
  readonly once: (photo: string, out: string) => Promise<unknown>;
}

/** One thread each, as ours: what is compared is work, at equal parallelism. */
const ONE_THREAD = { env: { ...process.env, VIPS_CONCURRENCY: '1' }, maxBuffer: 1e9 };

const PEERS: readonly Peer[] = [
  {
    name: 'vipsthumbnail, one run per size',
    needs: 'vipsthumbnail',
    aptPackage: 'libvips-tools',
    once: async (photo, out) => {
      for (const size of ['800x600', '400x300', '200x150', '2000x2000']) {
        await runPeer('vipsthumbnail', [photo, '--size', size, '-o', `${out}-${size}.jpg[Q=82]`], ONE_THREAD);
      }
    },
  },
  {
    name: 'djpeg -scale 1/2 (decoding only)',
    needs: 'djpeg',
    aptPackage: 'libjpeg-turbo-progs',
    once: (photo) => runPeer('sh', ['-c', 'djpeg -scale 1/2 "$1" > /dev/null', 'sh', photo]),
  },
];

async function newPhotos(folder: string, photos: string): Promise<BenchRow[]> {
  const files = readdirSync(photos).map((name) => join(photos, name));
  const peers: Peer[] = [];
  const missing: BenchRow[] = [];
  for (const peer of PEERS) {
    if (await isInstalled(peer.needs)) peers.push(peer);
    else
      console.error(
        `${peer.needs} is not installed, so there is nothing to compare with: apt-get install -y ${peer.aptPackage}`,
      );
  }
  const clock = rounds(files.length);
  const processor = rounds(files.length);
  for (let round = 0; round <= ROUNDS; round += 1) {
    const ours = await ingestAll(join(folder, `data-${round}`), photos);
    // The first round warms the page cache and counts for nobody.
    if (round > 0) clock.note('ours', ours.clock);
    if (round > 0) processor.note('ours', ours.processor);
    for (const peer of peers) {
      const theirs = await timed(() => peerAll(peer, files, join(folder, 'peer')));
      if (round > 0) clock.note(peer.name, theirs.clock);
      if (round > 0) processor.note(peer.name, theirs.processor);
    }
  }
  const { times, ratioTo } = clock;
  const ours = median(times.get('ours') ?? []);
  const rows: BenchRow[] = [{ name: 'ours, hash to catalogue', value: ours, unit: 'ms/photo' }];
  for (const peer of peers) rows.push({ name: peer.name, value: median(times.get(peer.name) ?? []), unit: 'ms/photo' });
  const [vips, djpeg] = PEERS;
  if (vips && times.has(vips.name)) {
    const value = ratioTo(vips.name, turned);
    rows.push({ name: 'faster than vipsthumbnail', value, unit: '×', goal: '≥ 3.3', met: value >= 3.3 });
  }
  if (djpeg && times.has(djpeg.name)) {
    const value = ratioTo(djpeg.name, straight);
    rows.push({ name: 'of djpeg, decoding only', value, unit: '×', goal: '≤ 2.8', met: value <= 2.8 });
  }
  return [...rows, ...processorRows(processor, peers), ...missing];
}

/** The same as work of the processor, which tells on a busy machine too. */
function processorRows({ times, ratioTo }: ReturnType<typeof rounds>, peers: readonly Peer[]): BenchRow[] {
  const ours = median(times.get('ours') ?? []);
  if (Number.isNaN(ours)) return [];
  const rows: BenchRow[] = [{ name: 'processor time: ours', value: ours, unit: 'ms/photo' }];
  for (const { name } of peers)
    rows.push({ name: `processor time: ${name}`, value: median(times.get(name) ?? []), unit: 'ms/photo' });
  const [vips, djpeg] = PEERS;
  if (vips && times.has(vips.name))
    rows.push({ name: 'processor time: vipsthumbnail’s against ours', value: ratioTo(vips.name, turned), unit: '×' });
  if (djpeg && times.has(djpeg.name))
    rows.push({ name: 'processor time: ours against djpeg’s', value: ratioTo(djpeg.name, straight), unit: '×' });
  return rows;
}

const turned = (mine: number, theirs: number) => theirs / mine;
const straight = (mine: number, theirs: number) => mine / theirs;

/** Milliseconds a photo of each round, by who took them. */
function rounds(photos: number) {
  const times = new Map<string, number[]>();
  return {
    times,
    note: (name: string, ms: number) => times.set(name, [...(times.get(name) ?? []), ms / photos]),
    /** Of each round: what else the machine did then, it did to all. */
    ratioTo: (name: string, ratio: (ours: number, peer: number) => number) =>
      median((times.get(name) ?? []).map((peer, round) => ratio(times.get('ours')?.[round] ?? Number.NaN, peer))),
  };
}

interface Spent {
  readonly clock: number;
  /** NaN where the system does not tell. */
  readonly processor: number;
}

async function timed(work: () => Promise<unknown>): Promise<Spent> {
  const [before, started] = [processorTime() ?? Number.NaN, performance.now()];
  await work();
  return { clock: performance.now() - started, processor: (processorTime() ?? Number.NaN) - before };
}

/** A studio of its own each time, warm: an application that is open when the card is put in. */
async function ingestAll(dataDir: string, photos: string): Promise<Spent> {
  const studio = openIngestStudio(dataDir);
  try {
    const warm = join(dataDir, 'warm');
    await makeWarmPhotos(warm);
    await studio.ingest.ingestOnce([warm]);
    return await timed(async () => {
      const { added } = await studio.ingest.ingestOnce([photos]);
      if (added !== PHOTOS) throw new Error(`${added} of ${PHOTOS} photographs read`);
    });
  } finally {
    await studio.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function peerAll(peer: Peer, files: readonly string[], out: string): Promise<void> {
  const waiting = [...files];
  const lane = async () => {
    for (let file = waiting.pop(); file; file = waiting.pop()) await peer.once(file, `${out}-${waiting.length}`);
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
}
