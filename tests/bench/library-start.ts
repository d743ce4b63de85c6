import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type BenchRow, median, timed } from './bench.ts';

const ROUNDS = 5;
const ROOT = join(import.meta.dirname, '../..');
const PEER = `const D = require(${JSON.stringify(join(ROOT, 'node_modules/better-sqlite3'))}); const db = new D(process.argv[1] + '/catalogue.sqlite');
db.prepare('SELECT * FROM photos ORDER BY sort_at DESC LIMIT 200').all();`;

/** From the start of a process to its answer: the first page of 200 with the counts beside it, by the command line. */
export function start(dataDir: string, goal: number | undefined): BenchRow[] {
  const ours: number[] = [];
  const peers: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push(
      timed(() => run([join(ROOT, 'electron/web/studio.ts'), 'list', '--json', '--limit', '200', '--data', dataDir])),
    );
    peers.push(timed(() => run(['-e', PEER, dataDir])));
  }
  const ms = median(ours);
  return [
    {
      name: 'start of a process to its first page and counts',
      value: ms,
      unit: 'ms',
      ...(goal !== undefined && { goal: `≤ ${goal} ms`, met: ms <= goal }),
    },
    { name: 'start: peer, a bare process that opens the file and sorts', value: median(peers), unit: 'ms' },
  ];
}

function run(args: readonly string[]): void {
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the process failed: ${stderr}`);
}
