import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { type CatalogueContents, catalogueContents } from '../../../shared/contract/storage.contract.ts';
import { STUDIO_ERRORS, StudioError, type StudioErrorCode } from '../../../shared/domain/errors.ts';

const verdict = z.object({
  problems: z.array(z.string()),
  pages: z.int(),
  freePages: z.int(),
  pageBytes: z.int(),
});
/** What a whole check of a catalogue found: SQLite's own words, at most twenty; none: sound. */
export type CatalogueVerdict = z.infer<typeof verdict>;

/** Long work on a catalogue's file, on a connection of its own: it reads every page, so it never runs where a page waits. */
export type CatalogueTask =
  | { readonly kind: 'copy'; readonly from: string; readonly to: string }
  | { readonly kind: 'inspect'; readonly path: string }
  | { readonly kind: 'check'; readonly path: string }
  | { readonly kind: 'checkpoint'; readonly path: string };

/** What the thread says, once. */
export type ThreadAnswer =
  | { readonly outcome: 'done'; readonly result: unknown }
  | { readonly outcome: 'refused'; readonly code: StudioErrorCode; readonly facts: Record<string, unknown> }
  | { readonly outcome: 'failed'; readonly error: unknown };

/**
 * Tasks in a thread of their own, which the studio's own thread never waits for. An abort gives the thread up: it ends when
 * SQLite lets go of it. Errors: those of catalogue-tasks.ts; the signal's reason.
 */
export interface CatalogueThread {
  copy(from: string, to: string, signal?: AbortSignal): Promise<CatalogueContents>;
  inspect(path: string, signal?: AbortSignal): Promise<CatalogueContents>;
  check(path: string, signal?: AbortSignal): Promise<CatalogueVerdict>;
  /** Answers the bytes of the write-ahead log that are still not in the catalogue's own file. */
  checkpoint(path: string, signal?: AbortSignal): Promise<number>;
}

export const catalogueThread: CatalogueThread = {
  copy: async (from, to, signal) => catalogueContents.parse(await inThread({ kind: 'copy', from, to }, signal)),
  inspect: async (path, signal) => catalogueContents.parse(await inThread({ kind: 'inspect', path }, signal)),
  check: async (path, signal) => verdict.parse(await inThread({ kind: 'check', path }, signal)),
  checkpoint: async (path, signal) =>
    z.object({ left: z.number() }).parse(await inThread({ kind: 'checkpoint', path }, signal)).left,
};

function inThread(task: CatalogueTask, signal?: AbortSignal): Promise<unknown> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const worker = new Worker(threadEntry(), { workerData: task, execArgv: [] });
    const abort = () => {
      reject(signal?.reason);
      worker.unref();
      void worker.terminate();
    };
    signal?.addEventListener('abort', abort, { once: true });
    worker.once('message', (answer: ThreadAnswer) => {
      if (answer.outcome === 'done') resolve(answer.result);
      else reject(answer.outcome === 'refused' ? refusalOf(answer.code, answer.facts) : answer.error);
    });
    worker.once('error', reject);
    worker.once('exit', (code) => {
      signal?.removeEventListener('abort', abort);
      // After its answer this changes nothing.
      reject(new Error(`the catalogue's thread ended without an answer (${String(code)})`));
    });
  });
}

function refusalOf(code: StudioErrorCode, facts: Record<string, unknown>): Error {
  const parsed = STUDIO_ERRORS[code].safeParse(facts);
  return parsed.success ? new StudioError(code, parsed.data) : new Error(code);
}

/** Beside the built studio, or among the sources. */
function threadEntry(): string {
  // Built, this module lies in dist/node or dist/node/chunks.
  for (const candidate of ['./catalogue-worker.js', '../catalogue-worker.js', './catalogue-worker.ts']) {
    const path = fileURLToPath(new URL(candidate, import.meta.url));
    if (existsSync(path)) return path;
  }
  throw new Error(`the catalogue's thread is not part of this build (${import.meta.url})`);
}
