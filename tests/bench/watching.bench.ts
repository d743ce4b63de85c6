import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { STUDIO_ENVIRONMENT, STUDIO_FLAGS } from '../../scripts/studio-process.mjs';
import type { BenchResult, BenchRow } from './bench.ts';
import { openGrid } from './open-grid.ts';
import { fillWatchedCatalogue } from './watched-catalogue.ts';

const FILES_EACH = 100;
interface Size {
  readonly folders: number;
  /** MB of memory that the core may take, at most. */
  readonly limit: number;
}
/** A million files take three of the four minutes: `--short` leaves them out. */
const SIZES: readonly Size[] = [
  { folders: 1000, limit: 150 },
  ...(process.argv.includes('--short') ? [] : [{ folders: 10_000, limit: 400 }]),
];
const BURST = 2000;
const IN_NEW_FOLDERS = 200;
/** How long (ms) whoever watches has to notice. */
const PATIENCE_MS = 4000;

/**
 * Watching 100,000 and 1,000,000 files: memory of the watcher, of chokidar over the same tree, and of the whole core with a
 * catalogue that knows every file (filled as if they had been read); whether bursts and files in folders made a moment before
 * are noticed.
 */
export async function bench(): Promise<BenchResult> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'pouire-bench-watching-')));
  try {
    const rows: BenchRow[] = [];
    for (const { folders } of SIZES) {
      const tree = join(folder, `tree-${folders}`);
      makeTree(tree, folders);
      rows.push(...(await watchers(tree, folders)));
      fillWatchedCatalogue(join(folder, `data-${folders}`), tree, filesOf(tree, folders));
    }
    // One rests while the other does: what they take is their own.
    const cores = SIZES.map((size) => coreAtRest(join(folder, `data-${size.folders}`), size));
    for (const core of await Promise.all(cores)) rows.push(...core);
    return { bench: 'watching', note: `empty files, ${FILES_EACH} a folder; each way in a process of its own`, rows };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function watchers(tree: string, folders: number): Promise<BenchRow[]> {
  const of = `${(folders * FILES_EACH).toLocaleString('en-US')} files`;
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
  return rows;
}

/**
 * The built core with its web host, as a person has it, her grid open, until it has compared everything twice (at its start and
 * a minute later) and rests. Linux tells its memory; what is mapped from files (Node itself, mostly) is shared with its image
 * processes and counted all the same.
 */
async function coreAtRest(dataDir: string, { folders, limit }: Size): Promise<BenchRow[]> {
  const built = fileURLToPath(new URL('../../dist/node/studio.js', import.meta.url));
  if (!existsSync(built) || process.platform !== 'linux') {
    console.error('The core itself is measured built, on Linux: npm run build');
    return [];
  }
  const core = spawn(process.execPath, [...STUDIO_FLAGS, built, 'serve', '--data', dataDir, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...STUDIO_ENVIRONMENT },
  });
  try {
    const [line] = await once(createInterface(core.stdout), 'line');
    const { total, close } = await openGrid(z.object({ url: z.string() }).parse(JSON.parse(String(line))).url);
    if (total !== folders * FILES_EACH) throw new Error(`the core knows ${total} photos`);
    const started = performance.now();
    let busy = -1;
    for (let quiet = 0; quiet < REST_SECONDS || performance.now() - started < COMPARED_TWICE_MS; ) {
      await sleep(1000);
      const ticks = ticksOf(core.pid);
      quiet = ticks - busy <= RESTING_TICKS ? quiet + 1 : 0;
      busy = ticks;
    }
    close();
    const memory = memoryOf(core.pid);
    const of = `the core, ${(folders * FILES_EACH).toLocaleString('en-US')} files`;
    return [
      { name: `${of}: memory`, value: memory.now, unit: 'MB', goal: `≤ ${limit}`, met: memory.now <= limit },
      { name: `${of}: of that, its own (not mapped from files)`, value: memory.own, unit: 'MB' },
      { name: `${of}: most memory while it compared`, value: memory.most, unit: 'MB' },
    ];
  } finally {
    core.kill();
    await once(core, 'exit');
  }
}

/** The first look after the start is a minute later; a million files take some ten seconds. */
const COMPARED_TWICE_MS = 65_000;
/** A core that rests: threads without work have ended, memory was given back. */
const REST_SECONDS = 35;
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

/** As they lie now, what was made and taken away again left out. */
function* filesOf(tree: string, folders: number): Generator<string> {
  for (let index = 0; index < folders; index += 1) {
    const path = placeOf(tree, index);
    for (const name of readdirSync(path)) yield join(path, name);
  }
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
