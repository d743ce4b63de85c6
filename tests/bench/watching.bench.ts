import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { RECIPE } from '../../electron/adapters/pixels/recipe.ts';
import { openCatalogue } from '../../electron/core/db/open.ts';
import type { BenchResult, BenchRow } from './bench.ts';

const FILES_EACH = 100;
const SIZES = [
  { folders: 1000, limit: 150 },
  ...(process.argv.includes('--million') ? [{ folders: 10_000, limit: 400 }] : []),
];
const BURST = 2000;
const IN_NEW_FOLDERS = 200;
/** How long (ms) whoever watches has to notice. */
const PATIENCE_MS = 4000;

/**
 * Watching 100,000 files (and, with `--million`, 1,000,000): memory of the watcher, of chokidar over the same tree, and of the
 * whole core with a catalogue that knows every file; whether bursts and files in folders made a moment before are noticed.
 */
export async function bench(): Promise<BenchResult> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'pouire-bench-watching-')));
  try {
    const rows: BenchRow[] = [];
    for (const { folders, limit } of SIZES) rows.push(...(await measure(folder, folders, limit)));
    return { bench: 'watching', note: `empty files, ${FILES_EACH} a folder; each way in a process of its own`, rows };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(root: string, folders: number, limit: number): Promise<BenchRow[]> {
  const files = folders * FILES_EACH;
  const of = `${files.toLocaleString('en-US')} files`;
  const tree = join(root, `tree-${folders}`);
  makeTree(tree, folders);
  const rows: BenchRow[] = [];
  for (const [kind, name] of [
    ['ours', 'our watcher'],
    // A gigabyte for every 200,000 files: the peer of a million is known without being waited for.
    ...(folders > 1000 ? [] : [['everything', 'chokidar']]),
  ] as const) {
    const child = await start(kind ?? '', tree);
    rows.push({ name: `${name}, ${of}: ready`, value: child.ready, unit: 'ms' });
    rows.push({ name: `${name}, ${of}: memory of the process`, value: child.memory / 1e6, unit: 'MB' });
    for (const [what, make] of [
      [`burst of ${BURST}`, makeBurst],
      [`${IN_NEW_FOLDERS} files in folders made a moment before`, makeNested],
    ] as const) {
      const made = make(join(tree, 'r1', 'j1', `${kind}-${what.length}`));
      await sleep(PATIENCE_MS);
      const goal = kind === 'ours' ? { goal: `= ${made.length}` } : {};
      const value = await child.noticed(made);
      rows.push({
        name: `${name}: noticed of a ${what}`,
        value,
        unit: 'files',
        ...goal,
        ...(goal.goal && { met: value === made.length }),
      });
    }
    child.end();
    rmSync(join(tree, 'r1', 'j1'), { recursive: true });
    makeFolder(join(tree, 'r1', 'j1'));
  }
  const dataDir = join(root, `data-${folders}`);
  fillCatalogue(dataDir, tree, folders);
  // What a catalogue made in one go has to catch up on once, stacks and broken rules, is not watching.
  await coreAtRest(dataDir, of, limit);
  return [...rows, ...(await coreAtRest(dataDir, of, limit))];
}

/** The built core with its hosts, as a person has it: until it has compared everything and rests. Linux tells its memory. */
async function coreAtRest(dataDir: string, of: string, limit: number): Promise<BenchRow[]> {
  const built = fileURLToPath(new URL('../../dist/node/studio.js', import.meta.url));
  if (!existsSync(built) || process.platform !== 'linux') {
    console.error('The core itself is measured built, on Linux: npm run build');
    return [];
  }
  const core = spawn(process.execPath, [built, 'serve', '--data', dataDir, '--json'], { stdio: 'ignore' });
  try {
    let busy = -1;
    for (let quiet = 0; quiet < REST_SECONDS; ) {
      await sleep(1000);
      const ticks = ticksOf(core.pid);
      quiet = ticks - busy <= RESTING_TICKS ? quiet + 1 : 0;
      busy = ticks;
    }
    const memory = memoryOf(core.pid);
    return [
      { name: `the core, ${of}: memory`, value: memory.now, unit: 'MB', goal: `≤ ${limit}`, met: memory.now <= limit },
      { name: `the core, ${of}: of that, its own (not mapped from files)`, value: memory.own, unit: 'MB' },
      { name: `the core, ${of}: most memory while it compared`, value: memory.most, unit: 'MB' },
    ];
  } finally {
    core.kill();
    await once(core, 'exit');
  }
}

/** A core that rests: threads that end when nothing is left to list have ended. */
const REST_SECONDS = 70;
/** Hundredths of a second of processor in a second. */
const RESTING_TICKS = 5;

function ticksOf(pid: number | undefined): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ');
  return Number(fields[13]) + Number(fields[14]);
}

function memoryOf(pid: number | undefined): { now: number; own: number; most: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const mega = (field: string) => (Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) * 1024) / 1e6;
  return { now: mega('VmRSS'), own: mega('RssAnon'), most: mega('VmHWM') };
}

const placeOf = (tree: string, index: number) => join(tree, `r${index % 40}`, `j${index}`);

function makeTree(tree: string, folders: number): void {
  for (let index = 0; index < folders; index += 1) makeFolder(placeOf(tree, index));
}

function makeFolder(path: string): void {
  mkdirSync(path, { recursive: true });
  for (let file = 0; file < FILES_EACH; file += 1) writeFileSync(join(path, `IMG_${file}.jpg`), '');
}

function makeBurst(folder: string): string[] {
  mkdirSync(folder, { recursive: true });
  return Array.from({ length: BURST }, (_unused, index) => put(join(folder, `DSC_${index}.jpg`)));
}

function makeNested(folder: string): string[] {
  return Array.from({ length: IN_NEW_FOLDERS }, (_unused, index) => {
    const inside = join(folder, `${index % 20}`, 'jour', `${index % 40}`);
    mkdirSync(inside, { recursive: true });
    return put(join(inside, `DSC_${index}.jpg`));
  });
}

function put(path: string): string {
  writeFileSync(path, 'x');
  return path;
}

/** A catalogue that knows every file as if it had been read: what is in them does not matter to watching. */
function fillCatalogue(dataDir: string, tree: string, folders: number): void {
  mkdirSync(dataDir, { recursive: true });
  const { db, close } = openCatalogue(dataDir, { stamp: '20260101T000000' });
  db.prepare<[string], never>('INSERT INTO folders (path, added_at) VALUES (?, 0)').run(tree);
  const photo = db.prepare<[string, string], never>(
    `INSERT INTO photos (sha256, size, format, width, height, sort_at, derived_recipe, file_name, added_at, changed_at)
     VALUES (?, 0, 'jpeg', 1, 1, 0, ?, 'x.jpg', 0, 0)`,
  );
  const place = db.prepare<[number, string, string, string], never>(
    'INSERT INTO files (photo_id, folder_id, path, directory, size, mtime_ns, seen_at) VALUES (?, 1, ?, ?, 0, ?, 0)',
  );
  const fingerprint = db.prepare<[number], never>('INSERT INTO photo_fingerprints (photo_id) VALUES (?)');
  let id = 0;
  for (let index = 0; index < folders; index += 1)
    db.transaction(() => {
      const directory = placeOf(tree, index);
      for (let file = 0; file < FILES_EACH; file += 1) {
        id += 1;
        const path = join(directory, `IMG_${file}.jpg`);
        photo.run(id.toString(16).padStart(64, '0'), RECIPE);
        fingerprint.run(id);
        place.run(id, path, directory, String(statSync(path, { bigint: true }).mtimeNs));
      }
    });
  close();
}

interface Child {
  readonly ready: number;
  readonly memory: number;
  noticed(files: readonly string[]): Promise<number>;
  end(): void;
}

async function start(...args: string[]): Promise<Child> {
  const child: ChildProcess = fork(fileURLToPath(new URL('./watching-child.ts', import.meta.url)), args);
  const [said] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`${args[0]} ended with ${code}`))),
  ]);
  return {
    ...said,
    async noticed(files) {
      child.send([...files]);
      const [count] = await once(child, 'message');
      return count;
    },
    end: () => void child.disconnect(),
  };
}
