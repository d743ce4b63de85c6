import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { createImagePool } from '../../electron/adapters/images/image-pool.ts';
import type { Images } from '../../electron/core/ports/images.ts';
import { seededRandom } from '../../sandbox/random.ts';
import type { Seed } from './format-seeds.ts';
import { mutate } from './mutations.ts';
import { sha256Of } from './photo-maker.ts';

/** For one file, from asking to answer; a second for starting the process again. */
const TIME_LIMIT_MS = 31_000;
const MEMORY_LIMIT = 1024 * 1024 * 1024;
const EXTENSIONS = ['.jpg', '.png', '.tif', '.heic', '.nef', '.dng', '.cr3', '.webp'] as const;
const WATCH_EVERY_MS = 50;

export interface FuzzReport {
  /** How many cases ended how. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly slowest: { readonly name: string; readonly ms: number };
  /** Most resident memory of an image process, bytes; 0 where the system doesn't tell. */
  readonly memory: number;
  readonly problems: readonly string[];
}

/** Feeds damaged photographs to real image processes. A case that breaks a promise is kept in the folder its problem names. */
export async function fuzzFormats(options: {
  readonly seeds: readonly Seed[];
  readonly count: number;
  readonly seed: number;
  readonly onCase?: (done: number) => void;
}): Promise<FuzzReport> {
  const folder = mkdtempSync(join(tmpdir(), 'pouire-fuzz-'));
  const chance = seededRandom(options.seed);
  const contents = options.seeds.map(({ content }) => content);
  const images = createImagePool({ processes: 2 });
  const report = {
    outcomes: {} as Record<string, number>,
    slowest: { name: '', ms: 0 },
    memory: 0,
    problems: [] as string[],
  };
  const watch = setInterval(() => {
    report.memory = Math.max(report.memory, largestChild());
  }, WATCH_EVERY_MS);
  let next = 0;

  async function work(): Promise<void> {
    while (next < options.count) {
      const number = next;
      next += 1;
      const seed = options.seeds[Math.floor(chance() * options.seeds.length)];
      if (!seed) return;
      const content = mutate(seed.content, contents, chance);
      const extension =
        chance() < 0.9 ? extname(seed.name) : (EXTENSIONS[Math.floor(chance() * EXTENSIONS.length)] ?? '');
      const withFull = chance() < 0.1;
      const path = join(folder, `case-${number}-${seed.name.replace(/\W+/g, '-')}${extension}`);
      if (await runCase({ images, path, content, withFull, folder, report })) rmSync(path, { force: true });
      options.onCase?.(number + 1);
    }
  }

  try {
    await Promise.all([work(), work()]);
  } finally {
    clearInterval(watch);
    await images.close();
    rmSync(join(folder, 'derived'), { recursive: true, force: true, maxRetries: 10 });
    if (report.problems.length === 0) rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  }
  if (report.memory > MEMORY_LIMIT) report.problems.push(`an image process took ${Math.round(report.memory / 1e6)} MB`);
  return report;
}

/** True when every promise was kept. */
async function runCase(parts: {
  readonly images: Images;
  readonly path: string;
  readonly content: Buffer;
  readonly withFull: boolean;
  readonly folder: string;
  readonly report: { outcomes: Record<string, number>; slowest: { name: string; ms: number }; problems: string[] };
}): Promise<boolean> {
  const { images, path, content, withFull, folder, report } = parts;
  const derivedDir = join(folder, 'derived');
  mkdirSync(derivedDir, { recursive: true });
  writeFileSync(path, content);
  utimesSync(path, 1_700_000_000, 1_700_000_000);
  const started = performance.now();
  const problem = (what: string) => {
    report.problems.push(`${path}: ${what}`);
    return false;
  };
  try {
    const result = await images.read({ path, derivedDir });
    const kind = result.outcome === 'refused' ? result.code : result.outcome;
    report.outcomes[kind] = (report.outcomes[kind] ?? 0) + 1;
    if (result.outcome === 'photo' && withFull)
      await images.full({ path, sha256: result.sha256, target: join(derivedDir, `${result.sha256}.jpg`) });
  } catch (error) {
    return problem(`threw ${String(error)}`);
  }
  const ms = performance.now() - started;
  if (ms > report.slowest.ms) report.slowest = { name: path, ms };
  if (ms > (withFull ? 2 : 1) * TIME_LIMIT_MS) return problem(`took ${Math.round(ms / 1000)} s`);
  return sha256Of(readFileSync(path)) === sha256Of(content) || problem('changed the original');
}

/** Most memory a child of this process ever held (Linux: VmHWM of proc_pid_status(5)). */
function largestChild(): number {
  let largest = 0;
  for (const task of listed(`/proc/${process.pid}/task`))
    for (const child of textAt(`/proc/${process.pid}/task/${task}/children`).split(' ')) {
      if (child === '') continue;
      const peak = /VmHWM:\s+(\d+) kB/.exec(textAt(`/proc/${child}/status`))?.[1];
      largest = Math.max(largest, Number(peak ?? 0) * 1024);
    }
  return largest;
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // not Linux
  }
}

function textAt(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return ''; // it ended meanwhile
  }
}
