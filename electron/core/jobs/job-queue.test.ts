import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StudioError } from '../../../shared/domain/errors.ts';
import { openIngestStudio, temporaryFolders } from '../../../tests/support/studio-builder.ts';
import type { StudioContext } from '../context.ts';
import type { Job, JobHandlers, JobResult } from './job.ts';
import { createJobQueue } from './job-queue.ts';

let folders: ReturnType<typeof temporaryFolders>;
let studio: ReturnType<typeof openIngestStudio>;
let context: StudioContext;
let letGo: (() => Promise<void>) | null = null;

beforeEach(() => {
  folders = temporaryFolders();
  studio = openIngestStudio(folders.data);
  context = studio.context;
});
afterEach(async () => {
  await letGo?.();
  letGo = null;
  await studio.close();
  folders.remove();
});

const done = async (): Promise<JobResult> => ({ state: 'finished' });

function handlers(run: (job: Job, signal: AbortSignal) => Promise<JobResult>, concurrency = 2): JobHandlers {
  return {
    'scan-folder': { concurrency: 1, run: done },
    'look-into': { concurrency: 1, run: done },
    'read-file': { concurrency, run },
    'make-images': { concurrency, run },
    'fill-fingerprints': { concurrency: 1, run: done },
    'measure-photos': { concurrency: 1, run: done },
    'read-sidecars': { concurrency: 1, run: done },
  };
}

function start(run: (job: Job, signal: AbortSignal) => Promise<JobResult>, concurrency = 2) {
  const queue = createJobQueue(context, { handlers: handlers(run, concurrency) });
  letGo = queue.run();
  return queue;
}

const rows = () => context.db.all(context.db.sql.selectFrom('jobs').selectAll().orderBy('id'));

describe('the job queue', () => {
  it('runs what waits, higher priority first, and forgets what is finished', async () => {
    const order: string[] = [];
    const queue = createJobQueue(context, {
      handlers: handlers(async ({ subject }) => {
        order.push(subject);
        return { state: 'finished' };
      }, 1),
    });
    queue.add('read-file', 'b');
    queue.add('read-file', 'c', -1);
    queue.add('read-file', 'a', 1);
    letGo = queue.run();
    await expect.poll(rows).toEqual([]);
    expect(order).toEqual(['a', 'b', 'c']);
  });

  it('keeps one job of a kind for a subject, and runs it once more when it comes up while it runs', async () => {
    let runs = 0;
    const queue = start(async (job) => {
      runs += 1;
      if (runs === 1) queue.add('read-file', job.subject);
      return { state: 'finished' };
    });
    queue.add('read-file', 'a');
    queue.add('read-file', 'a');
    expect(rows()).toHaveLength(1);
    queue.wake();
    await expect.poll(() => runs).toBe(2);
    await expect.poll(rows).toEqual([]);
  });

  it('writes a result and the end of its job together, or neither', async () => {
    let broken = true;
    const queue = start(async ({ subject }) => ({
      state: 'finished',
      commit: () => {
        context.db.run(context.db.sql.insertInto('settings').values({ key: subject, value: '1' }));
        if (subject === 'b' && broken) throw new Error('bug');
      },
    }));
    queue.add('read-file', 'a');
    queue.add('read-file', 'b');
    queue.wake();
    await expect.poll(() => rows().map(({ subject, state }) => `${subject} ${state}`)).toEqual(['b waiting']);
    const written = () =>
      context.db.all(context.db.sql.selectFrom('settings').select('key').orderBy('key')).map(({ key }) => key);
    expect(written()).toEqual(['a']);
    broken = false;
    queue.add('read-file', 'b');
    queue.wake();
    await expect.poll(written).toEqual(['a', 'b']);
    expect(rows()).toEqual([]);
  });

  it('lets active jobs of a process that died wait again', () => {
    const dead = createJobQueue(context, { handlers: handlers(done) });
    dead.add('read-file', 'a');
    dead.jobs.claim('read-file', Date.now());
    expect(rows()).toMatchObject([{ state: 'active' }]);
    createJobQueue(context, { handlers: handlers(done) });
    expect(rows()).toMatchObject([{ state: 'waiting' }]);
  });

  it('refuses to start with jobs of a kind that nobody handles', () => {
    context.db.run(
      context.db.sql.insertInto('jobs').values({
        kind: 'develop-film',
        subject: '1',
        state: 'waiting',
        priority: 0,
        attempts: 0,
        next_attempt_at: 0,
        error: null,
        created_at: 0,
      }),
    );
    expect(() => createJobQueue(context, { handlers: handlers(done) })).toThrow('develop-film');
  });

  it('tries again at the time a job asks for', async () => {
    const attempts: number[] = [];
    const queue = start(async (job) => {
      attempts.push(job.attempts);
      return job.attempts < 3 ? { state: 'retry', at: Date.now() + 20, reason: 'later' } : { state: 'finished' };
    });
    queue.add('read-file', 'a');
    queue.wake();
    await expect.poll(() => attempts).toEqual([1, 2, 3]);
    await expect.poll(rows).toEqual([]);
  });

  it('pauses on a full disk without costing the job an attempt, and goes on when told', async () => {
    let full = true;
    const queue = start(async () => {
      if (full) throw new StudioError('disk-full', { path: '/d' });
      return { state: 'finished' };
    });
    queue.add('read-file', 'a');
    queue.wake();
    await expect.poll(() => queue.problem?.code).toBe('disk-full');
    expect(rows()).toMatchObject([{ state: 'waiting', attempts: 0 }]);
    full = false;
    queue.resume();
    await expect.poll(rows).toEqual([]);
    expect(queue.problem).toBeNull();
  });

  it('gives up what waits and what runs of a kind, without an outcome', async () => {
    let committed = 0;
    const queue = start(
      (_job, signal) =>
        new Promise((resolve) =>
          signal.addEventListener('abort', () =>
            resolve({
              state: 'finished',
              commit: () => {
                committed += 1;
              },
            }),
          ),
        ),
      1,
    );
    for (const subject of ['a', 'b', 'c']) queue.add('read-file', subject);
    queue.wake();
    await expect.poll(() => queue.running('read-file')).toBe(1);
    queue.giveUp(['read-file']);
    await expect.poll(rows).toEqual([]);
    expect(committed).toBe(0);
  });

  it('begins of a kind only what is as urgent as it asks for', async () => {
    const order: string[] = [];
    let least = 5;
    const run = async ({ subject }: Job): Promise<JobResult> => {
      order.push(subject);
      return { state: 'finished' };
    };
    const queue = createJobQueue(context, {
      handlers: {
        ...handlers(done),
        'make-images': { concurrency: 1, leastPriority: () => least, run },
      },
    });
    queue.add('make-images', 'a');
    queue.add('make-images', 'b');
    queue.jobs.prefer('make-images', ['b'], 5);
    letGo = queue.run();
    await expect.poll(() => order).toEqual(['b']);
    expect(rows().map(({ subject }) => subject)).toContain('a');
    least = 0;
    queue.wake();
    await expect.poll(() => order).toEqual(['b', 'a']);
  });

  it('tells running jobs when the studio lets go, and keeps them for the next start', async () => {
    const queue = start(
      (_job, signal) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    );
    queue.add('read-file', 'a');
    queue.wake();
    await expect.poll(() => queue.running('read-file')).toBe(1);
    await letGo?.();
    letGo = null;
    expect(rows()).toMatchObject([{ subject: 'a', state: 'waiting', attempts: 0 }]);
  });
});
