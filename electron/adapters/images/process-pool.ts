import { availableParallelism } from 'node:os';
import { StudioError } from '../../../shared/domain/errors.ts';
import type { ReadPhotoResult } from '../../core/ports/images.ts';
import { forkImageProcess, type ImageProcess, type StartImageProcess } from './image-process-starter.ts';
import { type ImageAnswer, type ImageRequest, type ImageResult, MEMORY_LIMIT } from './protocol.ts';
import { residentMemory } from './resident-memory.ts';

export interface ImagePoolOptions {
  readonly start?: StartImageProcess;
  /** Image processes at work at once. */
  readonly processes?: number;
  /** Milliseconds that one photograph may take. */
  readonly timeLimit?: number;
  /** Bytes that a process may hold. */
  readonly memoryLimit?: number;
}

/**
 * Time for one photograph, so that its answer is there within 30 s, the end of its process included; a 100-megapixel PNG on a
 * slow laptop takes about ten.
 */
const TIME_LIMIT_MS = 27_000;

/**
 * How often (ms) a process at work is looked at from outside: it watches its own memory too, but a decoder that keeps its one
 * thread busy keeps it from looking.
 */
const WATCH_EVERY_MS = 50;

interface Task {
  readonly request: ImageRequest;
  /** It took a process down once and is tried again with nothing else running, in case memory was short. */
  alone: boolean;
  readonly resolve: (result: ImageResult) => void;
  readonly reject: (reason: unknown) => void;
}

interface Worker {
  process: ImageProcess;
  /** Null until it has spoken. */
  pid: number | null;
  task: Task | null;
  timer: NodeJS.Timeout | null;
  watch: NodeJS.Timeout | null;
  /** Set when we end the process ourselves: the reason to give for its photograph. */
  verdict: Extract<ReadPhotoResult, { outcome: 'refused' | 'unstable' }> | null;
}

export type ProcessPool = ReturnType<typeof createProcessPool>;

/**
 * Image processes and the work that waits for them: a photograph that takes its process down costs itself and nothing else.
 */
export function createProcessPool(options: ImagePoolOptions) {
  const start = options.start ?? forkImageProcess;
  const size = options.processes ?? Math.max(2, Math.min(4, availableParallelism()));
  const waitedForAtOnce = Math.max(1, size - 1);
  const timeLimit = options.timeLimit ?? TIME_LIMIT_MS;
  const memoryLimit = options.memoryLimit ?? MEMORY_LIMIT;
  const waiting: Task[] = [];
  const workers = new Set<Worker>();
  let nextId = 1;
  let closed = false;

  function startWorker(): Worker {
    const worker: Worker = {
      process: start({ onAnswer: (answer) => answered(worker, answer), onEnd: (reason) => ended(worker, reason) }),
      pid: null,
      task: null,
      timer: null,
      watch: null,
      verdict: null,
    };
    workers.add(worker);
    return worker;
  }

  /** Gives waiting photographs to idle processes; one that must be alone waits for silence. */
  function dispatch(): void {
    while (waiting.length > 0 && !closed) {
      const busy = [...workers].filter((worker) => worker.task !== null);
      if (busy.some((worker) => worker.task?.alone)) return;
      const next = nextOf(busy);
      if (!next || busy.length >= size || (next.alone && busy.length > 0)) return;
      waiting.splice(waiting.indexOf(next), 1);
      try {
        give([...workers].find((worker) => worker.task === null && worker.verdict === null) ?? startWorker(), next);
      } catch (cause) {
        // No process can be begun (too many of them, an installation that is being replaced): its work fails, not the studio.
        next.reject(new Error('an image process could not be begun', { cause }));
      }
    }
  }

  /**
   * Somebody looks at the screen and waits for a full picture: it goes first, but reading folders goes on beside it; then what
   * she sees in the grid, also beside other work; then first looks, which take a tenth of the time of the rest.
   */
  function nextOf(busy: readonly Worker[]): Task | undefined {
    const waited = busy.filter(({ task }) => task?.request.full || task?.request.urgent).length;
    const others = waiting.filter(({ request }) => !request.full);
    return (
      (waited < waitedForAtOnce && waiting.find(({ request }) => request.full)) ||
      others.find((task) => task.alone) ||
      (waited < waitedForAtOnce && others.find(({ request }) => request.urgent)) ||
      others.find(({ request }) => request.quick) ||
      others[0]
    );
  }

  function give(worker: Worker, task: Task): void {
    worker.task = task;
    worker.timer = setTimeout(() => {
      worker.verdict = { outcome: 'refused', code: 'decoder-timeout', detail: `${timeLimit / 1000} s` };
      worker.process.kill();
    }, timeLimit);
    worker.watch = setInterval(() => {
      const memory = residentMemory(worker.pid);
      if (memory > memoryLimit) outgrown(worker, memory);
    }, WATCH_EVERY_MS);
    worker.process.send(task.request);
  }

  function outgrown(worker: Worker, memory: number): void {
    worker.verdict = { outcome: 'refused', code: 'too-large', detail: `${Math.round(memory / 1024 / 1024)} MB` };
    worker.process.kill();
  }

  function release(worker: Worker): Task | null {
    const { task } = worker;
    if (worker.timer) clearTimeout(worker.timer);
    if (worker.watch) clearInterval(worker.watch);
    worker.timer = null;
    worker.watch = null;
    worker.task = null;
    return task;
  }

  function answered(worker: Worker, answer: ImageAnswer): void {
    if (answer.kind === 'started') {
      worker.pid = answer.pid;
      return;
    }
    if (worker.task?.request.id !== answer.id) return;
    if (answer.kind === 'too-much-memory') {
      outgrown(worker, answer.memory);
      return;
    }
    const task = release(worker);
    if (answer.kind === 'result') task?.resolve(answer.result);
    else if (answer.kind === 'failed') task?.reject(new Error(`image process: ${answer.reason}`));
    else if (answer.diskFull) task?.reject(new StudioError('disk-full', { path: task.request.derivedDir }));
    else
      task?.reject(
        new StudioError(
          'data-folder-unwritable',
          { path: task.request.derivedDir },
          { cause: new Error(answer.reason) },
        ),
      );
    if (answer.kind === 'result' && answer.memory > MEMORY_LIMIT / 2) retire(worker);
    dispatch();
  }

  /** What a process once took it seldom gives back: a big one is replaced while it is idle. */
  function retire(worker: Worker): void {
    workers.delete(worker);
    worker.verdict = { outcome: 'unstable' };
    worker.process.kill();
  }

  function ended(worker: Worker, reason: string): void {
    workers.delete(worker);
    const task = release(worker);
    if (task && worker.verdict) task.resolve(worker.verdict);
    else if (task?.alone) task.resolve({ outcome: 'refused', code: 'decoder-crashed', detail: reason });
    else if (task && !closed) {
      task.alone = true;
      waiting.unshift(task);
    }
    dispatch();
  }

  function ask(asked: Omit<ImageRequest, 'id'>, signal: AbortSignal | undefined): Promise<ImageResult> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      if (closed) throw new Error('image pool is closed');
      const task: Task = {
        request: { id: nextId++, ...asked },
        alone: false,
        resolve: (result) => {
          signal?.removeEventListener('abort', abort);
          resolve(result);
        },
        reject: (reason) => {
          signal?.removeEventListener('abort', abort);
          reject(reason);
        },
      };
      // A photograph that is being read is read to its end: the process stays usable, the answer finds nobody. A full picture
      // takes longer, and the one that is looked at instead waits for the process.
      const abort = () => {
        const at = waiting.indexOf(task);
        if (at >= 0) waiting.splice(at, 1);
        reject(signal?.reason);
        const worker = [...workers].find((candidate) => candidate.task === task);
        if (!worker || !task.request.full) return;
        worker.verdict = { outcome: 'unstable' };
        worker.process.kill();
      };
      signal?.addEventListener('abort', abort, { once: true });
      waiting.push(task);
      dispatch();
    });
  }

  return {
    size,
    /** Rejects with what is wrong with the disk or the program; what is wrong with the photograph is the result. */
    ask,
    async close() {
      closed = true;
      const reason = new Error('image pool closed');
      for (const task of waiting.splice(0)) task.reject(reason);
      for (const worker of [...workers]) {
        release(worker)?.reject(reason);
        worker.process.kill();
      }
    },
  };
}
