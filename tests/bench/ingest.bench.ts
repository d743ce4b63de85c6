import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeBigPhoto } from '../support/photo-maker.ts';
import { openIngestStudio } from '../support/studio-builder.ts';
import { type BenchResult, type BenchRow, median } from './bench.ts';

const run = promisify(execFile);

const PHOTOS = 12;
const ROUNDS = 5;
/** Photographs in flight, for us and every peer alike. */
const IN_FLIGHT = 2;
const TREE = { folders: 1000, filesEach: 100 };

/**
 * The whole way of new 24-megapixel JPEGs (hash, metadata, four images, catalogue) against the tools a script would use, each
 * with two photographs in flight on the same files; then a second pass over 100,000 files against `find`.
 */
export async function bench(): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'pouire-bench-'));
  try {
    const photos = join(folder, 'photos');
    const bytes = await makePhotos(photos);
    const rows = [...(await newPhotos(folder, photos)), ...(await secondPass(folder))];
    const note = `${PHOTOS} JPEGs of 24 MP, ${(bytes / PHOTOS / 1e6).toFixed(1)} MB each, ${IN_FLIGHT} in flight, ${availableParallelism()} cores, median of ${ROUNDS} interleaved rounds`;
    return { bench: 'ingest', note, rows };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function makePhotos(folder: string): Promise<number> {
  mkdirSync(folder);
  for (let seed = 1; seed <= PHOTOS; seed += 1)
    writeFileSync(join(folder, `IMG_${seed}.jpg`), await makeBigPhoto(seed));
  return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
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
        await run('vipsthumbnail', [photo, '--size', size, '-o', `${out}-${size}.jpg[Q=82]`], ONE_THREAD);
      }
    },
  },
  {
    name: 'djpeg -scale 1/2 (decoding only)',
    needs: 'djpeg',
    aptPackage: 'libjpeg-turbo-progs',
    once: (photo) => run('sh', ['-c', 'djpeg -scale 1/2 "$1" > /dev/null', 'sh', photo]),
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
  const times = new Map<string, number[]>();
  const note = (name: string, ms: number) => times.set(name, [...(times.get(name) ?? []), ms / files.length]);
  for (let round = 0; round <= ROUNDS; round += 1) {
    const ours = await ingestAll(join(folder, `data-${round}`), photos);
    // The first round warms the page cache and counts for nobody.
    if (round > 0) note('ours', ours);
    for (const peer of peers) {
      const ms = await peerAll(peer, files, join(folder, 'peer'));
      if (round > 0) note(peer.name, ms);
    }
  }
  const ours = median(times.get('ours') ?? []);
  const rows: BenchRow[] = [{ name: 'ours, hash to catalogue', value: ours, unit: 'ms/photo' }];
  for (const peer of peers) rows.push({ name: peer.name, value: median(times.get(peer.name) ?? []), unit: 'ms/photo' });
  const [vips, djpeg] = PEERS.map((peer) => median(times.get(peer.name) ?? []));
  if (vips)
    rows.push({
      name: 'faster than vipsthumbnail',
      value: vips / ours,
      unit: '×',
      goal: '≥ 3.3',
      met: vips / ours >= 3.3,
    });
  if (djpeg)
    rows.push({
      name: 'of djpeg, decoding only',
      value: ours / djpeg,
      unit: '×',
      goal: '≤ 2.8',
      met: ours / djpeg <= 2.8,
    });
  return [...rows, ...missing];
}

/** A studio of its own each time, warm: an application that is open when the card is put in. */
async function ingestAll(dataDir: string, photos: string): Promise<number> {
  const studio = openIngestStudio(dataDir);
  try {
    const warm = join(dataDir, 'warm');
    mkdirSync(warm);
    for (let seed = 900; seed < 904; seed += 1)
      writeFileSync(join(warm, `${seed}.jpg`), await makeBigPhoto(seed, { width: 1600, height: 1067 }));
    await studio.ingest.ingestOnce([warm]);
    const started = performance.now();
    const { added } = await studio.ingest.ingestOnce([photos]);
    const ms = performance.now() - started;
    if (added !== PHOTOS) throw new Error(`${added} of ${PHOTOS} photographs read`);
    return ms;
  } finally {
    await studio.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function peerAll(peer: Peer, files: readonly string[], out: string): Promise<number> {
  const waiting = [...files];
  const started = performance.now();
  const lane = async () => {
    for (let file = waiting.pop(); file; file = waiting.pop()) await peer.once(file, `${out}-${waiting.length}`);
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  return performance.now() - started;
}

/** Nothing changed among 100,000 files: only the comparison with the catalogue is left. */
async function secondPass(folder: string): Promise<BenchRow[]> {
  const tree = join(folder, 'tree');
  const dataDir = join(folder, 'tree-data');
  for (let index = 0; index < TREE.folders; index += 1) {
    const path = join(tree, `reportage-${index % 40}`, `jour-${index}`);
    mkdirSync(path, { recursive: true });
    for (let file = 0; file < TREE.filesEach; file += 1) writeFileSync(join(path, `IMG_${file}.jpg`), '');
  }
  const files = TREE.folders * TREE.filesEach;
  const studio = openIngestStudio(dataDir);
  try {
    // What is in the files does not matter to a comparison: the catalogue is filled as if they had been read.
    await fillCatalogue(studio, tree);
    const ours: number[] = [];
    const peers: number[] = [];
    for (let round = 0; round <= ROUNDS; round += 1) {
      const started = performance.now();
      const summary = await studio.ingest.ingestOnce([tree]);
      if (summary.files !== files || summary.added + summary.updated > 0)
        throw new Error(`second pass: ${JSON.stringify(summary)}`);
      if (round > 0) ours.push(performance.now() - started);
      if (!existsSync('/usr/bin/find')) continue;
      const findStarted = performance.now();
      await run('sh', ['-c', 'find "$1" -printf "%s %T@\\n" > /dev/null', 'sh', tree]);
      if (round > 0) peers.push(performance.now() - findStarted);
    }
    const rows: BenchRow[] = [{ name: `second pass over ${files} files`, value: median(ours), unit: 'ms' }];
    if (peers.length === 0) return rows;
    const ratio = median(ours) / median(peers);
    return [
      ...rows,
      { name: "find -printf '%s %T@'", value: median(peers), unit: 'ms' },
      { name: 'of find', value: ratio, unit: '×', goal: '≤ 2', met: ratio <= 2 },
    ];
  } finally {
    await studio.close();
  }
}

async function fillCatalogue({ context }: ReturnType<typeof openIngestStudio>, tree: string): Promise<void> {
  const { realpathSync, statSync: look } = await import('node:fs');
  const { walk } = await import('../../electron/core/library/ingest/walk.ts');
  const root = realpathSync(tree);
  const { db } = context;
  db.prepare<[string], never>('INSERT INTO folders (path, added_at) VALUES (?, 0)').run(root);
  const photo = db.prepare<[string, string], never>(
    `INSERT INTO photos (sha256, size, format, width, height, sort_at, derived_recipe, file_name, added_at, changed_at)
     VALUES (?, 0, 'jpeg', 1, 1, 0, ?, 'x.jpg', 0, 0)`,
  );
  const file = db.prepare<[number, string, string, number, string], never>(
    'INSERT INTO files (photo_id, folder_id, path, directory, size, mtime_ns, seen_at) VALUES (?, 1, ?, ?, ?, ?, 0)',
  );
  let id = 0;
  for await (const seen of walk(root, { enter: () => true, signal: context.lifetime })) {
    db.transaction(() => {
      for (const { path, size } of seen.files) {
        id += 1;
        photo.run(id.toString(16).padStart(64, '0'), context.ports.images.recipe);
        file.run(id, path, seen.path, size, String(look(path, { bigint: true }).mtimeNs));
      }
    });
  }
}

async function isInstalled(program: string): Promise<boolean> {
  return run('sh', ['-c', `command -v ${program}`]).then(
    () => true,
    () => false,
  );
}
