import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import type { Problem } from '../../../../shared/contract/delivery.contract.ts';
import {
  type ExportId,
  type ExportOptions,
  type ExportProgress,
  type ExportState,
  exportOptions,
} from '../../../../shared/contract/export.contract.ts';
import type { PhotoSelection } from '../../../../shared/contract/library.contract.ts';
import type { WatermarkId } from '../../../../shared/contract/watermark.contract.ts';
import { StudioError } from '../../../../shared/domain/errors.ts';
import type { PhotoId } from '../../../../shared/domain/ids.ts';
import { namePatternProblem } from '../../../../shared/domain/name-pattern.ts';
import type { StudioContext } from '../../context.ts';
import type { ContractImplementer } from '../../contract.ts';
import type { Watermark } from '../../ports/images.ts';
import { settingsRows } from '../../settings/settings.repository.ts';
import { photosRepository } from '../photos/photos.repository.ts';
import { prepareFolder } from './export-folder.ts';
import type { ExportParts } from './export-photo.ts';
import { exportPresets } from './export-presets.ts';
import { exportRunner, isOpen } from './export-runner.ts';
import { type ExportFailure, type ExportRow, exportsRepository } from './exports.repository.ts';

const MEMORY = 'export.last';
/** Failures that are shown one by one. */
const FAILURES_SHOWN = 5;
/** How an export ended is told until she puts it away, and no longer than this (ms). */
const KEPT_MS = 30 * 24 * 3600 * 1000;

export interface ExportsParts {
  resolve(selection: PhotoSelection): readonly PhotoId[];
  readonly watermarks: { list(): { chosen: WatermarkId | null }; watermarkOf(id: WatermarkId | null): Watermark };
  settings(): ExportParts['settings'];
}

/** How an export ended, or why it waits for her. */
export interface ExportOutcome {
  readonly folder: string;
  readonly state: ExportState;
  readonly problem: Problem | null;
  readonly total: number;
  readonly written: readonly string[];
  readonly failed: readonly ExportFailure[];
}

/** Copies of photographs for elsewhere: rows before files, so that a closed lid or a crash stops nothing (export-runner.ts). */
export function createExports(context: StudioContext, parts: ExportsParts) {
  const { db, events, lifetime, ports } = context;
  const photos = photosRepository(db);
  const rows = settingsRows(db);
  const presets = exportPresets(rows);
  const exports = exportsRepository(db);
  const changed = () => {
    if (!lifetime.aborted) events.emit({ type: 'exports-changed' });
  };
  const runner = exportRunner({ context, exports, howOf, changed });

  function memory(): ExportOptions | null {
    return exportOptions.safeParse(rows.read().get(MEMORY)).data ?? null;
  }

  async function start(selection: PhotoSelection, asked: ExportOptions): Promise<ExportId> {
    const options = { ...asked, folder: resolve(asked.folder) };
    checkPattern(options);
    howOf(options);
    const ids = facesOf(selection);
    if (ids.length === 0) throw new StudioError('nothing-to-export', {});
    const open = new Set(exports.all().flatMap(({ state, token }) => (isOpen(state) ? [token] : [])));
    await prepareFolder(options.folder, false, open);
    const id = db.transaction(() => {
      rows.write(new Map([[MEMORY, options]]));
      return exports.add(options, randomBytes(4).toString('hex'), ids, ports.clock.now());
    });
    changed();
    runner.go(id);
    return id;
  }

  function howOf(options: ExportOptions): ExportParts {
    return { options, watermark: watermarkFor(options.watermark), settings: parts.settings() };
  }

  function watermarkFor(choice: ExportOptions['watermark']): Watermark | null {
    if (choice === 'none') return null;
    return parts.watermarks.watermarkOf(choice === 'chosen' ? parts.watermarks.list().chosen : choice);
  }

  /** Of a stack, the photo that shows, unless she named another herself. */
  function facesOf(selection: PhotoSelection): readonly PhotoId[] {
    const ids = parts.resolve(selection);
    if ('ids' in selection && ids.length === 1) return ids;
    return photos.summaries(ids).flatMap(({ id, stack }) => (stack && !stack.face ? [] : [id]));
  }

  function progressOf(row: ExportRow): ExportProgress {
    const { total, written, failed } = exports.tally(row.id);
    return {
      id: row.id,
      folder: row.options.folder,
      state: row.state,
      problem: row.problem,
      total,
      written,
      failed,
      failures: exports.failures(row.id, FAILURES_SHOWN),
      secondsLeft: row.state === 'running' ? runner.secondsLeft(row.id, total - written - failed) : null,
    };
  }

  function known(id: ExportId): ExportRow {
    const row = exports.byId(id);
    if (!row) throw new StudioError('export-unknown', { id: String(id) });
    return row;
  }

  function pause(id: ExportId): void {
    if (known(id).state === 'running') runner.pause(id);
  }

  function resume(id: ExportId): void {
    if (!isOpen(known(id).state)) return;
    exports.setState(id, 'running', null);
    changed();
    runner.go(id);
  }

  async function cancel(id: ExportId): Promise<void> {
    const row = known(id);
    if (isOpen(row.state)) await runner.cancel(row);
  }

  return {
    router: (os: ContractImplementer) => ({
      exports: {
        start: os.exports.start.handler(async ({ input }) => ({ id: await start(input.selection, input.options) })),
        list: os.exports.list.handler(() => exports.all().map(progressOf)),
        pause: os.exports.pause.handler(({ input }) => {
          pause(input.id);
          return {};
        }),
        resume: os.exports.resume.handler(({ input }) => {
          resume(input.id);
          return {};
        }),
        retry: os.exports.retry.handler(({ input }) => {
          known(input.id);
          if (exports.retry(input.id) > 0) exports.setState(input.id, 'running', null);
          changed();
          runner.go(input.id);
          return {};
        }),
        cancel: os.exports.cancel.handler(async ({ input }) => {
          await cancel(input.id);
          return {};
        }),
        putAway: os.exports.putAway.handler(async ({ input }) => {
          await cancel(input.id);
          exports.remove(input.id);
          changed();
          return {};
        }),
        memory: os.exports.memory.handler(() => memory()),
        presets: os.exports.presets.handler(() => presets.list()),
        savePreset: os.exports.savePreset.handler(({ input }) => {
          checkPattern(input.options);
          return presets.save(input.name, { ...input.options, folder: resolve(input.options.folder) });
        }),
        removePreset: os.exports.removePreset.handler(({ input }) => presets.remove(input.name)),
      },
    }),
    /** Resolves when an export is over or waits for her; `onChange` hears of it until then. Errors: export-unknown. */
    async ended(id: ExportId, onChange: (progress: ExportProgress) => void = () => {}): Promise<ExportOutcome> {
      const isOver = ({ state }: ExportRow) => state !== 'running';
      await new Promise<void>((over) => {
        const look = () => {
          const row = exports.byId(id);
          if (row) onChange(progressOf(row));
          if (row && !isOver(row)) return;
          stop();
          over();
        };
        const stop = events.subscribe((event) => {
          if (event.type === 'exports-changed') look();
        });
        if (isOver(known(id))) look();
        lifetime.addEventListener('abort', () => over(), { once: true });
      });
      await runner.idle(id);
      const row = known(id);
      const { total } = exports.tally(id);
      const failed = exports.failures(id, total);
      return {
        folder: row.options.folder,
        state: row.state,
        problem: row.problem,
        total,
        written: exports.places(id),
        failed,
      };
    },
    /** Goes on with what the last run of the studio left. */
    begin(): void {
      const before = ports.clock.now() - KEPT_MS;
      for (const { id, state, createdAt } of exports.all()) {
        if (state === 'running') runner.go(id);
        else if (!isOpen(state) && createdAt < before) exports.remove(id);
      }
    },
    stop: runner.stop,
  };
}

/** Errors: pattern-invalid. */
function checkPattern({ namePattern }: ExportOptions): void {
  const problem = namePattern === null ? null : namePatternProblem(namePattern);
  if (!problem) return;
  throw new StudioError('pattern-invalid', {
    pattern: namePattern ?? '',
    problem: problem.code,
    detail: 'token' in problem ? problem.token : 'character' in problem ? problem.character : '',
  });
}
