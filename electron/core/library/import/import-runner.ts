import { rm } from 'node:fs/promises';
import type { ImportId } from '../../../../shared/contract/import.contract.ts';
import { isStudioError, StudioError } from '../../../../shared/domain/errors.ts';
import type { StudioContext } from '../../context.ts';
import { concernsAll, copyShot, makeTarget } from './copy-shot.ts';
import { freeSpace } from './disk-space.ts';
import type { ImportMeter } from './import-meter.ts';
import type { ImportItem, ImportRow, ImportsRepository } from './imports.repository.ts';
import type { KnownContents } from './known-contents.ts';
import { nameShots, wallClock } from './name-shots.ts';
import { awaySource, isThere } from './sources.ts';

export interface RunnerParts {
  readonly context: StudioContext;
  readonly imports: ImportsRepository;
  readonly known: KnownContents;
  readonly meter: ImportMeter;
  /** The destination is looked through from now on. */
  readonly watch: (folder: string) => Promise<void>;
  /** Something new lies in these folders. */
  readonly lookInto: (folders: readonly string[]) => void;
}

/** Photographs in flight: while one is read back and compared, the next is copied. */
const AT_ONCE = 2;
/** How often (ms) an import that waits for a card or a disk looks whether it is there. */
const LOOK_AGAIN_MS = 2000;
/** The library is told of new files at most this often, ms. */
const TELL_MS = 1500;

export type ImportRunner = ReturnType<typeof importRunner>;

/** Carries imports out, one after the other, as far as each can go. What it did is in the rows; it may be killed at any moment. */
export function importRunner(parts: RunnerParts) {
  const { context, imports, meter } = parts;
  let running: { id: ImportId; abort: AbortController; ended: Promise<void> } | null = null;
  let begun = false;
  let timer: NodeJS.Timeout | null = null;

  const changed = () => context.events.emit({ type: 'imports-changed' });
  const now = () => context.ports.clock.now();

  function wake(): void {
    if (!begun || running || context.lifetime.aborted) return;
    const row = imports.next();
    if (!row) return;
    if (row.state === 'running') void run(row).finally(wake);
    else lookLater();
  }

  function lookLater(): void {
    timer ??= setTimeout(() => {
      timer = null;
      void lookAgain().finally(wake);
    }, LOOK_AGAIN_MS);
    timer.unref();
  }

  /** Imports that waited for what is there again go on. */
  async function lookAgain(): Promise<void> {
    for (const row of imports.shown()) {
      if (context.lifetime.aborted) return;
      if (row.state !== 'waiting' || (await stillStands(row))) continue;
      if (imports.byId(row.id)?.state !== 'waiting') continue;
      imports.setState(row.id, 'running', null, now());
      changed();
    }
  }

  async function stillStands(row: ImportRow): Promise<boolean> {
    const next = imports.waiting(row.id)[0];
    if (!next) return false;
    if (!(await isThere(row.options.destination))) return true;
    if (row.problem?.code === 'source-away') return (await awaySource(row, next.path)) !== null;
    const free = await freeSpace(row.options.destination);
    return row.problem?.code === 'disk-full' && free !== null && free < next.size + 20_000_000;
  }

  /** As far as it goes now: done, or waiting for what `problem` says, or stopped. */
  function run(row: ImportRow): Promise<void> {
    const abort = new AbortController();
    const signal = AbortSignal.any([abort.signal, context.lifetime]);
    const ended = work(row, signal)
      .catch((error: unknown) => stopped(row, error, signal))
      .finally(() => {
        running = null;
        if (!context.lifetime.aborted) changed();
      });
    running = { id: row.id, abort, ended };
    return ended;
  }

  function stopped(row: ImportRow, error: unknown, signal: AbortSignal): void {
    if (context.lifetime.aborted || signal.aborted) return;
    if (!concernsAll(error)) context.log.error('import stopped', { id: row.id, error });
    const problem = isStudioError(error)
      ? { code: error.code, facts: { ...error.facts } }
      : { code: 'unexpected', facts: { message: String(error) } };
    imports.setState(row.id, concernsAll(error) ? 'waiting' : 'paused', problem, now());
  }

  async function work(row: ImportRow, signal: AbortSignal): Promise<void> {
    await meter.during(row, 'reading', () => date(row, signal));
    name(row);
    for (const root of [row.options.destination, row.options.backup]) if (root !== null) makeFirst(row, root);
    await parts.watch(row.options.destination);
    await meter.during(row, 'copying', () => copyAll(row, signal));
    await finish(row);
  }

  /** The destination itself is made once; a pulled drive is waited for. */
  function makeFirst(row: ImportRow, root: string): void {
    const { copied, known, failed } = imports.tally(row.id);
    if (copied + known + failed === 0) makeTarget(root);
  }

  async function date(row: ImportRow, signal: AbortSignal): Promise<void> {
    const undated = imports.waiting(row.id).filter((item) => item.role === 'photo' && item.takenAt === null);
    const glance = context.ports.images.glance?.bind(context.ports.images);
    await inTurns(undated, context.ports.images.concurrency, signal, async (item) => {
      const seen = await glance?.(item.path, false, signal);
      imports.date(item.id, seen?.captureDate ?? wallClock(item.modifiedAt), seen?.camera ?? null);
    });
  }

  function name(row: ImportRow): void {
    const faces = new Map<number, ImportItem>();
    for (const item of imports.waiting(row.id))
      if (item.base === null && item.role === 'photo' && !faces.has(item.shot)) faces.set(item.shot, item);
    const shots = [...faces.values()].map(({ shot, path, takenAt, camera, modifiedAt }) => {
      return { shot, path, camera, takenAt: takenAt ?? wallClock(modifiedAt) };
    });
    const named = nameShots(shots, row.options, imports.namesTaken(row.id));
    context.db.transaction(() => {
      for (const { shot, folder, base } of named) imports.name(row.id, shot, folder, base);
    });
  }

  async function copyAll(row: ImportRow, signal: AbortSignal): Promise<void> {
    const shots = new Map<number, ImportItem[]>();
    for (const item of imports.waiting(row.id)) shots.set(item.shot, [...(shots.get(item.shot) ?? []), item]);
    const placed = new Set<string>();
    let told = now();
    let placing = Promise.resolve();
    const oneAtATime = (work: () => Promise<void>) => {
      const mine = placing.then(work);
      placing = mine.catch(() => {}); // whose work it is hears of it
      return mine;
    };
    const tell = () => {
      if (placed.size > 0) parts.lookInto([...placed]);
      placed.clear();
      told = now();
    };
    try {
      await inTurns([...shots.values()], AT_ONCE, signal, async (items, stop) => {
        const counted = meter.shot();
        const copy = {
          ...parts,
          oneAtATime,
          onBytes: counted.onBytes,
          onPlaced: (folders: readonly string[]) => {
            for (const folder of folders) placed.add(folder);
            if (now() - told > TELL_MS) tell();
          },
        };
        await copyShot(copy, row, items, stop).finally(counted.end);
      });
    } finally {
      if (!context.lifetime.aborted) tell();
    }
  }

  async function finish(row: ImportRow): Promise<void> {
    if (row.received) for (const folder of row.sources) await rm(folder, { recursive: true, force: true });
    imports.setState(row.id, 'done', null, now());
    meter.say(row.id);
  }

  async function interrupt(id: ImportId): Promise<void> {
    if (running?.id !== id) return;
    running.abort.abort(new Error('import stopped'));
    await running.ended;
  }

  function known(id: number): ImportRow {
    const row = imports.byId(id);
    if (!row) throw new StudioError('import-unknown', { id: String(id) });
    return row;
  }

  return {
    wake,
    known,
    start(): void {
      begun = true;
      wake();
    },
    async stop(): Promise<void> {
      begun = false;
      if (timer) clearTimeout(timer);
      await running?.ended;
    },
    async pause(id: ImportId): Promise<void> {
      const { state } = known(id);
      if (state !== 'running' && state !== 'waiting') return;
      imports.setState(id, 'paused', null, now());
      await interrupt(id);
      changed();
      wake();
    },
    resume(id: ImportId): void {
      if (known(id).state !== 'paused') return;
      imports.setState(id, 'running', null, now());
      changed();
      wake();
    },
    async cancel(id: ImportId): Promise<void> {
      const row = known(id);
      if (row.state === 'done' || row.state === 'cancelled') return;
      imports.setState(id, 'cancelled', null, now());
      await interrupt(id);
      if (row.received) for (const folder of row.sources) await rm(folder, { recursive: true, force: true });
      changed();
      wake();
    },
    retry(id: ImportId): void {
      known(id);
      if (imports.retry(id) > 0) imports.setState(id, 'running', null, now());
      changed();
      wake();
    },
    /** Runs one import here and now, for the command line. Resolves when it is done or can't go on. */
    async runNow(id: ImportId, signal: AbortSignal): Promise<ImportRow> {
      const abort = () => void interrupt(id);
      signal.addEventListener('abort', abort, { once: true });
      await run(known(id));
      signal.removeEventListener('abort', abort);
      return known(id);
    },
  };
}

/** Some at once, in order; the first failure stops the others and is thrown when they have ended. */
async function inTurns<T>(
  all: readonly T[],
  atOnce: number,
  signal: AbortSignal,
  work: (one: T, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const failing = new AbortController();
  const stop = AbortSignal.any([signal, failing.signal]);
  let next = 0;
  let failure: unknown = null;
  const worker = async () => {
    while (next < all.length && !stop.aborted) {
      const one = all[next];
      next += 1;
      if (one === undefined) break;
      try {
        await work(one, stop);
      } catch (error) {
        failure ??= error;
        failing.abort(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, atOnce) }, worker));
  signal.throwIfAborted();
  if (failure !== null) throw failure;
}
