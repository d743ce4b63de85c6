import { basename, dirname, extname } from 'node:path';
import type { Problem } from '../../../../shared/contract/delivery.contract.ts';
import type { ExportId, ExportOptions } from '../../../../shared/contract/export.contract.ts';
import { isStudioError, StudioError, type StudioErrorCode } from '../../../../shared/domain/errors.ts';
import { baseNameOf, safeName } from '../../../../shared/domain/name-pattern.ts';
import type { StudioContext } from '../../context.ts';
import { isDiskFull } from '../../db/disk-full.ts';
import { photosRepository } from '../photos/photos.repository.ts';
import { copyPlace, findCopy, isFolder, placeCopy, prepareFolder, sweepUnfinished } from './export-folder.ts';
import { type ExportParts, makeCopy, type PhotoToExport } from './export-photo.ts';
import type { ExportItem, ExportRow, ExportsRepository } from './exports.repository.ts';

export interface ExportRunnerParts {
  readonly context: StudioContext;
  readonly exports: ExportsRepository;
  /** What an export of these options writes with, as of now. Errors: watermark-unknown. */
  readonly howOf: (options: ExportOptions) => ExportParts;
  readonly changed: () => void;
}

interface Run {
  readonly stop: AbortController;
  /** Nothing new is begun. */
  halted: boolean;
  readonly startedAt: number;
  /** Photos done by this run. */
  done: number;
  ended: Promise<void>;
}

/** What holds for every other photo as well: the export waits until she has seen to it. */
const CONCERNS_ALL: readonly StudioErrorCode[] = [
  'disk-full',
  'folder-missing',
  'folder-unwritable',
  'watermark-unknown',
  'not-supported-here',
];

export type ExportRunner = ReturnType<typeof exportRunner>;

/**
 * Carries exports out, a few photos at a time, in image processes. What is to be done and what is done are rows: it may be killed
 * at any moment, and goes on where it was. A copy is whole and flushed under a hidden name, then written down, then named.
 */
export function exportRunner({ context, exports, howOf, changed }: ExportRunnerParts) {
  const { db, lifetime, log, ports } = context;
  const photos = photosRepository(db);
  const runs = new Map<ExportId, Run>();

  function go(id: ExportId): void {
    const row = exports.byId(id);
    if (row?.state !== 'running' || lifetime.aborted) return;
    const under = runs.get(id);
    if (under) {
      under.halted = false;
      return;
    }
    const run: Run = {
      stop: new AbortController(),
      halted: false,
      startedAt: ports.clock.now(),
      done: 0,
      ended: Promise.resolve(),
    };
    runs.set(id, run);
    run.ended = work(row, run)
      .catch((error: unknown) => halt(row, run, error))
      .finally(() => settle(row.id, run));
  }

  /** Done, or gone on with: what was paused and resumed meanwhile, or tried again. */
  function settle(id: ExportId, run: Run): void {
    runs.delete(id);
    if (lifetime.aborted) return;
    if (!run.halted && exports.byId(id)?.state === 'running') {
      if (exports.waiting(id).length > 0) go(id);
      else quietly(() => exports.setState(id, 'done', null));
    }
    changed();
  }

  /** The catalogue's own disk may be full: what could not be written down is done again. */
  function quietly(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      log.warn('an export could not be written down', { error });
    }
  }

  async function work(row: ExportRow, run: Run): Promise<void> {
    const signal = AbortSignal.any([run.stop.signal, lifetime]);
    const how = howOf(row.options);
    const { written } = exports.tally(row.id);
    const open = new Set(exports.all().flatMap(({ state, token }) => (isOpen(state) ? [token] : [])));
    await prepareFolder(row.options.folder, written > 0, open);
    const items = exports.waiting(row.id);
    const line = async () => {
      while (!run.halted && !signal.aborted) {
        const item = items.shift();
        if (!item) return;
        await one(row, run, item, how, signal);
      }
    };
    await Promise.all(Array.from({ length: ports.images.concurrency }, line));
  }

  async function one(row: ExportRow, run: Run, item: ExportItem, how: ExportParts, signal: AbortSignal): Promise<void> {
    try {
      const photo = photoOf(item);
      const place = copyPlace(row.options, row.token, item.id, baseOf(photo, row.options, item.sequence));
      let path = item.made && (await findCopy(place, item.made, row.createdAt));
      if (path === null) {
        const content = await makeCopy(context, photo, how, place.temporary, signal);
        exports.made(item.id, content);
        path = await placeCopy(place, content);
      }
      exports.written(item.id, path);
    } catch (error) {
      if (signal.aborted) return;
      const reason = await reasonFor(error, row.options.folder);
      if (concernsAll(reason)) return halt(row, run, reason);
      if (!isStudioError(error)) log.error('a photo was not exported', { photo: item.photo, error });
      exports.failed(item.id, problemOf(error));
    }
    run.done += 1;
    changed();
  }

  function halt(row: ExportRow, run: Run, error: unknown): void {
    if (lifetime.aborted || run.stop.signal.aborted) return;
    if (!concernsAll(error)) log.error('an export stopped', { id: row.id, error });
    run.halted = true;
    quietly(() => exports.setState(row.id, 'paused', problemOf(error)));
    changed();
  }

  async function reasonFor(error: unknown, folder: string): Promise<unknown> {
    if (isDiskFull(error)) return new StudioError('disk-full', { path: ports.dataDir }, { cause: error });
    if (await isFolder(folder)) return error;
    return new StudioError('folder-missing', { path: folder }, { cause: error });
  }

  function photoOf({ photo }: ExportItem): PhotoToExport {
    const [row] = photos.rows([photo]);
    if (!row) throw new StudioError('photo-unknown', { id: String(photo) });
    return { row, files: photos.files(photo) };
  }

  return {
    /** Begins, or goes on with, what is to run. */
    go,
    /** What is under way is written to its end. */
    pause(id: ExportId): void {
      const run = runs.get(id);
      if (run) run.halted = true;
      exports.setState(id, 'paused', null);
      changed();
    },
    /** What is written stays; nothing is left half. */
    async cancel(row: ExportRow): Promise<void> {
      exports.setState(row.id, 'cancelled', null);
      const run = runs.get(row.id);
      run?.stop.abort(new Error('export cancelled'));
      changed();
      await run?.ended;
      await sweepUnfinished(row.options.folder, row.token);
    },
    /** Seconds until an export is done at its rate so far; null while that says nothing. */
    secondsLeft(id: ExportId, left: number): number | null {
      const run = runs.get(id);
      if (!run || run.done < 3) return null;
      return Math.ceil((((ports.clock.now() - run.startedAt) / run.done) * left) / 1000);
    },
    /** Resolves when nothing of an export is being written. */
    async idle(id: ExportId): Promise<void> {
      await runs.get(id)?.ended;
    },
    /** Waits until nothing is being written. */
    async stop(): Promise<void> {
      await Promise.allSettled([...runs.values()].map(({ ended }) => ended));
    },
  };
}

export function isOpen(state: ExportRow['state']): boolean {
  return state === 'running' || state === 'paused';
}

function baseOf({ row, files }: PhotoToExport, { namePattern }: ExportOptions, sequence: number): string {
  const name = basename(row.file_name, extname(row.file_name));
  if (namePattern === null) return safeName(name) || 'photo';
  return baseNameOf(namePattern, {
    takenAt: row.capture_date ?? new Date(row.sort_at).toISOString().slice(0, 19),
    camera: row.camera,
    name,
    extension: extname(row.file_name).slice(1),
    folder: basename(dirname(files[0]?.path ?? '')),
    event: '',
    sequence,
  });
}

function concernsAll(error: unknown): boolean {
  return CONCERNS_ALL.some((code) => isStudioError(error, code));
}

function problemOf(error: unknown): Problem {
  if (isStudioError(error)) return { code: error.code, facts: { ...error.facts } };
  return { code: 'file-unreadable', facts: { path: '', reason: 'EIO' } };
}
