import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { walk } from '../../electron/core/library/ingest/walk.ts';
import { openIngestStudio } from '../support/studio-builder.ts';
import { type BenchResult, type BenchRow, median } from './bench.ts';

const run = promisify(execFile);

interface Tree {
  readonly folders: number;
  readonly filesEach: number;
  readonly rounds: number;
  readonly goal?: number;
}

/** As photographers keep them, as a card reader's software does, and as nobody should. */
const TREES: readonly Tree[] = [
  { folders: 1000, filesEach: 100, rounds: 7, goal: 2 },
  { folders: 10_000, filesEach: 10, rounds: 5 },
  { folders: 1, filesEach: 100_000, rounds: 5 },
];
const MILLION: readonly Tree[] = [{ folders: 10_000, filesEach: 100, rounds: 3 }];

/**
 * Nothing changed on disk: only the comparison with the catalogue is left. Against `find`, which asks the system for the same
 * and compares it with nothing; rounds interleaved. `--million` does it with 1,000,000 files, which takes minutes.
 */
export async function bench(): Promise<BenchResult> {
  const trees = process.argv.includes('--million') ? MILLION : TREES;
  const rows: BenchRow[] = [];
  for (const tree of trees) {
    const folder = mkdtempSync(join(tmpdir(), 'pouire-rescan-'));
    try {
      rows.push(...(await rescan(folder, tree)));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return { bench: 'rescan', note: 'a pass over unchanged files, median of interleaved rounds', rows };
}

async function rescan(folder: string, { folders, filesEach, rounds, goal }: Tree): Promise<BenchRow[]> {
  const tree = join(folder, 'tree');
  const files = makeTree(tree, folders, filesEach);
  const studio = openIngestStudio(join(folder, 'data'));
  const name = `${folders} × ${filesEach}`;
  try {
    // What is in the files does not matter to a comparison: the catalogue is filled as if they had been read.
    await fillCatalogue(studio, tree);
    const ours: number[] = [];
    const peers: number[] = [];
    const stalls: number[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const { ms, stall } = await pass(studio, tree, files);
      const peer = existsSync('/usr/bin/find') ? await find(tree) : 0;
      // The first round warms the system's cache and counts for nobody.
      if (round === 0) continue;
      ours.push(ms);
      stalls.push(stall);
      peers.push(peer);
    }
    const ratio = median(ours) / median(peers);
    const held = goal === undefined ? {} : { goal: `≤ ${goal}`, met: ratio <= goal };
    return [
      { name: `${name}: second pass`, value: median(ours), unit: 'ms' },
      { name: `${name}: find -printf '%s %T@'`, value: median(peers), unit: 'ms' },
      ...(median(peers) > 0 ? [{ name: `${name}: of find`, value: ratio, unit: '×', ...held }] : []),
      { name: `${name}: longest the core did not answer`, value: median(stalls), unit: 'ms' },
      { name: `${name}: memory of this process`, value: process.memoryUsage().rss / 1e6, unit: 'MB' },
    ];
  } finally {
    await studio.close();
  }
}

async function pass(
  studio: ReturnType<typeof openIngestStudio>,
  tree: string,
  files: number,
): Promise<{ ms: number; stall: number }> {
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  const started = performance.now();
  const summary = await studio.ingest.ingestOnce([tree]);
  const ms = performance.now() - started;
  await new Promise((resolve) => setTimeout(resolve, 5)); // the last of it is counted when it is over
  delays.disable();
  if (summary.files !== files || summary.added + summary.updated > 0)
    throw new Error(`second pass: ${JSON.stringify(summary)}`);
  return { ms, stall: delays.max / 1e6 };
}

async function find(tree: string): Promise<number> {
  const started = performance.now();
  await run('sh', ['-c', 'find "$1" -printf "%s %T@\\n" > /dev/null', 'sh', tree]);
  return performance.now() - started;
}

function makeTree(tree: string, folders: number, filesEach: number): number {
  for (let index = 0; index < folders; index += 1) {
    const path = join(tree, `reportage-${index % 40}`, `jour-${index}`);
    mkdirSync(path, { recursive: true });
    for (let file = 0; file < filesEach; file += 1) writeFileSync(join(path, `IMG_${file}.jpg`), '');
  }
  return folders * filesEach;
}

async function fillCatalogue({ context }: ReturnType<typeof openIngestStudio>, tree: string): Promise<void> {
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
        file.run(id, path, seen.path, size, String(statSync(path, { bigint: true }).mtimeNs));
      }
    });
  }
}
