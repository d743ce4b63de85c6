import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Spelling } from '../../core/ports/spelling.ts';
import type { DictionaryTask } from './dictionary.ts';

export interface DictionaryQuestion {
  readonly id: number;
  readonly task: DictionaryTask;
}
export type DictionaryAnswer =
  | { readonly id: number; readonly words: readonly string[] }
  | { readonly id: number; readonly reason: string };

/** How long (ms) the dictionaries stay in memory after the last question: some forty megabytes, loaded again in 0.2 s. */
const IDLE_MS = 60_000;

interface Waiting {
  readonly give: (words: readonly string[]) => void;
  readonly fail: (error: Error) => void;
}
interface Thread {
  readonly worker: Worker;
  readonly waiting: Map<number, Waiting>;
}

/** Hunspell in a thread of its own: begun with the first question, ended some time after the last; one that dies is replaced. */
export function createHunspellSpelling({ idleMs = IDLE_MS } = {}): Spelling & {
  /** Whether the dictionaries are in memory now. */
  readonly isAwake: boolean;
} {
  let thread: Thread | null = null;
  let idle: NodeJS.Timeout | null = null;
  let asked = 0;
  let closed = false;

  function start(): Thread {
    const begun: Thread = { worker: new Worker(threadEntry(), { execArgv: [] }), waiting: new Map() };
    const end = (reason: string) => {
      if (thread === begun) thread = null;
      for (const { fail } of begun.waiting.values()) fail(new Error(`the dictionaries' thread ended: ${reason}`));
      begun.waiting.clear();
    };
    begun.worker.on('message', (answer: DictionaryAnswer) => {
      const waiting = begun.waiting.get(answer.id);
      begun.waiting.delete(answer.id);
      if ('words' in answer) waiting?.give(answer.words);
      else waiting?.fail(new Error(answer.reason));
      if (begun.waiting.size === 0) rest(begun);
    });
    begun.worker.on('error', (error) => end(error.message));
    begun.worker.on('exit', (code) => end(`exit ${String(code)}`));
    return begun;
  }

  /** A thread at rest holds up neither the end of a command nor, for long, memory. */
  function rest(resting: Thread): void {
    resting.worker.unref();
    if (idle) clearTimeout(idle);
    idle = setTimeout(() => {
      if (resting.waiting.size > 0) return;
      if (thread === resting) thread = null;
      void resting.worker.terminate();
    }, idleMs);
    idle.unref();
  }

  function ask(task: DictionaryTask): Promise<readonly string[]> {
    if (closed) return Promise.reject(new Error('spelling closed'));
    return new Promise((give, fail) => {
      thread ??= start();
      asked += 1;
      thread.waiting.set(asked, { give, fail });
      thread.worker.ref();
      const question: DictionaryQuestion = { id: asked, task };
      thread.worker.postMessage(question);
    });
  }

  return {
    unknown: (words, language) =>
      words.length === 0 ? Promise.resolve([]) : ask({ kind: 'unknown', language, words }),
    suggest: (word, language) => ask({ kind: 'suggest', language, word }),
    get isAwake() {
      return thread !== null;
    },
    async close() {
      closed = true;
      if (idle) clearTimeout(idle);
      await thread?.worker.terminate();
    },
  };
}

/** Beside the built studio, or among the sources. */
function threadEntry(): string {
  // Built, this module lies in dist/node or dist/node/chunks; unbuilt, in electron/adapters/spelling.
  for (const candidate of ['./spelling-worker.js', '../spelling-worker.js', './spelling-worker.ts']) {
    const path = fileURLToPath(new URL(candidate, import.meta.url));
    if (existsSync(path)) return path;
  }
  throw new Error(`the dictionaries' thread is not part of this build (${import.meta.url})`);
}
