import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withComment } from '../support/exif-thumbnail.ts';
import { makePhoto } from '../support/photo-maker.ts';
import type { BenchResult, BenchRow } from './bench.ts';

/** `--photos=2000` for who has no time. */
const PHOTOS = Number(process.argv.find((word) => word.startsWith('--photos='))?.slice('--photos='.length) ?? 10_000);
const IN_A_FOLDER = 500;
const EVERY_MS = 500;
const MB = 1024 * 1024;

/**
 * Resident memory of a studio that reads 10,000 new photos, in a process of its own, beside the same studio that has nothing to
 * do; and of its image processes. Flat: what the second half adds to the first.
 */
export async function bench(): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'pouire-bench-'));
  try {
    const photos = join(folder, 'photos');
    await makePhotos(photos);
    const idle = await measured(join(folder, 'idle'), null);
    const busy = await measured(join(folder, 'busy'), photos);
    const [core, images] = [busy.core, busy.images];
    const half = core.slice(0, Math.floor(core.length / 2));
    const growth = Math.max(...core.slice(half.length)) - Math.max(...half);
    const most = Math.max(...core);
    const largestImages = Math.max(...images);
    const rows: BenchRow[] = [
      { name: 'core, nothing to do', value: Math.max(...idle.core), unit: 'MB' },
      { name: `core, reading ${PHOTOS} photos, most`, value: most, unit: 'MB', goal: '≤ 400', met: most <= 400 },
      { name: 'core, second half over first', value: growth, unit: 'MB', goal: '≤ 30', met: growth <= 30 },
      {
        name: 'an image process, most',
        value: largestImages,
        unit: 'MB',
        goal: '≤ 1024',
        met: largestImages <= 1024,
      },
      { name: 'whole pass', value: busy.seconds, unit: 's' },
    ];
    return { bench: 'memory', note: `${PHOTOS} distinct small JPEGs, resident memory every ${EVERY_MS} ms`, rows };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Distinct by a comment: what a pass keeps of a photo does not depend on its pixels, and making 10,000 of those takes an hour. */
async function makePhotos(folder: string): Promise<void> {
  const photo = await makePhoto({ width: 480, height: 320, captureDate: '2026:01:05 09:00:00', make: 'Canon' });
  for (let index = 0; index < PHOTOS; index += 1) {
    const below = join(folder, `jour-${Math.floor(index / IN_A_FOLDER)}`);
    if (index % IN_A_FOLDER === 0) mkdirSync(below, { recursive: true });
    const path = join(below, `IMG_${index}.jpg`);
    writeFileSync(path, withComment(photo, `${index}`));
    utimesSync(path, 1_700_000_000, 1_700_000_000);
  }
}

interface Measured {
  readonly core: number[];
  readonly images: number[];
  readonly seconds: number;
}

/** The child ends after the pass; without a folder, after it has been idle for three seconds. */
async function measured(dataDir: string, photos: string | null): Promise<Measured> {
  mkdirSync(dataDir);
  const entry = fileURLToPath(new URL('./memory-child.ts', import.meta.url));
  const child = fork(entry, [dataDir, ...(photos === null ? [] : [photos])], { stdio: 'inherit' });
  const core: number[] = [];
  const images: number[] = [];
  const started = performance.now();
  const look = setInterval(() => {
    const resident = residentOf(child.pid ?? 0);
    if (resident > 0) core.push(resident);
    for (const pid of childrenOf(child)) images.push(residentOf(pid));
  }, EVERY_MS);
  try {
    const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
    if (code !== 0) throw new Error(`the measured studio ended with ${String(code)}`);
  } finally {
    clearInterval(look);
  }
  return { core, images: images.length > 0 ? images : [0], seconds: (performance.now() - started) / 1000 };
}

/** Megabytes; 0 when the process is gone. */
function residentOf(pid: number): number {
  try {
    return (Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]) * 4096) / MB;
  } catch {
    return 0;
  }
}

function childrenOf(child: ChildProcess): number[] {
  try {
    const tasks = readdirSync(`/proc/${child.pid ?? 0}/task`);
    return tasks
      .flatMap((task) => readFileSync(`/proc/${child.pid ?? 0}/task/${task}/children`, 'latin1').split(' '))
      .map(Number)
      .filter((pid) => pid > 0);
  } catch {
    return [];
  }
}
