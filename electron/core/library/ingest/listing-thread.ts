import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { StudioContext } from '../../context.ts';
import { type PatternRules, readsName } from '../folders/folder-rules.ts';
import { type Listing, type SeenFolder, seenFolder } from './listing.ts';
import { listingOf } from './walk.ts';

export interface ListingQuestion {
  readonly id: number;
  readonly folder: string;
  readonly rules: PatternRules | null;
}
export interface ListingAnswer {
  readonly id: number;
  readonly listing: Listing;
}

/** Lists folders for one scan; let go of at its end. */
export interface Lister {
  list(folder: string, rules: PatternRules | null): Promise<SeenFolder>;
  release(): void;
}

export interface ListingThreads {
  lease(): Lister;
}

/** How long (ms) a thread without work is kept: starting one takes as long as listing thirty thousand files. */
const IDLE_MS = 20_000;

/** What a thread throws away soon (megabytes): V8 would keep four times that for texts that are sent off at once. */
const YOUNG_MB = 8;

interface Thread {
  readonly worker: Worker;
  readonly waiting: Map<number, (listing: Listing | null) => void>;
  idle: NodeJS.Timeout | null;
  broken: boolean;
}

/**
 * Threads that list folders, one for each scan that runs, so that a network drive that hangs holds up nobody else's. Where none
 * can be had, folders are listed on the studio's own thread: slower, the same answer.
 */
export function listingThreads(context: Pick<StudioContext, 'lifetime' | 'log'>): ListingThreads {
  const resting: Thread[] = [];
  const all = new Set<Thread>();
  let asked = 0;

  function start(): Thread | null {
    if (context.lifetime.aborted) return null;
    try {
      const thread: Thread = { worker: openWorker(), waiting: new Map(), idle: null, broken: false };
      const end = () => {
        thread.broken = true;
        all.delete(thread);
        for (const give of thread.waiting.values()) give(null);
        thread.waiting.clear();
      };
      thread.worker.on('message', ({ id, listing }: ListingAnswer) => {
        thread.waiting.get(id)?.(listing);
        thread.waiting.delete(id);
      });
      thread.worker.on('error', (error) => {
        context.log.warn('listing thread', { error });
        end();
      });
      thread.worker.on('exit', end);
      all.add(thread);
      return thread;
    } catch (error) {
      context.log.warn('no listing thread', { error });
      return null;
    }
  }

  function wake(): Thread | null {
    const thread = resting.pop() ?? start();
    if (thread?.idle) clearTimeout(thread.idle);
    return thread;
  }

  function rest(thread: Thread): void {
    if (thread.broken) return;
    thread.worker.unref();
    resting.push(thread);
    thread.idle = setTimeout(() => {
      resting.splice(resting.indexOf(thread), 1);
      void thread.worker.terminate();
    }, IDLE_MS);
    thread.idle.unref();
  }

  context.lifetime.addEventListener('abort', () => {
    for (const thread of all) {
      if (thread.idle) clearTimeout(thread.idle);
      void thread.worker.terminate();
    }
  });

  return {
    lease() {
      const thread = wake();
      thread?.worker.ref();
      return {
        async list(folder, rules) {
          const listing =
            thread && !thread.broken
              ? await new Promise<Listing | null>((resolve) => {
                  asked += 1;
                  thread.waiting.set(asked, resolve);
                  const question: ListingQuestion = { id: asked, folder, rules };
                  thread.worker.postMessage(question);
                })
              : null;
          return seenFolder(listing ?? (await listingOf(folder, readsName(folder, rules))));
        },
        release: () => thread && rest(thread),
      };
    },
  };
}

function openWorker(): Worker {
  // Built, this module lies in dist/node or dist/node/chunks; in tests among the sources.
  for (const candidate of ['./listing-worker.js', '../listing-worker.js', './listing-worker.ts']) {
    const path = fileURLToPath(new URL(candidate, import.meta.url));
    if (existsSync(path))
      return new Worker(path, { execArgv: [], resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } });
  }
  throw new Error(`the listing thread is not part of this build (${import.meta.url})`);
}
