import { isStudioError, StudioError, type StudioErrorCode } from '../../../shared/domain/errors.ts';
import type { StudioContext } from '../context.ts';
import { isDiskFull } from '../db/disk-full.ts';
import { JOB_KINDS, type Job, type JobHandlers, type JobKind, type JobResult } from './job.ts';
import { type JobsRepository, jobsRepository } from './jobs.repository.ts';

/** Finished jobs are written together: a transaction each would cost more than the work at ten photographs a second. */
const BATCH_SIZE = 50;
const BATCH_MS = 100;
/** An unforeseen failure is tried again after this many ms, times the number of attempts. */
const RETRY_MS = 2000;
const MOST_ATTEMPTS = 3;

export interface JobQueueOptions {
  readonly handlers: JobHandlers;
  /** Called inside the transaction, after all commits of a batch. */
  readonly beforeBatchEnds?: () => void;
  /** A batch was rolled back; its commits run again, later or each on its own. */
  readonly onBatchFailed?: () => void;
  /** Called after every batch, retry and claim: something moved. */
  readonly onMoved?: () => void;
  readonly onPaused?: (problem: StudioError) => void;
}

export interface JobQueue {
  readonly jobs: JobsRepository;
  add(kind: JobKind, subject: string, priority?: number): void;
  /** Begins to work; counted, so that a one-time pass and the live studio don't stop each other. Returns the way to let go. */
  run(): () => Promise<void>;
  pause(): void;
  resume(): void;
  /** Forgets what waits of these kinds and ends what runs, without an outcome. */
  giveUp(kinds: readonly JobKind[]): void;
  readonly paused: boolean;
  /** Why the queue paused by itself. */
  readonly problem: StudioError | null;
  /** Jobs of a kind that run in this moment. */
  running(kind: JobKind): number;
  /** Looks at once whether there is something to do. */
  wake(): void;
}

/** The durable queue: jobs are rows, handlers are data, results and the end of a job are one transaction. */
export function createJobQueue(context: StudioContext, options: JobQueueOptions): JobQueue {
  const { db, log, ports, lifetime } = context;
  const { handlers } = options;
  const jobs = jobsRepository(db);
  const unknown = jobs.unknownKinds();
  if (unknown.length > 0) throw new Error(`no handler for jobs of kind ${unknown.join(', ')}`);
  jobs.releaseAll();

  const active = new Map<JobKind, number>(JOB_KINDS.map((kind) => [kind, 0]));
  const finished: { job: Job; commit: (() => void) | undefined }[] = [];
  let users = 0;
  let paused = false;
  let problem: StudioError | null = null;
  let abort = new AbortController();
  let batchTimer: NodeJS.Timeout | null = null;
  let dueTimer: NodeJS.Timeout | null = null;
  const idle: (() => void)[] = [];
  const unreleased = new Set<number>();
  const running = new Map<number, { readonly kind: JobKind; readonly abort: AbortController }>();

  const mayWork = () => users > 0 && !paused && !lifetime.aborted && finished.length < BATCH_SIZE * 4;

  function wake(): void {
    for (const kind of JOB_KINDS) {
      while (mayWork() && (active.get(kind) ?? 0) < handlers[kind].concurrency) {
        const job = guarded(() => jobs.claim(kind, ports.clock.now(), handlers[kind].leastPriority?.()));
        if (!job) break;
        active.set(kind, (active.get(kind) ?? 0) + 1);
        void runJob(job);
      }
    }
    waitForDue();
  }

  async function runJob(job: Job): Promise<void> {
    let result: JobResult | 'release';
    const own = new AbortController();
    running.set(job.id, { kind: job.kind, abort: own });
    try {
      result = await handlers[job.kind].run(job, AbortSignal.any([abort.signal, own.signal]));
    } catch (error) {
      result = resultOfFailure(job, error);
    }
    running.delete(job.id);
    if (own.signal.aborted) result = { state: 'finished' };
    active.set(job.kind, (active.get(job.kind) ?? 1) - 1);
    settle(job, result);
    if (mayWork()) wake();
    if (totalActive() === 0) for (const resolve of idle.splice(0)) resolve();
  }

  function resultOfFailure(job: Job, error: unknown): JobResult | 'release' {
    if (lifetime.aborted || abort.signal.aborted || running.get(job.id)?.abort.signal.aborted) return 'release';
    if (isDiskFull(error)) pauseFor(new StudioError('disk-full', { path: ports.dataDir }, { cause: error }));
    else if (isPausing(error)) pauseFor(error);
    else {
      log.error('job failed', { kind: job.kind, subject: job.subject, attempts: job.attempts, error });
      const reason = error instanceof Error ? error.message : String(error);
      if (job.attempts >= MOST_ATTEMPTS) return { state: 'failed', error: reason };
      return { state: 'retry', at: ports.clock.now() + RETRY_MS * job.attempts, reason };
    }
    return 'release';
  }

  function settle(job: Job, result: JobResult | 'release'): void {
    // A closed studio has no catalogue to write to; at the next start its active jobs wait again.
    if (lifetime.aborted) return;
    if (result === 'release') write(job, () => jobs.release(job.id));
    else if (result.state === 'retry') write(job, () => jobs.retry(job.id, result.at, result.reason));
    else if (result.state === 'failed') write(job, () => jobs.fail(job.id, result.error));
    else {
      finished.push({ job, commit: result.commit });
      if (finished.length >= BATCH_SIZE || totalActive() === 0) flush();
      else batchTimer ??= setTimeout(flush, BATCH_MS);
      return;
    }
    options.onMoved?.();
  }

  /** On a full disk not even the end of a job can be written down: it waits again as soon as there is room. */
  function write(job: Job, work: () => void): void {
    const written = guarded(() => {
      work();
      return true;
    });
    if (!written) unreleased.add(job.id);
  }

  function releaseRest(): void {
    for (const id of unreleased) {
      const released = guarded(() => {
        jobs.release(id);
        return true;
      });
      if (!released) return;
      unreleased.delete(id);
    }
  }

  function flush(): void {
    if (batchTimer) clearTimeout(batchTimer);
    batchTimer = null;
    if (finished.length === 0 || lifetime.aborted) return;
    const batch = finished.splice(0);
    try {
      commit(batch);
    } catch (error) {
      options.onBatchFailed?.();
      if (isDiskFull(error)) {
        finished.unshift(...batch);
        pauseFor(new StudioError('disk-full', { path: ports.dataDir }, { cause: error }));
        return;
      }
      log.error('batch not written, each on its own now', { error });
      for (const entry of batch) commitAlone(entry);
    }
    options.onMoved?.();
    if (mayWork()) wake();
  }

  function commit(batch: typeof finished): void {
    db.transaction(() => {
      for (const entry of batch) {
        entry.commit?.();
        jobs.end(entry.job.id, ports.clock.now());
      }
      options.beforeBatchEnds?.();
    });
  }

  function commitAlone(entry: (typeof finished)[number]): void {
    try {
      commit([entry]);
      options.onMoved?.();
    } catch (error) {
      options.onBatchFailed?.();
      const result = resultOfFailure(entry.job, error);
      settle(entry.job, result);
    }
  }

  function pauseFor(reason: StudioError): void {
    if (paused) return;
    paused = true;
    problem = reason;
    log.warn('jobs paused', { code: reason.code, facts: reason.facts });
    options.onPaused?.(reason);
    options.onMoved?.();
  }

  /** The catalogue's own disk may be full at any write. */
  function guarded<T>(work: () => T): T | null {
    try {
      return work();
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      pauseFor(new StudioError('disk-full', { path: ports.dataDir }, { cause: error }));
      return null;
    }
  }

  function waitForDue(): void {
    if (dueTimer) clearTimeout(dueTimer);
    dueTimer = null;
    if (!mayWork()) return;
    const idleKinds = JOB_KINDS.filter((kind) => (active.get(kind) ?? 0) < handlers[kind].concurrency);
    const due = Math.min(
      ...idleKinds.map((kind) => jobs.nextDue(kind, handlers[kind].leastPriority?.()) ?? Number.POSITIVE_INFINITY),
    );
    if (Number.isFinite(due)) dueTimer = setTimeout(wake, Math.min(60_000, Math.max(5, due - ports.clock.now())));
  }

  const totalActive = () => [...active.values()].reduce((sum, count) => sum + count, 0);

  async function letGo(): Promise<void> {
    users -= 1;
    if (users > 0) return;
    abort.abort(new Error('jobs stopped'));
    if (dueTimer) clearTimeout(dueTimer);
    if (totalActive() > 0) await new Promise<void>((resolve) => idle.push(resolve));
    flush();
  }

  lifetime.addEventListener('abort', () => {
    abort.abort(lifetime.reason);
    if (dueTimer) clearTimeout(dueTimer);
    if (batchTimer) clearTimeout(batchTimer);
  });

  return {
    jobs,
    add(kind, subject, priority = 0) {
      jobs.add(kind, subject, priority, ports.clock.now());
    },
    run() {
      users += 1;
      if (abort.signal.aborted) abort = new AbortController();
      wake();
      let held = true;
      return async () => {
        if (!held) return;
        held = false;
        await letGo();
      };
    },
    pause() {
      paused = true;
      options.onMoved?.();
    },
    resume() {
      paused = false;
      problem = null;
      releaseRest();
      flush();
      wake();
      options.onMoved?.();
    },
    giveUp(kinds) {
      for (const kind of kinds) jobs.dropWaiting(kind);
      for (const { kind, abort: own } of running.values()) if (kinds.includes(kind)) own.abort(GIVEN_UP);
      options.onMoved?.();
    },
    get paused() {
      return paused;
    },
    get problem() {
      return problem;
    },
    running: (kind) => active.get(kind) ?? 0,
    wake,
  };
}

const GIVEN_UP = new Error('given up');

/** Failures that no other job would be spared: the queue waits instead of burning through its rows. */
const PAUSING: readonly StudioErrorCode[] = ['disk-full', 'data-folder-unwritable'];

function isPausing(error: unknown): error is StudioError {
  return PAUSING.some((code) => isStudioError(error, code));
}
