/** Every kind of work that outlives the process. A kind without a handler does not compile; a row without one fails the boot. */
export const JOB_KINDS = [
  'scan-folder',
  'look-into',
  'read-file',
  'make-images',
  'fill-fingerprints',
  'measure-photos',
  'read-sidecars',
] as const;
export type JobKind = (typeof JOB_KINDS)[number];

export interface Job {
  readonly id: number;
  readonly kind: JobKind;
  /** What it is about: a folder's id, a path. One job of a kind for one subject. */
  readonly subject: string;
  /** How often it was begun, this time included. */
  readonly attempts: number;
  readonly priority: number;
}

export type JobResult =
  /** `commit` writes what came out, in one transaction with the end of the job: both or neither. It must be repeatable. */
  | { readonly state: 'finished'; readonly commit?: () => void }
  /** Again at a time (ms since the epoch). */
  | { readonly state: 'retry'; readonly at: number; readonly reason: string }
  | { readonly state: 'failed'; readonly error: string };

export interface JobHandler {
  /** How many of this kind may run at once. */
  readonly concurrency: number;
  /** The least priority that is worth beginning now: what others wait for goes first. Default: any. */
  readonly leastPriority?: () => number;
  /** Must be idempotent: after a crash it runs again from the beginning. */
  run(job: Job, signal: AbortSignal): Promise<JobResult>;
}

export type JobHandlers = Readonly<Record<JobKind, JobHandler>>;
