import type { Database } from '../db/database.ts';
import { JOB_KINDS, type Job, type JobKind } from './job.ts';

/** A waiting job whose subject came up again while it ran: it starts over when it ends. */
const AGAIN = 'again';
/** Below every priority that a job has. */
const LOWEST = Number.MIN_SAFE_INTEGER;

export interface JobsRepository {
  /** New, or due now if it waited or had failed; a job that runs just now will run once more. */
  add(kind: JobKind, subject: string, priority: number, now: number): void;
  /** Begins the foremost job that is due, of at least this priority. */
  claim(kind: JobKind, now: number, leastPriority?: number): Job | null;
  end(id: number, now: number): void;
  retry(id: number, at: number, reason: string): void;
  /** Back in the queue as if it had never been claimed. */
  release(id: number): void;
  fail(id: number, error: string): void;
  /** Active jobs of a process that is gone wait again. */
  releaseAll(): void;
  /** When the next waiting job of a kind, of at least this priority, is due. */
  nextDue(kind: JobKind, leastPriority?: number): number | null;
  countOpen(kind: JobKind): number;
  /** Jobs of a kind that wait for a time after this one. */
  countLater(kind: JobKind, now: number): number;
  /** True when a job of this kind runs or could be begun now. */
  anyDue(kind: JobKind, now: number): boolean;
  /** Another priority for these subjects' jobs of a kind, where there are any. */
  prefer(kind: JobKind, subjects: readonly string[], priority: number): void;
  /** Forgets what waits of a kind; answers how many jobs that were. */
  dropWaiting(kind: JobKind): number;
  /** Open jobs whose subject lies in [from, below), not counting those begun more than `attempts` times. */
  hasOpen(kind: JobKind, from: string, below: string, attempts: number): boolean;
  /** Subjects in [from, below) whose job was given up after its last attempt. */
  failed(kind: JobKind, from: string, below: string): string[];
  dropFailed(kind: JobKind, from: string, below: string): void;
  drop(kind: JobKind, from: string, below: string): void;
  /** Kinds in the table that this version doesn't know. */
  unknownKinds(): string[];
}

export function jobsRepository(db: Database): JobsRepository {
  const add = db.prepare<[string, string, number, number, number], never>(`
    INSERT INTO jobs (kind, subject, priority, next_attempt_at, created_at) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (kind, subject) DO UPDATE SET
      priority = max(priority, excluded.priority),
      attempts = CASE state WHEN 'active' THEN attempts ELSE 0 END,
      next_attempt_at = CASE state WHEN 'active' THEN next_attempt_at ELSE excluded.next_attempt_at END,
      error = CASE state WHEN 'active' THEN '${AGAIN}' ELSE NULL END,
      state = CASE state WHEN 'active' THEN 'active' ELSE 'waiting' END`);
  const claim = db.prepare<
    [string, number, number],
    { id: number; subject: string; attempts: number; priority: number }
  >(`
    UPDATE jobs SET state = 'active', attempts = attempts + 1, error = NULL
    WHERE id = (SELECT id FROM jobs WHERE kind = ? AND state = 'waiting' AND priority >= ? AND next_attempt_at <= ?
      ORDER BY priority DESC, id LIMIT 1)
    RETURNING id, subject, attempts, priority`);
  const end = db.prepare<[number], never>(`DELETE FROM jobs WHERE id = ? AND error IS NULL`);
  const again = db.prepare<[number, number], never>(
    `UPDATE jobs SET state = 'waiting', attempts = 0, error = NULL, next_attempt_at = ? WHERE id = ? AND error = '${AGAIN}'`,
  );
  const retry = db.prepare<[number, string, number], never>(
    `UPDATE jobs SET state = 'waiting', next_attempt_at = ?, error = ? WHERE id = ?`,
  );
  const release = db.prepare<[number], never>(
    `UPDATE jobs SET state = 'waiting', attempts = attempts - 1, error = NULL WHERE id = ?`,
  );
  const fail = db.prepare<[string, number], never>(`UPDATE jobs SET state = 'failed', error = ? WHERE id = ?`);
  const releaseAll = db.prepare<[], never>(
    `UPDATE jobs SET state = 'waiting', next_attempt_at = 0, error = NULL WHERE state = 'active'`,
  );
  const nextDue = db.prepare<[string, number], { due: number | null }>(
    `SELECT min(next_attempt_at) AS due FROM jobs WHERE kind = ? AND state = 'waiting' AND priority >= ?`,
  );
  const countOpen = db.prepare<[string], { open: number }>(
    `SELECT count(*) AS open FROM jobs WHERE kind = ? AND state IN ('waiting', 'active')`,
  );
  const hasOpen = db.prepare<[string, string, string, number], { found: number }>(`
    SELECT 1 AS found FROM jobs
    WHERE kind = ? AND subject >= ? AND subject < ? AND (state = 'active' OR (state = 'waiting' AND attempts <= ?)) LIMIT 1`);
  const countLater = db.prepare<[string, number], { later: number }>(
    `SELECT count(*) AS later FROM jobs WHERE kind = ? AND state = 'waiting' AND next_attempt_at > ?`,
  );
  const anyDue = db.prepare<[string, string, number], { found: number }>(
    `SELECT 1 AS found FROM jobs WHERE (kind = ? AND state = 'active') OR (kind = ? AND state = 'waiting' AND next_attempt_at <= ?) LIMIT 1`,
  );
  const prefer = db.prepare<[number, string, string], never>(
    'UPDATE jobs SET priority = ? WHERE kind = ? AND subject IN (SELECT value FROM json_each(?))',
  );
  const dropWaiting = db.prepare<[string], never>(`DELETE FROM jobs WHERE kind = ? AND state <> 'active'`);
  const failed = db.prepare<[string, string, string], { subject: string }>(
    `SELECT subject FROM jobs WHERE kind = ? AND subject >= ? AND subject < ? AND state = 'failed' ORDER BY subject`,
  );
  const dropFailed = db.prepare<[string, string, string], never>(
    `DELETE FROM jobs WHERE kind = ? AND subject >= ? AND subject < ? AND state = 'failed'`,
  );
  const drop = db.prepare<[string, string, string], never>(
    `DELETE FROM jobs WHERE kind = ? AND subject >= ? AND subject < ? AND state <> 'active'`,
  );
  const kinds = db.prepare<[], { kind: string }>(`SELECT DISTINCT kind FROM jobs`);

  return {
    add: (kind, subject, priority, now) => void add.run(kind, subject, priority, now, now),
    claim(kind, now, leastPriority = LOWEST) {
      const row = claim.get(kind, leastPriority, now);
      return row ? { ...row, kind } : null;
    },
    end(id, now) {
      if (end.run(id).changes === 0) again.run(now, id);
    },
    retry: (id, at, reason) => void retry.run(at, reason.slice(0, 500), id),
    release: (id) => void release.run(id),
    fail: (id, error) => void fail.run(error.slice(0, 2000), id),
    releaseAll: () => void releaseAll.run(),
    nextDue: (kind, leastPriority = LOWEST) => nextDue.get(kind, leastPriority)?.due ?? null,
    countOpen: (kind) => countOpen.get(kind)?.open ?? 0,
    countLater: (kind, now) => countLater.get(kind, now)?.later ?? 0,
    anyDue: (kind, now) => anyDue.get(kind, kind, now) !== undefined,
    prefer: (kind, subjects, priority) => void prefer.run(priority, kind, JSON.stringify(subjects)),
    dropWaiting: (kind) => dropWaiting.run(kind).changes,
    hasOpen: (kind, from, below, attempts) => hasOpen.get(kind, from, below, attempts) !== undefined,
    failed: (kind, from, below) => failed.all(kind, from, below).map((row) => row.subject),
    dropFailed: (kind, from, below) => void dropFailed.run(kind, from, below),
    drop: (kind, from, below) => void drop.run(kind, from, below),
    unknownKinds: () =>
      kinds
        .all()
        .map((row) => row.kind)
        .filter((kind) => !JOB_KINDS.some((known) => known === kind)),
  };
}
