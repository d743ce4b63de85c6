import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BenchRow, timed } from './bench.ts';
import { openGrid } from './open-grid.ts';

const ROUNDS = 5;
const ROOT = join(import.meta.dirname, '../..');
/** As people run it; the sources where it isn't built. */
const BUILT = join(ROOT, 'dist/node/studio.js');
const STUDIO = existsSync(BUILT) ? BUILT : join(ROOT, 'electron/web/studio.ts');
const OPEN = `const D = require(${JSON.stringify(join(ROOT, 'node_modules/better-sqlite3'))}); const db = new D(process.argv[1] + '/catalogue.sqlite');`;
const PEER = `${OPEN} db.prepare('SELECT * FROM photos ORDER BY sort_at DESC LIMIT 200').all();`;
/** The obvious way to have lists in memory: the rows. Prints the memory it takes. */
const MEMORY_PEER = `${OPEN} globalThis.rows = db.prepare('SELECT id, facets, sort_at, capture_date, added_at, sales_count, file_name FROM photos WHERE hidden = 0').all();
console.log(process.memoryUsage.rss());`;
/** ms to the first page and counts; MB of a core that rests with its lists in memory. */
const GOALS = { hundredThousand: { ms: 1500, mb: 150 }, million: { ms: 3000, mb: 400 } } as const;
/** A core that has worked less than this in a second rests (ms). */
const RESTING_MS = 30;
const MOST_SECONDS = 90;

/**
 * From the start of a process to its first page of 200 with the counts beside it: by the command line, and for a page's line.
 * The quickest of the rounds: what else the machine does only adds.
 */
export async function start(dataDir: string, isMillion: boolean): Promise<BenchRow[]> {
  const goal = isMillion ? GOALS.million : GOALS.hundredThousand;
  const [listed, opened, peers]: [number[], number[], number[]] = [[], [], []];
  let memory: number | null = null;
  for (let round = 0; round < ROUNDS; round += 1) {
    listed.push(timed(() => run([STUDIO, 'list', '--json', '--limit', '200', '--data', dataDir])));
    const core = await served(dataDir, round === ROUNDS - 1);
    opened.push(core.ms);
    memory = core.memory;
    peers.push(timed(() => run(['-e', PEER, dataDir])));
  }
  const within = (name: string, ms: number): BenchRow => ({
    name,
    value: ms,
    unit: 'ms',
    goal: `≤ ${goal.ms} ms`,
    met: ms <= goal.ms,
  });
  return [
    within('start of a process to its first page and counts, command line', Math.min(...listed)),
    within('start of the studio to the first page and counts of its grid', Math.min(...opened)),
    { name: 'start: peer, a bare process that opens the file and sorts', value: Math.min(...peers), unit: 'ms' },
    ...(memory === null ? [] : memoryRows(memory, goal.mb, dataDir)),
  ];
}

function memoryRows(megabytes: number, goal: number, dataDir: string): BenchRow[] {
  return [
    {
      name: 'memory of the core at rest, its lists in memory (its own, without what is mapped from files)',
      value: megabytes,
      unit: 'MB',
      goal: `≤ ${goal} MB`,
      met: megabytes <= goal,
    },
    {
      name: 'memory: peer, a bare process that keeps the rows',
      value: Number(run(['-e', MEMORY_PEER, dataDir])) / 1e6,
      unit: 'MB',
    },
  ];
}

/** Serves the studio until a grid has its first photos; then, if asked, until it rests, for its memory (null where the system doesn't tell). */
async function served(dataDir: string, rests: boolean): Promise<{ ms: number; memory: number | null }> {
  const began = performance.now();
  const core = spawn(process.execPath, [STUDIO, 'serve', '--json', '--data', dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(core, 'exit');
  try {
    const [line] = await once(createInterface({ input: core.stdout }), 'line');
    const { url }: { url: string } = JSON.parse(String(line));
    const grid = await openGrid(url);
    const ms = performance.now() - began;
    const memory = rests ? await memoryAtRest(core.pid) : null;
    grid.close();
    return { ms, memory };
  } finally {
    core.kill('SIGTERM');
    await ended;
  }
}

/** Megabytes, once it has done next to nothing for five seconds. Linux: /proc. */
async function memoryAtRest(pid: number | undefined): Promise<number | null> {
  if (process.platform !== 'linux') return null;
  let [worked, resting] = [workOf(pid), 0];
  for (let second = 0; second < MOST_SECONDS && resting < 5; second += 1) {
    await sleep(1000);
    const now = workOf(pid);
    resting = now - worked <= RESTING_MS ? resting + 1 : 0;
    worked = now;
  }
  const kilobytes = /RssAnon:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) / 1000;
}

/** Processor time so far, ms (/proc/<pid>/stat, fields 14 and 15, hundredths of a second). */
function workOf(pid: number | undefined): number {
  const afterName =
    readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
      .split(') ')
      .at(-1) ?? '';
  const [user = 0, system = 0] = afterName.split(' ').slice(11, 13).map(Number);
  return (user + system) * 10;
}

function run(args: readonly string[]): string {
  const { status, stderr, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the process failed: ${stderr}`);
  return stdout;
}
