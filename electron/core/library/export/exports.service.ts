import { readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import {
  type ExportId,
  type ExportOptions,
  type ExportProgress,
  exportId,
  exportOptions,
} from '../../../../shared/contract/export.contract.ts';
import type { PhotoSelection } from '../../../../shared/contract/library.contract.ts';
import type { WatermarkId } from '../../../../shared/contract/watermark.contract.ts';
import { isStudioError, StudioError } from '../../../../shared/domain/errors.ts';
import type { PhotoId } from '../../../../shared/domain/ids.ts';
import { baseNameOf, namePatternProblem, safeName } from '../../../../shared/domain/name-pattern.ts';
import { makeFolder } from '../../../files/make-folder.ts';
import type { StudioContext } from '../../context.ts';
import type { ContractImplementer } from '../../contract.ts';
import type { Watermark } from '../../ports/images.ts';
import { settingsRows } from '../../settings/settings.repository.ts';
import { photosRepository } from '../photos/photos.repository.ts';
import { type ExportParts, exportPhoto, type PhotoToExport, UNFINISHED } from './export-photo.ts';

const MEMORY = 'export.last';

export interface ExportsParts {
  resolve(selection: PhotoSelection): readonly PhotoId[];
  readonly watermarks: { list(): { chosen: WatermarkId | null }; watermarkOf(id: WatermarkId | null): Watermark };
  settings(): ExportParts['settings'];
}

interface Running {
  progress: ExportProgress;
  readonly stop: AbortController;
  /** Resolved when it may go on. */
  gate: Promise<void>;
  open: () => void;
  /** Resolves when it is over. */
  done: Promise<void>;
}

/**
 * Copies of photographs for elsewhere, made in image processes a few at a time. An export ends with the studio: what is written
 * is whole and stays, what is not begun is given up, and a crash leaves hidden files alone, which the next one removes.
 */
export function createExports(context: StudioContext, parts: ExportsParts) {
  const { db, events, lifetime, log, ports } = context;
  const photos = photosRepository(db);
  const rows = settingsRows(db);
  const all = new Map<ExportId, Running>();
  let nextId = 1;

  function memory(): ExportOptions | null {
    return exportOptions.safeParse(rows.read().get(MEMORY)).data ?? null;
  }

  async function start(selection: PhotoSelection, asked: ExportOptions): Promise<ExportId> {
    const options = { ...asked, folder: resolve(asked.folder) };
    const problem = options.namePattern === null ? null : namePatternProblem(options.namePattern);
    if (problem)
      throw new StudioError('pattern-invalid', {
        pattern: options.namePattern ?? '',
        problem: problem.code,
        detail: 'token' in problem ? problem.token : 'character' in problem ? problem.character : '',
      });
    const watermark = watermarkFor(options.watermark);
    const ids = facesOf(selection);
    if (ids.length === 0) throw new StudioError('nothing-to-export', {});
    await prepare(options.folder);
    rows.write(new Map([[MEMORY, options]]));
    const id = exportId.parse(nextId++);
    const running: Running = {
      progress: { id, folder: options.folder, state: 'running', total: ids.length, written: [], failed: [] },
      stop: new AbortController(),
      gate: Promise.resolve(),
      open: () => {},
      done: Promise.resolve(),
    };
    all.set(id, running);
    events.emit({ type: 'exports-changed' });
    running.done = run(running, ids, { options, watermark, settings: parts.settings() });
    return id;
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

  /** Errors: folder-unwritable. */
  async function prepare(folder: string): Promise<void> {
    try {
      makeFolder(folder);
      if (!(await stat(folder)).isDirectory()) throw new Error('not a folder');
      for (const name of await readdir(folder))
        if (UNFINISHED.test(name) && !isUnderWay(folder)) await rm(join(folder, name), { force: true });
    } catch (error) {
      throw new StudioError('folder-unwritable', { path: folder, reason: codeOf(error) }, { cause: error });
    }
  }

  function isUnderWay(folder: string): boolean {
    return [...all.values()].some(
      ({ progress }) => progress.folder === folder && (progress.state === 'running' || progress.state === 'paused'),
    );
  }

  async function run(running: Running, ids: readonly PhotoId[], how: ExportParts): Promise<void> {
    const signal = AbortSignal.any([running.stop.signal, lifetime]);
    let next = 0;
    const line = async () => {
      for (;;) {
        await running.gate;
        const at = next;
        next += 1;
        const id = ids[at];
        if (signal.aborted || id === undefined) return;
        await one(running, id, at, how, signal);
      }
    };
    await Promise.all(Array.from({ length: ports.images.concurrency }, line));
    say(running, { state: signal.aborted ? 'cancelled' : 'done' });
  }

  async function one(running: Running, id: PhotoId, at: number, how: ExportParts, signal: AbortSignal): Promise<void> {
    try {
      const photo = photoToExport(id, at, how.options);
      const path = await exportPhoto(context, photo, how, signal);
      say(running, { written: [...running.progress.written, path] });
    } catch (error) {
      if (signal.aborted) return;
      const known = isStudioError(error);
      if (!known) log.error('a photo was not exported', { photo: id, error });
      const problem = known
        ? { code: error.code, facts: { ...error.facts } }
        : { code: 'file-unreadable', facts: { path: '', reason: 'EIO' } };
      say(running, { failed: [...running.progress.failed, { id, problem }] });
      // What holds for every other one as well: she makes room, and goes on.
      if (known && error.code === 'disk-full') pause(running);
    }
  }

  function photoToExport(id: PhotoId, at: number, { namePattern }: ExportOptions): PhotoToExport {
    const [row] = photos.rows([id]);
    if (!row) throw new StudioError('photo-unknown', { id: String(id) });
    const files = photos.files(id);
    const name = basename(row.file_name, extname(row.file_name));
    const takenAt = row.capture_date ?? new Date(row.sort_at).toISOString().slice(0, 19);
    const facts = {
      takenAt,
      camera: row.camera,
      name,
      extension: extname(row.file_name).slice(1),
      folder: basename(dirname(files[0]?.path ?? '')),
      event: '',
      sequence: at + 1,
    };
    const base = namePattern === null ? safeName(name) || 'photo' : baseNameOf(namePattern, facts);
    return { row, files, base };
  }

  function say(running: Running, change: Partial<ExportProgress>): void {
    running.progress = { ...running.progress, ...change };
    if (!lifetime.aborted) events.emit({ type: 'exports-changed' });
  }

  function pause(running: Running): void {
    if (running.progress.state !== 'running') return;
    running.gate = new Promise((open) => {
      running.open = open;
    });
    say(running, { state: 'paused' });
  }

  function resume(running: Running): void {
    if (running.progress.state !== 'paused') return;
    running.open();
    say(running, { state: 'running' });
  }

  function known(id: ExportId): Running {
    const running = all.get(id);
    if (!running) throw new StudioError('export-unknown', { id: String(id) });
    return running;
  }

  function cancel(running: Running): void {
    running.stop.abort(new Error('export cancelled'));
    running.open();
  }

  return {
    router: (os: ContractImplementer) => ({
      exports: {
        start: os.exports.start.handler(async ({ input }) => ({ id: await start(input.selection, input.options) })),
        list: os.exports.list.handler(() => [...all.values()].map(({ progress }) => progress).reverse()),
        pause: os.exports.pause.handler(({ input }) => {
          pause(known(input.id));
          return {};
        }),
        resume: os.exports.resume.handler(({ input }) => {
          resume(known(input.id));
          return {};
        }),
        cancel: os.exports.cancel.handler(({ input }) => {
          cancel(known(input.id));
          return {};
        }),
        putAway: os.exports.putAway.handler(({ input }) => {
          cancel(known(input.id));
          all.delete(input.id);
          events.emit({ type: 'exports-changed' });
          return {};
        }),
        memory: os.exports.memory.handler(() => memory()),
      },
    }),
    /** Resolves with how an export ended; `onChange` hears of it until then. Errors: export-unknown. */
    async ended(id: ExportId, onChange: (progress: ExportProgress) => void = () => {}): Promise<ExportProgress> {
      const running = known(id);
      const stop = events.subscribe((event) => {
        if (event.type === 'exports-changed') onChange(running.progress);
      });
      try {
        await running.done;
        return running.progress;
      } finally {
        stop();
      }
    },
    /** Waits until nothing is being written. */
    async stop(): Promise<void> {
      for (const running of all.values()) running.open();
      await Promise.allSettled([...all.values()].map(({ done }) => done));
    },
  };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : String(error);
}
